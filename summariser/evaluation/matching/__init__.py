"""How values, bounds, units and words of an answer are compared with the gold; shares nothing with the verifier."""
