"""Organizations through whole runs: branches stay apart, a firm under two names and spellings becomes one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.entries import Entry, Identifier
from graph.identity.model.blocking import plan
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day, person

FIRMS = 60
_BEGINNINGS = ("Nor", "Vex", "Tek", "Sol", "Tri", "Lum")
_ENDS = ("alis", "venta", "quado", "maxim", "dexter", "corva", "sanis", "urano", "prolo", "tibur")
BRANDS = [beginning + end for beginning in _BEGINNINGS for end in _ENDS]
TRADES = ("Bakery", "Roofing", "Optics", "Freight")
STREETS = ("Fullerton", "Devon", "Cornell", "Kimball", "Pulaski", "Ainslie", "Leavitt")


def firm(source: str, key: str, name: str, address: str, phone: str | None = None) -> Entry:
    """A record of an organization known by name, an address in one text, and perhaps a telephone."""
    contacts = [Identifier("phone", phone)] if phone else []
    attributes = {"entity_type": "organization", "organization_name": name, "address_text": address}
    return person(key, day(1), *contacts, source=source, **attributes)


def firms() -> Iterator[Entry]:
    """Different ones, in one source."""
    for number, brand in enumerate(BRANDS):
        name = f"{brand} {TRADES[number % 4]} Inc."
        yield firm(
            "crm",
            str(number),
            name,
            f"{100 + 7 * number} W {STREETS[number % 7]} Ave",
            f"+1312555{number:04}",
        )


def resolved(folder: Path, *entries: Entry) -> tuple[dict[str, str], dict[str, Any]]:
    """Customer by record after a run over the entries, and the run's report."""
    settings = Settings(home=folder)
    journal = Journal.open(settings)
    journal.append(entries, "firms")
    report = resolve(journal, settings).report
    return current_assignment(journal), report


def test_branches_with_one_telephone_stay_apart(tmp_path: Path) -> None:
    branches = [
        firm("crm", f"{brand}-{place}", f"{brand} Foods LLC {mark}", f"{900 + place} N Clark St {mark}", desk)
        for brand, desk, marks in (
            ("Dexquamax", "+13125559000", ("Store 4", "Store 5", "# 6")),
            ("Oberlund", "+13125559001", ("Gera", "Jena", "Oakville")),
        )
        for place, mark in enumerate(marks)
    ]

    found, _ = resolved(tmp_path, *firms(), *branches)

    assert len(set(found.values())) == len(found) == FIRMS + len(branches)


def test_firms_known_by_name_and_address_in_one_text_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "SMALL", 0)  # few records would be compared without any rule
    again = [
        firm(
            "web",
            str(number),
            f"The {brand} Company of Chicago",
            f"{100 + 7 * number} West {STREETS[number % 7]} Avenue near Main, Suite {number}",
        )
        for number, brand in enumerate(BRANDS)
    ]

    _, report = resolved(tmp_path, *firms(), *again)

    assert [(tuple(rule["columns"]), rule["pairs"]) for rule in report["blocking"]] == [(("house",), FIRMS)]
