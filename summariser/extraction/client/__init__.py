"""The language model behind one path: its server found or started, its answers received, what is retried, what is kept secret."""
