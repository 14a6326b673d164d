"""Summaries on their way: a dispatcher for each model, fair queues, run folders, events."""
