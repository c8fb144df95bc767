"""SQL for whether two texts may be one that was written with a slip."""

from __future__ import annotations


def one_letter_in(letters: int, left: str, right: str) -> str:
    """No more than one in so many letters of two texts is another."""
    return f"{letters} * levenshtein({left}, {right}) <= greatest(length({left}), length({right}))"


def if_both(first: str, dear: str) -> str:
    """Both hold; what is `dear` is asked only where the first does, which no AND within a value promises.
    Never null, unless the second is."""
    return f"(CASE WHEN {first} THEN {dear} ELSE FALSE END)"


def if_either(first: str, dear: str) -> str:
    """One holds; what is `dear` is asked only where the first does not. Never null, unless the second is."""
    return f"(CASE WHEN {first} THEN TRUE ELSE {dear} END)"


def is_slip(left: str, right: str, both: str, letters: str = "3") -> str:
    """No more than one in so many `letters` is another in what is left of two texts without the words that
    they share, which is a list."""
    # Where the plain distance, which takes a sixth of the time, is too far, so is the other.
    rest = f"greatest(length({left}), length({right})) - length(array_to_string({both}, ''))"
    near = f"{letters} * levenshtein({left}, {right}) <= 2 * ({rest})"
    return if_both(near, f"{letters} * damerau_levenshtein({left}, {right}) <= {rest}")
