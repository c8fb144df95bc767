"""Cursors: a place in the order of a list, so that a page starts behind the last one, wherever it is.

They hold keys of the graph, which may be personal, so clients get them sealed.
"""

import base64
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson
import strawberry
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from graphql import GraphQLSchema

from api.gql.errors import bad_input
from graph.files.disk import writing
from graph.files.home import prepared_home

KEY_BYTES = 32
_BLOCK = 64
_EXTENSION = "cursors"


@strawberry.type(description="Where a page begins and ends.")
class PageInfo:
    """Relay page info."""

    has_next_page: bool = strawberry.field(description="More of the list follows")
    has_previous_page: bool = strawberry.field(description="The page does not begin where the list does")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge; pass it as `before`")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge; pass it as `after`")


def page_info(cursors: Sequence[str], *, before: bool, more: bool) -> PageInfo:
    """Where a page with these cursors begins and ends, whether something stands before it, and behind it."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=before,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


@dataclass(frozen=True)
class Cursor:
    """A place in an order: what the list goes by, and what tells equal ones apart."""

    order: str
    place: tuple[str | float | None, ...]


class Cursors:
    """Cursors as clients have them: sealed, the same for the same place."""

    def __init__(self, key: Callable[[], bytes] = lambda: os.urandom(KEY_BYTES)) -> None:
        self._key = key

    @classmethod
    def of(cls, home: Path) -> "Cursors":
        """Those of all processes of an installation; their key is made when first needed."""
        return cls(lambda: _kept_key(home / "cursors.key"))

    def encode(self, cursor: Cursor) -> str:
        """The cursor as opaque text."""
        told = orjson.dumps([cursor.order, *cursor.place])
        padded = told.ljust(-(-len(told) // _BLOCK) * _BLOCK)  # how long a key is may tell which one it is
        return base64.urlsafe_b64encode(self._cipher.encrypt(padded, None)).decode()

    def decode(self, text: str, order: str, name: str) -> Cursor:
        """The cursor back; raises RequestError with the argument's name when it is none of this order."""
        try:
            found, *place = orjson.loads(self._cipher.decrypt(base64.urlsafe_b64decode(text.encode()), None))
        except (ValueError, TypeError, InvalidTag) as error:
            raise bad_input(f"{name} is not a cursor; pass endCursor or the cursor of an edge.") from error
        if found != order:
            raise bad_input(f"{name} is a cursor of another list or order; this one goes by {order}.")
        return Cursor(found, tuple(map(_whole, place)))

    @cached_property
    def _cipher(self) -> AESSIV:
        return AESSIV(self._key())


def keep_cursors(schema: GraphQLSchema, cursors: Cursors) -> None:
    """Let a schema know the cursors that it gives out."""
    schema.extensions[_EXTENSION] = cursors


def cursors_of(schema: GraphQLSchema) -> Cursors:
    """The cursors that a schema gives out."""
    found: Cursors = schema.extensions[_EXTENSION]
    return found


def _whole(value: Any) -> Any:
    """Whole numbers may be larger than the store's."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _kept_key(path: Path) -> bytes:
    prepared_home(path.parent)
    aside = path.with_suffix(f".{os.getpid()}")
    with writing(path):
        if not path.exists():
            aside.write_bytes(os.urandom(KEY_BYTES))
            with suppress(FileExistsError):  # of another process, which was faster
                os.link(aside, path)
            aside.unlink()
        return path.read_bytes()
