"""Results as documents that people read and hand on: pages and tables."""
