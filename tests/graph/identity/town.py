"""A town of people with numbers and addresses that several of them use, resolved once for all workers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from graph.entries import Entry, Identifier, RecordVersion
from graph.journal import Journal
from graph.settings import Settings
from tests.graph.identity.lookup.documents import CASES
from tests.support.entries import email
from tests.support.people import people, run_over, somebody
from tests.support.shared import made_once

SWITCHBOARD, HELPLINE, FAX = (Identifier("phone", f"+4922112345{end}") for end in ("", "6", "7"))
USERS = 6
"""People who gave each of these numbers; four may share a phone."""
_USED = {"call": (10, SWITCHBOARD), "desk": (20, HELPLINE), "fax": (30, FAX)}
"""By source the first of its people, and their number."""


def town(home: Path) -> tuple[Journal, Settings]:
    """A copy of the town in `home`: two who use one blocked and one family address, two colleagues, three
    times six who gave one phone number, those who give documents, and others."""
    shutil.copytree(made_once("town", _found), home, dirs_exist_ok=True)
    settings = Settings(home=home)
    return Journal.open(settings), settings


def user(source: str, place: int) -> RecordVersion:
    """One of the people who gave the number of a source, from 0 on."""
    first, number = _USED[source]
    return somebody(source, first + place, number)


def _found(home: Path) -> None:
    run_over(home, [*people(70), *_two_of_a_family(), *_colleagues(), *_users(), *_with_documents()])


def _two_of_a_family() -> Iterator[Entry]:
    used = email("familie.dormann@mail.de"), email("test@test.de")
    yield somebody("app", 38, *used)
    yield somebody("web", 39, *used)


def _colleagues() -> Iterator[Entry]:
    told = {"employer": "Optik Kern", "street": "Am Hang", "house_number": "7", "postal_code": "50667"}
    for source, number in (("app", 70), ("web", 81)):
        yield somebody(source, number, email("info@kern-optik.de"), **told)


def _users() -> Iterator[Entry]:
    return (user(source, place) for source in _USED for place in range(USERS))


def _with_documents() -> Iterator[Entry]:
    return (version for case in CASES.values() for version in case.known)
