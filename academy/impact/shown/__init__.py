"""How what was found is shown, by noun."""
