"""People trained and asked three months later, of whom the keen both used it more and reply more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CHECKED_WITH = 400_000  # draws for the truth


@dataclass(frozen=True)
class Asked:
    people: int = 600

    @property
    def truth(self) -> float:
        keen = np.random.default_rng(0).normal(size=CHECKED_WITH)
        return float(_uses(keen).mean())

    def drawn(self, *, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Who replied, who used it (1 or 0, of everybody), and what is known of all."""
        chance = np.random.default_rng(seed)
        keen, attended = chance.normal(size=self.people), chance.normal(size=self.people)
        used = chance.random(self.people) < _uses(keen)
        replied = chance.random(self.people) < 1 / (1 + np.exp(-(-0.05 + 0.8 * keen + 0.3 * attended)))
        return replied, used.astype(float), np.column_stack([keen, attended])


def _uses(keen: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(-0.1 + 0.7 * keen)))
