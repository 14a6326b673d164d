"""How much tells that two figures of a story are of one thing, and what excludes it."""
