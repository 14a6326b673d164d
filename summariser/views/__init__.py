"""What shows results as documents that people can send."""
