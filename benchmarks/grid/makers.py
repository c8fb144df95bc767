"""What each kind of cell is made of: its columns, its country, and its entities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Protocol

from benchmarks.grid import firms, slips
from benchmarks.grid.cells import FIRM_COLUMNS, PEOPLE_COLUMNS, Cell
from benchmarks.grid.data import Row
from benchmarks.grid.exports import EXPORTS
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
    """People as a product exports them."""

    def __init__(self, cell: Cell, rng: Random, habits: Habits) -> None:
        self.country = _country(cell, rng)
        self._product = EXPORTS[cell.kind](rng, habits, cell.names, self.country)
        self.fields = self._product.fields

    def entities(self) -> Iterator[Entity]:
        """Different people, home by home."""
        return map(self._entity, self._product.town.people())

    def _entity(self, person: Person) -> Entity:
        first = self._product.first(person.values)
        known = replace(person, values=person.values | first)
        return Entity(first, lambda: self._product.later(known))


KINDS: dict[str, Callable[[Cell, Random, Habits], Maker]] = {
    "people": People,
    "firms": Firms,
    "addressed": Firms,
    "listed": Watched,
    **dict.fromkeys(EXPORTS, Exported),
}


def _country(cell: Cell, rng: Random) -> str:
    return rng.choice(("US", "US", "GB")) if cell.names == "english" else "DE"
