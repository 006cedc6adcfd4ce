"""Use cases: one public writing function is one act is one transaction."""
