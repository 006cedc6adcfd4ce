"""Memory after many alerts."""
