"""Processes for what takes a processor: reading what was given, checking it, writing results."""
