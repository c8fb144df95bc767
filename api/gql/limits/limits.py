"""Limits of an operation: depth, cost, aliases, page sizes, tokens, time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass

from graphql import DocumentNode, OperationDefinitionNode, OperationType, get_operation_ast
from strawberry.extensions import SchemaExtension

from api.gql.codes import Code
from api.gql.company.declared import declared_of
from api.gql.errors import RequestError
from api.gql.limits.costs import LONGEST_PATH, MOST_AROUND
from api.gql.limits.introspection import ClosedSchema
from api.gql.limits.measure import Measure, QueryMeasure
from api.gql.limits.repetition import check_repetition
from api.gql.policy.check import check_operation


@dataclass(frozen=True)
class Limits:
    """How much one operation may ask for.

    `cost` is the number of objects that the operation could return at most: lists count with their
    `first` or `last` argument, and what is nested in them is multiplied; a number over all of a list is as
    much as ten. `conditions` counts the members and values of filters, in variables too, `nested` how many
    stand in each other there.
    """

    depth: int = 12
    cost: int = 100_000
    aliases: int = 30
    conditions: int = 500
    nested: int = 30
    repeated: int = 20
    page: int = 200
    tokens: int = 2_000
    referral_depth: int = 10
    path_length: int = LONGEST_PATH
    network_nodes: int = MOST_AROUND
    tree_customers: int = 10_000
    seconds: float = 20.0
    introspection: bool = True

    def check_depth(self, argument: str, value: int, limit: int) -> None:
        """Raise RequestError when an argument that says how far to go is out of its bounds."""
        if not 1 <= value <= limit:
            raise RequestError(Code.BAD_INPUT, f"{argument} is {value}; it can be from 1 to {limit}.")

    def check(self, measured: QueryMeasure) -> None:
        """Raise RequestError when an operation is larger than it may be."""
        for value, limit, code, what, advice in (
            (measured.depth, self.depth, Code.TOO_DEEP, "nests levels", "Nest fewer fields."),
            (measured.aliases, self.aliases, Code.TOO_MANY_ALIASES, "uses aliases", "Use fewer."),
            (
                measured.conditions,
                self.conditions,
                Code.TOO_COSTLY,
                "compares with conditions and values",
                "Use fewer.",
            ),
            (measured.nested, self.nested, Code.TOO_DEEP, "nests members of inputs", "Nest fewer."),
            (measured.cost, self.cost, Code.TOO_COSTLY, "could return objects", "Ask for smaller pages."),
        ):
            if value > limit:
                message = f"The operation {what}: {value}, where {limit} are allowed. {advice}"
                raise RequestError(code, message)

    @asynccontextmanager
    async def in_time(self, what: str = "The operation") -> AsyncIterator[None]:
        """Let an operation, or `what` is said of it, run for its time, then raise RequestError."""
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError as error:
            message = f"{what} took longer than {self.seconds:g} s. Ask for less at once."
            raise RequestError(Code.TIMEOUT, message) from error


class Limiter(SchemaExtension):
    """Refuses operations beyond the limits, with a code, before a resolver runs."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def on_operation(self) -> Iterator[None]:
        """Bound the parser, and forbid introspection where it is switched off."""
        context = self.execution_context
        context.parse_options["max_tokens"] = self._limits.tokens
        if not self._limits.introspection:
            context.validation_rules = (*context.validation_rules, ClosedSchema)
        yield

    async def on_validate(self) -> AsyncIterator[None]:
        """Measure the operation before it is validated: comparing fields of one name takes quadratic time."""
        context = self.execution_context
        if context.graphql_document is not None:
            _check_named(context.graphql_document, context._provided_operation_name)
            check_repetition(context.graphql_document, self._limits.repeated)
            operation = get_operation_ast(context.graphql_document, context.operation_name)
            kind = operation.operation.value if operation else "unknown"
            await context.context.admit(kind, Measure.of(context, self._limits.page))
        yield

    async def on_execute(self) -> AsyncIterator[None]:
        """Let the operation run for its time, if it is one that the principal may ask."""
        context = self.execution_context
        document = context.graphql_document
        operation = get_operation_ast(document, context.operation_name) if document else None
        if document is not None and operation is not None:
            schema = context.schema._schema
            variables = context.variables or {}
            await declared_of(schema).traits.look(context.context.store, context.query or "", variables)
            check_operation(schema, document, operation, variables, context.context.principal)
        context.context.bill.began = True
        bounded = operation is None or operation.operation is not OperationType.MUTATION
        # What a mutation has begun goes on: told of a timeout, nobody would know what was done. What is read
        # below it has its time, see the executor.
        async with context.context.in_time() if bounded else nullcontext():
            yield


def _check_named(document: DocumentNode, name: str | None) -> None:
    """Raise RequestError where it is not said which of several operations is meant."""
    operations = sum(isinstance(each, OperationDefinitionNode) for each in document.definitions)
    if name is None and operations > 1:
        message = f"The request has {operations} operations; say which one is meant with operationName."
        raise RequestError(Code.BAD_REQUEST, message)
