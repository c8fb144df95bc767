"""Requests of the usual form: one operation, posted as JSON and answered in JSON.

Strawberry's view looks for all that a request may be. Where an operation was executed before, that takes
longer than everything else.
"""

from typing import Any, NamedTuple

import orjson
from starlette.requests import Request

from api.gql.transport.media import JSON, wanted_json
from api.headers import header


class UsualRequest(NamedTuple):
    """An operation, its variables, and the media type of its answer."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None
    media_type: str


async def usual_request(request: Request) -> UsualRequest | None:
    """What a request asks; None where it is, or may be, of another form."""
    scope = request.scope
    if scope["type"] != "http" or scope["method"] != "POST":
        return None
    sent, media_type = header(scope, b"content-type") or "", wanted_json(header(scope, b"accept"))
    if media_type is None or sent.partition(";")[0].strip() != JSON:
        return None
    try:
        asked = orjson.loads(await request.body())
    except orjson.JSONDecodeError:
        return None
    return _usual(asked, media_type) if isinstance(asked, dict) else None


def _usual(asked: dict[str, Any], media_type: str) -> UsualRequest | None:
    variables = {} if asked.get("variables") is None else asked["variables"]
    match asked.get("query"), variables, asked.get("operationName"), asked.get("extensions"):
        case str() as query, dict(), (str() | None) as name, None:
            return UsualRequest(query, variables, name, media_type)
    return None
