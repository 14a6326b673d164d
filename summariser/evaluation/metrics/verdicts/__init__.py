"""Metrics of the verifier and of the numbers that it judges, by the gold alone."""
