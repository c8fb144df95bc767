"""What subscriptions tell."""

from datetime import datetime
from enum import StrEnum

import strawberry

from api.gql.declare import described_enum, resolved
from api.gql.live.states import ChangeKind
from api.gql.resolving.context import Info
from api.gql.types.commerce import CustomerRef
from graph.identity.running import progress_file


@strawberry.type(description="What became of a customer.")
class CustomerChange:
    """A change, with the customer as it is after it."""

    kind: ChangeKind = strawberry.field(description="What became of it")
    customer_id: strawberry.ID = strawberry.field(
        description="The customer since then; of an erased one its id"
    )
    asked_id: strawberry.ID = strawberry.field(description="The id that the subscription is for")
    others: list[strawberry.ID] = strawberry.field(
        description="Merged: ids that came in, or that it had. Split: customers that went their own way"
    )
    at: datetime = strawberry.field(description="Since when the graph has it")

    @resolved("The customer as it is now; null when it was erased.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """The customer."""
        return await info.context.loaders.customer(self.customer_id)


@strawberry.type(description="A customer that entered or left.")
class Member:
    """A customer, as a member."""

    customer_id: strawberry.ID = strawberry.field(description="Its id")

    @resolved("The customer as it is now; null when it is no more.")
    async def customer(self, info: Info) -> CustomerRef | None:
        """The customer, read with the other members."""
        return await info.context.loaders.customer(self.customer_id)


@strawberry.type(description="Who entered and left; the first event has nobody, and is the beginning.")
class MembersChange:
    """A change of the customers for whom a filter holds."""

    count: int | None = strawberry.field(
        description="How many the filter holds for; null without the role `pii` where those are few"
    )
    entered: list[Member] = strawberry.field(description="For whom it holds now, and did not before")
    left: list[Member] = strawberry.field(description="For whom it held before, and does not now")
    at: datetime = strawberry.field(description="Since when the graph has it")


@described_enum(
    "Whether an identity run is under way.",
    RUNNING="It is",
    FINISHED="It is done; the graph shows it when it is projected",
    FAILED="It ended without a result",
)
class RunState(StrEnum):
    """States of a run."""

    RUNNING = progress_file.RUNNING
    FINISHED = progress_file.FINISHED
    FAILED = progress_file.FAILED


@strawberry.type(description="Where an identity run is.")
class RunProgress:
    """The run under way, or the last one."""

    state: RunState = strawberry.field(description="Whether it is under way")
    started_at: datetime = strawberry.field(description="When it began")
    step: str = strawberry.field(description="Its step")
    done: int = strawberry.field(description="Steps that are done")
    total: int = strawberry.field(description="Steps that there are")
