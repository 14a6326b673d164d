"""Metrics of fields: quantities, labels, dates, names, responses, what was invented."""
