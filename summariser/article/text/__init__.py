"""A text as blocks and sentences, and the language that it is in."""
