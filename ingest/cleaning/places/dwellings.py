"""What the line of a street says besides street and number: flats, stairs, floors, words for `number`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from graph.words import dwellings as known


def _any(words: Iterable[str]) -> str:
    """Alternatives of a regular expression, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda it: (-len(it), it)))


_PART = rf"(?:{_any(known.PARTS)})(?:[.:]|$|\s).*|(?:{_any(known.LETTERS)})(?:[.:]|\s\d).*"
_STOREY = (
    rf"(?:\d{{1,2}}|[ivx]{{1,4}})\. ?(?:{_any(known.STOREYS)})\b.*|\d{{1,2}}\s?[ºª°].*"
    rf"|(?:{_any(known.ALONE)})(?:\s+\w+)?|(?:st\. ?)?(?:{_any(known.SIDES)})\.?"
)
_BEHIND = re.compile(
    r"(?i)(?:(?<=\d)|(?<=\d/[a-z]))\.?(?P<letter>\s?[a-z](?![^\W\d_]))?(?:\s*(?:,|/{1,2}|\||-)\s*|\s+)"
    rf"(?:{_PART}|{_STOREY}|\([^()]*[^\W\d_][^()]*\))$"
)
_IN_FRONT = re.compile(
    rf"(?i)^(?:{_any(known.IN_FRONT)})\.?\s*#?\s*[\w-]{{1,5}}(?:/\w{{1,3}})?(?:\s*[,/]\s*|\s+)(?:[^\d,]+,\s*)?"
    r"(?=\d+[a-z]?(?:[-/]\d+)?[\s,]+[^\W\d_]{2})"
)
_FLOOR = re.compile(r"(?<=\d)\s?[/-]\s?[IVX]{1,4}$|\s?/\s?[IVX]{1,4}$")
"""A floor in Roman numerals: 5/II."""

_STAIRS = re.compile(r"(?<=\d)(?P<letter>\s?[A-Z])\s\d{1,3}$")
"""A flat behind the letter of its stairs: 5 A 12. Elsewhere that is house 12 in Carrera 7 A."""

_WHOLE_WORD = re.compile(r"[^\W\d_]{2,}(?![\w.])")
"""What a street is called by, not what is short for its sort: Avda. Pta. 4."""
_LEADING_WORD = re.compile(rf"(?i)^(?:{_any(known.LEADING_NUMBERS)})[.:]?\s*(?=\d[\w/-]*[\s,]+[^,]*[^\W\d_])")
_CROSSING = re.compile(r"(?i)(?<=\w)\s*(?:#|n[°ºor]{1,2}\.?|num\.?)\s*(?=\d+\s?[a-z]?\s?-\s?\d)")
_NUMBER_IN_FRONT = re.compile(r"(?i)\d+[a-z]?(?:[-/]\d+[a-z]?)*[\s,]")
_UNIT_BEHIND = re.compile(
    r"(?i)(?<=[^\W\d_])[.,]?\s+(?:#\s?[\w-]{1,6}|\d{1,2}(?:st|nd|rd|th)\s(?:fl|floor)\.?)$"
)
"""A unit or a floor behind a street whose number stands in front: 123 Main St # 456."""

_PART_BEHIND = re.compile(rf"(?i),\s*(?:{_any(known.PARTS)})[.:]?\s*[\w-]{{1,5}}$")
_PART_ALONE = re.compile(
    rf"(?i)(?<=[^\W\d_])[.,]?\s+(?:{_any(known.PARTS)})(?:\s+no)?\s?[:.]\s?(?:no\s?[:.]?\s?)?\d.*$"
)
"""A floor or flat of a house without a number: Nur Sk. Kat: 4 Daire No: 8."""

_NO_NUMBER = re.compile(rf"(?i)[\s,]+(?:{_any(known.NO_NUMBER)})$")
_BOX = re.compile(rf"(?i)^(?P<box>{_any(known.BOXES)})\s+(?P<number>\d{{1,6}}(?: \d{{1,4}})+)$")
"""A box whose number is written in groups: Postfach 10 20 30."""


@cache
def _number_word(country: str) -> re.Pattern[str]:
    """A word for `number` behind a `street`, as it is written in a country; one that is spelt may stand
    behind the number that a street is called by: Calle 5 No. 12."""
    words = known.NUMBERS | known.NUMBERS_OF.get(country, frozenset())
    spelt = _any(word for word in words if word[0].isalpha())
    called = rf"\s\d{{1,3}}(?=[\s,]+(?:{spelt}))"
    return re.compile(
        rf"(?i)(?P<street>[^\W\d_]\.?(?:{called})?|\.)(?:\s*,\s*|\s+)(?:{_any(words)})\s?[.:]?\s*(?=\d)"
    )


def house_line(line: str, country: str) -> str:
    """The line of a street up to its house number, which stands bare: without flat, stairs and floor behind
    or in front of it, without words for `number`, and without what says that there is none."""
    if not any(map(str.isdigit, line)):
        return _NO_NUMBER.sub("", line)
    if box := _BOX.match(line):
        return f"{box['box']} {box['number'].replace(' ', '')}"
    line = _LEADING_WORD.sub("", _IN_FRONT.sub("", line))
    if country in known.CROSSES:
        line = _CROSSING.sub(" ", line)
    in_front = country in known.NUMBER_FIRST and _NUMBER_IN_FRONT.match(line)
    line = (
        _PART_BEHIND.sub("", _UNIT_BEHIND.sub("", line))
        if in_front
        else _number_word(country).sub(r"\g<street> ", line)
    )
    for pattern in (_BEHIND, _FLOOR, _STAIRS) if country in known.WITH_STAIRS else (_BEHIND, _FLOOR):
        found = pattern.search(line)
        if found and any(map(str.isalpha, line[: found.start()])):  # not in 12 Top Lane
            line = line[: found.start()] + (found.groupdict().get("letter") or "")
    part = _PART_ALONE.search(line)
    if part and _WHOLE_WORD.search(line[: part.start() + 1]):
        line = line[: part.start()]
    return line.rstrip(" .") if line[-2:-1].isdigit() else line
