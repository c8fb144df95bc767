"""Given names: nicknames and short forms, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from pathlib import Path

from nicknames import NickNamer

from graph.words.folding import UMLAUTS, folded_word, words
from graph.words.romanised import respelt, respelt_slavic
from graph.words.slavic import MEN, WOMEN

_HANDLE = re.compile(r"[^\W\d_]{3,}")
_DATA = Path(__file__).parent / "data"
NICKNAMES = _DATA / "nicknames.csv"
COUNTERPARTS = _DATA / "counterparts.csv"
BY_COUNTRY = _DATA / "counterparts_by_country.csv"
"""The same by the lists of Faker (MIT licence); tests/graph/words/names_of_two_sexes.py writes it."""

NAMES_BY_COUNTRY = _DATA / "given_names_by_country.csv"
"""Given names of Faker's lists, with `family` where they are family names, too;
tests/graph/words/names_by_country.py writes it."""


OF_HANDLES = words(
    """
    sunny lucky angel princess prince king queen pepper ginger wolf tiger lion bear storm river sky boss kiki
    lulu doc honey sugar candy happy crystal diamond shadow raven phoenix blaze ace duke earl sandy misty
    stormy dusty rusty hunter chase ninja panda kitty falcon lady god love joy rose sun marine jet link coral
    berry chick cage charm sly yoga frodo neo zelda trinity
    art bill court day else experience fall field fine green left life line little may one rich see than west
    will win
    """
)
"""Words that people choose for a name to sign up with, and of English, though some are called so: wolf_99."""


@lru_cache(maxsize=1)
def nicknames() -> dict[str, frozenset[str]]:
    """Each nickname or spelling of the packaged list with the full names that it may stand for."""
    names: dict[str, set[str]] = {}
    for full, *variants in _listed_names():
        for variant in variants:
            names.setdefault(variant, set()).add(full)
    return {variant: frozenset(full) for variant, full in names.items()}


@lru_cache(maxsize=1)
def _listed_names() -> list[list[str]]:
    lines = NICKNAMES.read_text(encoding="utf-8").splitlines()
    return [[_fold_german(word) for word in line.split(",")] for line in lines]


def counterparts_of(token: str) -> list[str]:
    """Names of the other sex that look like a folded given name, sorted: 'petra' beside 'peter'.

    So does the Hungarian name of a wife: 'istvanne' beside 'istvan'.
    """
    return sorted(_counterparts().get(token, ()))


@lru_cache(maxsize=1)
def _counterparts() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    lines = (
        line for path in (COUNTERPARTS, BY_COUNTRY) for line in path.read_text(encoding="utf-8").splitlines()
    )
    for line in lines:
        man, *women = line.split(",")
        for woman in women:
            names.setdefault(man, set()).add(woman)
            names.setdefault(woman, set()).add(man)
    return {name: frozenset(others) for name, others in names.items()}


@lru_cache(maxsize=1)
def _namer() -> NickNamer:
    return NickNamer()


def formal_names(token: str) -> list[str]:
    """The full names that a folded given name may stand for, itself first, then sorted.

    'bob' gives ['bob', 'robert'], 'uli' gives ['uli', 'ulrich', 'ulrike', 'ursula']. An unknown one
    in -i, -y or -ie stands for every listed name that begins as it does: 'reini' for 'reinhard'. What is
    short for the name itself is none: 'bill' is listed beside 'william' and 'robert' in both directions, and
    would make forms of one name of these two.
    """
    names = {
        name for name in _listed_full(token) if len(name) >= len(token) or token not in _listed_full(name)
    }
    if token.endswith("ie"):
        names |= set(_namer().canonicals_of(f"{token[:-2]}y"))
    if not names and (stem := _pet_name_stem(token)):
        names = {full for full, *_ in _listed_names() if full.startswith(stem)}
    return [token, *sorted(names - {token})]


def _listed_full(token: str) -> Set[str]:
    return _namer().canonicals_of(token) | nicknames().get(token, frozenset())


_ONE_LETTER = words("ae ch kh oe ph ps sh th ts ue ya ye yo yu zh")
"""Beginnings that an initial holds: Ö. and Ю. are folded to two letters, and many write Ch. or Th."""


def initials_of(token: str) -> list[str]:
    """First letters of a folded given name and of all that stand for it or that it stands for, sorted; with
    the second one where both are written as one letter: 'oezlem' gives ['o', 'oe']."""
    full = formal_names(token)
    short = {name for name in _namer().nicknames_of(token) | _short_forms().get(token, set()) if name}
    names = {*full, *short}
    return sorted({name[0] for name in names} | {name[:2] for name in names} & _ONE_LETTER)


def longer_names(token: str) -> list[str]:
    """The listed given names that begin or end with a folded one and have three letters more, the longest
    first: 'christian' beside 'chris', 'marianne' beside 'anne'."""
    return sorted(_by_ends().get(token, ()), key=lambda name: (-len(name), name))


@lru_cache(maxsize=1)
def _by_ends() -> dict[str, set[str]]:
    """Given names by their beginnings and ends of three letters and more, three letters short at least."""
    names: dict[str, set[str]] = {}
    for name in given_names():
        for length in range(3, len(name) - 2):
            for end in (name[:length], name[-length:]):
                names.setdefault(end, set()).add(name)
    return names


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Every given name and nickname of the lists, folded: words that are names of their own."""
    listed = {name for names in _listed_names() for name in names}
    english = {name for full, short in _namer().nickname_lookup.items() for name in (full, *short)}
    return frozenset(name for name in listed | english if len(name) > 2 and name.isascii() and name.isalpha())


