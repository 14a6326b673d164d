"""The gold: its form, the articles beside it, and what is checked before anything is scored by it."""
