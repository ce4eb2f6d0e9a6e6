"""The room’s records, by noun."""
