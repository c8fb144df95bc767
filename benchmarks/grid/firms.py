"""Different organisations: family firms, makers, and chains whose branches share words and a switchboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.grid.habits import Habits
from benchmarks.grid.mail import Mailboxes, word
from benchmarks.grid.names import family_name, language
from benchmarks.grid.places import Home, home, landline
from benchmarks.grid.slips import written_otherwise
from ingest.sample.typos import spelled_out, typo

_FORMS = {
    "german": ("GmbH", "GmbH", "GmbH & Co. KG", "AG", "KG", "e.K.", "UG (haftungsbeschränkt)", "OHG", "", ""),
    "english": ("Inc.", "LLC", "LLC", "Ltd.", "Corp.", "Co.", "", ""),
}
_OTHER_FORMS = {
    "GmbH": "Gesellschaft mit beschränkter Haftung", "AG": "Aktiengesellschaft", "Inc.": "Incorporated",
    "Ltd.": "Limited", "Corp.": "Corporation", "Co.": "Company", "LLC": "L.L.C.", "&": "und", "und": "&",
    "and": "&",
}  # fmt: skip
_TRADES = {
    "german": (
        "Bau", "Elektro", "Sanitär", "Metallbau", "Bäckerei", "Apotheke", "Autohaus", "Gartenbau",
        "Druckerei", "Spedition", "Immobilien", "Steuerberatung", "Malerbetrieb", "Tischlerei", "Reisebüro",
        "Optik", "Logistik", "Software", "Gasthof", "Dachdeckerei",
    ),
    "english": (
        "Construction", "Electric", "Plumbing", "Bakery", "Pharmacy", "Motors", "Landscaping",
        "Printing", "Freight", "Realty", "Accounting", "Painting", "Travel", "Optical", "Logistics",
        "Software", "Dental", "Roofing", "Consulting", "Foods",
    ),
}  # fmt: skip
_SYLLABLES = (
    "nor",
    "vex",
    "tek",
    "ali",
    "sol",
    "ven",
    "tri",
    "qua",
    "lum",
    "pro",
    "max",
    "dex",
    "cor",
    "san",
    "ura",
)


@dataclass(frozen=True)
class Firm:
    """An organisation, or one branch of it."""

    values: dict[str, str]
    domain: str


class Register:
    """Where the organisations of one data set stand."""

    def __init__(self, rng: Random, habits: Habits, names: str, country: str) -> None:
        self.rng, self.habits, self.names, self.country = rng, habits, names, country
        self.mailboxes = Mailboxes(rng, habits.mail, habits.provider)

    def firms(self) -> Iterator[Firm]:
        """Different organisations without end; the branches of a chain follow one another."""
        while True:
            if self.rng.random() < self.habits.households / 4:
                yield from self._chain()
            else:
                name, place = self._name(), home(self.country, self.rng)
                yield self._firm(name, place, landline(place, self.rng), _domain(name))

    def _chain(self) -> Iterator[Firm]:
        """Branches of one brand: each names its town or its number, most have the same telephone."""
        rng, brand = self.rng, self._name()
        office = home(self.country, rng)
        phone, domain = landline(office, rng), _domain(brand)
        by_number = rng.random() < 0.4
        for number in range(1, rng.randint(3, 15)):
            place = home(self.country, rng)
            mark = f"{rng.choice(('Filiale', 'Nr.') if self.country == 'DE' else ('Store', '#'))} {number}"
            own = landline(place, rng) if rng.random() < 0.3 else phone
            yield self._firm(f"{brand} {mark if by_number else place.city}", place, own, domain)

    def _firm(self, name: str, place: Home, phone: str, domain: str) -> Firm:
        local = self.rng.choice(
            ("info", "info", "kontakt" if self.country == "DE" else "contact", "office", "mail")
        )
        email = self.mailboxes.firm(local, domain)
        return Firm({"organization_name": name, **place.values(), "phone": phone, "email": email}, domain)

    def _name(self) -> str:
        rng = self.rng
        speaks = "german" if language(self.names, rng) == "german" else "english"
        family = family_name(language(self.names, rng), self.habits.rare_names, rng)
        trade, form, way = rng.choice(_TRADES[speaks]), rng.choice(_FORMS[speaks]), rng.random()
        if way < 0.35:
            core = f"{trade} {family}" if speaks == "german" and rng.random() < 0.6 else f"{family} {trade}"
        elif way < 0.5:
            kin = ("Söhne", "Partner") if speaks == "german" else ("Sons", "Associates")
            core = f"{family} & {rng.choice((*kin, family_name(speaks, self.habits.rare_names, rng)))}"
        elif way < 0.65:
            core = f"{home(self.country, rng).city} {trade}"
        else:
            brand = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).capitalize()
            core = f"{brand} {rng.choice((trade, trade, 'Systems', 'Group'))}"
        return f"{core} {form}".strip()


def again(firm: Firm, register: Register) -> dict[str, str]:
    """The firm's values as a second form states them."""
    rng, values = register.rng, firm.values
    said = dict(values)
    if rng.random() < 0.4 * register.habits.slips:
        said["organization_name"] = other_name(values["organization_name"], rng)
    if rng.random() < 0.25 * register.habits.slips:
        said["email"] = register.mailboxes.firm(
            rng.choice(("sales", "einkauf", "team", "billing")), firm.domain
        )
    if rng.random() < 0.2 * register.habits.slips:
        said["phone"] = values["phone"][:-2] + f"{rng.randint(0, 99):02}"
    if rng.random() < 0.05 * register.habits.slips:
        said |= home(register.country, rng).values()
    elif rng.random() < 0.35 * register.habits.slips:
        said["street"] = written_otherwise(values["street"], rng)
    return said


def other_name(name: str, rng: Random) -> str:
    """Another way to write a firm's name: legal form written out or left out, `&`, capitals, a typo."""
    fitting = [form for form in _OTHER_FORMS if form in name.split()]
    way = rng.random()
    if fitting and way < 0.5:
        old = rng.choice(fitting)
        new = "" if rng.random() < 0.5 and old not in ("&", "und", "and") else _OTHER_FORMS[old]
        return " ".join(" ".join(new if part == old else part for part in name.split()).split())
    if way < 0.65 and spelled_out(name) != name:
        return spelled_out(name)
    if way < 0.75:
        return name.upper()
    return typo(name, rng)


def _domain(name: str) -> str:
    return f"{word(' '.join(name.split()[:2]))}.example"
