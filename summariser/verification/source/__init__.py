"""The source, read once: its numbers by value and unit, its dates, what arithmetic they allow, and where each stands."""
