"""The service: one address for summaries, checks and comparisons, as an API and as a page."""
