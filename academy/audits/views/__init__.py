"""The pages about the quality of practice."""
