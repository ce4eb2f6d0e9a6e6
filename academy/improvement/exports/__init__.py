"""Files in a format that others read, by noun."""
