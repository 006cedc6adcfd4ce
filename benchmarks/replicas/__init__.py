"""What three replicas on one PostgreSQL carry, beside one."""
