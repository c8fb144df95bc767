"""Consents that a file tells in columns of yes and no, one for each way to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.proposing.entries.fields.feeding import LEAST
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.entries.keys.record_key import Key
from ingest.proposing.entries.rows import Rows
from ingest.proposing.meaning.answers import agreed, says_nothing
from ingest.proposing.meaning.columns import Column
from ingest.proposing.meaning.headers import said
from ingest.proposing.meaning.meanings import Meaning

_CHANNELS = {
    "email": re.compile(r"e-?mail|correo|courriel"),
    "sms": re.compile(r"sms"),
    "phone": re.compile(r"phone|tel|call|anruf"),
    "post": re.compile(r"\bpost\b|brief|mail\b"),
}
_OF_PRIVACY = re.compile(r"privacy|datenschutz|gdpr|dsgvo|rgpd|agb|terms")
"""What people agree to so that their data may be held, not so that they are written to."""

_OF_WRITING = re.compile(r"opt.?out|unsub|widerspr|sperre")
"""Refusals of being written to, whatever else the file is about."""

_LISTED = ("email", "given_name", "family_name", "full_name", "name", "salutation", "gender", "language")
"""What lists for newsletters have beside the days on which somebody signed up and went again."""

_TIMES = ("consented", "joined", "updated", "created")
_PURPOSE, _SURELY = "purpose of a consent", 0.9
_MOST = 8
"""Different values that a column of consents may have."""


def consents(columns: FoundColumns, key: Key) -> Iterator[Rows]:
    """An entry for each such column, where a time tells from when it holds."""
    times, agreements = columns.best(*_TIMES), [*_agreements(columns)]
    yield from _by_days(columns, key, times[:1] if not agreements else [])
    for meaning, told in agreements if times else ():
        column = meaning.column
        rows = Rows("consent", when={column.name: sorted(told)} if len(told) < len(column.counts) else {})
        rows.add_key(key)
        name = column.name.lower()
        sure, why = (_SURELY, "by the header") if meaning.concept == _PURPOSE else (0.6, "name the purpose")
        rows.add_constant("purpose", _purpose(meaning), sure, why)
        if channel := next((it for it, words in _CHANNELS.items() if words.search(name)), ""):
            rows.add_constant("channel", channel, 0.8, "by the header")
        rows.add("granted", [meaning], yes_and_no(column, turned=meaning.concept == "opt_out"))
        rows.add("at", times[:1], worth=0.7, why="the time that comes nearest to when it was said")
        yield rows


def _by_days(columns: FoundColumns, key: Key, times: Sequence[Meaning]) -> Iterator[Rows]:
    """Entries for who signed up for what is written to them, and who went again; schools and clubs have such
    days, too."""
    listed = _is_for_a_newsletter(columns)
    for meaning in columns.best("refused_at")[:1]:
        if listed:
            yield from (_told(key, at, "yes") for at in times)
        if listed or _OF_WRITING.search(meaning.column.name.lower()):
            yield _told(key, meaning, "no")


def _is_for_a_newsletter(columns: FoundColumns) -> bool:
    """Whether the file or a header says so, or nothing but names and addresses stands beside the days."""
    names = (columns.file, *(column.name for column in columns.columns))
    told = any("newsletter" in said(name).senses for name in names)
    known = (*_LISTED, *_TIMES, "refused_at")
    filled = (it for it, column in zip(columns.meanings, columns.columns, strict=True) if column.texts)
    return told or all(it and it[0].concept in known for it in filled)


def _told(key: Key, at: Meaning, answer: str) -> Rows:
    """An entry for what somebody said on a day that a column has: of who signed up, and who went again."""
    rows = Rows("consent", when={at.column.name: "*"} if at.column.fill < 1 else {})
    rows.add_key(key)
    rows.add_constant("purpose", "marketing", 0.6, "name the purpose")
    rows.add_constant("granted", answer, at.score, f'by "{at.column.name}"')
    rows.add("at", [at])
    return rows


def without_time(columns: FoundColumns) -> list[str]:
    """The columns that tell consents in a file that tells no time from which they hold."""
    return [] if columns.best(*_TIMES) else [meaning.column.name for meaning, _ in _agreements(columns)]


def _agreements(columns: FoundColumns) -> Iterator[tuple[Meaning, list[str]]]:
    """The columns that tell who agreed, each with the words that say yes or no."""
    for meaning in (*columns.best("opt_in", "opt_out", "granted"), *_purposes(columns)):
        if "number" in said(meaning.column.name).senses:
            continue
        told = [text for text in meaning.column.counts if not says_nothing(text)]
        if 0 < len(told) <= _MOST and all(agreed(text) is not None for text in told):
            yield meaning, told


def _purposes(columns: FoundColumns) -> Iterator[Meaning]:
    """Flags in an object of consents that are called by what somebody agrees to: `consents.analytics`."""
    for column, meanings in zip(columns.columns, columns.meanings, strict=True):
        known = meanings and meanings[0].score >= LEAST
        if not known and "consent" in said(column.name).outer and column.is_like("flag") > _SURELY:
            yield Meaning(column, _PURPOSE, _SURELY, why=f'"{column.name}" is among consents')


def _purpose(meaning: Meaning) -> str:
    """What somebody agrees to, as far as the header says so."""
    name = meaning.column.name
    if meaning.concept == _PURPOSE:
        return name.rpartition(".")[2]
    return "privacy" if _OF_PRIVACY.search(name.lower()) else "marketing"


def yes_and_no(column: Column, *, turned: bool = False) -> dict[str, Any] | None:
    """The long form that makes yes and no of a column, `turned` where its yes means no; None where its values
    say so themselves. Words that say neither are not in it: their rows stay out."""
    if column.is_like("flag") > 0.9 and not turned:
        return None
    told = {text: yes for text in sorted(column.counts) if (yes := agreed(text)) is not None}
    return {
        "column": column.name,
        "map": {text: "yes" if yes != turned else "no" for text, yes in told.items()},
    }
