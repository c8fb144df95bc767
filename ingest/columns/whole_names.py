"""What whole names say, for many records at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from graph.journal.appending.record_arrays import Texts, joined
from graph.journal.tables.arrow import compute as pc
from graph.words.establishments import OFFICES_OF
from graph.words.family_names import EAST_ASIA, FAMILY_FIRST
from graph.words.folding import folded_word, words
from graph.words.legal_forms import SURE_AT_HOME
from graph.words.titles import GENDERS_BEHIND, GENDERS_OF, NO_GENDER_OF, TITLES_OF
from ingest.cleaning.names.names import PersonName, parse_name
from ingest.columns.usual import NAME_OF_TWO
from ingest.ingestors.customer import organization_said, whole_name_said
from ingest.mapping.cache import Cache

PARTS = (
    "full_name", "given_name", "middle_name", "family_name", "title", "name_suffix", "birth_name", "gender",
    "entity_type", "organization_name",
)  # fmt: skip
"""Attributes that a whole name may tell."""
_MARK = "\x1f"
_BESIDE = "+"
"""Of names beside which there is a given or a family name."""
_TWO_WORDS = rf"{NAME_OF_TWO}{_MARK}(?P<country>[A-Z]*){_MARK}$"
_OF_A_COUNTRY = words("ste").union(
    *GENDERS_OF.values(), *TITLES_OF.values(), *NO_GENDER_OF.values(), *OFFICES_OF.values()
)
_BEHIND_IN_A_COUNTRY = frozenset(SURE_AT_HOME).union(*GENDERS_BEHIND.values())
"""Words in front, and behind, that are names where no country is told, and something else in one."""
_OWN_ORDER = EAST_ASIA | FAMILY_FIRST
"""Countries in which both words of a name bear on which is the family name."""
_GIVEN, _FAMILY = "Anna", "Bergmann"
_KNOWN_NAMES, _KNOWN_WORDS = 20_000, 100_000


class WholeNames:
    """Takes whole names apart as ingestors do; what was seen lately is remembered."""

    def __init__(self) -> None:
        self._said = Cache(_said, _KNOWN_NAMES)
        self._first = Cache(_is_plain_in_front, _KNOWN_WORDS)
        self._last = Cache(_is_plain_behind, _KNOWN_WORDS)

    def parts(self, full: Texts, country: Texts, type_: Texts, beside: Any) -> dict[str, Texts]:
        """The attributes that each name tells, in its country, of a record of a type, if that is known;
        `beside` tells where there is a given or a family name too."""
        mode = joined(type_.fill_null(""), pc.if_else(beside, _BESIDE, ""))
        coded = joined(full, _MARK, country, _MARK, mode).dictionary_encode()
        names: Any = coded.dictionary
        plain = self._plain(names)
        others = plain["full_name"].is_null()
        if not pc.any(others).as_py():
            return {name: pc.take(column, coded.indices) for name, column in plain.items()}
        found = [self._said[name] for name in names.filter(others).to_pylist()]
        return {
            name: pc.take(
                pc.replace_with_mask(
                    plain[name], others, pa.array([it.get(name) for it in found], pa.string())
                ),
                coded.indices,
            )
            for name in PARTS
        }

    def _plain(self, names: Texts) -> dict[str, Texts]:
        """The parts of the names of two words that are given and family name whatever the other is."""
        parted = pc.extract_regex(names, _TWO_WORDS)
        first, last, country = (pc.struct_field(parted, name) for name in ("first", "last", "country"))
        plain = pc.and_(_marked(first, self._first), _marked(last, self._last))
        plain = pc.and_not(plain, pc.is_in(country, pa.array(sorted(_OWN_ORDER), pa.string())))
        none = pa.scalar(None, pa.string())
        given, family = (pc.if_else(plain, part, none) for part in (first, last))
        found = {"full_name": joined(given, " ", family), "given_name": given, "family_name": family}
        return {name: found.get(name, pa.nulls(len(names), pa.string())) for name in PARTS}


def _marked(texts: Texts, known: Cache) -> Any:
    coded = texts.dictionary_encode()
    marks = [known[word] for word in coded.dictionary.to_pylist()]
    return pc.take(pa.array(marks, pa.bool_()), coded.indices).fill_null(False)


def _is_plain_in_front(word: str) -> bool:
    return folded_word(word) not in _OF_A_COUNTRY and _is_plain("{} " + _FAMILY, word)


def _is_plain_behind(word: str) -> bool:
    """Whether it is a family name behind a known given name and any other word: no Council, no School."""
    if folded_word(word) in _BEHIND_IN_A_COUNTRY:
        return False
    return _is_plain(_GIVEN + " {}", word) and _is_plain(_FAMILY + " {}", word)


def _is_plain(pattern: str, word: str) -> bool:
    """Whether the parser takes a word for what its place says, and for no more."""
    text = pattern.format(word)
    given, family = text.split()
    return parse_name(text) == PersonName(text, given=given, family=family)


def _said(name: str) -> Mapping[str, str | None]:
    full, country, mode = name.split(_MARK)
    type_ = mode.removesuffix(_BESIDE) or None
    found = {"full_name": full} if mode.endswith(_BESIDE) else whole_name_said(full, type_, country)
    return organization_said(full, type_, country) | found
