"""Every comparison that a model may have, with what is known of its levels before any data is seen.

A comparison joins the model when its columns are filled. Priors of a level: `m`, the share of true pairs
that fall into it, and `u`, the share of chance pairs. Training moves them by the evidence that a data set
has, so that a hundred records get a sane model and a million their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison: SQL over `column_l` and `column_r`, prior m and u, and the column whose
    value frequency adjusts the weight (a shared rare value says more than a shared common one)."""

    label: str
    sql: str
    m: float
    u: float
    frequency_of: str | None = None

    @property
    def column(self) -> str | None:
        """The feature column that the SQL names first; None for ELSE."""
        found = re.search(r"(\w+)_l\b", self.sql)
        return found.group(1) if found else None


@dataclass(frozen=True)
class Comparison:
    """One kind of evidence. It is missing, and weighs nothing, where `missing` holds; the first level that
    holds is the outcome, and the last has the SQL `ELSE`. `filled_by` are the feature columns of which
    one must be filled for it to say anything. Pairs that were found by a column starting with one of
    `tied_to` do not teach it. One that is not `learned` keeps its priors."""

    name: str
    filled_by: tuple[str, ...]
    tied_to: tuple[str, ...]
    missing: str
    levels: tuple[Level, ...]
    learned: bool = True

    @property
    def has_frequencies(self) -> bool:
        """Whether the weight of some level depends on how common the shared value is."""
        return any(level.frequency_of for level in self.levels)

    def narrowed(self, filled: Collection[str]) -> Comparison:
        """The comparison without the levels whose first column is not among the `filled` ones."""
        levels = tuple(level for level in self.levels if level.column is None or level.column in filled)
        return replace(self, levels=levels)

    def with_levels(self, labels: Collection[str]) -> Comparison:
        """The comparison with only the levels of these labels."""
        return replace(self, levels=tuple(level for level in self.levels if level.label in labels))

    def to_splink(self, m: Sequence[float], u: Sequence[float]) -> dict[str, Any]:
        """The comparison as Splink's settings want it, with m and u per level."""
        missing = {"sql_condition": self.missing, "label_for_charts": "missing", "is_null_level": True}
        levels = [_splink_level(level, *rates) for level, *rates in zip(self.levels, m, u, strict=True)]
        return {"output_column_name": self.name, "comparison_levels": [missing, *levels]}

    def numbered(self) -> dict[str, Any]:
        """The comparison with the place of each level (from 1) as its weight, to read off which level
        holds."""
        places = range(1, len(self.levels) + 1)
        splink = self.to_splink([0.5 for _ in places], [0.5 ** (place + 1) for place in places])
        for level in splink["comparison_levels"]:
            level.pop("tf_adjustment_column", None)
        return splink


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


def _equal(column: str) -> str:
    return f"{column}_l = {column}_r"


