"""Units, currencies and magnitudes, and how numbers beside each other share them."""
