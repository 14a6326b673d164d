"""The draft of a summary: what the article tells by itself, what the model is asked for beside it, and what is asked again."""
