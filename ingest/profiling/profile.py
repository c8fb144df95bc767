"""Profiles of files: every column by counts over its values, and by what its header and values mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graph.model.personal import Personal
from graph.placeholders.listed import nothing, placeholders
from graph.policy.masks import kind_of_identifier, kind_of_property
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.dates.times import Time
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.phones import Phone
from ingest.inputs import Input
from ingest.inputs.formats import format_of
from ingest.mapping_files.binding import Cleaning
from ingest.profiling import counts_sql
from ingest.profiling.artefacts import ARTEFACTS, SERIAL_DAYS
from ingest.profiling.column_profile import ColumnProfile, Count
from ingest.profiling.staging import StagedColumns, staged
from ingest.proposing.entries.documents import DOCUMENTS
from ingest.proposing.entries.found import FoundColumns
from ingest.proposing.habits.file_habits import country_of, date_order
from ingest.proposing.meaning.beginnings import common_beginning
from ingest.proposing.meaning.columns import Column
from ingest.proposing.opening import opened_reader

MOST = 1_000_000
"""Rows of a file that are looked at when nobody says how many."""

_LEAST = 0.5
_FEW, _DIGITS_OF_A_NUMBER = 20, 7
"""Different values that may be shown, and digits from which unknown numbers may be those of somebody."""
_TYPES = (
    *(("email", "e-mail"), ("uuid", "uuid"), ("ip", "ip address"), ("url", "url"), ("date", "date")),
    *(("whole", "integer"), ("number", "number"), ("flag", "flag"), ("country", "country")),
)
_CLEANERS: dict[str, ValueType] = {
    "email": Email(),
    "phone": Phone(),
    "birth_date": BirthDate(),
    "at": Time(),
}
_DATES = ("birth_date", "at", "created", "updated", "ordered", "opened", "closed", "starts", "ends")
_CODES = ("postal_code", "person_id", "own_id", "product_id", "order_id", "phone")
_FILLED_IN = {
    "email": "email",
    "phone": "phone",
    "birth_date": "birth_date",
    "person_id": "key",
    "own_id": "key",
    **dict.fromkeys(("city", "street", "region", "occupation"), "attribute"),
}
_LOST_ZEROS = "shorter than most, zeros in front may be lost"


@dataclass
class Profile:
    """A file and its columns. `sampled` where rows were left out."""

    file: str
    format: str
    rows: int = 0
    bad_rows: int = 0
    sampled: bool = False
    columns: list[ColumnProfile] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """Columns that tell all rows apart."""
        return [column.name for column in self.columns if column.is_key]


def profile(source: Input, most: int = MOST, country: str = "") -> Profile:
    """The profile of a file by its first rows; raises IngestError where it cannot be read."""
    reader, _ = opened_reader(source, country)
    with staged() as data:
        data.read(reader, most)
        found = Profile(
            source.called, reader.reading.format or format_of(source.name), data.rows, data.bad_rows
        )
        found.sampled = not data.whole
        found.columns = [_counted(data, place, name) for place, name in enumerate(data.columns)]
        _understand(data, found, country)
    return found


def _counted(data: StagedColumns, place: int, name: str) -> ColumnProfile:
    """A column with all that can be counted without knowing what it means."""
    column = ColumnProfile(name, data.rows)
    counts = data.ask(counts_sql.COUNTS, place, **_nothing())
    column.filled, column.distinct, column.shortest, column.longest, *rest = counts[0]
    column.least, column.greatest, column.nothing = rest
    column.rows = max(data.rows, column.filled) if "[]" in name else data.rows
    column.top = [Count(*row) for row in data.ask(counts_sql.TOP_VALUES, place)]
    column.patterns = [Count(*row) for row in data.ask(counts_sql.PATTERNS, place)]
    found = data.ask(
        counts_sql.FITTING_ANY, place, **{f"p{at}": it for at, it in enumerate(ARTEFACTS.values())}
    )[0]
    column.artefacts = {what: count for what, count in zip(ARTEFACTS, found, strict=True) if count}
    return column


def _nothing() -> dict[str, list[str]]:
    any_case, as_written = nothing()
    return {"any_case": sorted(any_case), "as_written": sorted(as_written)}


def _understand(data: StagedColumns, found: Profile, country: str) -> None:
    """Adds what columns mean, and what of their values is wrong by that."""
    samples = [_sample(data, place) for place, _ in enumerate(found.columns)]
    headers = [column.name for column in found.columns]
    tried = [Column(name, list(sample)) for name, sample in zip(headers, samples, strict=True)]
    known = FoundColumns(tried, "", common_beginning(headers))
    told = country_of(known.meanings)
    for column, sample, one, meanings in zip(found.columns, samples, tried, known.meanings, strict=True):
        if meanings and meanings[0].score >= _LEAST:
            column.kind, column.confidence = meanings[0].concept, round(meanings[0].score, 2)
        column.type = _type(one)
        column.personal = _personal(column)
        where = country or (told.value if told else "DE")
        _try(column, sample, Context(country=where, dates=_order(sample, where)))
        _look_for_zeros(data, column, headers.index(column.name))
        column.placeholders = _placeholders(column)


def _sample(data: StagedColumns, place: int) -> dict[str, int]:
    """Some of the different values of a column, whichever the hash says, with how often each is there."""
    return dict(data.ask(counts_sql.SOME, place))


def _type(column: Column) -> str:
    return next((name for look, name in _TYPES if column.texts and column.is_like(look) > 0.9), "text")


_PERSONAL = {
    **dict.fromkeys(("given_name", "middle_name", "family_name", "birth_name", "full_name"), Personal.NAME),
    **dict.fromkeys(("street", "house_number", "address_text", "birth_place"), Personal.ADDRESS),
    **dict.fromkeys(
        ("person_id", "own_id", "order_id", "ticket_id", "contract_id", "answer_id"), Personal.KEY
    ),
    **dict.fromkeys(("card_id", "referred_id", "referrer_id", "message_id"), Personal.KEY),
    **dict.fromkeys(("comment", "subject", "url", "page", "user_agent"), Personal.WORDS),
    "email": Personal.EMAIL,
    "phone": Personal.PHONE,
    "birth_date": Personal.BIRTH_DATE,
    "birth_year": Personal.BIRTH_DATE,
    "postal_code": Personal.POSTAL_CODE,
    "handle": Personal.HANDLE,
    "device_id": kind_of_identifier("device"),
    "cookie_id": kind_of_identifier("cookie"),
    **dict.fromkeys(DOCUMENTS, kind_of_identifier("document")),
}


def _personal(column: ColumnProfile) -> Personal:
    """What of a column may be shown; nothing of columns with many values that nobody knows."""
    if column.kind in _PERSONAL:
        return _PERSONAL[column.kind]
    if column.type in ("e-mail", "ip address"):
        return Personal.EMAIL if column.type == "e-mail" else Personal.WORDS
    if column.kind == "name":
        return Personal.NAME
    if column.kind:
        return kind_of_property("SourceRecord", column.kind) or Personal.NOT
    few = column.distinct <= min(_FEW, column.filled / 2)
    may_name_somebody = column.type == "integer" and column.longest >= _DIGITS_OF_A_NUMBER
    counted = column.type in ("integer", "number", "flag", "date") and not may_name_somebody
    return Personal.NOT if few or counted else Personal.WORDS


def _order(sample: dict[str, int], country: str) -> str:
    habit = date_order(sample, country)
    return habit.value if habit else "DMY"


def _try(column: ColumnProfile, sample: dict[str, int], context: Context) -> None:
    """Counts the values that a cleaner would refuse; of many different ones, as many as the sample shows."""
    cleaner = _CLEANERS.get(column.kind) or (_CLEANERS["at"] if column.type == "date" else None)
    if cleaner is None or not sample:
        return
    clean = Cleaning(cleaner, context).cleaner()
    reasons = Counter[str]()
    for text, count in sample.items():
        result: Any = clean(text, {})
        if isinstance(result, InvalidValue):
            reasons[str(result)] += count
        elif isinstance(result, PartialValue):
            reasons[result.reason] += count
    looked_at = sum(sample.values())
    column.estimated = looked_at < column.filled
    column.invalid = {
        reason: round(count * column.filled / looked_at) for reason, count in reasons.most_common(5)
    }


def _look_for_zeros(data: StagedColumns, column: ColumnProfile, place: int) -> None:
    """Codes of digits nearly all of one length lost zeros where some are shorter; dates may be days."""
    is_date = column.type == "date" or column.kind in _DATES
    if is_date and (count := data.ask(counts_sql.SERIAL, place, days=SERIAL_DAYS)[0][0]):
        column.artefacts["days counted since 1900, as spreadsheets store dates"] = count
    if column.kind not in _CODES:
        return
    lengths = dict(data.ask(counts_sql.LENGTHS, place))
    usual = max(lengths, key=lambda length: lengths[length], default=0)
    shorter = sum(count for length, count in lengths.items() if length < usual)
    if usual > 3 and 0 < shorter < 0.3 * lengths[usual]:
        column.artefacts[_LOST_ZEROS] = shorter


def _placeholders(column: ColumnProfile) -> list[Count]:
    """Frequent values that are filled in where nothing is known."""
    kind = _FILLED_IN.get(column.kind)
    return [it for it in column.top if it.text.lower() in placeholders(kind).words] if kind else []
