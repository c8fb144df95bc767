"""Execution of an operation: what is compiled from one statement, the rest by graphql-core."""

from collections.abc import Awaitable
from typing import Any, cast

from graphql import (
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
)
from graphql.execution.collect_fields import FieldDetails, GroupedFieldSet, get_field_entry_key
from graphql.pyutils import Path, gather_with_cancel
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as Executor

from api.gql.compile.execution.entries import CompiledEntry
from api.gql.compile.execution.plans import Plan, Plans
from api.gql.compile.execution.resolved_lists import ResolvedList
from api.gql.compile.fields.held import Column, held
from api.gql.compile.fields.readers import FieldPlace
from api.gql.compile.fields.selection import list_of, python_name
from api.gql.compile.statement.relations import RELATIONS


class PlannedExecutor(Executor):
    """Executes plans where there are any."""

    plans: Plans

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._entries: dict[tuple[str, int], tuple[list[FieldDetails], CompiledEntry | None]] = {}
        self._lists: dict[tuple[str, int], tuple[list[FieldDetails], ResolvedList | None]] = {}

    def build_per_event_executor(self, payload: Any) -> "PlannedExecutor":
        """The executor of one event of a subscription, which has read nothing yet."""
        executor = cast("PlannedExecutor", super().build_per_event_executor(payload))
        executor._entries, executor._lists = {}, {}
        return executor

    def execute_root_grouped_field_set(
        self, root_type: GraphQLObjectType, root_value: Any, grouped_field_set: GroupedFieldSet, *rest: Any
    ) -> Any:
        """The data of an operation, or of an event of a subscription."""
        found = self._of_root(root_type, root_value, grouped_field_set, *rest)
        return self._forgotten(found) if self.is_awaitable(found) else found

    async def _forgotten(self, found: Awaitable[Any]) -> Any:
        """The same; what was read for it goes at once, not when the garbage collector comes by: an executor
        is part of a cycle."""
        try:
            return await found
        finally:
            self._entries.clear()
            self._lists.clear()

    def _of_root(
        self, root_type: GraphQLObjectType, root_value: Any, grouped_field_set: GroupedFieldSet, *rest: Any
    ) -> Any:
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
        return entry.value(source, path.prev, self)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: list[FieldDetails],
        info: GraphQLResolveInfo[Any],
        *rest: Any,
    ) -> Any:
        """The value of an object that was resolved; what is read below an act has the time of an operation,
        however long the act took."""
        found = super().complete_object_value(return_type, field_details_list, info, *rest)
        if info.parent_type is self.schema.mutation_type and self.is_awaitable(found):
            return self._in_time(found, "It is done; what was asked of it")
        return found

    def complete_list_value(
        self,
        return_type: GraphQLList[GraphQLOutputType],
        field_details_list: list[FieldDetails],
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: Any,
        *rest: Any,
    ) -> Any:
        """The value of a list that was resolved."""
        objects = self._list(return_type, field_details_list) if isinstance(result, list) and result else None
        if objects is None or len(set(map(type, result))) > 1:
            return super().complete_list_value(return_type, field_details_list, info, path, result, *rest)
        return objects.answer(result, path, self)

    async def _in_time(self, found: Awaitable[Any], what: str = "The operation") -> Any:
        async with self.context_value.in_time(what):
            return await found

    def _statement(self, fields: GroupedFieldSet) -> tuple[Plan, dict[str, Any]] | None:
        try:
            plan = self.plans.of_query(self, fields)
            return (plan, plan.values(self.variable_values)) if plan else None
        except GraphQLError:  # it comes again, in its place, when the field is resolved
            return None

    async def _answered(self, plan: Plan, values: dict[str, Any]) -> dict[str, Any]:
        try:
            row = await self.context_value.read(plan, await plan.complete(values, self.context_value))
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

    def _entry(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> CompiledEntry | None:
        key = (type_.name, id(details))
        if key not in self._entries:
            self._entries[key] = (details, self._compiled(type_, details))
        return self._entries[key][1]

    def _compiled(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> CompiledEntry | None:
        field = self.schema.get_field(type_, details[0].node.name.value)
        if (
            field is None
            or type_ is self.schema.query_type
            or details[0].fragment_variable_values is not None
        ):
            return None
        place = FieldPlace(type_, field, details, get_field_entry_key(details[0].node))
        related = (type_.name, python_name(place)) in RELATIONS or list_of(place) is not None
        plan = self.plans.of_field(self, place) if related else None
        if plan is None:
            return None
        try:
            values = plan.values(self.variable_values)
        except GraphQLError:  # it comes again when the field is resolved
            return None
        return CompiledEntry.of(place, plan, values, self.context_value.store)

    def _list(self, type_: GraphQLList[Any], details: list[FieldDetails]) -> ResolvedList | None:
        each = type_.of_type
        if not isinstance(each, GraphQLNonNull) or not isinstance(each.of_type, GraphQLObjectType):
            return None
        key = (each.of_type.name, id(details))
        if key not in self._lists:
            self._lists[key] = (details, self._columns(each.of_type, details))
        return self._lists[key][1]

    def _columns(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> ResolvedList | None:
        """How to answer objects of a list; None where something of them has to be resolved."""
        columns, entries = dict[str, Column](), dict[str, CompiledEntry]()
        selected = self.collect_subfields(type_, details).grouped_field_set
        for key, group in selected.items():
            field = self.schema.get_field(type_, group[0].node.name.value)
            column = held(FieldPlace(type_, field, group, key), self) if field else None
            entry = None if column else self._entry(type_, group)
            if column:
                columns[key] = column
            elif entry:
                entries[key] = entry
            else:
                return None
        return ResolvedList(tuple(selected), columns, entries)
