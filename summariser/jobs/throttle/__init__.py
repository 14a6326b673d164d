"""How fast requests go out, and what stops them: limits, the breaker, the budget."""
