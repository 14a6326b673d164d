"""The documentation: its links, its navigation, what is generated, and its examples, which are run."""