def _missing(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _similar(column: str, similarity: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {similarity}"


def _edits(column: str, edits: int) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) <= {edits}"


def _share(column: str) -> str:
    return f"list_has_any({column}_l, {column}_r)"


def _either_has(some: str, all_: str) -> str:
    """SQL: one record has in list `some` what the other has in list `all_`; false where a list is missing."""
    return (
        f"(coalesce(list_has_any({some}_l, {all_}_r), FALSE)"
        f" OR coalesce(list_has_any({all_}_l, {some}_r), FALSE))"
    )


GIVEN_NAME = Comparison(
    "given_name",
    ("given",),
    ("given", "name"),
    _missing("given"),
    (
        Level("same given name", _equal("given"), 0.66, 0.012, "given"),
        Level("forms of one name", f"{_share('given_formal')} OR {_equal('given_full')}", 0.09, 0.008),
        Level("one misspelt", f"{_similar('given', 0.9)} OR {_edits('given', 1)}", 0.1, 0.006),
        Level(
            "an initial of the other",
            "list_contains(given_initials_l, given_r) OR list_contains(given_initials_r, given_l)",
            0.03,
            0.005,
        ),
        Level(
            "among the other's names",
            "list_contains(name_words_l, given_r) OR list_contains(name_words_r, given_l)",
            0.05,
            0.006,
        ),
        Level("sounds alike", _equal("given_sound"), 0.02, 0.006),
        Level("different given names", "ELSE", 0.03, 0.955),
    ),
)

MIDDLE_NAME = Comparison(
    "middle_name",
    ("middle",),
    ("given", "name"),
    _missing("middle"),
    (
        Level("same middle name", _equal("middle"), 0.6, 0.04, "middle"),
        Level(
            "an initial of the other",
            "(length(middle_l) = 1 OR length(middle_r) = 1) AND left(middle_l, 1) = left(middle_r, 1)",
            0.12,
            0.05,
        ),
        Level(
            "one misspelt",
            f"{_similar('middle', 0.9)} OR {_edits('middle', 1)} OR {_equal('middle_sound')}",
            0.1,
            0.02,
        ),
        Level("different middle names", "ELSE", 0.18, 0.89),
    ),
)

FAMILY_NAME = Comparison(
    "family_name",
    ("family",),
    ("family", "name"),
    _missing("family"),
    (
        Level("same family name", _equal("family"), 0.74, 0.002, "family"),
        Level("one misspelt", f"{_similar('family', 0.9)} OR {_edits('family', 1)}", 0.11, 0.003),
        Level("sounds alike", f"{_equal('family_sound')} OR {_equal('family_metaphone')}", 0.03, 0.004),
        Level(
            "among the other's names",
            f"{_share('family_words')} OR list_contains(name_words_l, family_r)"
            " OR list_contains(name_words_r, family_l)",
            0.06,
            0.003,
        ),
        Level("different family names", "ELSE", 0.06, 0.988),
    ),
)

# Weighs nothing but by frequency: what given and family name together say less than each of them.
NAME_PAIR = Comparison(
    "name_pair",
    ("name_pair",),
    ("given", "family", "name"),
    _missing("name_pair"),
    (
        Level("same full name", _equal("name_pair"), 0.5, 0.5, "name_pair"),
        Level("different full names", "ELSE", 0.5, 0.5),
    ),
    learned=False,
)

NAME_SUFFIX = Comparison(
    "name_suffix",
    ("suffix",),
    ("suffix",),
    _missing("suffix"),
    (
        Level("same generation", _equal("suffix"), 0.996, 0.5),
        Level("different generations", "ELSE", 0.004, 0.5),
    ),
)

BIRTH_DATE = Comparison(
    "birth_date",
    ("birth_date",),
    ("birth_date", "birth_year"),
    _missing("birth_date"),
    (
        Level(
            "same birth date",
            f"{_equal('birth_date')} AND length(birth_date_l) >= 8",
            0.72,
            0.0003,
            "birth_date",
        ),
        Level(
            "agree as far as known",
            "least(length(birth_date_l), length(birth_date_r)) < 8"
            " AND (starts_with(birth_date_l, birth_date_r) OR starts_with(birth_date_r, birth_date_l))",
            0.05,
            0.012,
            "birth_year",
        ),
        Level(
            "day and month swapped",
            "length(birth_date_l) = 8 AND birth_date_r = left(birth_date_l, 4)"
            " || substr(birth_date_l, 7, 2) || substr(birth_date_l, 5, 2)",
            0.01,
            0.0002,
        ),
        Level("one digit wrong", _edits("birth_date", 1), 0.1, 0.003),
        Level("two digits wrong", _edits("birth_date", 2), 0.05, 0.02),
        Level("same year", _equal("birth_year"), 0.02, 0.012),
        Level("different birth dates", "ELSE", 0.05, 0.95),
    ),
)

GENDER = Comparison(
    "gender",
    ("gender",),
    ("gender",),
    _missing("gender"),
    (Level("same gender", _equal("gender"), 0.97, 0.55), Level("different genders", "ELSE", 0.03, 0.45)),
)


def _place(name: str, column: str, m_same: float, u_same: float) -> Comparison:
    return Comparison(
        name,
        (column,),
        (column,),
        _missing(column),
        (
            Level(f"same {name.replace('_', ' ')}", _equal(column), m_same, u_same, column),
            Level("misspelt", f"{_similar(column, 0.9)} OR {_edits(column, 1)}", 0.1, 0.004),
            Level("different", "ELSE", 0.9 - m_same, 0.996 - u_same),
        ),
    )


_ONE_PLACE = "(postal_code_l = postal_code_r OR city_l = city_r)"
_NOT_ELSEWHERE = "(coalesce(postal_code_l = postal_code_r, TRUE) OR coalesce(city_l = city_r, TRUE))"

# One comparison for the whole address: its parts repeat each other, and a family shares them all.
ADDRESS = Comparison(
    "address",
    ("address_words", "postal_code", "city"),
    ("street", "house", "postal", "city"),
    f"({_missing('address_words')}) AND ({_missing('postal_code')}) AND ({_missing('city')})",
    (
        Level(
            "same street and number",
            f"{_equal('street')} AND {_equal('house_number')} AND {_NOT_ELSEWHERE}",
            0.45,
            0.0002,
            "street",
        ),
        Level(
            "same words",
            "len(list_intersect(address_words_l, address_words_r))"
            " >= 0.75 * least(len(address_words_l), len(address_words_r))"
            " AND least(len(address_words_l), len(address_words_r)) >= 3",
            0.1,
            0.0005,
        ),
        Level(
            "similar street in one place",
            f"({_similar('street', 0.88)} OR {_equal('street')}) AND {_ONE_PLACE}",
            0.1,
            0.0005,
        ),
        Level("same postal code", _equal("postal_code"), 0.1, 0.002, "postal_code"),
        Level("postal code with one error", _edits("postal_code", 1), 0.03, 0.004),
        Level("same city", _equal("city"), 0.06, 0.01, "city"),
        Level("same postal area", _equal("postal_area"), 0.02, 0.006),
        Level("city misspelt", f"{_similar('city', 0.9)} OR {_edits('city', 1)}", 0.03, 0.006),
        Level("different addresses", "ELSE", 0.11, 0.97),
    ),
)

EMAIL = Comparison(
    "email",
    ("emails",),
    ("email",),
    "emails_l IS NULL OR emails_r IS NULL",
    (
        Level("share an e-mail address", _share("emails"), 0.6, 0.0005, "email"),
        Level("share the name before the @", _share("email_names"), 0.08, 0.0005),
        Level("similar e-mail addresses", _similar("email", 0.92), 0.08, 0.002),
        Level("different e-mail addresses", "ELSE", 0.24, 0.997),
    ),
)

PHONE = Comparison(
    "phone",
    ("phones",),
    ("phone",),
    "phones_l IS NULL OR phones_r IS NULL",
    (
        Level("share a phone number", _share("phones"), 0.6, 0.0005, "phone"),
        Level("same last seven digits", "right(phone_l, 7) = right(phone_r, 7)", 0.06, 0.0005),
        Level("one digit wrong", _edits("phone", 1), 0.04, 0.0005),
        Level("different phone numbers", "ELSE", 0.3, 0.9985),
    ),
)

DOCUMENT = Comparison(
    "document",
    ("documents",),
    ("document",),
    "documents_l IS NULL OR documents_r IS NULL OR (NOT list_has_any(document_kinds_l, document_kinds_r)"
    f" AND NOT {_either_has('open_types', 'document_types')})",
    (
        Level(
            "share a document number",
            f"{_share('documents')} OR {_either_has('open_documents', 'document_numbers')}",
            0.93,
            0.0001,
            "document",
        ),
        Level("nearly the same document number", _edits("document", 2), 0.06, 0.0005),
        Level("different document numbers", "ELSE", 0.01, 0.9994),
    ),
)

ACCOUNT = Comparison(
    "account",
    ("accounts",),
    ("account",),
    "accounts_l IS NULL OR accounts_r IS NULL",
    (
        Level("share an account, device or handle", _share("accounts"), 0.5, 0.0002, "account"),
        Level("different accounts", "ELSE", 0.5, 0.9998),
    ),
)


def _trait(name: str, m_same: float, u_same: float) -> Comparison:
    return Comparison(
        name,
        (name,),
        (name,),
        _missing(name),
        (
            Level(f"same {name}", _equal(name), m_same, u_same, name),
            Level(f"similar {name}", _similar(name, 0.88), 0.08, 0.02),
            Level("different", "ELSE", 0.92 - m_same, 0.98 - u_same),
        ),
    )


ORGANIZATION = Comparison(
    "organization",
    ("organization",),
    ("organization",),
    _missing("organization"),
    (
        Level("same organisation name", _equal("organization"), 0.6, 0.001, "organization"),
        Level("misspelt", _similar("organization", 0.87), 0.17, 0.003),
        Level(
            "all words of one in the other",
            "len(list_intersect(organization_words_l, organization_words_r))"
            " >= least(len(organization_words_l), len(organization_words_r))"
            " AND least(len(organization_words_l), len(organization_words_r)) >= 2",
            0.12,
            0.002,
        ),
        Level(
            "half of the words",
            "len(list_intersect(organization_words_l, organization_words_r))"
            " >= 0.5 * greatest(len(organization_words_l), len(organization_words_r))",
            0.14,
            0.01,
        ),
        Level("different organisation names", "ELSE", 0.09, 0.986),
    ),
)

_ALL = (
    GIVEN_NAME,
    MIDDLE_NAME,
    FAMILY_NAME,
    NAME_PAIR,
    NAME_SUFFIX,
    BIRTH_DATE,
    GENDER,
    _place("birth_place", "birth_place", 0.75, 0.01),
    ADDRESS,
    EMAIL,
    PHONE,
    DOCUMENT,
    ACCOUNT,
    _trait("occupation", 0.7, 0.03),
    _trait("employer", 0.7, 0.01),
    _trait("nationality", 0.85, 0.3),
    ORGANIZATION,
)

FAMILY_SHARED = frozenset({"family_name", "address", "email", "phone", "birth_place"})
"""Comparisons on which relatives in one household agree almost as often as a person with themselves."""

COMPARISONS = {comparison.name: comparison for comparison in _ALL}
"""All comparisons by name, in the order in which they are explained."""
