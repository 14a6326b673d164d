"""The persons, bodies and places that an article names."""
