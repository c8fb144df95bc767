"""People who live together or alone, and how a company finds out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from graph.entries import Identifier, Origin, RecordVersion
from graph.identity.run import Mode, RunOptions, RunResult, resolve
from tests.graph.identity.company import FAMILY, Company

START = datetime(2026, 1, 1, tzinfo=UTC)
GIVEN = (
    *(
        "Anna",
        "Bernd",
        "Carla",
        "Dirk",
        "Edith",
        "Franz",
        "Gisela",
        "Horst",
        "Irene",
        "Jan",
        "Karin",
        "Ludwig",
    ),
    *(
        "Maria",
        "Norbert",
        "Olga",
        "Peter",
        "Renate",
        "Stefan",
        "Ulrike",
        "Viktor",
        "Wilma",
        "Xaver",
        "Yvonne",
    ),
)
HOME = ("Lindenallee", "5", "50667")
PHONE, MAIL = ("phone", "+4922155501"), ("email", "familie@web.de")


def told(
    key: str,
    given: str,
    family: str,
    home: tuple[str, str, str] | None = HOME,
    used: Iterable[tuple[str, str]] = (),
    day: int = 0,
    **more: str,
) -> RecordVersion:
    """What the CRM says of one person; each has a birth date and an e-mail address of their own."""
    number = sum(map(ord, key + given))
    attributes = {"given_name": given, "family_name": family}
    attributes["birth_date"] = f"{1930 + number % 70}-0{1 + number % 9}-1{number % 7}"
    if home:
        attributes |= dict(zip(("street", "house_number", "postal_code"), home, strict=True))
    mine = ("email", f"{given}.{family}.{key}@web.de".lower())
    identifiers = tuple(Identifier(kind, value) for kind, value in (mine, *used))
    return RecordVersion(
        "crm", key, attributes | more, identifiers, START + timedelta(days=day), Origin("file", 1)
    )


def strangers(count: int) -> Iterator[RecordVersion]:
    """People who live alone."""
    for n in range(count):
        given, family = GIVEN[n % len(GIVEN)], FAMILY[n % len(FAMILY)]
        yield told(f"stranger{n}", given, family, (f"{family}weg", f"{n}", f"4{n:04}"))


def households(company: Company) -> set[frozenset[str]]:
    """The households of now, as the CRM's keys of those who live there."""
    now, found = company.households(), defaultdict(set)
    for record, customer in company.customers().items():
        if customer in now:
            found[now[customer]].add(record.removeprefix("crm:"))
    return {frozenset(group) for group in found.values()}


def household_of(company: Company, key: str) -> str | None:
    """The household that a person lives in now."""
    return company.households().get(company.customers()[f"crm:{key}"])


def run(company: Company, *entries: RecordVersion, mode: Mode = Mode.INCREMENTAL) -> RunResult:
    """Take entries in and find out."""
    company.journal.append(entries, str(len(entries)))
    result = resolve(company.journal, company.settings, RunOptions(mode))
    assert result.mode is mode
    return result


def drifting(number: int, rng: Random, day: int) -> RecordVersion:
    """One of 90 people, of few names and addresses, with contacts that others use too."""
    family = FAMILY[number % 5]
    place = rng.randrange(12)
    home = (f"{FAMILY[place % 4]}weg", f"{1 + place % 3}", f"5{place % 2:04}")
    used = [("phone", f"+4917{rng.randrange(40):08}")] if rng.random() < 0.4 else []
    used += [("phone", "+49800")] if rng.random() < 0.1 else []
    key = f"drifts-{number}"
    return told(key, GIVEN[number % 23], family, None if rng.random() < 0.1 else home, used, day)
