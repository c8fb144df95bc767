"""Which known name somebody may have meant who wrote one that is not known."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

_ALIKE = 60
"""Per cent of their letters that two names must share, in order, for one to be meant by the other."""


def nearest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str | None:
    """The known name that is nearest to another, whatever letters are capital; None where none is near, which
    is one with less than `alike` per cent of the letters in common."""
    by_lower = {each.lower(): each for each in known}
    near = process.extractOne(name.lower(), by_lower.keys(), scorer=fuzz.ratio, score_cutoff=alike)
    return by_lower[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """`Did you mean email?` for a name near a known one, `otherwise` where none is near."""
    near = nearest(name, known)
    return f"Did you mean {near}?" if near else otherwise
