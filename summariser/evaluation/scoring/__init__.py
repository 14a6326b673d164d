"""Scored runs: intervals, differences, gates, the judge of prose, and figures as they are written."""
