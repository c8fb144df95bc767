"""SQL for whether two names of organizations may be spellings of one.

The sides are given by the form of their columns, `l.{}` and `r.{}`, or `{}_l` and `{}_r`.
"""

from __future__ import annotations


def marks_agree(left: str, right: str) -> str:
    """Branches of one brand may differ in the number alone, and people of one family name and trade in the
    initial: to differ in it is no slip. M. Kern may be Maria Kern, and not Peter."""
    l, r = (f"regexp_extract_all({side.format('organization')}, '([0-9]+)', 1)" for side in (left, right))  # noqa: E741 - left, right
    initials = " AND ".join(_begin(one, other) for one, other in ((left, right), (right, left)))
    return f"(({l} = {r} OR len({l}) = 0 OR len({r}) = 0) AND {initials})"


def _begin(one: str, other: str) -> str:
    """Whether words of the other begin with the initials in a name."""
    initials, letters = one.format("organization_initials"), other.format("organization_letters")
    return f"coalesce(len(list_intersect({initials}, {letters})) = len({initials}), TRUE)"


def differ_by_a_slip(left: str, right: str) -> str:
    """No more than every third letter is another in what is left of the names without the words that they
    share: Optik Jena is no spelling of Optik Gera."""
    l, r = left.format("organization"), right.format("organization")  # noqa: E741 - left, right
    return (
        f"3 * damerau_levenshtein({l}, {r}) <= greatest(length({l}), length({r}))"
        f" - length(array_to_string({_intersection(left, right)}, ''))"
    )


def shared_words(left: str, right: str) -> str:
    """How many words both have."""
    return f"len({_intersection(left, right)})"


def fewer_words(left: str, right: str) -> str:
    """How many words the shorter name has."""
    return f"least(len({left.format('organization_words')}), len({right.format('organization_words')}))"


def _intersection(left: str, right: str) -> str:
    return f"list_intersect({left.format('organization_words')}, {right.format('organization_words')})"
