"""A web page as plain text: what its readers see of it, block by block."""
