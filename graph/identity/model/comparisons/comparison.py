"""What a comparison is: levels with priors, as Splink's settings want them, and the SQL they are made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.identity.evidence.slips import one_letter_in


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison: SQL over `column_l` and `column_r`, prior m and u, and the column whose
    value frequency adjusts the weight (a shared rare value says more than a shared common one)."""

    label: str
    sql: str
    m: float
    u: float
    frequency_of: str | None = None


@dataclass(frozen=True)
class Comparison:
    """One kind of evidence. It is missing, and weighs nothing, where `missing` holds; the first level that
    holds is the outcome, and the last has the SQL `ELSE`. `filled_by` are the feature columns of which
    one must be filled for it to say anything. Pairs that were found by a column starting with one of
    `tied_to` do not teach it. One that is not `learned` keeps its priors. `most_different` is the largest
    share of true pairs that may plausibly fall into the last level: who moves has another address, but not
    another birth date. Of one that is `of_the_data` nothing is known before: without true pairs to tell, they
    are like any. `told_by` is SQL over one row of features, if that tells more than `filled_by`: of a pair of
    which no record fulfils it, the comparison is missing."""

    name: str
    filled_by: tuple[str, ...]
    tied_to: tuple[str, ...]
    missing: str
    levels: tuple[Level, ...]
    learned: bool = True
    most_different: float = 0.9
    of_the_data: bool = False
    told_by: str = ""

    @property
    def tells(self) -> str:
        """SQL over one row of features that a record of each pair fulfils of which it says anything."""
        return self.told_by or " OR ".join(f"{column} IS NOT NULL" for column in self.filled_by)

    @property
    def has_frequencies(self) -> bool:
        """Whether the weight of some level depends on how common the shared value is."""
        return any(level.frequency_of for level in self.levels)

    def with_levels(self, labels: Collection[str]) -> Comparison:
        """The comparison with only the levels of these labels."""
        return replace(self, levels=tuple(level for level in self.levels if level.label in labels))

    def to_splink(self, m: Sequence[float], u: Sequence[float]) -> dict[str, Any]:
        """The comparison as Splink's settings want it, with m and u per level."""
        missing = {"sql_condition": self.missing, "label_for_charts": "missing", "is_null_level": True}
        levels = [_splink_level(level, *rates) for level, *rates in zip(self.levels, m, u, strict=True)]
        return {"output_column_name": self.name, "comparison_levels": [missing, *levels]}


def _splink_level(level: Level, m: float, u: float) -> dict[str, Any]:
    splink: dict[str, Any] = {
        "sql_condition": level.sql,
        "label_for_charts": level.label,
        "m_probability": m,
        "u_probability": u,
    }
    if level.frequency_of:
        splink["tf_adjustment_column"] = level.frequency_of
        splink["disable_tf_exact_match_detection"] = True
    return splink


def equal(column: str) -> str:
    """SQL: both records have the same value."""
    return f"{column}_l = {column}_r"


def missing(column: str) -> str:
    """SQL: a record has no value."""
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def similar(column: str, similarity: float) -> str:
    """SQL: the values have at least that Jaro-Winkler similarity."""
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {similarity}"


def edits(column: str, most: int) -> str:
    """SQL: so many edits (Damerau and Levenshtein) at most make one value the other."""
    # A swap of two letters is two edits of the plain distance, which takes a sixth of the time to compute.
    both = f"({column}_l, {column}_r)"
    return f"(levenshtein{both} <= {2 * most} AND damerau_levenshtein{both} <= {most})"


def half_alike(column: str) -> str:
    """SQL: no more than every second letter is another."""
    return one_letter_in(2, f"{column}_l", f"{column}_r")


def mostly_alike(column: str) -> str:
    """SQL: no more than every third letter is another."""
    return one_letter_in(3, f"{column}_l", f"{column}_r")


def misspelt(column: str) -> str:
    """SQL: the values are spellings of one: similar, and no more than every third letter is another."""
    # Jaro-Winkler alone takes Maria for Marianne, since they begin alike; A. and B. are one letter apart.
    slip = f"(least(length({column}_l), length({column}_r)) > 2 AND {edits(column, 1)})"
    return f"(({similar(column, 0.9)} AND {mostly_alike(column)}) OR {slip})"


def share(column: str) -> str:
    """SQL: the lists of both records have a value in common."""
    return f"list_has_any({column}_l, {column}_r)"


def either_has(some: str, all_: str) -> str:
    """SQL: one record has in list `some` what the other has in list `all_`; false where a list is missing."""
    return (
        f"(coalesce(list_has_any({some}_l, {all_}_r), FALSE)"
        f" OR coalesce(list_has_any({all_}_l, {some}_r), FALSE))"
    )
