"""The HTTP service: throughput, memory, and how many it serves at a time."""
