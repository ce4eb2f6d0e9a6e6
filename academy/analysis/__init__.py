"""Statistics in plain Python and numpy: values in, frozen results out. See README.md."""
