"""What is known of a word of a name, whoever has it: its sound, its forms, its spellings."""

from __future__ import annotations

from typing import Any

from graph.identity.features.phonetics import cologne, metaphone
from graph.words.given_names import counterparts_of, formal_names, initials_of, longer_names, one_spelling
from graph.words.romanised import korean_name

TYPES = {
    "formal": "VARCHAR[]",
    "initials": "VARCHAR[]",
    "counterparts": "VARCHAR[]",
    "longer": "VARCHAR[]",
    "cologne": "VARCHAR",
    "metaphone": "VARCHAR",
    "korean": "VARCHAR",
}
"""The facts by name, with their types in SQL."""


def facts_of(word: str) -> dict[str, Any]:
    """A folded word's facts: full names that it may stand for (itself first, with the spelling of all its
    transliterations), initials, names of the other sex and longer names that look like it, codes of its
    sound, and the one spelling of a Korean name."""
    return {
        "formal": list(dict.fromkeys((*formal_names(word), one_spelling(word)))),
        "initials": initials_of(word),
        "counterparts": counterparts_of(word),
        "longer": longer_names(word),
        "cologne": cologne(word) or None,
        "metaphone": metaphone(word) or None,
        "korean": korean_name(word),
    }
