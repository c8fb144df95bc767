"""Names that are written in either order, one of them as an initial: S. Murugan and Murugan Suresh."""

from __future__ import annotations


def initial_exchanged(left: str, right: str) -> str:
    """SQL: the one has the other's given name for its family name, and an initial of the other's family name.

    `left` and `right` are how columns of two records are named, as in "{}_l" or "l.{}".
    """
    return f"({_initial_in_front(left, right)} OR {_initial_in_front(right, left)})"


def _initial_in_front(short: str, whole: str) -> str:
    given, family = (short.format(name) for name in ("given", "family"))
    own, fathers = (whole.format(name) for name in ("given", "family"))
    return (
        f"coalesce(length({given}) = 1 AND length({family}) > 2 AND {family} = {own}"
        f" AND starts_with({fathers}, {given}), FALSE)"
    )
