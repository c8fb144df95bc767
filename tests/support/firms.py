"""Restaurants in two guides that spell them each in its own way, and a model that is unsure."""

from __future__ import annotations

import shutil
from pathlib import Path

from graph.entries import Origin, RecordVersion
from graph.identity.run import resolve
from graph.journal import Journal
from graph.settings import Settings
from tests.support.entries import day
from tests.support.shared import made_once

_NAMES = ("Golden", "Silver", "Copper", "Scarlet", "Ivory", "Amber", "Cobalt", "Crimson", "Emerald", "Indigo")
_KINDS = ("Heron Kitchen", "Lantern House", "Anchor Room", "Orchard Table", "Harbor Grill", "Mill Tavern")
_SPELT = ("Heron Kitchens", "Lanterne House", "Anker Room", "Orchard Table", "Harbour Grill", "Mill")
_STREETS = (
    "Lake Street",
    "Grove Road",
    "Main Street",
    "Ridge Avenue",
    "Mill Lane",
    "Park Row",
    "Hill Street",
)


def firms(home: Path) -> tuple[Journal, Settings]:
    """A journal of 60 restaurants of one guide, half of them in another too, after a full run: a copy of one
    that is made once."""
    shutil.copytree(made_once("firms", _found), home, dirs_exist_ok=True)
    settings = Settings(home=home)
    return Journal.open(settings), settings


def _found(home: Path) -> None:
    settings = Settings(home=home)
    journal = Journal.open(settings)
    entries = [_entry("guide", number) for number in range(60)]
    journal.append([*entries, *(_entry("map", number) for number in range(0, 60, 2))], "guides")
    resolve(journal, settings)


def same(pair: tuple[str, str]) -> bool:
    """Whether two records are of one restaurant."""
    left, right = (record.partition(":")[2] for record in pair)
    return left == right


def _entry(source: str, number: int) -> RecordVersion:
    kinds = _KINDS if source == "guide" else _SPELT
    moved = source == "map" and number % 3 == 0
    attributes = {
        "entity_type": "organization",
        "organization_name": f"{_NAMES[number % 10]} {kinds[number // 10]}",
        "street": _STREETS[number % 7],
        "house_number": str(10 + number + (moved and 1)),
        "city": "Evanston",
    }
    return RecordVersion(source, str(number), attributes, (), day(0), Origin("guides", number + 1))
