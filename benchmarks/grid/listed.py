"""People as watch lists name them: whole names with aliases and a nationality, seldom a date of birth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.grid.habits import Habits
from benchmarks.grid.names import family_name, given_name
from ingest.sample import lists
from ingest.sample.lists import Weighted
from ingest.sample.names import plain
from ingest.sample.typos import typo

_ORIGINS = Weighted(
    [("arabic", 30), ("russian", 26), ("spanish", 12), ("turkish", 10), ("english", 8), ("french", 8)]
)
_NATIONS = {
    "arabic": ("SY", "IQ", "LY", "YE", "LB", "EG"), "russian": ("RU", "RU", "BY", "UA"), "spanish":
    ("CO", "VE", "CU"), "turkish": ("TR",), "english": ("GB", "ZW", "US"), "french": ("CD", "CF", "ML"),
}  # fmt: skip
_SPELLINGS = (
    ("y", "i"), ("ou", "u"), ("kh", "h"), ("ei", "ey"), ("sh", "sch"), ("v", "w"), ("Yu", "Iu"),
    ("dj", "j"), ("q", "k"), ("ee", "i"), ("iy", "y"), ("Al-", "al "), ("ks", "x"),
    ("Mohammed", "Muhammad"), ("Abdul", "Abd al"), ("z", "s"),
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """Somebody on a list."""

    names: tuple[str, ...]
    values: dict[str, str]


class Lists:
    """Who is on any of the lists of one data set."""

    def __init__(self, rng: Random, habits: Habits) -> None:
        self.rng, self.habits = rng, habits

    def listed(self) -> Iterator[Listed]:
        """Different people without end, some of them brothers."""
        rng = self.rng
        while True:
            origin = _ORIGINS.draw(rng)
            family = family_name(origin, self.habits.rare_names, rng)
            nation = rng.choice(_NATIONS[origin])
            father = given_name(origin, "m", 1935, rng)
            for _ in range(2 if rng.random() < 0.08 else 1):
                yield self._person(origin, family, father, nation)

    def again(self, person: Listed) -> dict[str, str]:
        """How another list names the person: other transliteration, order, parts and aliases."""
        rng, values = self.rng, dict(person.values)
        names = [_transliterated(name, rng) for name in person.names]
        if len(names) > 2 and rng.random() < 0.35:
            del names[1]
        values["full_name"] = _in_order(names, rng)
        values["other_names"] = self._aliases(person.names)
        if rng.random() < 0.3:
            values["birth_date"] = values["birth_date"][:4]
        return values

    def _person(self, origin: str, family: str, father: str, nation: str) -> Listed:
        rng = self.rng
        year = rng.randint(1940, 1995)
        names = [given_name(origin, "m", year, rng), family]
        if origin in ("arabic", "russian") and rng.random() < 0.85:
            names.insert(1, f"{plain(father)}ovich" if origin == "russian" else father)
        if origin == "arabic" and rng.random() < 0.5:
            names.insert(2, given_name(origin, "m", 1910, rng))
        if origin == "spanish":
            names.append(family_name(origin, 0.3, rng))
        born = f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        values = {"full_name": " ".join(names), "nationality": nation, "birth_date": born}
        return Listed(tuple(names), {**values, "other_names": self._aliases(tuple(names))})

    def _aliases(self, names: tuple[str, ...]) -> str:
        rng = self.rng
        count = rng.choice((0, 0, 1, 1, 2, 3))
        aliases = [_in_order([_transliterated(name, rng) for name in names], rng) for _ in range(count)]
        return ";".join(dict.fromkeys(aliases))


def _transliterated(name: str, rng: Random) -> str:
    known = lists.transliterations().get(name, [])
    if known and rng.random() < 0.4:
        return rng.choice(known)
    fitting = [pair for pair in _SPELLINGS if pair[0] in name]
    if fitting and rng.random() < 0.35:
        return name.replace(*rng.choice(fitting), 1)
    return typo(name, rng) if rng.random() < 0.08 else name


def _in_order(names: list[str], rng: Random) -> str:
    way = rng.random()
    if way < 0.25:
        return f"{names[-1].upper()}, {' '.join(names[:-1])}"
    return " ".join([names[-1], *names[:-1]]) if way < 0.35 else " ".join(names)
