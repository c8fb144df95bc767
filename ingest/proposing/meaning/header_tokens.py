"""The words that a header is made of, in letters of ASCII or of East Asia."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from graph.words.folding import fold_text
from ingest.proposing.meaning.labels import words_as_written

EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]+")
"""Writing without blanks between words; Korean puts as few into headers."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBER_SIGN = re.compile(r"(?i)(?<![^\W\d_])n\s?°")
"""What the French and others write for a number: `N° client`."""
_ENDING = re.compile(r"(?<=[^\W\d_])\((?:e|s|r|n|a|o|es|en|as|os|in|innen)\)")
"""Another ending of a word, as in `Né(e) le` and `Nombre(s)`."""

_SMALL_AMONG_CAPITALS = re.compile(r"(?<=[A-ZÄÖÜ])ß")
"""The letter that many write small in words of capitals: `STRAßE`."""

_OF_A_THING = {"名": "名称"}
"""What is a given name by itself, and what something is called behind the word for it: `講座名`."""


def words_in(text: str) -> list[str]:
    """The words of a header in small ASCII letters, but those of Chinese, Japanese and Korean in their own;
    numbers that count columns are none."""
    text = _ENDING.sub("", unicodedata.normalize("NFKC", _NUMBER_SIGN.sub("no ", text)))
    found, at = [], 0
    for run in EAST_ASIAN.finditer(text):
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
            found += [unknown, _OF_A_THING.get(known, known)]
        elif known:
            found.append(known)
        unknown = "" if known else unknown + text[at]
        at += len(known) or 1
    return [*found, unknown] if unknown else found


@cache
def _east_asian_words() -> frozenset[str]:
    return frozenset(word for word, _ in words_as_written() if EAST_ASIAN.fullmatch(word))


def _spaced_words(text: str) -> list[str]:
    text = _SMALL_AMONG_CAPITALS.sub("ẞ", text)
    folded = "".join(mark if mark.isascii() else _in_ascii(text, at) for at, mark in enumerate(text))
    words = [word.lower() for word in _WORD.findall(_with_capitals(text, folded))]
    return [word for word in words if not word.isdigit()]


def _in_ascii(text: str, at: int) -> str:
    """The letter there as it is written in ASCII, where nothing may be left of it: `ع`; a capital stays
    one, as it may begin a word: `датаЗаказа`. Other marks part words."""
    mark = text[at]
    if not (folded := fold_text(mark)):
        return "" if unicodedata.category(mark)[0] in "LM" else mark
    if not mark.isupper():
        return folded
    within = text[at + 1 : at + 2].isupper() or (
        text[at - 1 : at].isupper() and not text[at + 1 : at + 2].islower()
    )
    return folded.upper() if within else folded.capitalize()


def _with_capitals(text: str, folded: str) -> str:
    """The folded text; a header in capitals throughout has no words that begin with one."""
    return folded.lower() if text.upper() == text else folded
