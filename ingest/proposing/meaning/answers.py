"""Words with which a column says that somebody agreed, or did not; none is guessed."""

from __future__ import annotations

import re

from ingest.cleaning.base import Context, InvalidValue
from ingest.cleaning.numbers.numbers import Flag

_YES = re.compile(r"(?i)confirmed|opted.?in|double.*|single.*")
_NO = re.compile(
    r"(?i)unconfirmed|(?:not|do.not|no|nicht|non)[\W_].*|opt(?:ed)?.?out.*|cleaned|pending|bounced|blocked|gesperrt"
)
"""What says so of a consent alone, beside the words for yes and no."""

_NEITHER = re.compile(r"(?i)never[\W_].*|unknown|not.set|unbekannt")
"""Words for those who were not asked, or have not answered."""


def says_nothing(text: str) -> bool:
    """Whether a word says that somebody neither agreed nor refused."""
    return _NEITHER.fullmatch(text) is not None


def agreed(text: str) -> bool | None:
    """Whether a word says that somebody agreed; None where it says neither."""
    try:
        return Flag().clean(text, Context())
    except InvalidValue:
        return True if _YES.fullmatch(text) else False if _NO.fullmatch(text) else None
