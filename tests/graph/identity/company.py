"""A company whose identity runs are tried out."""

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from graph.journal import Journal
from graph.settings import Settings
from tests.support.looking import look

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FAMILY = (
    "Adler",
    "Brandt",
    "Curtius",
    "Dorn",
    "Eckert",
    "Falk",
    "Grimm",
    "Hagen",
    "Imhoff",
    "Jansen",
    "Kolb",
)


class Company:
    """A journal with its settings, and what its runs find."""

    def __init__(self, home: Path, rules: Path | None = None) -> None:
        self.settings = Settings(home=home, rules=rules)
        self.journal = Journal.open(self.settings)

    def customers(self) -> dict[str, str]:
        """Customer by record, as readers see it."""
        return dict(look(self.journal, "SELECT record_id, customer_id FROM assignments"))

    def households(self) -> dict[str, str]:
        """Household by customer, of those who live in one now."""
        return dict(look(self.journal, "SELECT customer_id, household_id FROM households"))

    def judge(self, left: str, right: str, verdict: str, revoked: datetime | None = None) -> None:
        """Store a steward's verdict."""
        row = {"id": f"{left}-{right}", "record_l": left, "record_r": right, "verdict": verdict}
        row |= {"steward": "me", "reason": "seen", "judged_at": NOW, "revoked_at": revoked}
        self.journal.append_table("judgements", pa.Table.from_pylist([row]))

    def links(self) -> set[tuple[str, str, str, float | None, bool, str | None]]:
        """Records, tier, weight, acceptance and evidence of each link, as the runs so far leave them."""
        links = "SELECT record_l, record_r, tier, round(weight, 4), accepted, evidence FROM known_links"
        return set(look(self.journal, links))
