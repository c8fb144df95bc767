"""Writes down what a person says, with the errors that happen on the way."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from ingest.sample import lists
from ingest.sample.names import latin
from ingest.sample.people import Address, Person
from ingest.sample.rates import TroubleRates
from ingest.sample.tally import Tally
from ingest.sample.typos import typo, without_umlauts, wrong_digit

PLACEHOLDERS = ("k.A.", "unbekannt", "-", "n/a", "keine Angabe")
_PHONE_STYLES = (
    "{head} {tail}", "{head}/{tail}", "{head}-{tail}", "({head}) {tail}", "{head}{tail}", "+49 {bare} {tail}",
    "+49 (0){bare} {first} {rest}", "0049{bare}{tail}",
)  # fmt: skip
UNKNOWN_BIRTH_DATE = "1900-01-01"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written down."""

    given: str
    family: str


class Scribe:
    """Everything a source states about people; counts in `tally` which troubles it made."""

    def __init__(self, rng: Random, rates: TroubleRates, tally: Tally) -> None:
        self.rng, self.rates, self.tally = rng, rates, tally

    def happens(self, trouble: str) -> bool:
        """Whether this trouble of `TroubleRates` happens now; counted if it does."""
        return self.tally.happens(trouble, self.rates, self.rng)

    def name(self, person: Person, day: date) -> Name:
        """Given and family name on a day."""
        given = self._spelling(self._short(person.given_name))
        family = self._spelling(person.family_name.on(day) or "")
        if "-" in family and self.happens("short_double_name"):
            family = self.rng.choice(family.split("-"))
        return Name(family, given) if self.happens("swapped_names") else Name(given, family)

    def _short(self, given: str) -> str:
        found = lists.nicknames().get(given)
        if found and self.happens("nickname"):
            return self.rng.choice(found)
        if "-" in given and self.happens("short_double_name"):
            return given.split("-")[0]
        return given

    def _spelling(self, name: str) -> str:
        variants = lists.transliterations().get(name)
        if variants and self.happens("transliteration"):
            name = self.rng.choice(variants)
        plain = without_umlauts(name, self.rng)
        if plain != name and self.happens("umlaut"):
            return plain
        return typo(name, self.rng) if self.happens("typo_name") else name

    def birth_date(self, person: Person) -> str:
        """Year-month-day, at times wrong, a placeholder or no date at all."""
        if self.happens("birth_date_placeholder"):
            return UNKNOWN_BIRTH_DATE
        born = person.birth_date
        if born.day <= 12 and born.day != born.month and self.happens("swapped_day_month"):
            return date(born.year, born.day, born.month).isoformat()
        return (
            wrong_digit(born.isoformat(), self.rng) if self.happens("typo_birth_date") else born.isoformat()
        )

    def street(self, home: Address) -> str:
        """The street without its number, abbreviated at times."""
        street = home.street
        if street.endswith("straße") and self.rng.random() < 0.25:
            street = street.removesuffix("aße") + "."
        return typo(street, self.rng) if self.happens("typo_street") else street

    def email(self, person: Person, day: date) -> str:
        """The e-mail address on a day as somebody typed it, at times wrong, capitalised or broken."""
        local, _, domain = self.mailbox(person, day).partition("@")
        if self.happens("invalid_value"):
            return f"{local}(at){domain}"
        if self.happens("typo_email"):
            i = self.rng.randrange(len(local) - 1)
            local = local[:i] + local[i + 1] + local[i] + local[i + 2 :]
        return f"{local.title()}@{domain}" if self.rng.random() < 0.04 else f"{local}@{domain}"

    def mailbox(self, person: Person, day: date) -> str:
        """The e-mail address on a day, as a mail that arrived knows it."""
        return person.email.on(day) or ""

    def optional(self, value: str | None, share: float) -> str:
        """The value in that share of cases, else nothing or a placeholder word."""
        if value and self.rng.random() < share:
            return value
        return self.rng.choice(PLACEHOLDERS) if self.happens("placeholder") else ""

    def phone(self, person: Person, day: date) -> str:
        """The number that the person leaves on a day: work, mobile or landline; empty if none."""
        if person.switchboard and self.rng.random() < 0.75:
            return person.switchboard
        mobile = person.mobile.on(day)
        if mobile and (person.landline is None or self.rng.random() < 0.7):
            return mobile
        return person.landline or ""

    def as_written(self, number: str) -> str:
        """A national number in one of the ways that people write it."""
        if not number:
            return ""
        area = next((n for n in range(5, 2, -1) if number[:n] in _area_codes()), 4)
        head, tail = number[:area], number[area:]
        style = self.rng.choice(_PHONE_STYLES)
        return style.format(head=head, bare=head[1:], tail=tail, first=tail[:3], rest=tail[3:])


@cache
def _area_codes() -> frozenset[str]:
    return frozenset(city[2] for city in lists.cities().items)


def in_cp1252(name: Name) -> Name:
    """The name as a system with Windows-1252 holds it."""
    return Name(latin(name.given), latin(name.family))
