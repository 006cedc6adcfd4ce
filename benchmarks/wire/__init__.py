"""How long it takes from an alert to its message on the wire."""
