"""Structured summaries of news and report articles, with a verdict on every number."""
