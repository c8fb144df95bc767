"""The query of what a customer did."""

from datetime import datetime

import strawberry

from api.gql.compile.filters.comparisons import usable
from api.gql.declare import resolved
from api.gql.limits.blocking import READING
from api.gql.resolving.context import Info
from api.gql.types.journeys import Journey
from graph.behaviour.sessions import MOST, Span
from graph.journeys import read_journey


@strawberry.type
class JourneyQuery:
    """What operations on journeys start from."""

    @resolved(
        "What a customer, named by id or by a record source:source_id, did from `since` on and before "
        "`until`, session by session, read from the journal; "
        f"of more than {MOST:,} steps the latest. Null when there is no such customer."
    )
    async def journey(
        self,
        info: Info,
        customer: strawberry.ID,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Journey | None:
        """The journey, by an id of today, a retired one, or a record."""
        span, settings = Span(usable(since), usable(until)), info.context.settings
        found = await READING.result(lambda: read_journey(settings, customer, span))
        if found is None:
            return None
        return Journey(read=found, until=span.until, customer_id=strawberry.ID(found.customer_id))
