"""Synthetic authorities whose truth is known, and what each estimator says about them."""
