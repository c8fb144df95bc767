"""What differs between one company's customers and another's, drawn anew for each data set."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.grid.mail import STYLES
from ingest.sample.lists import Weighted

FIELDS = ("birth_date", "street", "postal_code", "city", "email", "phone")


@dataclass(frozen=True)
class Habits:
    """Shares of people, values and rows."""

    rare_names: float
    """Family names of the long tail."""

    households: float
    """Homes from which more than one person is a customer."""

    local: float
    """Homes in the company's own town."""

    streets: int
    """Streets of that town."""

    born: tuple[int, int]
    """First and last year of birth of heads of homes."""

    provider: float
    """E-mail addresses at the provider that most use."""

    family_mail: float
    """Homes whose people share one e-mail address."""

    slips: float
    """How much worse than usual (1) people write."""

    placeholders: float
    """Missing values that were filled with a placeholder."""

    filled: dict[str, float]
    """Rows that have the field."""

    mail: Weighted[str]
    """Styles of e-mail addresses."""


def habits(rng: Random, records: int) -> Habits:
    """The habits of one company's customers; half of the companies fill in no placeholders."""
    tidy = rng.random() < 0.3
    return Habits(
        rare_names=rng.uniform(0, 0.5),
        households=rng.uniform(0, 0.5),
        local=rng.choice((0.0, rng.uniform(0.2, 0.95))),
        streets=rng.randint(8, 120) + records // 50,
        born=rng.choice(((1935, 2003), (1935, 2003), (1985, 2004), (1935, 1962))),
        provider=rng.uniform(0.1, 0.95),
        family_mail=rng.uniform(0.02, 0.3),
        slips=rng.uniform(0.5, 1.5),
        placeholders=rng.choice((0.0, rng.uniform(0.05, 0.4))),
        filled={field: 1.0 if tidy else rng.uniform(*_FILLED.get(field, (0.8, 1))) for field in FIELDS},
        mail=Weighted([(style, rng.uniform(0.05, 1) ** 2) for style in STYLES]),
    )


_FILLED = {"birth_date": (0.7, 1), "email": (0.5, 1), "phone": (0.5, 1)}
