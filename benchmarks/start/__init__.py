"""How soon a desk takes alerts, and what it holds when idle."""
