"""What headers say together with the values of their columns: words that mean one of two things."""

from __future__ import annotations

from dataclasses import replace

from graph.words.folding import words
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.header_tokens import EAST_ASIAN
from ingest.proposing.meaning.headers import HeaderReading, said
from ingest.proposing.meaning.meanings import MOSTLY_PERSONS, PERSONS, SUBJECTS, Meaning

_POSTS = words("position positions positionen pos")
_ANY_NAMES, _SIGNS_OF_A_NAME = words("ad adi isim ime") | {"名"}, 3
"""Words for given names that say of what, or of whom, something is the name, too: `Müşteri Adı`, `会員名`."""
_WINES = words("vin")
"""Words for numbers of vehicles that are words for something to buy elsewhere."""
_SOME_CODES, _MOSTLY = 0.5, 0.8


def as_filled(found: HeaderReading, column: Column) -> HeaderReading:
    """What a header says; a position is that of somebody in a firm, where it is a word and no number, and a
    word for a given name is one for any name beside a thing, or persons with names of several words."""
    if any(sense == "given name" and word in _ANY_NAMES for sense, word in found.words):
        of = found.senses.keys() & SUBJECTS.keys()
        if of - PERSONS or (of and _in_several_words(column) > _MOSTLY):
            return instead(found, "given name", "name")
    if "title" in found.senses and column.is_like("person") > MOSTLY_PERSONS:
        return instead(found, "title", "name")
    if any(word in _WINES for _, word in found.words) and column.is_like("code") < _SOME_CODES:
        return instead(found, "thing", "product")
    in_words = column.is_like("job", "names") > _MOSTLY and column.is_like("digits", "code") < _SOME_CODES
    is_post = any(sense == "line" and word in _POSTS for sense, word in found.words)
    return instead(found, "line", "post") if is_post and in_words else found


def _in_several_words(column: Column) -> float:
    """The share of names that are several words, or signs of East Asia for more than a given name."""
    several = sum(
        " " in text or len(text) >= _SIGNS_OF_A_NAME for text in column.counts if EAST_ASIAN.match(text)
    )
    others = sum(" " in text for text in column.counts if not EAST_ASIAN.match(text))
    return (several + others) / (len(column.counts) or 1)


def is_the_state_of_a_thing(meaning: Meaning) -> bool:
    """Whether a word for states, in a file of no other places, is none for regions: `Estado`."""
    senses = said(meaning.column.name).senses
    states = meaning.column.country_of_states
    return meaning.concept == "region" and "region" not in senses and not states and "state" in senses


def instead(found: HeaderReading, sense: str, other: str) -> HeaderReading:
    """What a header says with another sense in place of one."""
    return replace(found, senses={other if it == sense else it: sure for it, sure in found.senses.items()})
