"""How long a part takes in one process, and how that grows with its input."""
