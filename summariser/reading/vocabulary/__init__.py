"""Closed lists of words: cues that say something of a number, classes of nouns, stopwords."""
