"""Binds the long form of a field to its value type: one cleaner from raw value to clean value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from anyascii import anyascii

from graph.placeholders.listed import placeholders
from ingest.cleaning.base import Context, InvalidValue, PartialValue, ValueType, without_wrapper
from ingest.cleaning.dates.birth_dates import BirthDate
from ingest.cleaning.identifiers.emails import Email
from ingest.cleaning.identifiers.phones import Phone
from ingest.cleaning.texts import is_empty, tidy
from ingest.mapping.cache import Cache
from ingest.mapping.cells import bad_part, plain
from ingest.mapping.expressions import Reader, as_listed, read_all
from ingest.mapping.mapping import Cleaner, Raw
from ingest.mapping_files.patterns import Pattern

_CACHED_VALUES = 20_000
_CACHED_WORDS = 4096
_TEXTS = {str}
_TEXTS_AND_NONE = {str, type(None)}

_ZERO = re.compile(r"0(?:[.,]0+)?")
_SHORT_ID = re.compile("[0-9A-Za-z]{15}")
_OF_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"

Step = Callable[[str, Context], str | None]


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


def _salesforce_id(text: str, context: Context) -> str:
    """The 18 characters of an id of which reports show 15: the rest tells which of these are capitals."""
    del context
    if not _SHORT_ID.fullmatch(text):
        return text
    capitals = ("".join("01"[it.isupper()] for it in reversed(text[at : at + 5])) for at in (0, 5, 10))
    return text + "".join(_OF_CAPITALS[int(five, 2)] for five in capitals)


def _date(text: str, context: Context) -> str | None:
    cleaned = BirthDate().clean(text, context)
    return str(cleaned.value) if isinstance(cleaned, PartialValue) else cleaned


STEPS: dict[str, Step] = {
    "lower": lambda text, _: text.lower(),
    "upper": lambda text, _: text.upper(),
    "name_case": _name_case,
    "digits": _digits,
    "no_leading_zeros": lambda text, _: text.lstrip("0"),
    "ascii": lambda text, _: anyascii(text),
    "no_html": _no_html,
    "salesforce_id": _salesforce_id,
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
    may_lack: bool = False
    """Whether rows may be without what the field names: a zero that it refuses says just that."""

    def of_text(self, text: str) -> Any:
        """Clean value of a raw text; InvalidValue is returned so that it can be kept too."""
        value = ""
        try:
            value = tidy(self.type.of_lines(text))
            if self._says_nothing(value):
                return None
            for step in self.steps:
                stepped = step(value, self.context)
                if stepped is None or self._says_nothing(stepped):
                    return None
                value = stepped
            return self.type.clean(value, self.context)
        except InvalidValue as error:
            return self.refused(value, error)
        except Exception as error:
            return _not_understood(error)

    def refused(self, raw: object, error: InvalidValue) -> InvalidValue | None:
        """What becomes of a value that the type refuses: nothing of the zero of those who have none."""
        if self.may_lack and _ZERO.fullmatch(plain(raw) or ""):
            return None
        return error.with_traceback(None)

    def _says_nothing(self, text: str) -> bool:
        return (
            text in self.nulls
            or is_empty(text)
            or (not self.type.of_any_words and text in placeholders("unanswered"))
        )

    def is_nothing(self, raw: object) -> bool:
        """Whether a value that is no text means "empty": NaN, an empty list, a null of the mapping."""
        if isinstance(raw, list | dict):
            return not raw
        return raw != raw or (bool(self.nulls) and plain(raw) in self.nulls)

    def cleaner(self) -> Cleaner:
        """The cleaner of raw values; equal texts are cleaned once."""
        return TextCleaner(self)


class TextCleaner(Cleaner):
    """Cleans values that nothing of the row bears on."""

    def __init__(self, cleaning: Cleaning) -> None:
        self.cleaning = cleaning
        self._texts = Cache(cleaning.of_text, _CACHED_VALUES)
        self._numbers = Cache(self._of_native, _CACHED_VALUES)

    @property
    def has_steps(self) -> bool:
        """Whether the mapping does something with the texts before they are cleaned."""
        return bool(self.cleaning.steps)

    def __call__(self, raw: Any, row: Raw) -> Any:
        del row
        if raw is None:
            return None
        if raw.__class__ is str:
            return self._texts[raw]
        return self._numbers[raw] if raw.__class__ is int else self._of_native(raw)

    def _of_native(self, raw: Any) -> Any:
        """The clean value of one that is no text."""
        if bad := bad_part(raw):
            return InvalidValue(bad.reason)
        cleaning, raw = self.cleaning, without_wrapper(raw)
        if raw.__class__ is str:
            return self._texts[raw]
        if cleaning.is_nothing(raw):
            return None
        if cleaning.steps:
            return self._texts[text] if (text := plain(raw)) is not None else None
        try:
            return cleaning.type.native(raw, cleaning.context)
        except InvalidValue as error:
            return cleaning.refused(raw, error)
        except Exception as error:
            return _not_understood(error)

    def column(self, raws: Sequence[Any], rows: Sequence[Raw]) -> list[Any]:
        kinds, texts = set(map(type, raws)), self._texts
        if kinds == _TEXTS:
            return list(map(texts.__getitem__, raws))
        if kinds <= _TEXTS_AND_NONE:
            return [raw if raw is None else texts[raw] for raw in raws]
        return super().column(raws, rows)


def _not_understood(error: Exception) -> InvalidValue:
    """What a value gets that a cleaner did not expect; its kind alone, as messages may quote the value."""
    return InvalidValue(f"cannot be understood ({type(error).__name__})")


class WordedCleaner(Cleaner):
    """Cleans values whose second words are read from the row; a cleaner is kept per set of words."""

    def __init__(self, cleaning: Cleaning, words: Mapping[str, Reader]) -> None:
        self._cleaning = cleaning
        self.words = words
        self.with_words = lru_cache(maxsize=_CACHED_WORDS)(self._cleaner_with)
        self._plain = Cache(plain, _CACHED_WORDS)

    def __call__(self, raw: Any, row: Raw) -> Any:
        said = [read(row) for read in self.words.values()]
        if bad := bad_part([raw, *said]):
            return InvalidValue(bad.reason)
        if plain(raw) is None:
            return None
        found = self.with_words(tuple(map(plain, said)))
        return found(raw, row) if isinstance(found, Cleaner) else found

    def column(self, raws: Sequence[Any], rows: Sequence[Raw]) -> list[Any]:
        said = [read_all(read, rows) for read in self.words.values()]
        if any(set(map(type, values)) - _TEXTS_AND_NONE for values in (raws, *said)):
            return super().column(raws, rows)
        words = zip(*(map(self._plain.__getitem__, texts) for texts in said), strict=True)
        return [
            found(raw, row) if isinstance(found, Cleaner) else None if plain(raw) is None else found
            for raw, row, found in zip(raws, rows, map(self.with_words, words), strict=True)
        ]

    def _cleaner_with(self, texts: tuple[str | None, ...]) -> Cleaner | InvalidValue:
        context, type_ = self._cleaning.context, self._cleaning.type
        try:
            for name, text in zip(self.words, texts, strict=True):
                if text is not None:
                    clean = type_.word_of_row(text, name, context)
                    context = replace(context, words=(*context.words, (name, clean)))
                elif type_.words[name]:
                    raise InvalidValue(f"has no `{name}` beside it")
        except InvalidValue as error:
            return error
        return replace(self._cleaning, context=context).cleaner()


@dataclass(frozen=True)
class LabelledCleaner(Cleaner):
    """Cleans values that have a name within one field."""

    clean: Cleaner
    label: str

    def __call__(self, raw: Any, row: Raw) -> Any:
        value = self.clean(raw, row)
        if value is None or isinstance(value, InvalidValue):
            return value
        if isinstance(value, PartialValue):
            return replace(value, value=(self.label, value.value))
        return self.label, value
