"""Different people, home by home: couples, children, twins, fathers and sons of one name, shared contacts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from benchmarks.grid.habits import Habits
from benchmarks.grid.mail import Mailboxes
from benchmarks.grid.names import family_name, given_name, language
from benchmarks.grid.places import Home, home, landline, mobile


@dataclass(frozen=True)
class Person:
    """Somebody, with all that a form could ask for."""

    values: dict[str, str]
    speaks: str
    gender: str


class Town:
    """Where the people of one data set live."""

    def __init__(self, rng: Random, habits: Habits, names: str, country: str) -> None:
        self.rng, self.habits, self.names, self.country = rng, habits, names, country
        self.mailboxes = Mailboxes(rng, habits.mail, habits.provider)
        self._flats: list[Home] = []
        self._center = home(country, rng)
        self._streets = [home(country, rng).street for _ in range(habits.streets)]

    def people(self) -> Iterator[Person]:
        """Different people without end; those of one home follow one another."""
        while True:
            yield from self._household()

    def new_home(self) -> Home:
        """An address; some are flats of a house in which others live."""
        if self._flats and self.rng.random() < 0.15:
            return self.rng.choice(self._flats)
        place = home(self.country, self.rng)
        if self.rng.random() < self.habits.local:
            place = replace(
                self._center, street=self.rng.choice(self._streets), house_number=place.house_number
            )
        if self.rng.random() < 0.1:
            self._flats.append(place)
        return place

    def _household(self) -> Iterator[Person]:
        rng = self.rng
        speaks = language(self.names, rng)
        family = family_name(speaks, self.habits.rare_names, rng)
        place = self.new_home()
        shared = {"phone": landline(place, rng)} if rng.random() < 0.4 else {}
        if rng.random() < self.habits.family_mail:
            shared["email"] = self.mailboxes.family(family)
        first, last = self.habits.born
        born = date(first, 1, 1) + timedelta(days=rng.randrange((last - first) * 365))
        head = self._person(speaks, rng.choice("fm"), family, born, place, shared)
        yield head
        if rng.random() < self.habits.households:
            yield from self._others(head, born, place, shared)

    def _others(self, head: Person, born: date, place: Home, shared: dict[str, str]) -> Iterator[Person]:
        rng, family, speaks = self.rng, head.values["family_name"], head.speaks
        if rng.random() < 0.7:
            name = family if rng.random() < 0.75 else family_name(speaks, self.habits.rare_names, rng)
            spouse = born + timedelta(days=rng.randint(-2500, 2500))
            yield self._person(speaks, "f" if head.gender == "m" else "m", name, spouse, place, shared)
        birthdays = [
            born + timedelta(days=rng.randint(7500, 14000)) for _ in range(rng.choice((0, 1, 1, 2, 3)))
        ]
        if birthdays and rng.random() < 0.1:
            birthdays.append(birthdays[0])  # twins
        for birthday in birthdays:
            if birthday < date(2010, 1, 1):
                child = self._person(speaks, rng.choice("fm"), family, birthday, place, shared)
                if child.gender == head.gender and rng.random() < 0.05:
                    child.values["given_name"] = head.values["given_name"]
                yield child

    def _person(
        self, speaks: str, gender: str, family: str, born: date, place: Home, shared: dict[str, str]
    ) -> Person:
        rng = self.rng
        given = given_name(speaks, gender, born.year, rng)
        values = {
            "given_name": given,
            "family_name": family,
            "birth_date": born.isoformat(),
            **place.values(),
        }
        values["phone"] = landline(place, rng) if rng.random() < 0.3 else mobile(self.country, rng)
        own = (
            {"email": self.mailboxes.own(given, family, values["birth_date"])}
            if "email" not in shared
            else {}
        )
        return Person({**values, **own, **shared}, speaks, gender)
