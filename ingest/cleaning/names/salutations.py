"""How a person is addressed: Herr, Frau Dr., Mr & Mrs."""

import re
from typing import NamedTuple

from graph.words.folding import folded_word
from graph.words.households import IN_FRONT, OR
from graph.words.particles import AND, JOINING, SMALL_AND
from graph.words.titles import GENDERS, IN_A_COLUMN, NO_GENDER, NO_NAME
from ingest.cleaning.base import Context, InvalidValue, ValueType
from ingest.cleaning.names.several import with_one_word_each
from ingest.cleaning.names.titles import is_dutch_degree, is_title

_GENDERS = {**GENDERS, **IN_A_COLUMN}
_JOINING = AND | JOINING | SMALL_AND
_EITHER = re.compile(rf"(?i)[/,]|\b(?:{'|'.join(sorted(OR))})\b")
_DEAR = re.compile(r"(?i)\bsehr geehrter?\b")


class Salutation(NamedTuple):
    """What "Frau Dr." says; of a household, as in "Mr & Mrs", no gender."""

    gender: str | None
    title: str | None
    household: bool = False


class SalutationText(ValueType):
    """How a person is addressed: Herr, Frau, Frau Dr."""

    def clean(self, text: str, context: Context) -> Salutation:
        """Gender and title, and whether several people are addressed; raises InvalidValue when it is no
        salutation.

        Herr/Frau and Sir or Madam are either: nobody knows which.
        """
        del context
        text = with_one_word_each(_DEAR.sub("", text)).strip()
        tokens = re.split(r"[\s/,]+", text)
        titles = [it for at, it in enumerate(tokens) if is_title(it) or is_dutch_degree(it, tokens[:at])]
        words = [folded_word(token) for token in tokens if token not in titles and not _says_nothing(token)]
        if not set(words) <= _GENDERS.keys() | NO_GENDER | NO_NAME:
            raise InvalidValue("is not a salutation")
        genders = {_GENDERS[word] for word in words if word in _GENDERS}
        if {"divers", "diverse"}.intersection(words):
            genders.add("diverse")
        joined = any(map(_joins, tokens[1:-1])) or not _EITHER.search(text)
        if not IN_FRONT.isdisjoint(words) or (
            joined and len(words) + len(titles) > 1 and _are_two(tokens, genders)
        ):
            return Salutation(None, None, household=True)
        return Salutation(genders.pop() if len(genders) == 1 else None, " ".join(titles) or None)


def _joins(token: str) -> bool:
    return token.lower() in _JOINING


def _says_nothing(token: str) -> bool:
    return _joins(token) or token.lower() in OR


def _are_two(tokens: list[str], genders: set[str]) -> bool:
    """Whether two are addressed: Mr Mrs, Dr. und Frau Dr., and not Frau Dr."""
    return {"male", "female"} <= genders or (bool(genders) and any(map(_joins, tokens[1:-1])))
