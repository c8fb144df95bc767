"""One block of people with all their rows; blocks are made independently of each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from ingest.sample.people import Person
from ingest.sample.places import scrambled
from ingest.sample.rates import TroubleRates
from ingest.sample.referrals import Network
from ingest.sample.scribe import Scribe
from ingest.sample.tally import Tally

BLOCK = 2_000
_SLOTS = 16 * BLOCK  # keys that one source can give out in a block

_MIDNIGHT = time()
Row = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """What is needed to make one block: everything else follows from it."""

    seed: int
    number: int
    rates: TroubleRates
    network: Network
    members: frozenset[int]

    @property
    def first(self) -> int:
        """Index of the block's first person."""
        return self.number * BLOCK

    def rng(self, part: str) -> Random:
        """A random stream of its own for each part, so that one does not disturb another."""
        return Random(f"{self.seed}/{self.number}/{part}")  # noqa: S311 - made-up data, no secrets


@dataclass(frozen=True, slots=True)
class Record:
    """A person's record in a source; `named` if it states a name, `phone` as it was left."""

    source: str
    source_id: str
    person: Person
    named: bool = True
    phone: str = ""


@dataclass
class Block:
    """The rows by file, the truth, and the tally of troubles."""

    task: Task
    people: list[Person]
    twins: list[tuple[Person, Person]]
    rows: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    records: list[Record] = field(default_factory=list)
    visitors: list[tuple[str, str]] = field(default_factory=list)
    tests: list[tuple[str, str]] = field(default_factory=list)
    referrals: list[tuple[str, str, str]] = field(default_factory=list)
    self_referrals: list[tuple[str, str]] = field(default_factory=list)
    orders: list[tuple[Person, str, datetime]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    _slots: Counter[str] = field(default_factory=Counter)

    def scribe(self, source: str) -> Scribe:
        """A scribe with the random stream of a source."""
        return Scribe(self.task.rng(source), self.task.rates, self.tally)

    def number(self, kind: str) -> int:
        """The next free eight-digit number of a kind, in no order that tells anything."""
        slot = self.task.number * _SLOTS + self._slots[kind]
        self._slots[kind] += 1
        return scrambled(slot, sum(kind.encode()), 8)

    def add(self, file: str, rows: Iterable[Row]) -> None:
        """Rows for a file."""
        self.rows[file].extend(rows)


def moment(first: date, last: date, rng: Random) -> datetime:
    """A time between two days, at an hour when people are awake."""
    days = int(rng.random() * (max(0, (last - first).days) + 1))
    seconds = 6 * 3600 + int(rng.random() * 17 * 3600)
    return datetime.combine(first, _MIDNIGHT) + timedelta(days=days, seconds=seconds)


def german(day: date | str) -> str:
    """A day, given as a date or as year-month-day, in the form 31.12.2025."""
    year, month, dom = str(day)[:10].split("-")
    return f"{dom}.{month}.{year}"
