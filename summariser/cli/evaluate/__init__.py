"""`summariser eval`."""
