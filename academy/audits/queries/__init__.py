"""What is read about audits, already scoped to whoever looks."""
