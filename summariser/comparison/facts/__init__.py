"""From figures to facts: rows of figures that are of one thing, what they are called, and how their cells stand to each other."""
