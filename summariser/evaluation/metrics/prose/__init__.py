"""Metrics of prose: what it states, its words, its overlap with the gold's summary."""
