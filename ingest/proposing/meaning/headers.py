"""What the header of a column says, as senses of `header_words.yaml` and `further_words.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from graph.words.folding import fold_text, words
from ingest.proposing.meaning.concepts import header_words

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_BEGINNING = re.compile(r"[^\W\d_]{2,12}[_ .-](?=\w)")
_ENDING = re.compile(r"(?<=[^\W\d_])\((?:e|s|r|n|a|o|es|en|as|os|in|innen)\)")
"""Another ending of a word, as in `Né(e) le` and `Nombre(s)`."""
_EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]+")
"""Writing without blanks between words; Korean puts as few into headers."""
_PATH = re.compile(r"(?<=\w\w)\.(?=\w\w)")
_FILLERS = words(
    """
    of the de der des die das du la le les los las el il lo het van een un una den da do dos w z and und y e
    et i en for per with is has del della di dei your our a d l
    """
)
"""Words that say nothing by themselves."""

_OF_SEVERAL = words("first last")
"""Words that are names at the end of a header alone: `cust_last` is one, `last_order` is none."""

_ALONE = {"by": "city"}
"""Words that say something as the whole of a header alone: Danes live in one, others do things by it."""

_MANY, _NEARLY_ALL = 0.4, 0.7
"""Shares of headers with one beginning from which it says nothing of each, where it is unknown or known."""

_BARE_BEGINNINGS, _LEAST_HEADERS = range(4, 1, -1), 6
"""Letters of a beginning without a mark behind it, and of how many headers at least: `OXFNAME`, `OXLNAME`."""

_COUNT_SIGN = re.compile(r"(?i)^\s*#\s*(?=of\b)")
"""What stands for a number of things: `# of Guests`."""
_NUMBER_SIGN, _QUESTION = "#", 5
"""A header by itself, and the words from which one is a question."""

_SCORES = ("nps", "csat")
_LONGEST_BEGINNING = 7
_LONGEST_PHRASE = 4
_LINKS = ("", "s", "es", "n", "en", "e")
"""What German and Dutch put between the parts of a compound."""

_OF_TWO_LETTERS = ("number", "code", "customer", "postal code", "phone")
"""Senses of words of two letters that compounds are made of: `KdNr`, but `hotel` is no family name."""

_EXACT, _COMPOUND, _ABBREVIATED, _MISSPELT = 1.0, 0.97, 0.82, 0.8
"""How sure a sense is by the way in which its word was found."""

_SHORTEST = {"compound": 2, "skeleton": 3, "prefix": 4, "ending": 4, "misspelt": 5}


@dataclass
class Said:
    """What a header says: senses with how sure they are, and how many of its words are not known.

    `outer` are the senses of the objects that a nested column lies in, `strange` words that are in no list,
    `words` those that are, each behind its sense.
    """

    senses: dict[str, float] = field(default_factory=dict)
    unknown: int = 0
    outer: dict[str, float] = field(default_factory=dict)
    strange: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    def add(self, sense: str, sure: float, word: str) -> None:
        """Takes a sense of a word in, as sure as it is at its surest."""
        self.senses[sense] = max(sure, self.senses.get(sense, 0.0))
        self.words += ((sense, word),)

    def words_of(self, senses: Collection[str]) -> str:
        """The words of these senses."""
        return " ".join(word for sense, word in self.words if sense in senses)


_abbreviated = cache(header_words)
"""Words that people abbreviate and misspell."""


@cache
def _words() -> dict[str, str]:
    """All words, in the letters that `words_in` gives."""
    further = header_words("further_words").items()
    spelt = ((form, sense) for word, sense in further for form in (word, _without_accents(word)))
    return {"".join(words_in(word)) or word: sense for word, sense in spelt} | _abbreviated()


def _without_accents(word: str) -> str:
    """As who has no such keys types it: `szuletesi`, where ü is written ue elsewhere."""
    if _EAST_ASIAN.search(word):
        return word
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


@cache
def _as_written() -> dict[str, str]:
    """Words in letters other than ours, as they are written: in ours, two may be one: `עיר` and `yr`."""
    return {word: it for word, it in header_words("further_words").items() if not word.isascii()}


@cache
def _east_asian_words() -> dict[str, str]:
    return {word: it for word, it in header_words("further_words").items() if _EAST_ASIAN.fullmatch(word)}


@cache
def _skeletons() -> dict[str, str]:
    """Senses by the consonants of their words, where these tell one sense: `gndr`, `cntry`."""
    found: dict[str, set[str]] = {}
    for word, sense in _abbreviated().items():
        if len(word) > len(skeleton := _skeleton(word)) >= _SHORTEST["skeleton"]:
            found.setdefault(skeleton, set()).add(sense)
    return {skeleton: next(iter(senses)) for skeleton, senses in found.items() if len(senses) == 1}


def _skeleton(word: str) -> str:
    return word[:1] + re.sub("[aeiou]", "", word[1:])


@lru_cache(maxsize=4096)
def said(header: str) -> Said:
    """What a header, or the path of a nested column, says."""
    *outer, own = _PATH.split(header.replace("[]", "")) if " " not in header else [header]
    found = _of_words(own)
    for part in outer:
        around = _of_words(part)
        found.words += around.words
        for sense, sure in around.senses.items():
            found.outer[sense] = max(sure, found.outer.get(sense, 0.0))
    return found


def senses_in_order(header: str) -> list[str]:
    """The senses of the words of a header, one by one."""
    return [sense for word in words_in(header) if (sense := _words().get(word))]


def common_beginning(headers: Sequence[str]) -> str:
    """What nearly all headers of a file begin with: `cst_` of `cst_id`, `cst_firstname`; else nothing."""
    beginnings = Counter(found[0] for header in headers if (found := _BEGINNING.match(header)))
    most, count = beginnings.most_common(1)[0] if beginnings else ("", 0)
    says_nothing = not said(most).senses
    many = count >= 3 and count > (_MANY if says_nothing else _NEARLY_ALL) * len(headers)
    if many and (says_nothing or len(most) <= _LONGEST_BEGINNING):
        return most
    return _bare_beginning(headers)


def _bare_beginning(headers: Sequence[str]) -> str:
    """The letters that nearly all headers begin with, no mark behind, if more of them are known without."""
    for length in _BARE_BEGINNINGS if len(headers) >= _LEAST_HEADERS else ():
        most, count = Counter(header[:length] for header in headers).most_common(1)[0]
        if count <= _NEARLY_ALL * len(headers) or not most.isalpha() or not most.isupper():
            continue
        if _known(it.removeprefix(most) for it in headers) > 2 * _known(headers):
            return most
    return ""


def _known(headers: Iterable[str]) -> float:
    """How many headers are made of known words alone; less for those that would say many things at once."""
    return sum(1 / len(it.senses) for it in map(said, headers) if it.senses and not it.strange)


def _of_words(text: str) -> Said:
    tokens = words_in(text := _COUNT_SIGN.sub("number ", text))
    found = Said()
    if text.strip() == _NUMBER_SIGN:
        found.add("number", _ABBREVIATED, _NUMBER_SIGN)
    whole = "".join(text.casefold().split())
    if alone := _as_written().get(whole) or (_ALONE.get(tokens[0]) if len(tokens) == 1 else None):
        found.add(alone, _EXACT, "".join(tokens))
        return found
    at = 0
    while at < len(tokens):
        taken = _phrase(tokens, at, found) or _single(tokens[at], found)
        at += taken
    return _asked(found) if "?" in text or len(tokens) >= _QUESTION else found


def _asked(found: Said) -> Said:
    """What a question asks for a score of: its other words are how it is put, not what the column is."""
    scores = {it: sure for it, sure in found.senses.items() if it in _SCORES and sure >= _COMPOUND}
    return Said(scores, words=found.words) if scores else found


def words_in(text: str) -> list[str]:
    """The words of a header in small ASCII letters, but those of Chinese, Japanese and Korean in their own;
    numbers that count columns are none."""
    text = _ENDING.sub("", unicodedata.normalize("NFKC", text))
    found, at = [], 0
    for run in _EAST_ASIAN.finditer(text):
        found += [*_spaced_words(text[at : run.start()]), *_run_on_words(run[0])]
        at = run.end()
    return found + _spaced_words(text[at:])


def _run_on_words(text: str) -> list[str]:
    """The words of a text without blanks: the longest that are known first, what is between them as one."""
    found, unknown, at = list[str](), "", 0
    while at < len(text):
        known = next(
            (text[at:end] for end in range(len(text), at, -1) if text[at:end] in _east_asian_words()), ""
        )
        if known and unknown:
            found.append(unknown)
        found += [known] if known else []
        unknown = "" if known else unknown + text[at]
        at += len(known) or 1
    return [*found, unknown] if unknown else found


def _spaced_words(text: str) -> list[str]:
    folded = "".join(mark if mark.isascii() else _in_ascii(mark) for mark in text)
    words = [word.lower() for word in _WORD.findall(_with_capitals(text, folded))]
    return [word for word in words if not word.isdigit()]


def _in_ascii(mark: str) -> str:
    """A letter as it is written in ASCII, where nothing may be left of it: `ع`; other marks part words."""
    return fold_text(mark) or ("" if unicodedata.category(mark)[0] in "LM" else mark)


def _with_capitals(text: str, folded: str) -> str:
    """The folded text; a header in capitals throughout has no words that begin with one."""
    return folded.lower() if text.upper() == text else folded


def _phrase(tokens: list[str], at: int, found: Said) -> int:
    """How many words from here on make one of the dictionary; 0 where none do."""
    for length in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
        word = "".join(tokens[at : at + length])
        if word in _OF_SEVERAL and at + 1 < len(tokens):
            found.add("first or last", _EXACT, word)
            return length
        if sense := _words().get(word):
            found.add(sense, _EXACT, word)
            return length
    if tokens[at] in _FILLERS:
        return 1
    return 0


def _single(token: str, found: Said) -> int:
    """Takes in what a word says that is none of the dictionary."""
    if parts := _parts(token):
        for part in parts:
            found.add(_words()[part], _COMPOUND, part)
        return 1
    found.strange += (token,)
    if short := _skeletons().get(token) or _by_beginning(token):
        found.add(short, _ABBREVIATED, token)
    elif near := _by_ending(token) or _misspelt(token):
        found.add(near, _MISSPELT, token)
    else:
        found.unknown += 1
    return 1


@lru_cache(maxsize=4096)
def _parts(token: str) -> tuple[str, ...]:
    """The words of a compound, the longest first parts first; nothing where a part is none."""
    for end in range(len(token) - _SHORTEST["compound"], _SHORTEST["compound"] - 1, -1):
        first = token[:end]
        if first not in _words() or (len(first) == 2 and _words()[first] not in _OF_TWO_LETTERS):
            continue
        for link in _LINKS:
            rest = token[end + len(link) :]
            if not token[end:].startswith(link) or len(rest) < _SHORTEST["compound"]:
                continue
            if rest in _words():
                return (first, rest)
            if len(rest) > _SHORTEST["misspelt"] and (more := _parts(rest)):
                return (first, *more)
    return ()


def _by_beginning(token: str) -> str | None:
    """The one sense of all words that begin so: `cust`, `descr`."""
    if len(token) < _SHORTEST["prefix"]:
        return None
    senses = {sense for word, sense in _abbreviated().items() if word.startswith(token)}
    return next(iter(senses)) if len(senses) == 1 else None


def _by_ending(token: str) -> str | None:
    """The sense of a compound by its last part, which says in German and Dutch what it is: `Kontaktkanal`."""
    endings = (token[at:] for at in range(_SHORTEST["ending"], len(token) - _SHORTEST["ending"] + 1))
    return next((_abbreviated()[ending] for ending in endings if ending in _abbreviated()), None)


def _misspelt(token: str) -> str | None:
    if len(token) < _SHORTEST["misspelt"]:
        return None
    near = process.extractOne(token, _abbreviated().keys(), scorer=fuzz.ratio, score_cutoff=84)
    return _abbreviated()[near[0]] if near else None
