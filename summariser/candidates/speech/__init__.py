"""Who says what in an article, and how a party stands to something."""
