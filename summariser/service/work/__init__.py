"""Summaries on their way: lines of what waits for a model, turns, run folders, events."""
