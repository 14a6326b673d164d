"""What a number counts and when, as a table's row would have it: noun phrases and times in the text's own words."""
