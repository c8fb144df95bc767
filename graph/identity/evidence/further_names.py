"""SQL for whether two who have a name in common have another family name of their own each.

Where people have several, a father and his son of one name, or cousins, have one of these in common and not
the other: Benito Valencia Gallardo and Benito Valencia Treviño. The sides are given by the form of their
columns, `l.{}` and `r.{}`, or `{}_l` and `{}_r`.
"""

from __future__ import annotations

from graph.identity.evidence.slips import is_slip


def other_family_names(left: str, right: str) -> str:
    """Of several family names one is the same, and each has another, of which more than every third letter
    differs; said of nobody whose name is transliterated, as words of it are by chance."""
    l, r = left.format("further_words"), right.format("further_words")  # noqa: E741 - left, right
    both = f"list_intersect({l}, {r})"
    alike = is_slip(f"array_to_string({l}, ' ')", f"array_to_string({r}, ' ')", both)
    scripts = " AND ".join(f"{side.format('transliterated')} IS NULL" for side in (left, right))
    several = f"len({both}) < least(len({l}), len({r}))"
    each = f"coalesce({several} AND {scripts} AND NOT ({alike}), FALSE)"
    # Few have a name in common: the rest, which takes ten times as long, is asked of these alone.
    return f"CASE WHEN list_has_any({l}, {r}) THEN {each} ELSE FALSE END"
