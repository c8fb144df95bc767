"""Headers of requests and answers as they are on the wire; Starlette's own views of them take longer."""

from collections.abc import Iterable

from starlette.types import Message, Scope

Header = tuple[bytes, bytes]


def header(scope: Scope, name: bytes) -> str | None:
    """The first header of a request with a name in small letters; None where there is none.

    >>> header({"headers": [(b"host", b"localhost")]}, b"host")
    'localhost'
    """
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def add_headers(message: Message, added: Iterable[Header]) -> None:
    """Add headers to the start of an answer, but for those that it has."""
    headers = list(message.get("headers", ()))
    present = {name for name, _ in headers}
    message["headers"] = headers + [each for each in added if each[0] not in present]
