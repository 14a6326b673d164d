"""What is measured, in rooms by what it is: speed, accuracy, jobs, service. docs/measurements/figures.md has
the figures.

Each is run from the top of the checkout, as `python -m benchmarks.speed.growth`.
"""
