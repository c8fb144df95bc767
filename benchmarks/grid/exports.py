"""Files that look like a product's export: contacts of a CRM, shop customers, a mailing list, members.

Each class says which columns the product has, and what it makes of a person's values in a first row and in
a further one.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.grid.data import Row
from benchmarks.grid.firms import Register
from benchmarks.grid.habits import Habits
from benchmarks.grid.mail import word
from benchmarks.grid.people import Person, Town
from benchmarks.grid.places import mobile
from benchmarks.grid.slips import again


class Product:
    """What a product makes of people."""

    fields: tuple[str, ...]

    def __init__(self, rng: Random, habits: Habits, names: str, country: str) -> None:
        self._rng, self._country = rng, country
        self.town = Town(rng, self.habits(habits), names, country)

    @staticmethod
    def habits(usual: Habits) -> Habits:
        """What the people of such a file are like."""
        return usual

    def first(self, values: Row) -> Row:
        """The person's first row."""
        return dict(values)

    def later(self, person: Person) -> Row:
        """A further row."""
        return again(person, self.town)


class Members(Product):
    """Members of a club: whole families, most with one e-mail address."""

    fields = ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code", "city")

    @staticmethod
    def habits(usual: Habits) -> Habits:
        """Families throughout."""
        return replace(usual, households=0.9, family_mail=0.85)


class Contacts(Product):
    """Contacts of a CRM: several at one firm, and each row has the telephone of the salesman who owns it."""

    fields = ("given_name", "family_name", "employer", "email", "phone", "owner_phone")

    def __init__(self, rng: Random, habits: Habits, names: str, country: str) -> None:
        super().__init__(rng, habits, names, country)
        self._register = Register(rng, habits, names, country)
        self._owners = [mobile(country, rng) for _ in range(rng.randint(2, 9))]
        self._firms = self._register.firms()
        self._firm = next(self._firms)

    def first(self, values: Row) -> Row:
        """A person as a contact at a firm; the next one is often of the same."""
        rng = self._rng
        if rng.random() < 0.4:
            self._firm = next(self._firms)
        local = f"{word(values['given_name'])}.{word(values['family_name'])}"
        email = self._register.mailboxes.firm(local, self._firm.domain)
        said = values | {"employer": self._firm.values["organization_name"], "email": email}
        if rng.random() < 0.4:
            said["phone"] = self._firm.values["phone"]
        return said | {"owner_phone": rng.choice(self._owners)}

    def later(self, person: Person) -> Row:
        """The same, at times with another owner."""
        other = {"owner_phone": self._rng.choice(self._owners)} if self._rng.random() < 0.3 else {}
        return super().later(person) | other


class Shop(Product):
    """Shop customers: the country is the form's default, names are typed anyhow, some give no address."""

    fields = ("given_name", "family_name", "email", "phone", "street", "postal_code", "city", "country")

    def first(self, values: Row) -> Row:
        """What the form keeps of the values."""
        rng, said = self._rng, values | {"country": self._country}
        style = rng.random()
        for field in ("given_name", "family_name"):
            said[field] = (
                said[field].lower() if style < 0.15 else said[field].upper() if style < 0.2 else said[field]
            )
        hidden = ("street", "postal_code", "city") if rng.random() < 0.3 else ()
        return {field: value for field, value in said.items() if field not in hidden}

    def later(self, person: Person) -> Row:
        """The form filled in once more."""
        return self.first(super().later(person))


class Mailing(Product):
    """Subscribers: an address, in any case, and at times a given name."""

    fields = ("given_name", "email")

    @staticmethod
    def habits(usual: Habits) -> Habits:
        """Everybody has an address, and it is nobody else's."""
        usual.filled["email"] = 1.0
        return replace(usual, family_mail=0.0)

    def first(self, values: Row) -> Row:
        """The address as it was typed."""
        email, style = values["email"], self._rng.random()
        said = {"email": email.upper() if style < 0.1 else email.capitalize() if style < 0.3 else email}
        return said | ({"given_name": values["given_name"]} if self._rng.random() < 0.4 else {})

    def later(self, person: Person) -> Row:
        """The same address typed again."""
        return self.first(person.values | {"email": person.values["email"].lower()})


EXPORTS: dict[str, type[Product]] = {"owned": Contacts, "shop": Shop, "mailing": Mailing, "members": Members}
