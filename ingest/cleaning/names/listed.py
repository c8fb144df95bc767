"""Names and titles that programs have in lists, as FHIR does: `"given": ["Peter", "James"]`."""

from typing import Any

from ingest.cleaning.base import Context, ValueType
from ingest.cleaning.texts import Text, is_empty, tidy


class InWords(ValueType):
    """A name whose words may be in a list."""

    def native(self, value: object, context: Context) -> Any:
        """The same of words in a list, one behind the other."""
        if isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
            text = tidy(" ".join(value))
            return None if is_empty(text) else self.clean(text, context)
        return super().native(value, context)


class NameWords(InWords, Text):
    """A part of a name that is kept as it is written: a title, middle names."""
