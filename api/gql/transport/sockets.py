"""GraphQL over WebSockets, by the protocol graphql-transport-ws; who asks is known once a connection begins.

Browsers send no headers of their own here, so that keys and tokens come in the payload of `connection_init`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack, aclosing, suppress
from functools import partial
from typing import Any, Protocol, cast

from graphql import GraphQLError
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.gql.errors import RequestError, formatted
from api.gql.live.slots import Slots
from api.gql.resolving.context import Context
from api.gql.transport.credentials import SeveralCredentialsError, credential_of
from graph.policy.principals import NOBODY, Principal

Known = Callable[[str], Awaitable[Principal | None]]
"""Whose a key or token is; None for one that does not count."""

INIT_SECONDS = 10.0
"""Within which a client has to say who it is."""

IDLE_SECONDS = 60.0
"""After which a connection without an operation is closed."""


class SocketEndpoint(Protocol):
    """What a connection asks of the endpoint that it is one of."""

    known: Known
    sockets: Slots

    def allowed(self, query: str) -> str | None:
        """An operation that may be run; raises RequestError for another."""


class Socket(BaseGraphQLTransportWSHandler[Context, None]):
    """One connection, with any number of operations one beside the other."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._entrance = cast("SocketEndpoint", self.view)
        self._place = ExitStack()
        self._busy_at = time.monotonic()

    async def handle(self) -> None:
        """Serve the connection until it ends."""
        idle = asyncio.create_task(self._close_when_idle())
        try:
            with self._place:
                await super().handle()
        finally:
            idle.cancel()
            with suppress(asyncio.CancelledError):
                await idle

    async def handle_message(self, message: Any) -> None:
        """Take one message; what is none of the protocol ends the connection."""
        if _is_message(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Not a message of graphql-transport-ws")

    async def handle_connection_init(self, message: Any) -> None:
        """Let in who may come in, if there is a slot."""
        refusal = None if self.connection_init_received else await self._refusal(message.get("payload"))
        if refusal is None:
            await super().handle_connection_init(message)
        else:
            await self.websocket.close(*refusal)

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Send the answers to one operation; its errors are told as everywhere."""
        context = self.context.for_operation()
        self._busy_at = time.monotonic()
        try:
            await context.check_still()  # a connection may outlive its key
            answers = await self.schema.stream(
                self._entrance.allowed(operation.query),
                variable_values=operation.variables,
                context_value=context,
                operation_name=operation.operation_name,
            )
            async with aclosing(answers):
                async for answer in answers:
                    await self._send(operation, answer, context.principal)
            await operation.send_operation_message({"id": operation.id, "type": "complete"})
        except RequestError as error:
            await operation.send_initial_errors([_told(error, context.principal)])
        finally:
            self._busy_at = time.monotonic()

    async def _send(self, operation: Operation[Context, None], answer: Any, who: Principal) -> None:
        errors = [_told(error, who) for error in answer.errors or ()]
        if isinstance(answer, PreExecutionError):
            await operation.send_initial_errors(errors)
        else:
            await operation.send_next(ExecutionResult(data=answer.data, errors=errors or None))

    async def _refusal(self, payload: Any) -> tuple[int, str] | None:
        """Why somebody is not let in: code and reason of the close."""
        try:
            who = await self._named(payload if isinstance(payload, Mapping) else {})
        except SeveralCredentialsError:
            who = NOBODY
        if who is NOBODY:
            return 4403, "Forbidden"
        self.context.principal = who
        try:
            self._place.enter_context(self._entrance.sockets.taken(self.context.principal.name))
        except RequestError:
            return 4429, "Too many connections"
        return None

    async def _named(self, payload: Mapping[str, Any]) -> Principal:
        """Who it is by the payload, else by the headers; raises SeveralCredentialsError where both say it,
        and not the same."""
        given, before = credential_of(payload), self.context.principal
        if given is None:
            return before
        still = partial(self._entrance.known, given)
        who = await still() or NOBODY
        if before not in (NOBODY, who):
            raise SeveralCredentialsError
        self.context.still = still
        return who

    async def _close_when_idle(self) -> None:
        while self.operations or time.monotonic() - self._busy_at < IDLE_SECONDS:
            await asyncio.sleep(IDLE_SECONDS / 10)
        with suppress(Exception):  # gone already
            await self.websocket.close(1000, "Nothing is asked")


def _told(error: GraphQLError, who: Principal) -> GraphQLError:
    """The error as a client gets it."""
    told = formatted(error, who)
    return GraphQLError(
        told["message"], error.nodes, error.source, error.positions, error.path, extensions=told["extensions"]
    )


def _is_message(message: Any) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    if message["type"] in ("subscribe", "complete") and not isinstance(message.get("id"), str):
        return False
    return message["type"] != "subscribe" or _is_request(message.get("payload"))


def _is_request(payload: Any) -> bool:
    return (
        isinstance(payload, dict)
        and isinstance(payload.get("query"), str)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )
