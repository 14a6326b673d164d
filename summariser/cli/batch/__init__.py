"""`summariser batch`."""
