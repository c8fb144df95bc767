"""What a word of a header may be that is in no list: a compound, an abbreviation, a misspelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache, partial

from rapidfuzz import fuzz, process

from graph.words.folding import words
from ingest.proposing.meaning.header_tokens import words_in
from ingest.proposing.meaning.known_words import abbreviated_words, known_words
from ingest.proposing.meaning.labels import phrases

_LINKS = ("", "s", "es", "n", "en", "e")
"""What German and Dutch put between the parts of a compound."""

_OF_TWO_LETTERS = ("number", "code", "customer", "postal code", "phone")
"""Senses of words of two letters that compounds are made of: `KdNr`, but `hotel` is no family name."""

_SAY_NOTHING = words(
    """
    public next depth disabled deleted suspended editor imported exported pending read metadata preferences
    base content style credit stock merge count magazine grosse
    """
)
"""Words of programs that are like others, or begin like them, and say something else."""

_SHORTEST = {"compound": 2, "skeleton": 3, "prefix": 4, "ending": 4, "misspelt": 5, "stem": 5}
_INFLECTED = re.compile(r"(?:[aeiouy]{1,2}[mjh]?|ow|ov)$")
"""Endings of words in several cases, or of what belongs to something."""
_OF_WHO_DOES = "ers"
"""How words for who does something end, of several or of what is theirs."""


@lru_cache(maxsize=4096)
def parts_of(token: str) -> tuple[str, ...]:
    """The words of a compound, the longest first parts first; nothing where a part is none."""
    if token.endswith(_OF_WHO_DOES) and token[:-1] in known_words():
        return ()
    for end in range(len(token) - _SHORTEST["compound"], _SHORTEST["compound"] - 1, -1):
        first = token[:end]
        if first not in known_words() or (len(first) == 2 and known_words()[first] not in _OF_TWO_LETTERS):
            continue
        for link in _LINKS:
            rest = token[end + len(link) :]
            if not token[end:].startswith(link) or len(rest) < _SHORTEST["compound"]:
                continue
            if rest in known_words():
                return (first, rest)
            if len(rest) > _SHORTEST["misspelt"] and (more := parts_of(rest)):
                return (first, *more)
    return ()


def sense_of_abbreviation(token: str) -> str | None:
    """The one sense of the words that have these consonants, or this beginning; None where there are several
    or none."""
    return None if token in _SAY_NOTHING else _skeletons().get(token) or _by_beginning(token)


def sense_of_shortened(tokens: Sequence[str], dotted: Collection[str]) -> str | None:
    """The one sense of the phrases whose words begin with these, one by one: `data ur`, `dat nar`; None where
    there are several or none, or each is a word by itself. Two letters shorten a word that has a point."""
    if all(token in known_words() for token in tokens):
        return None
    alike = _phrases().get((len(tokens), tokens[0][:2]), ())
    senses = {it for parts, it in alike if all(map(partial(_shortens, dotted), tokens, parts))}
    return next(iter(senses)) if len(senses) == 1 else None


def _shortens(dotted: Collection[str], token: str, word: str) -> bool:
    least = _SHORTEST["compound" if token in dotted else "skeleton"]
    return token == word or (word.startswith(token) and len(token) >= least)


def sense_of_dotted(token: str) -> str | None:
    """The one sense of all words that begin so, where a point tells that there is more: `Cant.`, `Prov.`."""
    if len(token) < _SHORTEST["skeleton"]:
        return None
    senses = {sense for word, sense in known_words().items() if word.startswith(token)}
    return next(iter(senses)) if len(senses) == 1 else None


@cache
def _phrases() -> dict[tuple[int, str], list[tuple[tuple[str, ...], str]]]:
    """Phrases of several words, in the letters of headers, by how many these are and how the first begins."""
    found: dict[tuple[int, str], list[tuple[tuple[str, ...], str]]] = {}
    for written, sense in phrases():
        parts = tuple(words_in(" ".join(written)))
        if len(parts) > 1:
            found.setdefault((len(parts), parts[0][:2]), []).append((parts, sense))
    return found


def sense_of_inflection(token: str) -> str | None:
    """The one sense of the words that have its stem, as those of Slavs, Turks and Hungarians have several
    endings: `klienta`, `şirketi`, `dátuma`, and Germans say whose: `Käufers`; None
    where there are several or none."""
    if token in _SAY_NOTHING:
        return None
    if token.endswith(_OF_WHO_DOES):
        return known_words().get(token[:-1]) or _stems().get(_stem(token))
    return _stems().get(_stem(token))


def sense_of_likeness(token: str) -> str | None:
    """The sense of the word that it ends in, or else that it is nearly; None where there is none."""
    return None if token in _SAY_NOTHING else _by_ending(token) or _misspelt(token)


@cache
def _skeletons() -> dict[str, str]:
    """Senses by the consonants of their words, where these tell one sense: `gndr`, `cntry`."""
    found: dict[str, set[str]] = {}
    for word, sense in abbreviated_words().items():
        if len(word) > len(skeleton := _skeleton(word)) >= _SHORTEST["skeleton"]:
            found.setdefault(skeleton, set()).add(sense)
    return {skeleton: next(iter(senses)) for skeleton, senses in found.items() if len(senses) == 1}


def _skeleton(word: str) -> str:
    return word[:1] + re.sub("[aeiou]", "", word[1:])


@cache
def _stems() -> dict[str, str]:
    """Senses by the stems of their words, where these are long and tell one sense."""
    found: dict[str, set[str]] = {}
    for word, sense in known_words().items():
        if len(stem := _stem(word)) >= _SHORTEST["stem"]:
            found.setdefault(stem, set()).add(sense)
    return {stem: next(iter(senses)) for stem, senses in found.items() if len(senses) == 1}


def _stem(word: str) -> str:
    return _INFLECTED.sub("", word)


def _by_beginning(token: str) -> str | None:
    """The one sense of all words that begin so: `cust`, `descr`. What ends in a vowel is no abbreviation:
    `auto`, `para`."""
    if len(token) < _SHORTEST["prefix"] or token[-1] in "aiou":
        return None
    senses = {sense for word, sense in abbreviated_words().items() if word.startswith(token)}
    return next(iter(senses)) if len(senses) == 1 else None


def _by_ending(token: str) -> str | None:
    """The sense of a compound by its last part, which says in German and Dutch what it is: `Kontaktkanal`."""
    endings = (token[at:] for at in range(_SHORTEST["ending"], len(token) - _SHORTEST["ending"] + 1))
    return next((abbreviated_words()[ending] for ending in endings if ending in abbreviated_words()), None)


def _misspelt(token: str) -> str | None:
    if len(token) < _SHORTEST["misspelt"]:
        return None
    near = process.extractOne(token, abbreviated_words().keys(), scorer=fuzz.ratio, score_cutoff=84)
    return abbreviated_words()[near[0]] if near else None
