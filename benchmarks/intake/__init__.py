"""How many alerts a second are taken in, and what one costs, beside Alertmanager and beside the floor."""
