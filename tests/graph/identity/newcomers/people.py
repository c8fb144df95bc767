"""People who come between runs, and who follows them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from graph.entries import RecordVersion
from graph.identity.newcomers.newcomers import Newcomers
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email, person
from tests.support.people import resolved, somebody


def newcomer(number: str, *emails: str, **said: str) -> RecordVersion:
    return person(number, day(100), *map(email, emails), source="web", **said)


NORA = newcomer("nora", "nora@new.example", given_name="Nora", family_name="Quint", birth_date="1981-02-03")
WALT = newcomer("walt", "walt@new.example", given_name="Walther", family_name="Zabel")
KNOWN = somebody("web", 3)


class Follower:
    """Tells of all whom entries name since it was asked last."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._newcomers = journal, Newcomers(journal, settings)
        self._seen = journal.versions()

    def settle(self) -> tuple[int, bool]:
        since, self._seen = self._seen, self._journal.versions()
        return self._newcomers.settle(self._journal.records_named(since, self._seen))


def followed(home: Path) -> tuple[Journal, Settings, Follower]:
    """A company with a run behind it, and who follows it from there."""
    journal, settings = resolved(home)
    follower = Follower(journal, settings)
    follower.settle()
    return journal, settings, follower


def aliases(journal: Journal) -> list[tuple[str, str]]:
    with closing(journal.connect(views=("aliases",))) as connection:
        return connection.execute("SELECT retired_id, surviving_id FROM aliases").fetchall()
