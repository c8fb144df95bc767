"""How a file writes dates, numbers and what is not known, and from which country it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

import phonenumbers

from ingest.cleaning.base import InvalidValue
from ingest.cleaning.countries import country_code
from ingest.proposing.habits.phones import share_of
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.meanings import Meaning

_AMERICAN = re.compile(r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[.-]\d{4}(?: ?x.*)?")
"""A national number as nobody else writes his: (212) 555-0100, 212.555.0100 x12."""

_POSTAL = {
    "GB": re.compile(r"(?i)[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"),
    "NL": re.compile(r"(?i)[1-9]\d{3} ?[a-z]{2}"),
    "PL": re.compile(r"\d{2}-\d{3}"),
    "PT": re.compile(r"[1-9]\d{3}-\d{3}"),
    "CA": re.compile(r"(?i)[a-z]\d[a-z] ?\d[a-z]\d"),
    "BR": re.compile(r"\d{5}-\d{3}"),
    "US": re.compile(r"\d{5}-\d{4}"),
}
"""Forms of postal codes that one country alone has."""

_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-]\d{2,4}\b")
_COMMA, _POINT = re.compile(r"\d,\d{1,2}\b(?!\d)"), re.compile(r"\d\.\d{1,2}\b(?!\d)")
_THOUSANDS = re.compile(r"[^\d.,]*\d{1,3}(?:\.\d{3})+[^\d.,]*")
"""An amount with points and three digits behind each: a number of thousands, or one with three decimals."""
_WITH_POINTS = frozenset(
    (
        "US",
        "GB",
        "CA",
        "AU",
        "NZ",
        "IE",
        "IN",
        "PK",
        "SG",
        "MY",
        "HK",
        "PH",
        "JP",
        "CN",
        "KR",
        "TW",
        "TH",
        "MX",
    )
)
"""Countries that write decimals behind a point."""
_CLOCK_OF_TWELVE = re.compile(r"(?i)\d ?[ap]\.?m\.?\s*$")
_NOTHING = frozenset(
    (
        *(
            "ohne angabe",
            "not known",
            "not given",
            "missing",
            "tbd",
            "inconnu",
            "non renseigné",
            "desconocido",
        ),
        *("sin datos", "sconosciuto", "non specificato", "onbekend", "nieznany", "brak", "brak danych"),
        *("okänd", "ukendt"),
    )
)
"""Besides the words that are empty in every file."""

_DATES = frozenset(
    (
        *("birth_date", "created", "updated", "opened", "closed", "ordered", "starts", "ends", "signed"),
        *("cancelled", "sent", "answered", "joined", "consented", "paid", "at"),
    )
)
_NUMBERS = frozenset(("price", "fee", "amount", "total", "points", "quantity"))
_SOME, _MOST = 0.02, 0.5
_GENERAL = frozenset(
    ("com", "net", "org", "info", "biz", "io", "co", "example", "eu", "me", "tv", "edu", "gov")
)


class Habit(NamedTuple):
    """How something is written: its value for the mapping, how sure that is, and why."""

    value: str
    score: float
    why: str


def date_order(texts: Iterable[str], country: str = "") -> Habit | None:
    """The order of day and month of dates with both as numbers; None where there are no such dates."""
    first = second = twelve = 0
    marks = Counter[str]()
    for text in texts:
        if found := _DAY.match(text):
            marks[found[2]] += 1
            twelve += bool(_CLOCK_OF_TWELVE.search(text))
            first += int(found[1]) > 12
            second += int(found[3]) > 12
    if not marks:
        return None
    if first or second:
        order, agreeing = ("DMY", first) if first >= second else ("MDY", second)
        part = "first" if order == "DMY" else "second"
        return Habit(
            order, agreeing / (first + second), f"the {part} number of {agreeing} dates is greater than 12"
        )
    slashed = marks.most_common(1)[0][0] == "/"
    if slashed and country == "US":
        return Habit("MDY", 0.6, "no date tells; usual in the country")
    if slashed and not country and twelve == marks.total():
        return Habit("MDY", 0.55, "no date tells; usual beside a.m. and p.m.")
    return Habit("DMY", 0.7 if "." in marks else 0.5, "no date tells; usual outside the United States")


def dates_of(columns: Sequence[Sequence[Meaning]], country: str = "") -> tuple[Habit | None, dict[str, str]]:
    """The order of the dates of a file, and the columns that have another one."""
    dated = [found[0].column for found in columns if found and found[0].concept in _DATES]
    whole = date_order((text for column in dated for text in column.counts), country)
    others = {}
    for column in dated if whole else ():
        own = date_order(column.counts, country)
        if own and whole and own.value != whole.value and own.score > 0.9:
            others[column.name] = own.value
    return whole, others


def decimal_of(columns: Sequence[Sequence[Meaning]], country: str = "") -> Habit | None:
    """The decimal mark of the amounts of a file, where it is a comma; `country` is that of the file."""
    texts = [
        text for found in columns if found and found[0].concept in _NUMBERS for text in found[0].column.counts
    ]
    commas, points = (sum(bool(mark.search(text)) for text in texts) for mark in (_COMMA, _POINT))
    if commas > points:
        return Habit('","', commas / (commas + points), f"{commas} amounts have a comma")
    pointed = [text for text in texts if "." in text]
    thousands = len(pointed) > 1 and all(map(_THOUSANDS.fullmatch, pointed))
    if (
        thousands
        and country not in _WITH_POINTS
        and any(text.rstrip(" €").endswith("00") for text in pointed)
    ):
        return Habit('","', 0.7, "all points of amounts have three digits behind, as thousands have")
    return None


def country_of(columns: Sequence[Sequence[Meaning]]) -> Habit | None:
    """The country that most of a file is about, if its addresses, phone numbers, e-mail addresses or states
    tell."""
    for concept, tell, word in (
        ("country", _country, "addresses"),
        ("phone", _calling, "phone numbers"),
        ("postal_code", _postal, "postal codes"),
        ("email", _top_level, "e-mail addresses"),
    ):
        texts = [
            text
            for found in columns
            if found and found[0].concept == concept
            for text in found[0].column.texts
        ]
        told = Counter(code for text in texts[:1000] if (code := tell(text)))
        most = told.most_common(1)
        if most and most[0][1] > max(0.5 * told.total(), _least(concept, most[0][0]) * len(texts[:1000])):
            if concept == "phone" and _are_guests(texts, most[0][0]):
                continue
            share = most[0][1] / told.total()
            return Habit(
                most[0][0],
                share * (0.95 if concept == "country" else 0.8),
                f"{share:.0%} of the {word} that tell one",
            )
        if concept == "country" and len(told) > 1:
            return None  # of many countries; those of the rows count
    return _by_states(columns)


def _by_states(columns: Sequence[Sequence[Meaning]]) -> Habit | None:
    regions = [found[0].column for found in columns if found and found[0].concept == "region"]
    told = {country for column in regions if (country := column.country_of_states)}
    return Habit(told.pop(), 0.9, "its states are of that country") if len(told) == 1 else None


def _least(concept: str, country: str) -> float:
    """The share of values that tell a country from which the file is of it: only Americans write the form
    that tells theirs now and then."""
    return _MOST if concept == "postal_code" and country != "US" else _SOME


def _are_guests(texts: Sequence[str], country: str) -> bool:
    """Whether those whose numbers have the code of a country are from abroad: people write the code of their
    own country in all numbers, or in few of many."""
    national = [text for text in texts if not text.startswith(("+", "00")) and not _AMERICAN.fullmatch(text)]
    return len(national) > len(texts) / 2 or (bool(national) and share_of(national, country) < _MOST)


def _country(text: str) -> str:
    try:
        return country_code(text)
    except InvalidValue:
        return ""


def _calling(text: str) -> str:
    with suppress(phonenumbers.NumberParseException):
        if text.startswith(("+", "00")):
            return phonenumbers.region_code_for_number(phonenumbers.parse("+" + text.lstrip("+0"))) or ""
        if _AMERICAN.fullmatch(text):
            return phonenumbers.region_code_for_number(phonenumbers.parse(text, "US")) or "US"
    return ""


def _postal(text: str) -> str:
    return next((country for country, form in _POSTAL.items() if form.fullmatch(text)), "")


def _top_level(text: str) -> str:
    ending = text.rpartition(".")[2].lower()
    return (
        "" if ending in _GENERAL or len(ending) != 2 else _country({"uk": "gb"}.get(ending, ending).upper())
    )


def nulls_of(columns: Sequence[Column]) -> list[str]:
    """The words by which a file says that nothing is known, in its spelling."""
    found = {text for column in columns for text in column.counts if text.lower() in _NOTHING}
    return sorted(found)
