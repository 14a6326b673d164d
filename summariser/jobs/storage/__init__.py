"""What a run knows, in its SQLite file, and how articles, results and answers are written there."""
