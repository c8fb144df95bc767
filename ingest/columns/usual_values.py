"""Usual forms of times and numbers, told for a whole column at once, as in `ingest.columns.usual`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pyarrow as pa

from graph.journal.appending.record_arrays import Texts
from graph.journal.tables.arrow import compute as pc
from graph.journal.tables.schema import TIME
from ingest.cleaning.base import Context
from ingest.columns.usual import are_days, sliced, where

_DAY = r"(?:19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]"
_PLACES = (0, 5, 8)
_CLOCK = r"[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_ZONE = r"Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]"
_ISO = f"^{_DAY}(?:{_CLOCK}(?:{_ZONE})?)?$"
_WRITTEN = {
    "DMY": (r"^([0-3][0-9])\.([01][0-9])\.((?:19|20)[0-9]{2})((?: [0-9:]{5,8})?)$", r"\3-\2-\1\4"),
    "MDY": (r"^([01][0-9])/([0-3][0-9])/((?:19|20)[0-9]{2})((?: [0-9:]{5,8})?)$", r"\3-\1-\2\4"),
}
"""Days in the order of a source, with a clock time or without, and how ISO writes them."""
_REMARKABLE_YEARS = ("1900", "1969", "1970")
"""In which programs begin to count."""

_NUMBER = {
    ".": r"^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?$",
    ",": r"^-?(?:0|[1-9][0-9]{0,11})(?:,[0-9]{1,6})?$",
}
_WHOLE = r"^-?[1-9][0-9]{0,11}$"


def usual_times(texts: Texts, context: Context) -> tuple[Texts, Texts]:
    """The times in ISO form, or in the order of the source, as texts in UTC and as such; none for others."""
    if not isinstance(context.dates, str):
        return pa.nulls(len(texts), pa.string()), pa.array([None] * len(texts), TIME)
    if context.dates in _WRITTEN:
        texts = pc.replace_substring_regex(texts, *_WRITTEN[context.dates])
    texts = where(pc.match_substring_regex(texts, _ISO), texts)
    year, month, day = sliced(texts, _PLACES)
    numbers = [it.fill_null("0").cast(pa.int32()).to_numpy() for it in (year, month, day)]
    are_times = pc.and_(texts.is_valid(), pa.array(are_days(*numbers)))
    are_times = pc.and_not(are_times, pc.is_in(year, pa.array(_REMARKABLE_YEARS)))
    zoned = pc.and_(are_times, pc.match_substring_regex(texts, f"(?:{_ZONE})$").fill_null(False))
    own = pc.and_not(are_times, zoned)
    of_zone = where(zoned, texts).cast(pa.timestamp("us", "UTC"))
    days = pc.utf8_slice_codeunits(where(own, texts), 0, 10)
    moments = where(own, texts).cast(pa.timestamp("us"))
    of_source = pc.subtract(moments.cast(pa.int64()), _offsets(days, context.timezone)).cast(TIME)
    found = pc.coalesce(of_zone.cast(TIME), of_source)
    return _iso(found), found


def usual_numbers(texts: Texts, context: Context) -> Texts:
    """The numbers with digits and a decimal mark alone, as JSON has them; none for other texts."""
    numbers = where(pc.match_substring_regex(texts, _NUMBER[context.decimal]), texts)
    floats = pc.add(pc.replace_substring(numbers, ",", ".").cast(pa.float64()), 0.0)  # nothing has no sign
    if not len(floats):
        return pa.nulls(0, pa.string())
    written = orjson.dumps(floats.to_numpy(zero_copy_only=False), option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return where(floats.is_valid(), pa.array(written[1:-1].split(","), pa.string()))


def usual_whole_numbers(texts: Texts) -> Texts:
    """The same of numbers without decimals."""
    return where(pc.match_substring_regex(texts, _WHOLE), texts)


def _offsets(days: Texts, zone: str) -> pa.Array[Any]:
    """Microseconds from UTC to the clock of a zone on each day; none where it is changed that day."""
    coded = days.dictionary_encode()
    known = [None if day is None else _offset(day, zone) for day in coded.dictionary.to_pylist()]
    found: pa.Array[Any] = pc.take(pa.array(known, pa.int64()), coded.indices)
    return found


@lru_cache(maxsize=50_000)
def _offset(day: str, zone: str) -> int | None:
    start = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone))
    first, last = start.utcoffset(), (start + timedelta(days=1)).utcoffset()
    if first is None or first != last:
        return None
    return first // timedelta(microseconds=1)


def _iso(moments: pa.Array[Any]) -> Texts:
    """Moments as Python and JSON write those of UTC."""
    whole = not pc.any(pc.not_equal(pc.subsecond(moments), 0)).as_py()
    plain = moments.cast(pa.timestamp("us"))
    texts = (plain.cast(pa.timestamp("s"), safe=False) if whole else plain).cast(pa.string())
    written = pc.replace_substring(pc.replace_substring(texts, ".000000", ""), " ", "T")
    return pc.binary_join_element_wise(written, "+00:00", "")
