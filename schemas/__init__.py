"""Report types: one module each, holding the Pydantic model that the language model fills and users get."""
