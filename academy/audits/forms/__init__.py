"""What people type about audits, turned into clean values."""
