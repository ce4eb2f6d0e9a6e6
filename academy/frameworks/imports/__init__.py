"""Files that come in: frameworks with their capabilities, terms, and who does what."""
