"""Measurements: `python -m benchmarks` runs all parts with small counts; see README.md."""
