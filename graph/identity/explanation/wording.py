"""Evidence in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

from graph.identity.explanation.links import CustomerLink
from graph.identity.explanation.pair_evidence import IgnoredValue, Rule
from graph.identity.explanation.weights import Evidence, PairExplanation
from graph.identity.model.comparisons.every import FAMILY_SHARED
from graph.model.resolution import CaseKind

_NOTABLE = 0.05
"""Bits below which it is not worth telling how rare a value is."""

_CUTS: Mapping[str, str] = {
    CaseKind.WEAK_BRIDGE: "the pairs between the two groups are too weak in the mean, or fit another group"
    " as well",
    CaseKind.SIZE: "the cluster would have grown beyond its limit",
    CaseKind.VETO: "something forbids records of the two groups to be one",
}

_VETOES = {
    "document": "two different documents of a type of which a person has one",
    "birth_date": "birth dates that no slip of the pen explains",
    "birth_year": "birth years that no slip of the pen explains",
    "names": "clearly different given and middle names, other fathers, or no more than an initial alike",
    "birth_and_name": "birth dates that no slip of the pen explains, with different given names",
    "twins": "born on one day into one family, under different given names",
    "given_name": "clearly different given names",
    "gender": "different gender, with different given names",
    "suffix": "different generation",
    "generation": "namesakes of whom one states a generation",
    "listed_twice": "two names in a source that holds a person once",
    "entity_type": "a person and an organization or a household",
    "mailboxes": "two mailboxes that one employer gave",
    "colleagues": "one name and employer alone, where such are mostly two people",
    "branches": "another contact, and no house in common, in one source, as branches have",
    "houses": "another house in one source, as branches have",
    "offices": "another house in another source, as branches have",
    "two_people": "names of two people",
}


class OutlinedText(str):
    """A text that names values or records, with the outline: the same without them."""

    outline: str

    def __new__(cls, text: str, outline: str) -> Self:
        """The text itself."""
        told = super().__new__(cls, text)
        told.outline = outline
        return told

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """What a copy is made of."""
        return type(self), (str(self), self.outline)


def outline(text: str) -> str:
    """What a text of an explanation says without the values and records that it names."""
    return text.outline if isinstance(text, OutlinedText) else text


def veto_words(reason: str) -> str:
    """A veto in words for a steward; one without words of its own by its name."""
    return _VETOES.get(reason, reason.replace("_", " "))


def note_words(note: str) -> str:
    """What kept an acceptable link from counting."""
    kind, _, what = note.partition(" ")
    return f"forbidden: {veto_words(what)}" if kind == "veto" else _CUTS.get(what, what)


def rule_words(rule: Rule) -> str:
    """An identifier rule that fired."""
    return OutlinedText(f"both use the {rule.kind} {', '.join(rule.values)}", f"both use one {rule.kind}")


def comparison_words(part: Evidence) -> str:
    """The outcome of a comparison, with the values of both records."""
    name = part.comparison.replace("_", " ")
    values = " / ".join(sorted({_tidy(part.value_l), _tidy(part.value_r)}))
    rarity = _rarity(part.frequency_weight)
    return OutlinedText(f"{name}: {part.outcome} ({values}){rarity}", f"{name}: {part.outcome}{rarity}")


def household_words(explained: PairExplanation) -> str | None:
    """How much of what two of one household, or of one firm, have in common counts; None for next to all."""
    if abs(explained.household) < _NOTABLE:
        return None
    shared = [part for part in explained.evidence if part.comparison in FAMILY_SHARED and part.weight > 0]
    names = ", ".join(part.comparison.replace("_", " ") for part in shared)
    counts = explained.shared + explained.household
    return (
        f"two of one household, or of one firm, may agree on {names}, too:"
        f" of {explained.shared:.1f} bits for that {counts:.1f} count"
    )


def ignored_words(value: IgnoredValue) -> str:
    """A value that both use and that does not count."""
    if value.why == "blocked":
        why = "a blocked value that links nobody"
    else:
        why = f"which {value.people} people share: it links nobody"
    return OutlinedText(
        f"both use the {value.kind} {value.value}, {why}", f"both use one {value.kind}, {why}"
    )


def link_words(link: CustomerLink) -> str:
    """A link between two records of a customer."""
    basis = basis_words(link)
    return OutlinedText(f"{link.record_l} – {link.record_r}: {basis}", basis)


def basis_words(link: CustomerLink) -> str:
    """What a link rests on."""
    said = {"judgement": "ruled by a steward", "rule": "same identifier", "model": "compared by the model"}
    return " and ".join(said[tier] for tier in link.tiers)


def _tidy(value: str | None) -> str:
    """A compared value without the marks of a list."""
    return re.sub(r"[\[\]']", "", value) if value else "–"


def _rarity(weight: float) -> str:
    if abs(weight) < _NOTABLE:
        return ""
    return f", {abs(weight):.1f} bits {'more as it is rare' if weight > 0 else 'less as it is common'}"
