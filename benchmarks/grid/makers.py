"""What each kind of cell is made of: its columns, its country, and its entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Protocol

from benchmarks.grid import exports, firms, slips
from benchmarks.grid.cells import FIRM_COLUMNS, PEOPLE_COLUMNS, Cell
from benchmarks.grid.data import Row
from benchmarks.grid.firms import Firm, Register
from benchmarks.grid.habits import Habits
from benchmarks.grid.listed import Listed, Lists
from benchmarks.grid.people import Person, Town


class Entity:
    """Somebody or something: what its first record states, and what a further one does."""

    def __init__(self, first: Row, later: Callable[[], Row]) -> None:
        self.first, self.later = first, later


class Maker(Protocol):
    """Makes the entities of one kind of data set."""

    fields: tuple[str, ...]
    country: str

    def entities(self) -> Iterator[Entity]:
        """Different entities without end."""


class People:
    """Private customers."""

    def __init__(self, cell: Cell, rng: Random, habits: Habits) -> None:
        self.country = _country(cell, rng)
        self.fields = ("given_name", "family_name", *PEOPLE_COLUMNS[cell.columns])
        self._town = Town(rng, habits, cell.names, self.country)

    def entities(self) -> Iterator[Entity]:
        """Different people, home by home."""
        return map(self._entity, self._town.people())

    def _entity(self, person: Person) -> Entity:
        return Entity(person.values, lambda: slips.again(person, self._town))


class Firms:
    """Organisations."""

    def __init__(self, cell: Cell, rng: Random, habits: Habits) -> None:
        self.country = _country(cell, rng)
        columns = FIRM_COLUMNS["address" if cell.kind == "addressed" else cell.columns]
        self.fields = ("organization_name", *columns)
        self._register = Register(rng, habits, cell.names, self.country)

    def entities(self) -> Iterator[Entity]:
        """Different organisations; those of one chain follow one another."""
        return map(self._entity, self._register.firms())

    def _entity(self, firm: Firm) -> Entity:
        return Entity(firm.values, lambda: firms.again(firm, self._register))


class Watched:
    """People on lists, known by name and nationality."""

    def __init__(self, _: Cell, rng: Random, habits: Habits) -> None:
        self.country = "DE"
        self.fields = ("full_name", "other_names", "nationality", "birth_date")
        habits.filled["birth_date"] = rng.uniform(0.05, 0.35)
        self._lists = Lists(rng, habits)

    def entities(self) -> Iterator[Entity]:
        """Different people."""
        return map(self._entity, self._lists.listed())

    def _entity(self, person: Listed) -> Entity:
        return Entity(person.values, lambda: self._lists.again(person))


class Exported:
    """A product's export: people's values, changed as the product does."""

    def __init__(self, cell: Cell, rng: Random, habits: Habits) -> None:
        self.country = _country(cell, rng)
        self.fields = exports.FIELDS[cell.kind]
        if cell.kind == "members":
            habits = replace(habits, households=0.9, family_mail=0.85)
        if cell.kind == "mailing":
            habits = replace(habits, family_mail=0.0, placeholders=0.0)
            habits.filled["email"] = 1.0
        self._town = Town(rng, habits, cell.names, self.country)
        self._first, self._later = self._changes(cell, rng, habits)

    def entities(self) -> Iterator[Entity]:
        """Different people, home by home."""
        return map(self._entity, self._town.people())

    def _entity(self, person: Person) -> Entity:
        values = self._first(person.values)
        person = replace(person, values=person.values | values)
        return Entity(values, lambda: self._later(person))

    def _changes(
        self, cell: Cell, rng: Random, habits: Habits
    ) -> tuple[Callable[[Row], Row], Callable[[Person], Row]]:
        town = self._town
        if cell.kind == "owned":
            contacts = exports.Contacts(Register(rng, habits, cell.names, self.country))
            return contacts.first, lambda person: contacts.later(slips.again(person, town))
        if cell.kind == "shop":
            return (
                lambda values: exports.shop(values, self.country, rng),
                lambda person: exports.shop(slips.again(person, town), self.country, rng),
            )
        if cell.kind == "mailing":
            return (
                lambda values: exports.subscribed(values, rng),
                lambda person: exports.subscribed(
                    {**person.values, "email": person.values["email"].lower()}, rng
                ),
            )
        return dict, lambda person: slips.again(person, town)


KINDS: dict[str, Callable[[Cell, Random, Habits], Maker]] = {
    "people": People,
    "firms": Firms,
    "addressed": Firms,
    "listed": Watched,
    "owned": Exported,
    "shop": Exported,
    "mailing": Exported,
    "members": Exported,
}


def _country(cell: Cell, rng: Random) -> str:
    return rng.choice(("US", "US", "GB")) if cell.names == "english" else "DE"
