"""Dates and periods: the forms that English has for them, and the times on the calendar that they tell."""
