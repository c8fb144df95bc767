"""What fields are called in fifty languages, with the sense of each label: `labels.csv`.

The labels are those that translators of several open shops and ERPs agree on (Apache OFBiz, Sylius, Saleor,
django-oscar, Bagisto, Laravel Lang; Apache-2.0, BSD and MIT), and in languages that were looked through those
of one; without words of `header_words.yaml`, and of several words those alone that these do not say together.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib import resources

from ingest.proposing.meaning.concepts import spaced_words

_SHORT = 3
_SYLLABLES = "\u3000"
"""The first sign of East Asia, where two are a word."""


@cache
def labels() -> tuple[tuple[str, str], ...]:
    """Each label in the letters of its language, and its sense; one may have several."""
    text = resources.files(__package__).joinpath("labels.csv").read_text(encoding="utf-8")
    return tuple((row["label"], row["sense"]) for row in csv.DictReader(text.splitlines()))


@cache
def words_as_written() -> tuple[tuple[str, str], ...]:
    """The labels and the words of `further_words.yaml`, with their senses: known as they are written."""
    return tuple(("".join(text.split()), sense) for text, sense in _further())


def words_within() -> Iterator[tuple[str, str]]:
    """The same, without labels so short that they are other words or parts of them elsewhere: `an`, `từ`."""
    short = {"".join(text.split()) for text, _ in labels() if is_short(text)}
    return ((word, sense) for word, sense in words_as_written() if word not in short)


def is_short(label: str) -> bool:
    """Whether a label has few letters, of those that stand for sounds."""
    return len(label) <= _SHORT and max(label) < _SYLLABLES


@cache
def phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """What is several words in any of the lists, with its sense."""
    spaced = ((tuple(text.split()), sense) for text, sense in (*spaced_words(), *_further()))
    return tuple((parts, sense) for parts, sense in spaced if len(parts) > 1)


def _further() -> tuple[tuple[str, str], ...]:
    return (*labels(), *spaced_words("further_words"))
