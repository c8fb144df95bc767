"""Escape characters in CSV: what follows one is held out of the parser's sight, and put back behind it.

Only quote, delimiter, line end and the escape character itself are escaped; before anything else it is a
character like others, so that `\\N` and `C:\\temp` stay what they are.
"""

import re

_QUOTE, _ESCAPE, _DELIMITER, _LINE_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Code points that Unicode has set aside for such use; no text holds them."""
_HELD = re.compile(f"[{_QUOTE}{_ESCAPE}{_DELIMITER}{_LINE_END}]")


class Escapes:
    """Holds and puts back what one escape character protects."""

    def __init__(self, escape: str, quote: str, delimiter: str) -> None:
        self._escape = escape
        self._held = {quote: _QUOTE, escape: _ESCAPE, delimiter: _DELIMITER}
        self._held |= dict.fromkeys(("\r\n", "\n", "\r"), _LINE_END)
        self._held.pop("", None)
        marks = sorted(self._held, key=len, reverse=True)
        self._pattern = re.compile(re.escape(escape) + f"({'|'.join(map(re.escape, marks))})")
        self._restored = {_QUOTE: quote, _ESCAPE: escape, _DELIMITER: delimiter, _LINE_END: "\n"}
        self._table = str.maketrans(self._restored)

    def hold(self, line: str) -> str:
        """A line with all that is escaped replaced by code points of no meaning to the parser."""
        line = _HELD.sub("\ufffd", line)
        return self._pattern.sub(lambda found: self._held[found[1]], line) if self._escape in line else line

    @staticmethod
    def goes_on(line: str) -> bool:
        """Whether the end of a held line is escaped, so that the next line belongs to it."""
        return line.endswith(_LINE_END)

    @staticmethod
    def lines(held: str) -> int:
        """How many lines of the file a held line was."""
        return held.count(_LINE_END) + (not held.endswith(_LINE_END))

    def plain(self, field: str) -> str:
        """A field with what was held put back."""
        return field.translate(self._table)

    def as_written(self, held: str) -> str:
        """A held line as it is in the file."""
        return _HELD.sub(lambda found: self._escape + self._restored[found[0]], held)
