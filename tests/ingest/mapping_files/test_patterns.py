"""Patterns of users: Python's syntax, letters of all languages, bounded time."""

import time

import pytest

from ingest.cleaning.base import InvalidValue
from ingest.mapping_files.patterns import Pattern, PatternError


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"K-0*(\d+)", "K-0012", "12"),
        (r"\w+", "Müller Söhne", "Müller"),
        (r"(?<=Nr\. )\d+", "Nr. 7", "7"),
        (r"(x)?y", "y", None),
        (r"z", "y", None),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, found: str | None) -> None:
    assert Pattern(pattern).first(text) == found


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(?=(a+))(a+)+b"])
def test_patterns_end(pattern: str) -> None:
    bound, started, results = Pattern(pattern), time.process_time(), []
    for _ in range(100):
        try:
            results.append(bound.first("a" * 5_000 + "!"))
        except InvalidValue as error:
            results.append(str(error))
    assert len(results) == 100
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "(a{1000}){1000}",
        "((a{100}){100}){100}",
        "a{99999}",
        "(" * 600,
        "(a" * 450 + ")" * 450,
        "x" * 1_001,
        r"\p",
    ],
)
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(PatternError):
        Pattern(pattern)


def test_a_long_text_is_not_searched() -> None:
    with pytest.raises(InvalidValue, match="too long"):
        Pattern("a").first("a" * 10_001)
