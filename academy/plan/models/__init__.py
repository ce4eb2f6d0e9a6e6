"""The year’s learning plan and its money."""
