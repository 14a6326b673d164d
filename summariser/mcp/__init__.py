"""A tool for assistants, over the Model Context Protocol."""
