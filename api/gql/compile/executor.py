"""Execution of an operation: what is compiled from one statement, the rest by graphql-core."""

from collections.abc import Awaitable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from graphql import GraphQLError, GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails, GroupedFieldSet, get_field_entry_key
from graphql.pyutils import Path, gather_with_cancel
from strawberry.dataloader import DataLoader
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.leaves import Place, Row
from api.gql.compile.plans import Plan, Plans
from api.gql.compile.relations import RELATIONS
from api.gql.compile.rows import by_key, ids_of
from api.gql.compile.selection import list_of, python_name


@dataclass(frozen=True)
class Entry:
    """A compiled field of objects that were resolved: read for many of them at once."""

    place: Place
    plan: Plan
    rows: DataLoader[Any, Row]

    def key_of(self, source: Any) -> Any:
        """The key of the node that the field starts from."""
        values = tuple(getattr(source, name) for name in self.plan.key)
        return values if len(values) > 1 else values[0]


class PlannedExecutor(Executor):
    """Executes plans where there are any."""

    plans: Plans

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._entries: dict[tuple[str, int], tuple[list[FieldDetails], Entry | None]] = {}

    def build_per_event_executor(self, payload: Any) -> "PlannedExecutor":
        """The executor of one event of a subscription, which has read nothing yet."""
        executor = cast("PlannedExecutor", super().build_per_event_executor(payload))
        executor._entries = {}
        return executor

    def execute_root_grouped_field_set(
        self, root_type: GraphQLObjectType, root_value: Any, grouped_field_set: GroupedFieldSet, *rest: Any
    ) -> Any:
        """The data of an operation, or of an event of a subscription."""
        if root_type is self.schema.subscription_type:
            found = super().execute_root_grouped_field_set(root_type, root_value, grouped_field_set, *rest)
            return self._in_time(found) if self.is_awaitable(found) else found
        asked = self._statement(grouped_field_set) if root_type is self.schema.query_type else None
        if asked is None:
            return super().execute_root_grouped_field_set(root_type, root_value, grouped_field_set, *rest)
        plan, values = asked
        others = {key: group for key, group in grouped_field_set.items() if key not in plan.readers}
        resolved = super().execute_root_grouped_field_set(root_type, root_value, others, *rest)
        return self._joined(list(grouped_field_set), self._answered(plan, values), resolved)

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: Any,
        field_details_list: list[FieldDetails],
        path: Path,
        *rest: Any,
    ) -> Any:
        """The value of one field of an object that was resolved."""
        entry = self._entry(parent_type, field_details_list)
        if entry is None:
            return super().execute_field(parent_type, source, field_details_list, path, *rest)
        return self._read(entry, source, path)

    async def _in_time(self, found: Awaitable[Any]) -> Any:
        async with self.context_value.limits.in_time():
            return await found

    def _statement(self, fields: GroupedFieldSet) -> tuple[Plan, dict[str, Any]] | None:
        try:
            plan = self.plans.of_query(self, fields)
            return (plan, plan.values(self.variable_values)) if plan else None
        except GraphQLError:  # it comes again, in its place, when the field is resolved
            return None

    async def _answered(self, plan: Plan, values: dict[str, Any]) -> dict[str, Any]:
        try:
            row = await self.context_value.store.answer(plan.query, **values)
        except Exception as error:  # each field that the statement was to answer has it
            for place in plan.places.values():
                place.failed(error, place.path(None), self)
            return dict.fromkeys(plan.places)
        return {key: read(row, None, self) for key, read in plan.readers.items()}

    async def _joined(self, keys: list[str], compiled: Awaitable[Any], resolved: Any) -> dict[str, Any]:
        if self.is_awaitable(resolved):
            answers, others = await gather_with_cancel(compiled, resolved)
        else:
            answers, others = await compiled, resolved
        found = {**answers, **others}
        return {key: found[key] for key in keys if key in found}

    def _entry(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> Entry | None:
        key = (type_.name, id(details))
        if key not in self._entries:
            self._entries[key] = (details, self._compiled(type_, details))
        return self._entries[key][1]

    def _compiled(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> Entry | None:
        field = self.schema.get_field(type_, details[0].node.name.value)
        if (
            field is None
            or type_ is self.schema.query_type
            or details[0].fragment_variable_values is not None
        ):
            return None
        place = Place(type_, field, details, get_field_entry_key(details[0].node))
        related = (type_.name, python_name(place)) in RELATIONS or list_of(place) is not None
        plan = self.plans.of_field(self, place) if related else None
        if plan is None:
            return None
        try:
            values = plan.values(self.variable_values)
        except GraphQLError:  # it comes again when the field is resolved
            return None
        return Entry(place, plan, DataLoader(partial(self._rows, plan, values)))

    async def _rows(self, plan: Plan, values: dict[str, Any], keys: list[Any]) -> list[Row]:
        rows = by_key(await self.context_value.store.answer(plan.query, ids=ids_of(keys), **values))
        return [rows.get(key, [key, []]) for key in keys]

    async def _read(self, entry: Entry, source: Any, path: Path) -> Any:
        try:
            row = await entry.rows.load(entry.key_of(source))
        except Exception as error:  # as of a resolver
            return entry.place.failed(error, path, self)
        return entry.plan.readers[entry.place.key](row, path.prev, self)
