"""What stands around a number: its bound, what it counts, and whether it counts at all."""
