"""When something happened, by three clocks of which one may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

SKEWED = timedelta(minutes=1)
"""Below this, the sender's clock is right and the difference is the way of the message."""
LATE = timedelta(days=7)
"""Beyond this, the difference is no clock's: the message was sent long ago and comes again."""


def moment(text: str | None) -> datetime | None:
    """A time in ISO 8601, in UTC where it names no zone; None for what is none.

    >>> moment("2026-05-01T12:00:00Z")
    datetime.datetime(2026, 5, 1, 12, 0, tzinfo=datetime.timezone.utc)
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def event_time(stated: datetime | None, sent: datetime | None, received: datetime) -> datetime:
    """When something happened: as stated, put right by how far the sender's clock is from ours.

    Only where they differ by more than a minute and less than a week: else the correction would be the time
    that the message was on its way, and turn the order of events round. Without a stated time, the receipt.
    """
    if stated is None:
        return received
    skew = received - sent if sent else timedelta()
    if not SKEWED < abs(skew) < LATE:
        return stated
    try:
        return stated + skew
    except OverflowError:
        return stated
