"""The forms of a number: digits and their shapes, number words, ranges."""
