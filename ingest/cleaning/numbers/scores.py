"""Answers to surveys on a scale: 9, 9/10, ★★★★☆, 10 - Extremely likely."""

import re

from ingest.cleaning.base import Context
from ingest.cleaning.numbers.numbers import WholeNumber

_OF = re.compile(r"(\d{1,2})(?:[.,]0)?\s?(?:/|of|von|de|out of)\s?(\d{1,2})")
_STARS = re.compile(
    r"(?:(\d)\s?(?:stars?|sterne?|étoiles?|estrellas?|stelle|sterren)|([★⭐🌟]{1,5})([☆✩]{0,4}))\uFE0F?",
    re.IGNORECASE,
)
_MOST_STARS = 5
_NAMED = re.compile(r"(\d{1,2})\s*(?:[-–—:=]\s*|\()[^\W\d_].*")
_WHOLE = re.compile(r"(\d{1,2})[.,]0+")


class ScaledScore(int):
    """A score that says how many points there are at most."""

    most: int

    def __new__(cls, score: int, most: int) -> "ScaledScore":
        """The score with the end of its scale."""
        found = super().__new__(cls, score)
        found.most = most
        return found


class Score(WholeNumber):
    """A whole number, as forms and portals write it."""

    def clean(self, text: str, context: Context) -> int:
        """The score, with the end of its scale where it is written; raises InvalidValue."""
        if found := _OF.fullmatch(text):
            return ScaledScore(int(found[1]), int(found[2]))
        if found := _STARS.fullmatch(text.replace("\ufe0f", "")):
            return ScaledScore(int(found[1] or len(found[2])), _MOST_STARS)
        if found := _NAMED.fullmatch(text) or _WHOLE.fullmatch(text):
            return int(found[1])
        return super().clean(text, context)
