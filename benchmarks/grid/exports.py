"""Files that look like a product's export: contacts of a CRM, shop customers, a mailing list.

Each changes a person's values as that product would; the same change is made to further records.
"""

from __future__ import annotations

from random import Random

from benchmarks.grid.firms import Register
from benchmarks.grid.mail import word
from benchmarks.grid.places import mobile

FIELDS: dict[str, tuple[str, ...]] = {
    "owned": ("given_name", "family_name", "employer", "email", "phone", "owner_phone"),
    "shop": ("given_name", "family_name", "email", "phone", "street", "postal_code", "city", "country"),
    "mailing": ("given_name", "email"),
    "members": ("given_name", "family_name", "birth_date", "email", "phone", "street", "postal_code", "city"),
}


class Contacts:
    """Contacts of a CRM: several at one firm, and each row has the telephone of the salesman who owns it."""

    def __init__(self, register: Register) -> None:
        self._rng, self._register = register.rng, register
        self._owners = [mobile(register.country, register.rng) for _ in range(self._rng.randint(2, 9))]
        self._firms = register.firms()
        self._firm = next(self._firms)

    def first(self, values: dict[str, str]) -> dict[str, str]:
        """A person as a contact at a firm; the next one is often of the same."""
        rng = self._rng
        if rng.random() < 0.4:
            self._firm = next(self._firms)
        local = f"{word(values['given_name'])}.{word(values['family_name'])}"
        said = values | {
            "employer": self._firm.values["organization_name"],
            "owner_phone": rng.choice(self._owners),
        }
        said["email"] = self._register.mailboxes.firm(local, self._firm.domain)
        if rng.random() < 0.4:
            said["phone"] = self._firm.values["phone"]
        return said

    def later(self, values: dict[str, str]) -> dict[str, str]:
        """The same, at times with another owner."""
        return values | ({"owner_phone": self._rng.choice(self._owners)} if self._rng.random() < 0.3 else {})


def shop(values: dict[str, str], country: str, rng: Random) -> dict[str, str]:
    """A shop customer: the country is the form's default, names are typed as it comes."""
    said = values | {"country": country}
    style = rng.random()
    for field in ("given_name", "family_name"):
        said[field] = (
            said[field].lower() if style < 0.15 else said[field].upper() if style < 0.2 else said[field]
        )
    if rng.random() < 0.3:
        for field in ("street", "postal_code", "city"):
            said.pop(field)
    return said


def subscribed(values: dict[str, str], rng: Random) -> dict[str, str]:
    """A subscriber: the address, in any case, and at times a given name."""
    email = values["email"]
    said = {
        "email": email.upper() if rng.random() < 0.1 else email.capitalize() if rng.random() < 0.2 else email
    }
    return said | ({"given_name": values["given_name"]} if rng.random() < 0.4 else {})
