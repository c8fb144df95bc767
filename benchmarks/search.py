"""The search among 1,000,000 made customers: time to build, size, time to answer, who is found.

Given and family names are those that Faker has for five countries, drawn by rank as names are, and a fifth of
all family names are rare ones that are put together. Each question is about one of the customers, written as
people do: with a typing error, with another spelling of umlauts, by a beginning, by identifiers and parts.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from faker import Faker

from graph.progress import silent
from graph.search.asking import Question, found
from graph.search.index_files import IndexedVersions, IndexEntry, IndexFiles
from graph.search.words import keys_of, spelled
from ingest.asked.identifiers import values_meant

REPORT = Path(__file__).with_name("search.md")
QUESTIONS = 200
"""Questions of each sort."""

LOCALES = ("de_DE", "en_US", "tr_TR", "fr_FR", "pl_PL")
CITIES = ("Berlin", "Köln", "Ulm", "München", "Hamburg", "Wien", "Zürich")
_SYLLABLES = ("ka", "lo", "mi", "ster", "wen", "dor", "bach", "gus", "rei", "tan")


@dataclass(frozen=True)
class Person:
    """A made customer."""

    id: str
    given: str
    family: str
    city: str
    email: str
    phone: str
    account: str

    @property
    def entry(self) -> IndexEntry:
        """What the index has of the person."""
        name = f"{self.given} {self.family}"
        used = (("email", self.email), ("phone", self.phone), ("account", self.account))
        keys = {key for kind, value in used for key in keys_of(kind, value)}
        return IndexEntry(self.id, [name], set(spelled(name)), keys, spelled(self.city), ("DE",))


def made(count: int, chance: random.Random) -> list[Person]:
    """So many people."""
    given, family = (_drawn(names, count, chance) for names in _names(chance))
    return [_person(number, *name, chance) for number, name in enumerate(zip(given, family, strict=True))]


def _names(chance: random.Random) -> tuple[list[str], list[str]]:
    fakers = [Faker(locale) for locale in LOCALES]
    for faker in fakers:
        faker.seed_instance(1)
    given = sorted({faker.first_name() for faker in fakers for _ in range(4_000)})
    family = sorted({faker.last_name() for faker in fakers for _ in range(8_000)})
    chance.shuffle(given)
    chance.shuffle(family)
    return given, family


def _drawn(names: list[str], count: int, chance: random.Random) -> list[str]:
    return chance.choices(names, [1 / (rank + 5) for rank in range(len(names))], k=count)


def _person(number: int, given: str, family: str, chance: random.Random) -> Person:
    if not number % 5:
        family = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))).title()
    local = f"{'-'.join(spelled(given))}.{'-'.join(spelled(family))}{chance.randint(1, 9999)}"
    return Person(
        f"c{number:07}",
        given,
        family,
        chance.choice(CITIES),
        f"{local}@mail{chance.randint(1, 50)}.example",
        f"+4930{chance.randint(10**6, 10**8 - 1)}",
        f"shop:{100_000 + number}",
    )


def slipped(word: str, chance: random.Random) -> str:
    """A word with two letters swapped, one missing or one doubled."""
    if len(word) < 5:
        return word
    at = chance.randint(1, len(word) - 3)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))


Asked = Callable[[Person, random.Random], str]
SORTS: dict[str, Asked] = {
    "whole name": lambda it, _: f"{it.given} {it.family}",
    "whole name, a typing error in each": lambda it, chance: (
        f"{slipped(it.given, chance)} {slipped(it.family, chance)}"
    ),
    "whole name without umlauts": lambda it, _: " ".join(spelled(f"{it.given} {it.family}")),
    "family name alone, a typing error": lambda it, chance: slipped(it.family, chance),
    "beginnings of both names": lambda it, _: f"{it.given[:3]} {it.family[:4]}",
    "family name and city": lambda it, _: f"{it.family} {it.city}",
    "nobody's name": lambda it, _: f"{it.given} {it.family[::-1]}qx",
    "e-mail address": lambda it, _: it.email.title(),
    "e-mail address, a typing error": lambda it, chance: (
        f"{slipped(it.email.partition('@')[0], chance)}@{it.email.partition('@')[2]}"
    ),
    "phone number as dialled": lambda it, _: f"030 / {it.phone[5:]}",
    "last six digits of the phone number": lambda it, _: it.phone[-6:],
    "customer number": lambda it, _: it.account.partition(":")[2],
}
"""Ways to ask for a person."""


def measured(
    index_files: IndexFiles, people: list[Person], chance: random.Random
) -> Iterator[tuple[str, list[float], float]]:
    """By sort of question the sorted milliseconds of its answers, and the share that named the person."""
    index = index_files.open()
    for sort, ask in SORTS.items():
        times, named = [], 0
        for person in chance.sample(people, min(QUESTIONS, len(people))):
            text = ask(person, chance)
            start = time.perf_counter()
            hits = found(index, Question(text, values_meant(text, "DE")))
            times.append(1_000 * (time.perf_counter() - start))
            named += any(hit.customer_id == person.id for hit in hits)
        yield sort, sorted(times), named / len(times)


def main() -> None:
    """Measure and write the report."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    chance = random.Random(1)  # noqa: S311 - no secret
    people = made(count, chance)
    with tempfile.TemporaryDirectory() as folder:
        index_files = IndexFiles(Path(folder))
        wall, processor = time.perf_counter(), time.process_time()
        with index_files.lease(silent):
            index_files.write((person.entry for person in people), IndexedVersions("made", {}, {}))
        built = time.perf_counter() - wall, time.process_time() - processor
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        wall = time.perf_counter()
        IndexFiles(Path(folder)).open()
        opened = time.perf_counter() - wall
        rows = list(measured(index_files, people, chance))
    _write(count, built, (size, opened), rows)


def _write(
    count: int,
    built: tuple[float, float],
    files: tuple[float, float],
    rows: list[tuple[str, list[float], float]],
) -> None:
    every = sorted(each for _, times, _ in rows for each in times)
    lines = [
        "# Search",
        "",
        f"`make bench-search`: {count:,} made customers, {QUESTIONS} questions of each sort, one process.",
        f"Made in {built[0]:.0f} s ({built[1]:.0f} s of processor time), {files[0]:.0f} MB; opened with all",
        f"checksums in {files[1]:.2f} s. *Found* is the share of questions whose person is among the first",
        "20: many share a name.",
        "",
        "| question | median ms | p95 ms | longest ms | found |",
        "|---|---|---|---|---|",
        *(_row(sort, times, f"{named:.2f}") for sort, times, named in rows),
        _row("all", every, ""),
    ]
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(name: str, times: list[float], named: str) -> str:
    middle, late = times[len(times) // 2], times[int(0.95 * len(times))]
    return f"| {name} | {middle:.1f} | {late:.1f} | {times[-1]:.1f} | {named} |"


if __name__ == "__main__":
    main()
