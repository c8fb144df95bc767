"""The subscriptions: what tells of changes for as long as somebody listens."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any, ParamSpec, TypeVar, cast

import strawberry
from graphql import GraphQLResolveInfo, GraphQLSchema
from strawberry.types import get_object_definition

from api.gql.company.declared import declared_of
from api.gql.kinds.made import Argument
from api.gql.live.customers import changes
from api.gql.live.members import MOST, movements
from api.gql.live.runs import progress
from api.gql.policy.check import Check
from api.gql.resolving.context import Context, Info
from api.gql.resolving.customer_ids import CustomerIds
from api.gql.transport.hearing import heard
from api.gql.types.changes import CustomerChange, Member, MembersChange, RunProgress, RunState
from graph.model.links import CUSTOMER

P = ParamSpec("P")
R = TypeVar("R")


def _subscribed(description: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a method that yields events a field of the subscription."""

    def declare(resolver: Callable[P, R]) -> Callable[P, R]:
        field: Any = strawberry.subscription(description=description)
        return cast("Callable[P, R]", field(resolver))

    return declare


@strawberry.type(description="What tells of changes for as long as somebody listens.")
class Subscription:
    """Root of all subscriptions; each begins with an event that says how things are."""

    @_subscribed(
        "A customer as it is now, and each change of it: who is slow gets several as one. With the id of a "
        "customer that was merged it is about the one that took its place. Ends when the customer is erased."
    )
    async def customer_changed(
        self,
        info: Info,
        id: strawberry.ID,  # noqa: A002 - the schema's name
    ) -> AsyncGenerator[CustomerChange, None]:
        """Changes of a customer."""
        context = info.context
        async for change in heard(context, changes(context.feed, context.store, id)):
            yield CustomerChange(
                kind=change.kind,
                customer_id=strawberry.ID(change.customer_id),
                asked_id=id,
                others=[strawberry.ID(each) for each in change.others],
                at=change.at,
            )

    @_subscribed(
        "How many customers a filter holds for, and who enters and leaves them, at most `first` in an event "
        f"and further ones in the next. The filter holds for at most {MOST:,}."
    )
    async def members_changed(
        self,
        first: int = 20,  # noqa: ARG002 - read by what is put in here once the schema is made
    ) -> AsyncGenerator[MembersChange, None]:
        """Changes of a segment."""
        raise NotImplementedError
        yield

    @_subscribed("The identity run that is under way, or the last one, and each step of it and of the next.")
    async def run_progress(self, info: Info) -> AsyncGenerator[RunProgress, None]:
        """Progress of runs, of whatever process."""
        async for told in heard(info.context, progress(info.context.settings.home)):
            yield RunProgress(
                state=RunState(told.state),
                started_at=told.started_at,
                step=told.step,
                done=told.done,
                total=told.total,
            )


def take_filter() -> None:
    """Filters are made from the model, so that Python cannot name them."""
    fields = get_object_definition(Subscription, strict=True).fields
    [field] = [each for each in fields if each.python_name == "members_changed"]
    field.arguments = [*field.arguments, Argument(f"{CUSTOMER}Filter", strawberry.UNSET).made("filter")]


async def _check_again(info: GraphQLResolveInfo[Any], given: Mapping[str, Any]) -> None:
    """Raise ForbiddenError where a trait of the filter has become personal since somebody began to listen."""
    await declared_of(info.schema).traits.look(info.context.store, "", given)
    check = Check(info.schema, info.fragments, info.variable_values, info.context.principal)
    check.operation(info.operation)


def resolve_subscriptions(schema: GraphQLSchema) -> None:
    """Put in what answers those subscriptions of a schema whose arguments are made from the model."""

    async def subscribe(_root: Any, info: GraphQLResolveInfo[Any], **given: Any) -> AsyncGenerator[Any, None]:
        context: Context = info.context
        ids = CustomerIds(info.schema, context, given)

        async def members() -> list[str]:
            await _check_again(info, given)
            async with context.in_time():
                return await ids.read(MOST + 1)

        async with aclosing(heard(context, movements(context.feed, members, given["first"]))) as found:
            async for movement in found:
                yield MembersChange(
                    count=movement.count,
                    entered=[Member(customer_id=strawberry.ID(each)) for each in movement.entered],
                    left=[Member(customer_id=strawberry.ID(each)) for each in movement.left],
                    at=movement.at,
                )

    assert schema.subscription_type is not None  # noqa: S101 - it is in this module
    schema.subscription_type.fields["membersChanged"].subscribe = subscribe
