"""How long the parts take as ratios to a yardstick of the same moment, held against stored ones: `make bench`, `make bench-store`."""
