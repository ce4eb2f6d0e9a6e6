"""Everything that changes something, by noun: one transaction each, with its line in the trail."""
