"""What a column may hold, as `concepts.yaml` declares it, and what that feeds, as `feeds.yaml` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.files.packaged_yaml import packaged_yaml


@dataclass(frozen=True)
class Concept:
    """Something that a column may hold.

    `phrases` are the senses of each way in which a header says it, `fits` looks of its values, `beside`
    senses that may stand beside; what is `of_anything` says together with them of what it is.
    """

    name: str
    phrases: tuple[tuple[str, ...], ...]
    fits: tuple[str, ...]
    beside: frozenset[str]
    of_anything: bool


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts, in the order in which they are preferred."""
    return tuple(
        Concept(
            declared.get("means", name),
            tuple(tuple(phrase.split("+")) for phrase in _listed(declared["says"])),
            _listed(declared.get("fits", "")),
            frozenset(_listed(declared.get("beside", ""))),
            declared.get("of") == "anything",
        )
        for name, declared in _data("concepts").items()
    )


@cache
def feeds() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By kind and field the ways to feed it: concepts, with what they must be of behind an @."""
    return {
        kind: {name: tuple(ways.split()) for name, ways in fields.items()}
        for kind, fields in _data("feeds").items()
    }


def header_words(name: str = "header_words") -> dict[str, str]:
    """The sense of each word of a list that headers are made of, written without blanks."""
    return {"".join(word.split()): sense for word, sense in spaced_words(name)}


def spaced_words(name: str = "header_words") -> list[tuple[str, str]]:
    """The same, as they are written: some are several words."""
    return [(word, sense) for sense, words in _data(name).items() for word in _listed(words)]


def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = packaged_yaml("ingest.proposing.meaning", f"{name}.yaml")
    return loaded


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item for part in text.split(",") if (item := part.strip()))
