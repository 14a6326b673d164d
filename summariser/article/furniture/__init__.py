"""What of a text is not the article: the cues and lines of page furniture, and the day of publication that these tell."""
