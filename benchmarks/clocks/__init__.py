"""How many deadlines a desk can keep, how late it is with them, and how fast it is when they all come at once."""
