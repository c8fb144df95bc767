"""Operations that were executed before are run again without being parsed and validated anew.

What Strawberry does around an operation takes longer than a point read. Limits and roles apply each time:
they depend on the variables and on who asks.
"""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Hashable, Iterable
from contextlib import aclosing, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import strawberry
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
)
from graphql.execution import execute
from strawberry.execution import optimized_is_awaitable
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as StrawberryOperationType

from api.gql.company.declared import declared_of
from api.gql.errors import log_errors
from api.gql.limits.bill import count
from api.gql.limits.limits import Limits
from api.gql.limits.measure import Measure, QueryMeasure, form_of
from api.gql.policy.check import check_operation
from api.gql.policy.masking import sees_all
from graph.policy.principals import Principal, Role

if TYPE_CHECKING:
    from api.gql.resolving.context import Context

KEPT = 1_000
"""Operations that are kept; the one not used for longest goes first."""
SIZES = 100
"""Sizes of one operation that are kept: pages have few."""


STREAMED = {StrawberryOperationType.QUERY, StrawberryOperationType.SUBSCRIPTION}
"""Kinds of operations over connections that stay open."""
ANSWERED = {StrawberryOperationType.QUERY, StrawberryOperationType.MUTATION}
"""Kinds of operations that have one answer."""


@dataclass(frozen=True)
class ValidQuery:
    """A query that is valid."""

    document: DocumentNode
    operation: OperationDefinitionNode
    name: str | None
    text: str
    allowed: set[tuple[frozenset[Role], Hashable]] = field(default_factory=set)
    """Roles that were found to allow it with whatever variables, and what was declared."""
    sizes: dict[Hashable, QueryMeasure] = field(default_factory=dict)
    """How large it was found to be, by what of the variables counts."""

    def size(self, schema: GraphQLSchema, variables: dict[str, Any], page: int) -> QueryMeasure:
        """How large it is with these variables; raises RequestError for a page of a wrong size."""
        form = form_of(variables)
        if form in self.sizes:
            return self.sizes[form]
        found = Measure.of_operation(schema, self.document, self.operation, variables, page)
        if form is not None and len(self.sizes) < SIZES:
            self.sizes[form] = found
        return found

    def check(self, schema: GraphQLSchema, variables: dict[str, Any], principal: Principal) -> None:
        """Raise ForbiddenError where the principal may not ask it with these variables."""
        asked = principal.roles, declared_of(schema).state
        if asked in self.allowed:
            return
        checked = check_operation(schema, self.document, self.operation, variables, principal)
        if checked and (sees_all(principal) or not self.operation.variable_definitions):
            self.allowed.add(asked)


class ServedSchema(strawberry.Schema):
    """A schema that keeps operations which it executed. Its log never holds a message or a value, which may
    be personal data."""

    def __init__(self, limits: Limits, **options: Any) -> None:
        super().__init__(**options)
        self._limits = limits
        self._known: OrderedDict[tuple[str | None, str | None], ValidQuery] = OrderedDict()

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[StrawberryOperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to an operation."""
        known = self.known(query, operation_name) if isinstance(operation_name, str | None) else None
        if known is not None:
            return await self.again(known, variable_values or {}, context_value)
        result = await super().execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            ANSWERED & set(allowed_operation_types or ANSWERED),
            operation_extensions,
        )
        if query is not None and result.data is not None:
            self._remember(query, operation_name)
        return result

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[StrawberryOperationType] | None = None,
    ) -> Any:
        """The answers to an operation over a connection that stays open; mutations go over others."""
        answers = await super().stream(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            operation_extensions,
            STREAMED & set(allowed_operation_types or STREAMED),
        )
        return _counted(answers, cast("Context", context_value))

    def process_errors(
        self,
        errors: list[GraphQLError],
        execution_context: ExecutionContext | None = None,  # noqa: ARG002 - Strawberry's signature
    ) -> None:
        """Log code, path and place of each error."""
        log_errors(errors)

    def _remember(self, query: str, name: str | None) -> None:
        document = parse(query, max_tokens=self._limits.tokens)
        operation = get_operation_ast(document, name)
        if operation is not None and operation.operation is OperationType.QUERY:
            self._known[(query, name)] = ValidQuery(document, operation, name, query)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)

    def known(self, query: str | None, name: str | None) -> ValidQuery | None:
        """A query that was executed before, by its text and the name of its operation."""
        known = self._known.get((query, name))
        if known is not None:
            self._known.move_to_end((query, name))
        return known

    async def again(self, known: ValidQuery, variables: dict[str, Any], context: Any) -> ExecutionResult:
        """The answer to a query that is known."""
        try:
            data, errors = await self._executed(known, variables, context)
        except Exception as error:
            data, errors = None, [_located(error)]
        if errors:
            self.process_errors(errors)
        return ExecutionResult(data=data, errors=errors)

    async def _executed(
        self, known: ValidQuery, variables: dict[str, Any], context: Any
    ) -> tuple[dict[str, Any] | None, list[GraphQLError] | None]:
        await context.admit("query", known.size(self._schema, variables, self._limits.page))
        await declared_of(self._schema).traits.look(context.store, known.text, variables)
        known.check(self._schema, variables, context.principal)
        context.bill.began = True
        async with context.in_time():
            result: Any = execute(
                self._schema,
                known.document,
                context_value=context,
                variable_values=variables,
                operation_name=known.name,
                executor_class=self.execution_context_class,
                is_awaitable=cast("Any", optimized_is_awaitable),
            )
            if optimized_is_awaitable(result):
                result = await result
        return result.data, result.errors


def _located(error: Exception) -> GraphQLError:
    """What went wrong, as GraphQL has it."""
    return error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)


async def _counted(answers: AsyncGenerator[Any, None], context: "Context") -> AsyncGenerator[Any, None]:
    """The answers of an operation that takes one of the slots of who asks."""
    slots = context.shared.slots
    try:
        with slots.taken(context.principal.name) if slots else nullcontext():
            async with aclosing(answers):
                async for answer in answers:
                    yield answer
    except Exception as error:  # as of an operation that cannot be parsed
        errors = [_located(error)]
        log_errors(errors)
        yield PreExecutionError(data=None, errors=errors)
    finally:
        count(context.bill)
