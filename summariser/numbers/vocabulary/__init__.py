"""Words that numbers are made of and stand among: number words, nouns, function words."""
