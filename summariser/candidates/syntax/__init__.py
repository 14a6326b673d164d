"""The sentences of an article as rows of tokens: verbs of saying, and the noun phrases beside them."""
