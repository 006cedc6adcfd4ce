"""What the measurements share: processes and what they cost, alerts to send, a load generator, a report."""
