"""Runs of systems over the gold, in a folder that a stopped run goes on from."""
