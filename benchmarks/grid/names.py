"""Names as unequally frequent as real ones are: German, English, and those of a mixed city."""

from __future__ import annotations

from functools import cache
from random import Random

from faker.providers.person.en_GB import Provider as British
from faker.providers.person.en_US import Provider as American
from faker.providers.person.es_ES import Provider as Spanish
from faker.providers.person.fr_FR import Provider as French

from ingest.sample import lists
from ingest.sample.lists import Weighted

_MIXED = Weighted(
    [("german", 0.36), ("english", 0.22), ("turkish", 0.1), ("polish", 0.07), ("russian", 0.06),
     ("arabic", 0.07), ("italian", 0.03), ("vietnamese", 0.03), ("french", 0.03), ("spanish", 0.03)]
)  # fmt: skip
_FRONTS = (
    "Ash", "Beck", "Black", "Bram", "Brad", "Brook", "Burn", "Chad", "Clay", "Cran", "Dal", "Den", "East",
    "Fair", "Farn", "Garth", "Glad", "Hal", "Har", "Hart", "Hazel", "Hol", "Kirk", "Lang", "Law", "Lin",
    "Mal", "Mer", "Mor", "New", "Nor", "Oak", "Pem", "Rad", "Rams", "Red", "Ship", "Stan", "Stock", "Thorn",
    "Wal", "West", "Whit", "Win", "Wood",
)  # fmt: skip
_ENDS = (
    "bourne", "bury", "by", "combe", "croft", "den", "field", "ford", "ham", "hurst", "ley", "man", "more",
    "shaw", "son", "stead", "stone", "ton", "wick", "wood", "worth",
)  # fmt: skip


def language(names: str, rng: Random) -> str:
    """The language of one family's names among people whose names are `names`: german, english or mixed."""
    return _MIXED.draw(rng) if names == "mixed" else names


def given_name(language: str, gender: str, born: int, rng: Random) -> str:
    """A given name; where the lists know fashions, one of the time when the person was born."""
    if language in ("english", "french", "spanish"):
        return _given(language, gender).draw(rng)
    return lists.given_names(language, gender, born // 5).draw(rng)


def family_name(language: str, rare: float, rng: Random) -> str:
    """A family name; a share `rare` of those in German and English is of the long tail."""
    if language == "german":
        tail = rng.random() < rare
        return _tail("german").draw(rng) if tail else lists.surnames("german").draw(rng)
    if language == "english":
        return _tail("english").draw(rng) if rng.random() < rare else _english().draw(rng)
    if language in ("french", "spanish"):
        return _by_rank((French if language == "french" else Spanish).last_names).draw(rng)
    return lists.surnames(language).draw(rng)


@cache
def _given(language: str, gender: str) -> Weighted[str]:
    if language == "english":
        names = American.first_names_female if gender == "f" else American.first_names_male
        return Weighted(list(names.items()))
    people = French if language == "french" else Spanish
    return _by_rank(people.first_names_female if gender == "f" else people.first_names_male)


@cache
def _english() -> Weighted[str]:
    common = list(American.last_names.items())
    return Weighted([*common, *((name, 0.0002) for name in British.last_names)])


@cache
def _by_rank(names: tuple[str, ...]) -> Weighted[str]:
    """Names whose list has no counts, by the law of Zipf and Mandelbrot in a fixed order of chance."""
    order = sorted(set(names), key=lambda name: Random(name).random())  # noqa: S311 - made data, no secret
    return Weighted([(name, 1 / (rank + 8.0)) for rank, name in enumerate(order)])


@cache
def _tail(language: str) -> Weighted[str]:
    """The long tail: names put together as such names are, the first of them far more often than the last."""
    if language == "german":
        parts = lists.surname_parts("front"), lists.surname_parts("end")
    else:
        parts = list(_FRONTS), list(_ENDS)
    return _by_rank(tuple(front + end for front in parts[0] for end in parts[1]))


__all__ = ["family_name", "given_name", "language"]
