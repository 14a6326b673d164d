"""`summariser compare`."""
