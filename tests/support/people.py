"""A journal of made-up people in two sources, resolved: small enough to steward in a test."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from graph.entries import Entry, Identifier, RecordVersion
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, email, order, person, referral
from tests.support.shared import made_once

GIVEN = ("Anna", "Peter", "Maria", "Jonas", "Sofia", "Felix", "Clara", "Oskar", "Greta", "Emil")
FAMILY = ("Albers", "Brandt", "Czerny", "Dormann", "Eilers", "Fiedler", "Gebhardt", "Hollmann")
STREETS = ("Lindenweg", "Marktplatz", "Am Hang", "Seestraße", "Bergallee", "Kirchgasse", "Neuer Weg")


def people(count: int = 40) -> Iterable[Entry]:
    """`count` people, each in the CRM and with the same name, birth date and e-mail in the shop."""
    for number in range(count):
        for source in ("crm", "shop"):
            yield somebody(source, number)


def somebody(source: str, number: int, *identifiers: Identifier, **changes: str) -> RecordVersion:
    """The record of person `number` in a source; `changes` replace attributes."""
    given, family = GIVEN[number % 10], FAMILY[number // 10 % 8]
    attributes = {
        "given_name": given,
        "family_name": family,
        "birth_date": f"{1940 + number}-{1 + number % 12:02}-{1 + number * 7 % 28:02}",
        "street": STREETS[number % 7],
        "house_number": str(1 + number),
        "postal_code": f"5{number:04}",
        "city": "Köln",
    } | changes
    known = identifiers or (email(f"{given}.{family}{number}@mail.de".lower()),)
    return person(str(number), day(number), *known, source=source, **attributes)


def resolved(home: Path) -> tuple[Journal, Settings]:
    """A copy in `home` of a journal with the people, orders and a referral after a full run, made once."""
    shutil.copytree(made_once("people", lambda folder: run_over(folder, people())), home, dirs_exist_ok=True)
    settings = Settings(home=home)
    return Journal.open(settings), settings


def run_over(home: Path, entries: Iterable[Entry]) -> None:
    """A full run over entries, orders of the first of the people, and a referral among them."""
    settings = Settings(home=home)
    journal = Journal.open(settings)
    orders = [order(f"o{n}", str(n), day(60 + n), total=100.0, status="shipped") for n in range(4)]
    journal.append([*entries, *orders, referral("1", "2", day(90))], "test")
    resolve(journal, settings, RunOptions(Mode.FULL, threshold=0.9))
