"""The quality of practice, looked at case by case, and nothing kept about a child."""
