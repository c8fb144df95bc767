"""The words of two names: what they share, what only one has, and which trades these are."""

from __future__ import annotations

from graph.identity.evidence.slips import one_letter_in


def own_kinds(one: str, other: str) -> str:
    """The kinds of words of one name that the other has not."""
    kinds, others = one.format("organization_kinds"), other.format("organization_spelled")
    return _of_words(f"list_filter({kinds}, lambda k: NOT list_contains({others}, split_part(k, ':', 1)))")


def kinds_of(side: str) -> str:
    return _of_words(side.format("organization_kinds"))


def _of_words(kinds: str) -> str:
    return f"list_transform({kinds}, lambda k: split_part(k, ':', 2))"


def each_has_its_own(left: str, right: str) -> str:
    """Each has a word that is like none of the other's: Physics and Chemistry, but not Mary and Mary's."""
    return f"({_has_its_own(left, right)} AND {_has_its_own(right, left)})"


def _has_its_own(one: str, other: str) -> str:
    words, others = one.format("organization_words"), other.format("organization_words")
    like = one_letter_in(3, "w", "o")
    return f"len(list_filter({words}, lambda w: len(list_filter({others}, lambda o: {like})) = 0)) > 0"


def shared_words(left: str, right: str) -> str:
    """How many words both have."""
    return f"len({_intersection(left, right)})"


def fewer_words(left: str, right: str) -> str:
    """How many words the shorter name has."""
    return f"least(len({left.format('organization_words')}), len({right.format('organization_words')}))"


def _intersection(left: str, right: str) -> str:
    return f"list_intersect({left.format('organization_words')}, {right.format('organization_words')})"
