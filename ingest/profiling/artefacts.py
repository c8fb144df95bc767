"""What spreadsheets and table tools leave behind in values, each told by a pattern of DuckDB's RE2."""

from __future__ import annotations

import re

from graph.placeholders.listed import formula_errors

ARTEFACTS = {
    "numbers in scientific notation, whose digits may be gone": r"[+-]?\d([.,]\d+)?[eE]\+?\d{1,3}",
    "whole numbers made floats (1001.0)": r"[+-]?\d+[.,]0",
    "apostrophes in front": r"['’`].*",
    "texts as formulas": r'="[^"]*"',
    "errors of formulas": "|".join(map(re.escape, sorted(formula_errors()))),
    "UTF-8 read in another encoding": r".*[ÃÂ][\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ].*",
    "characters that could not be read": ".*\N{REPLACEMENT CHARACTER}.*",
    "numbers that became dates": (
        r"(?i)\d{1,2}\. ?(jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*"
    ),
    "spaces at the ends": r"(\s.*|.*\s)",
}
"""What a value has, by what it is called; the whole value must fit."""

SERIAL_DAYS = r"[1-6]\d{4}([.,]\d+)?"
"""Days since 1900, among dates."""
