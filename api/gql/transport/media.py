"""Media types of answers: which of them a client would rather have."""

from collections.abc import Collection
from functools import lru_cache

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENTS = "text/event-stream"


def accepted(accept: str, known: Collection[str] = (JSON, GRAPHQL_JSON)) -> str:
    """The media type to answer with: of those that are known the one that the client asks for first, or JSON.

    >>> accepted("application/graphql-response+json, application/json;q=0.9")
    'application/graphql-response+json'
    """
    offered = [_weighed(part) for part in accept.split(",") if part.strip()]
    for media_type, quality in sorted(offered, key=lambda offer: -offer[1]):
        if quality > 0 and media_type in known:
            return media_type
    return JSON


@lru_cache
def wants_events(accept: str | None) -> bool:
    """Whether a client wants answers as events, by the protocol graphql-sse."""
    return accept is not None and accepted(accept, (JSON, GRAPHQL_JSON, EVENTS)) == EVENTS


@lru_cache
def wanted_json(accept: str | None) -> str | None:
    """The kind of JSON that a client wants in one piece; None where it may want something else."""
    if accept is None:
        return JSON
    return None if wants_events(accept) or "multipart/" in accept else accepted(accept)


def _weighed(part: str) -> tuple[str, float]:
    media_type, *parameters = (piece.strip() for piece in part.split(";"))
    quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
    try:
        return media_type.lower(), float(quality)
    except ValueError:
        return media_type.lower(), 0.0
