"""The query of who a customer was said to be at another time."""

from datetime import datetime

import strawberry

from api.gql.compile.filters.comparisons import usable
from api.gql.declare import resolved
from api.gql.limits.blocking import READING
from api.gql.resolving.context import Info
from api.gql.types.golden_record import GoldenRecord
from graph.identity.outcome.golden_as_of import Moment, read_golden_record


@strawberry.type
class GoldenQuery:
    """What operations on golden records of other times start from."""

    @resolved(
        "The golden record of a customer, named by id or by a record source:source_id, by what sources had "
        "stated by `at`: of all that is known today, or of what had come in by `knownAt` and of whose the "
        "records were believed to be then. Null where nothing was known by then."
    )
    async def golden_record(
        self, info: Info, customer: strawberry.ID, at: datetime, known_at: datetime | None = None
    ) -> GoldenRecord | None:
        """The golden record, worked out of the journal."""
        moment, settings = Moment(usable(at), usable(known_at)), info.context.settings
        found = await READING.result(lambda: read_golden_record(settings, customer, moment))
        return GoldenRecord.of(found) if found else None
