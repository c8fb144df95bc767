"""Lets troubles happen at their rates, and counts them."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from ingest.sample.rates import TroubleRates


@dataclass
class Tally:
    """How often each trouble of `TroubleRates` happened, and how often it could have."""

    happened: Counter[str] = field(default_factory=Counter)
    chances: Counter[str] = field(default_factory=Counter)

    def happens(self, trouble: str, rates: TroubleRates, rng: Random) -> bool:
        """Whether a trouble happens now."""
        rate: float = getattr(rates, trouble)
        self.chances[trouble] += 1
        if rng.random() >= rate:
            return False
        self.happened[trouble] += 1
        return True

    def add(self, trouble: str, times: int, chances: int) -> None:
        """Count a trouble that was chosen in another way."""
        self.happened[trouble] += times
        self.chances[trouble] += chances

    def share(self, trouble: str) -> float:
        """How often it happened, of all times that it could have; 0 where it never could."""
        return self.happened[trouble] / self.chances[trouble] if self.chances[trouble] else 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.happened + other.happened, self.chances + other.chances)