def given_among(words: list[str]) -> list[str]:
    """Those of folded words that are given names of the lists, of either sex."""
    return [word for word in words if word in given_names() or word in _counterparts()]


def are_given_names(words: list[str]) -> bool:
    """Whether each of the words, as written, is a given name of the lists, or several with hyphens."""
    return all(
        part in given_names() or part in _slavic_names() or respelt_slavic(part) in _slavic_names()
        for word in words
        for part in folded_word(word).split("-")
    )


def name_in_handle(handle: str) -> str:
    """The given name that a name for signing up begins with, folded: celine of `Celine.h13`.

    "" where what stands before the first digit or mark is no given name of the lists, or rather a word, as in
    `sunny92` and `hunter88`.
    """
    found = _HANDLE.match(handle)
    name = folded_word(found[0]) if found else ""
    listed = name in given_names() or name in _names_by_country()
    return name if listed and name not in OF_HANDLES else ""


def is_given_name_alone(word: str) -> bool:
    """Whether a word that stands alone is rather a given than a family name, in whatever country."""
    return are_given_names([word]) or _names_by_country().get(folded_word(word)) == ""


@lru_cache(maxsize=1)
def _names_by_country() -> dict[str, str]:
    """Each with what else it is: `family`, or nothing."""
    lines = (line.partition(",") for line in NAMES_BY_COUNTRY.read_text(encoding="utf-8").splitlines())
    return {name: other for name, _, other in lines}


def one_spelling(name: str) -> str:
    """A folded given name in the spelling of all its transliterations: yuliya of julija, zainab of zaynab."""
    slavic = respelt_slavic(name)
    return slavic if slavic in _slavic_names() else respelt(name)


@lru_cache(maxsize=1)
def _slavic_names() -> frozenset[str]:
    """The given names in Cyrillic, folded, with the soft sign as an apostrophe and without (ol'ga, olga), and
    in the one spelling of all transliterations."""
    folded = {folded_word(name) for name in MEN | WOMEN}
    plain = {name.replace("'", "") for name in folded}
    return frozenset(folded | plain | set(map(respelt_slavic, plain)))


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for full, *variants in _listed_names():
        forms.setdefault(full, set()).update(variants)
    return forms


def _pet_name_stem(token: str) -> str | None:
    """What a pet name keeps of the full name ('steffi' → 'stef'); None if it is too little to tell."""
    found = re.fullmatch(r"(\w{2,}?(\w))\2?(?:i|y|ie)", token)
    return found.group(1) if found else None


def _fold_german(word: str) -> str:
    for letter, letters in UMLAUTS.items():
        word = word.replace(letter, letters)
    return word.strip()
