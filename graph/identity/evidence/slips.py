"""SQL for whether two texts may be one that was written with a slip."""

from __future__ import annotations


def one_letter_in(letters: int, left: str, right: str) -> str:
    """No more than one in so many letters of two texts is another."""
    return f"{letters} * levenshtein({left}, {right}) <= greatest(length({left}), length({right}))"


def is_slip(left: str, right: str, both: str, letters: str = "3") -> str:
    """No more than one in so many `letters` is another in what is left of two texts without the words that
    they share, which is a list."""
    # Where the plain distance, which takes a sixth of the time, is too far, so is the other. CASE, since AND
    # asks both.
    rest = f"greatest(length({left}), length({right})) - length(array_to_string({both}, ''))"
    return (
        f"(CASE WHEN {letters} * levenshtein({left}, {right}) <= 2 * ({rest})"
        f" THEN {letters} * damerau_levenshtein({left}, {right}) <= {rest} ELSE FALSE END)"
    )
