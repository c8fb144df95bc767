"""Names in camel case, of the model, GraphQL and clients, as Python and statements have them."""

import re

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """A name in small letters, its words joined by underscores.

    >>> snake("minRevenue"), snake("SourceRecord"), snake("HAS_EMAIL")
    ('min_revenue', 'source_record', 'has_email')
    """
    return _CAPITAL.sub("_", name).lower()
