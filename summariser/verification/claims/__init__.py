"""One claim, a number with what is said of it, held against the source: from the grounds that there are to a status."""
