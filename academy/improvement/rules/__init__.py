"""What must hold, by noun: no database, no request."""
