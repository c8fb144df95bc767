"""SQL for whether two texts may be one that was written with a slip."""

from __future__ import annotations


def one_letter_in(letters: int, left: str, right: str) -> str:
    """No more than one in so many letters of two texts is another."""
    return f"{letters} * levenshtein({left}, {right}) <= greatest(length({left}), length({right}))"


def is_slip(left: str, right: str, both: str) -> str:
    """No more than every third letter is another in what is left of two texts without the words that they
    share, which is a list."""
    return (
        f"3 * damerau_levenshtein({left}, {right}) <= greatest(length({left}), length({right}))"
        f" - length(array_to_string({both}, ''))"
    )
