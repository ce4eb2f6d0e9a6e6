"""What this room reads of the records."""
