"""The API: routes, and how they are described."""
