"""How much is right: of what the parts find by themselves, and of what a model makes of it."""
