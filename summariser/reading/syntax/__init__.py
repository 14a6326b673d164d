"""A sentence as a row of items: clauses, what they leave out, classes of words, and the phrases that they make."""
