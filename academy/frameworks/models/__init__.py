"""The shared language, and the law, guidance and evidence that everything rests on."""

from academy.frameworks.models.capabilities import Capability, Framework
from academy.frameworks.models.sources import CurrencyReview, LegalSource, RestsOn, SourceVersion

__all__ = ["Capability", "CurrencyReview", "Framework", "LegalSource", "RestsOn", "SourceVersion"]
