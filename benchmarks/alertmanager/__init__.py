"""A real Alertmanager in front of a real desk."""
