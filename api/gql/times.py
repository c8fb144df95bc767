"""Times as stores write them, and as GraphQL has them."""

from datetime import UTC, datetime


def moment(text: str) -> datetime:
    """A store's text of a time, in UTC; the name of a zone may stand behind its offset.

    >>> moment("2026-01-01T00:00:00+01:00[Europe/Berlin]").isoformat(), moment("2026-01-01T00:00").isoformat()
    ('2025-12-31T23:00:00+00:00', '2026-01-01T00:00:00+00:00')
    """
    time = datetime.fromisoformat(text.partition("[")[0])
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


_WHOLE_SECONDS = len("2026-01-01T00:00:00Z")


def time_text(text: str) -> str:
    """A store's text of a time as GraphQL has it.

    >>> time_text("2026-01-01T00:00:00Z"), time_text("2026-01-01T02:00+01:00")
    ('2026-01-01T00:00:00+00:00', '2026-01-01T01:00:00+00:00')
    """
    if len(text) == _WHOLE_SECONDS and text[-1] == "Z":
        return f"{text[:-1]}+00:00"
    return moment(text).isoformat()
