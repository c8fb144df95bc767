"""Binds the long form of a field to its value type: one function from raw value to clean value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from anyascii import anyascii

from ingest.cells import bad_part
from ingest.cleaning.base import Context, InvalidValue, Kept, ValueType
from ingest.cleaning.contacts import Email, Phone
from ingest.cleaning.dates import BirthDate
from ingest.cleaning.texts import is_empty, tidy
from ingest.expressions import Reader, as_listed, plain
from ingest.mapping import Raw
from ingest.patterns import Pattern

_CACHED_VALUES = 20_000

Step = Callable[[str, Context], str | None]
Clean = Callable[[Any, Raw], Any]


def _name_case(text: str, context: Context) -> str:
    del context
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text)


def _digits(text: str, context: Context) -> str:
    del context
    return re.sub(r"\D", "", text)


def _no_html(text: str, context: Context) -> str:
    del context
    import html  # only files that ask for it need it

    return tidy(html.unescape(re.sub(r"<[^<>]*>", " ", text)))


def _date(text: str, context: Context) -> str | None:
    cleaned = BirthDate().clean(text, context)
    return str(cleaned.value) if isinstance(cleaned, Kept) else cleaned


STEPS: dict[str, Step] = {
    "lower": lambda text, _: text.lower(),
    "upper": lambda text, _: text.upper(),
    "name_case": _name_case,
    "digits": _digits,
    "no_leading_zeros": lambda text, _: text.lstrip("0"),
    "ascii": lambda text, _: anyascii(text),
    "no_html": _no_html,
    "phone": lambda text, context: Phone().clean(text, context).value,
    "email": lambda text, context: Email().clean(text, context).value,
    "date": _date,
}
"""Cleaners that a mapping may name under `clean`."""


def extractor(pattern: Pattern) -> Step:
    """The step that takes out what a pattern finds."""
    return lambda text, _: pattern.first(text)


def translator(table: Mapping[str, str | None]) -> Step:
    """The step that looks a value up; `*` is for those not listed, which are refused without it."""

    def translate(text: str, context: Context) -> str | None:
        del context
        if (listed := as_listed(text, table)) is not None:
            return table[listed]
        if "*" in table:
            return table["*"]
        raise InvalidValue("is not listed under `map`")

    return translate


@dataclass(frozen=True)
class Cleaning:
    """Everything that happens to a raw value of one field: steps, then the field's own type."""

    type: ValueType
    context: Context
    nulls: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()

    def _of_text(self, text: str) -> Any:
        """Clean value of a raw text; InvalidValue is returned so that it can be cached too."""
        try:
            value: str | None = tidy(text)
            for step in (None, *self.steps):
                value = step(value, self.context) if step and value else value
                if value is None or value in self.nulls or is_empty(value):
                    return None
            return self.type.clean(value or "", self.context)
        except InvalidValue as error:
            return error
        except Exception as error:
            return _not_understood(error)

    def _is_nothing(self, raw: object) -> bool:
        """Whether a value that is no text means "empty": NaN, an empty list, a null of the mapping."""
        if isinstance(raw, list | dict):
            return not raw
        return raw != raw or (bool(self.nulls) and plain(raw) in self.nulls)

    def function(self) -> Clean:
        """From raw value to clean value, None, `Kept` or an InvalidValue; equal texts are cleaned once."""
        cached = lru_cache(maxsize=_CACHED_VALUES)(self._of_text)

        def clean(raw: Any, _row: Raw) -> Any:
            if raw is None:
                return None
            if raw.__class__ is str:
                return cached(raw)
            if bad := bad_part(raw):
                return InvalidValue(bad.reason)
            if self._is_nothing(raw):
                return None
            if self.steps:
                return cached(text) if (text := plain(raw)) is not None else None
            try:
                return self.type.native(raw, self.context)
            except InvalidValue as error:
                return error
            except Exception as error:
                return _not_understood(error)

        return clean


def _not_understood(error: Exception) -> InvalidValue:
    """What a value gets that a cleaner did not expect; its kind alone, as messages may quote the value."""
    return InvalidValue(f"cannot be understood ({type(error).__name__})")


def with_words(cleaning: Cleaning, words: Mapping[str, Reader]) -> Clean:
    """Cleaning whose second words are read from the row; one function is kept per set of words."""

    @lru_cache(maxsize=4096)
    def function(texts: tuple[str | None, ...]) -> Clean | InvalidValue:
        context = cleaning.context
        try:
            for name, text in zip(words, texts, strict=True):
                if text is not None:
                    clean = cleaning.type.word_of_row(text, name, context)
                    context = replace(context, words=(*context.words, (name, clean)))
                elif cleaning.type.words[name]:
                    raise InvalidValue(f"has no `{name}` beside it")
        except InvalidValue as error:
            return error
        return replace(cleaning, context=context).function()

    def clean(raw: Any, row: Raw) -> Any:
        bad = bad_part([raw, *(read(row) for read in words.values())])
        if bad:
            return InvalidValue(bad.reason)
        if plain(raw) is None:
            return None
        bound = function(tuple(plain(read(row)) for read in words.values()))
        return bound if isinstance(bound, InvalidValue) else bound(raw, row)

    return clean
