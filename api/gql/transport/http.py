"""GraphQL over HTTP: media types and status codes as the GraphQL-over-HTTP specification has them."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from fastapi import Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic_core import to_json
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.http.streaming import SSETransport
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET

from api.gql.codes import Code
from api.gql.errors import LONGEST, RequestError, code_of, formatted, mismatch, refused
from api.gql.live.slots import Slots
from api.gql.resolving.context import Context
from api.gql.transport.ide import ide_html
from api.gql.transport.media import GRAPHQL_JSON, JSON, accepted, wants_events
from api.gql.transport.persisted import Persisted
from api.gql.transport.served_schema import ServedSchema, ValidQuery
from api.gql.transport.sockets import Known, Socket
from api.gql.transport.usual import UsualRequest, usual_request


class Events(SSETransport):
    """Answers as events, for whoever would rather have them than JSON: urql names both with each query."""

    def accepts(self, accept: str) -> bool:
        """Whether an `Accept` header asks for events first."""
        return wants_events(accept)

    def encode_event(self, event: str, data: str | None = None) -> str:
        """An event, its lines ended as urql looks for them; readers of the standard take either end."""
        return super().encode_event(event, data).replace("\r\n", "\n")

    def encode_comment(self, comment: str) -> str:
        """A comment, with the same ends."""
        return super().encode_comment(comment).replace("\r\n", "\n")


class Router(GraphQLRouter[Context, None]):
    """Answers with the media type that the client accepts; a refused operation then has status 400.

    What is no GraphQL request at all has status 400, whatever the client accepts, and a GraphQL error.
    """

    graphql_transport_ws_handler_class = Socket
    stream_transport_classes_by_protocol = MappingProxyType({GRAPHQL_SSE_PROTOCOL: Events})

    def __init__(
        self, schema: ServedSchema, persisted: Persisted, known: Known, sockets: Slots, **options: Any
    ) -> None:
        super().__init__(schema, **options)
        self._served, self._persisted = schema, persisted
        self.known, self.sockets = known, sockets

    def allowed(self, query: str) -> str | None:
        """An operation that is sent in full; raises RequestError where the server runs others alone."""
        return self._persisted.text_of(query, None)

    async def run(self, request: Any, context: Any = UNSET, root_value: Any = UNSET) -> Any:
        """The answer to a request."""
        try:
            usual = await usual_request(request)
            known = self._valid_query(usual) if usual else None
            if usual and known:
                result = await self._served.again(known, usual.variables, context)
                return _response(await self.process_result(request, result), usual.media_type)
            return await super().run(request, context, root_value)
        except HTTPException as error:
            reason = mismatch(error.__cause__) or error.reason
            return JSONResponse(refused(Code.BAD_REQUEST, reason[:LONGEST]), error.status_code)
        except RequestError as error:  # of an operation that is named; its clients look for the code
            status = 200 if code_of(error) is Code.NOT_PERSISTED else 400
            return JSONResponse(refused(code_of(error), error.message), status)

    def _valid_query(self, asked: UsualRequest) -> ValidQuery | None:
        """The operation of a request, if it was executed before; raises RequestError for one that is not
        allowed."""
        return self._served.known(self.allowed(asked.query), asked.operation_name)

    @property
    def graphql_ide_html(self) -> str:
        """The page that a person sees."""
        return ide_html()

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        """Whether a person looks; a request that names a persisted operation is a program's."""
        return "extensions" not in request.query_params and super().should_render_graphql_ide(request)

    def decode_json(self, data: str | bytes) -> object:
        """JSON that is strict: UTF-8, no NaN, no halves of characters, nested less than a thousand times."""
        return orjson.loads(data)

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """What is asked; a request has to be a JSON object."""
        try:
            asked = await super().parse_http_body(request)
            if isinstance(asked, list):
                return asked
            return replace(asked, query=self._persisted.text_of(asked.query, asked.extensions))
        except (AttributeError, TypeError) as error:  # of a body, or a member, that is of another JSON type
            raise HTTPException(400, "A GraphQL request is a JSON object with a query.") from error

    async def get_sub_response(self, request: Request) -> Response:
        """A response that remembers which media type to answer with."""
        return Response(media_type=accepted(request.headers.get("accept", "")))

    async def process_result(
        self,
        request: Request,
        result: ExecutionResult,
    ) -> GraphQLHTTPResponse:
        """The result as JSON values; `data` is left out when the operation never ran."""
        errors = [formatted(error, request.state.principal) for error in result.errors or ()]
        refused = bool(errors) and result.data is None and not any(e.path for e in result.errors or ())
        answer: dict[str, Any] = {"errors": errors} if errors else {}
        if not refused:
            answer["data"] = result.data
        return answer  # type: ignore[return-value]

    async def create_streaming_response(
        self,
        request: Request,  # noqa: ARG002 - Strawberry's signature
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,  # noqa: ARG002 - as above
        headers: Mapping[str, str],
    ) -> Response:
        """Answers as events, which nobody on the way keeps or packs."""
        return StreamingResponse(stream(), headers={**headers, "Cache-Control": "no-store, no-transform"})

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """The HTTP answer: with plain JSON always 200, else 400 when the operation was refused."""
        return _response(response_data, sub_response.media_type or JSON)


def _response(data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], media_type: str) -> Response:
    refused = isinstance(data, dict) and "data" not in data
    status = 400 if refused and media_type == GRAPHQL_JSON else 200
    return Response(to_json(data), status_code=status, media_type=f"{media_type}; charset=utf-8")
