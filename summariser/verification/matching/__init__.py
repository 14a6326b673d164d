"""Whether two numbers, dates or statements can be the same: by value, unit, bound, kind, calendar and what is said of them."""
