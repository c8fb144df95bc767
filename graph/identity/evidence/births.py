"""SQL conditions over two rows `l` and `r` of `persons`: born on one day, or on days that no slip explains.

Each is true or false, never null, and says nothing where either record is silent.
"""


def known(condition: str) -> str:
    """SQL: the condition holds; not where it is unknown."""
    return f"coalesce({condition}, FALSE)"


_TYPOS = 2
"""Most digits of a date that a slip of the pen changes."""

_ROUNDED = 2
"""Most years by which the birth year of one person differs where it is made of an age."""

FULL_DATES = "(length(l.birth_date) = 8 AND length(r.birth_date) = 8)"
"""Both birth dates are known to the day."""

_DATE_EDITS = "damerau_levenshtein(l.birth_date, r.birth_date)"

_SWAPPED = (
    "(damerau_levenshtein(l.birth_date,"
    " left(r.birth_date, 4) || right(r.birth_date, 2) || substr(r.birth_date, 5, 2)) <= 1)"
)
"""Day and month in each other's place, and perhaps one digit wrong."""

BIRTH_EQUAL = known(f"({FULL_DATES} AND l.birth_date = r.birth_date)")

_ONE_PART = (
    "((left(l.birth_date, 4) = left(r.birth_date, 4))::INT"
    " + (substr(l.birth_date, 5, 2) = substr(r.birth_date, 5, 2))::INT"
    " + (substr(l.birth_date, 7, 2) = substr(r.birth_date, 7, 2))::INT = 2)"
)
"""Only the day, the month or the year is another."""

_YEARS = "left(l.birth_date, 4), left(r.birth_date, 4)"

YEARS_APART = f"(greatest({_YEARS})::INT - least({_YEARS})::INT)"
"""How many years lie between the births, NULL where one is not known."""

DATES_FAR = known(f"({FULL_DATES} AND {_DATE_EDITS} > {_TYPOS} AND NOT {_SWAPPED} AND NOT {_ONE_PART})")
"""Complete birth dates that no slip explains."""

GENERATION = f"({YEARS_APART} BETWEEN 16 AND 50)"
"""As many years as are between father and son."""

YEARS_KNOWN = f"({YEARS_APART} IS NOT NULL AND NOT {FULL_DATES})"
"""Of both births the year is known, and of one no more."""

YEARS_FAR = known(f"({YEARS_KNOWN} AND damerau_levenshtein({_YEARS}) > 1 AND {YEARS_APART} > {_ROUNDED})")
"""Birth years, where no more is known, that no slip explains."""

YEAR_SLIP = known(f"({YEARS_KNOWN} AND damerau_levenshtein({_YEARS}) = 1 AND {YEARS_APART} > {_ROUNDED})")
"""Birth years, where no more is known, that differ by one slip, and not as ages are rounded."""

BIRTH_FAR = f"({DATES_FAR} OR {YEARS_FAR})"
"""Birth dates, or years where no more is known, that no slip explains."""
