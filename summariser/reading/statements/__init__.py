"""What a text says of each of its numbers: subject, period, direction, endpoint, unit, and what a table's layout adds."""
