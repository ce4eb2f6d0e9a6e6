"""The Children's Workforce Academy: one Academy for everyone who works with children."""

__version__ = "0.1.0"
