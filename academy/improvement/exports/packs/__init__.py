"""A pack as it goes out: what it says, as plain values, and every file that is made of them and of nothing else."""

from academy.improvement.exports.packs.facts import both, digest_of, every_sentence, facts
from academy.improvement.exports.packs.freezing import freeze, who

__all__ = ["both", "digest_of", "every_sentence", "facts", "freeze", "who"]
