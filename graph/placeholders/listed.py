"""What stands where nothing is known: one packaged list, for cleaning and for identity alike."""

import re
from dataclasses import dataclass
from functools import cache

from graph.files.packaged_yaml import packaged_yaml


@dataclass(frozen=True)
class Placeholders:
    """Words, in lower case, and patterns that a placeholder fits as a whole; `but` are none as written."""

    words: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    but: frozenset[str] = frozenset()

    def __contains__(self, value: str) -> bool:
        """Whether the value is one of them."""
        written = value.strip()
        if written in self.but:
            return False
        said = written.lower()
        return said in self.words or (self.pattern is not None and self.pattern.fullmatch(said) is not None)


@cache
def placeholders(kind: str) -> Placeholders:
    """Those of one kind of value, a section of the list; raises KeyError for a section that it lacks."""
    section = _sections()[kind]
    patterns = section.get("patterns", ())
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    pattern = re.compile(joined) if patterns else None
    return Placeholders(frozenset(section.get("words", ())), pattern, frozenset(section.get("but", ())))


@cache
def called_so() -> dict[str, frozenset[str]]:
    """Places that are called like a placeholder, as written, by the country that they are in."""
    return {country: frozenset(names) for country, names in _sections()["called_so"].items()}


@cache
def nothing() -> tuple[frozenset[str], frozenset[str]]:
    """Words for "no value" in any case, and those that count only as they are written."""
    section = _sections()["nothing"]
    return frozenset(section["any_case"]), frozenset(section["as_written"]) | formula_errors()


@cache
def formula_errors() -> frozenset[str]:
    """What spreadsheets show for a formula that fails, in any language."""
    return frozenset(_sections()["nothing"]["errors"])


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    sections: dict[str, dict[str, list[str]]] = packaged_yaml("graph.placeholders", "placeholders.yaml")
    return sections
