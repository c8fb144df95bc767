"""How the same person looks in a second record: other spelling, moved, married, another address, a typo."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.grid.names import family_name
from benchmarks.grid.people import Person, Town
from benchmarks.grid.places import landline, mobile
from ingest.sample import lists
from ingest.sample.typos import spelled_out, typo, wrong_digit

_SHORT = (
    ("Straße", "Str."), ("straße", "str."), ("straße", "strasse"), ("Street", "St"), ("Avenue", "Ave"),
    ("Road", "Rd."), ("Drive", "Dr"), ("West ", "W "), ("W ", "West "), ("East ", "E. "), ("Lane", "Ln"),
    ("1st", "First"), ("2nd", "Second"), ("3rd", "Third"),
)  # fmt: skip


def again(person: Person, town: Town) -> dict[str, str]:
    """The person's values as a second form states them; columns are left out elsewhere."""
    rng, values = town.rng, person.values
    changes: tuple[tuple[float, Callable[[], dict[str, str]]], ...] = (
        (0.15, lambda: {"given_name": _other_given(values["given_name"], rng)}),
        (0.2, lambda: {"family_name": _other_family(person, town)}),
        (0.05, lambda: {"birth_date": _other_date(values["birth_date"], rng)}),
        (0.25, lambda: {"email": _other_email(person, town)}),
        (0.25, lambda: {"phone": mobile(town.country, rng)}),
        (0.35, lambda: {"street": written_otherwise(values["street"], rng)}),
        (0.15, lambda: _moved(town)),
        (0.01, lambda: {"given_name": values["family_name"], "family_name": values["given_name"]}),
    )
    said = dict(values)
    for share, change in changes:
        if rng.random() < share * town.habits.slips:
            said |= change()
    return said


def _moved(town: Town) -> dict[str, str]:
    place = town.new_home()
    number = {"phone": landline(place, town.rng)} if town.rng.random() < 0.4 else {}
    return place.values() | number


def written_otherwise(street: str, rng: Random) -> str:
    """A street line with another abbreviation, or else with a typo."""
    fitting = [(old, new) for old, new in _SHORT if old in street]
    if fitting and rng.random() < 0.8:
        return street.replace(*rng.choice(fitting))
    return typo(street, rng)


def _other_given(name: str, rng: Random) -> str:
    short = lists.nicknames().get(name, []) + lists.transliterations().get(name, [])
    way = rng.random()
    if short and way < 0.5:
        return rng.choice(short)
    if way < 0.6:
        return name[0] + rng.choice(("", "."))
    if way < 0.75:
        return f"{name} {rng.choice(('Maria', 'Marie', 'J.', 'Paul', 'Lee', 'A.'))}"
    return spelled_out(name) if spelled_out(name) != name else typo(name, rng)


def _other_family(person: Person, town: Town) -> str:
    name, rng = person.values["family_name"], town.rng
    way = rng.random()
    if way < 0.25 and person.gender == "f":
        married = family_name(person.speaks, town.habits.rare_names, rng)
        return rng.choice((married, f"{name}-{married}"))
    if way < 0.6 and spelled_out(name) != name:
        return spelled_out(name)
    return typo(name, rng) if way < 0.9 else name.upper()


def _other_date(text: str, rng: Random) -> str:
    year, month, day = text.split("-")
    if int(day) <= 12 and day != month and rng.random() < 0.4:
        return f"{year}-{day}-{month}"
    return wrong_digit(text, rng) if rng.random() < 0.7 else f"{year}-01-01"


def _other_email(person: Person, town: Town) -> str:
    values, rng = person.values, town.rng
    if rng.random() < 0.1:
        local, domain = values["email"].split("@")
        return f"{typo(local, rng)}@{domain}"
    return town.mailboxes.own(values["given_name"], values["family_name"], values["birth_date"])
