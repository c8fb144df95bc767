"""Words inside names that are no part of the name, and the ways in which names stand for one another."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from nicknames import NickNamer


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words(
    """
    dr drs prof professor doktor dipl ing mag med phil jur rer nat habil hc phd md mba msc bsc llm esq
    mr mrs ms miss mister madam madame mme monsieur sir dame lady lord hon rev revd reverend capt captain
    herr herrn hr frau fr fraeulein familie fam firma
    baron baroness baronet bt bart earl viscount viscountess duke duchess marquess marquis marchioness count
    countess prince princess knight freiherr freifrau graf graefin fuerst fuerstin herzog herzogin ritter
    edler of the 1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th
    """
)
"""Titles and forms of address, folded to lower-case ASCII; they never count as a given or family name."""

SUFFIXES = {
    **dict.fromkeys(("jr", "jnr", "junior", "jun", "ii", "2"), "2"),
    **dict.fromkeys(("sr", "snr", "senior", "sen", "i", "1"), "1"),
    **dict.fromkeys(("iii", "3"), "3"),
    **dict.fromkeys(("iv", "4"), "4"),
}
"""Generation suffix → rank: Jr and II are the second of that name, Sr and I the first."""

PARTICLES = _words(
    """
    von van vom zu zum zur de der den del della di da dos das du la le les lo el al ten ter te auf und
    """
)
"""Family-name particles: 'von der Leyen' is compared as 'leyen', and they start a family name."""

LEGAL_FORMS = _words(
    """
    gmbh mbh ag kg kgaa ohg gbr ug se ev eg ek co cokg inc incorporated corp corporation ltd limited llc llp
    lp plc pte pvt sa sas sarl srl spa bv nv ab oy as aps company cie und and the haftungsbeschraenkt
    """
)
"""Legal forms and fillers that do not tell one organisation from another."""

STREET_WORDS = {
    **dict.fromkeys(("str", "street", "strasse", "st", "stra"), "str"),
    **dict.fromkeys(("avenue", "ave", "av"), "ave"),
    **dict.fromkeys(("road", "rd"), "rd"),
    **dict.fromkeys(("lane", "ln"), "ln"),
    **dict.fromkeys(("drive", "dr"), "dr"),
    **dict.fromkeys(("place", "pl", "platz"), "pl"),
    **dict.fromkeys(("boulevard", "blvd"), "blvd"),
    **dict.fromkeys(("court", "ct"), "ct"),
    **dict.fromkeys(("crescent", "cres"), "cres"),
    **dict.fromkeys(("weg", "way"), "way"),
    **dict.fromkeys(("suite", "ste"), "ste"),
    **dict.fromkeys(("apartment", "apt", "appt", "apartments", "aparments"), "apt"),
}
"""Words of a street address and the one spelling that they are compared in."""

NICKNAMES = Path(__file__).parent / "data" / "nicknames.csv"


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


@lru_cache(maxsize=1)
def _namer() -> NickNamer:
    return NickNamer()


def formal_names(token: str) -> list[str]:
    """The full names that a folded given name may stand for, itself first, then sorted.

    'bob' gives ['bob', 'robert'], 'uli' gives ['uli', 'ulrich', 'ulrike', 'ursula']. An unknown one
    in -i, -y or -ie stands for every listed name that begins as it does: 'reini' for 'reinhard'.
    """
    names = set(_namer().canonicals_of(token)) | nicknames().get(token, frozenset())
    if token.endswith("ie"):
        names |= set(_namer().canonicals_of(f"{token[:-2]}y"))
    if not names and (stem := _pet_name_stem(token)):
        names = {full for full, *_ in _listed_names() if full.startswith(stem)}
    return [token, *sorted(names - {token})]


def initials_of(token: str) -> list[str]:
    """First letters of a folded given name and of all that stand for it or that it stands for, sorted."""
    full = formal_names(token)
    short = {name for name in _namer().nicknames_of(token) | _short_forms().get(token, set()) if name}
    return sorted({name[0] for name in (*full, *short)})


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Every given name and nickname of the lists, folded: words that are names of their own."""
    listed = {name for names in _listed_names() for name in names}
    english = {name for full, short in _namer().nickname_lookup.items() for name in (full, *short)}
    return frozenset(name for name in listed | english if len(name) > 2 and name.isascii() and name.isalpha())


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
    for letter, replacement in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(letter, replacement)
    return word.strip()
