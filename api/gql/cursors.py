"""Cursors of pages of customers: a place in an order, so that a page starts behind the last one."""

import base64
from dataclasses import dataclass
from typing import Any

import orjson
import strawberry

from api.gql.errors import bad_input


@strawberry.type(description="Where a page begins and ends.")
class PageInfo:
    """Relay page info."""

    has_next_page: bool = strawberry.field(description="More customers follow")
    has_previous_page: bool = strawberry.field(description="The page does not begin at the first customer")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge; pass it as `after`")


@dataclass(frozen=True)
class Cursor:
    """A place in an order: the key and the id of a customer."""

    order: str
    key: str | float | None
    id: str

    def encode(self) -> str:
        """The cursor as opaque text."""
        return base64.urlsafe_b64encode(orjson.dumps([self.order, self.key, self.id])).decode()

    @classmethod
    def decode(cls, text: str, order: str) -> "Cursor":
        """The cursor back; raises RequestError when it is none or belongs to another order."""
        try:
            name, key, customer_id = orjson.loads(base64.urlsafe_b64decode(text.encode()))
            cursor = cls(name, _checked_key(key), customer_id)
            if not isinstance(customer_id, str) or not isinstance(name, str):
                raise TypeError("an order and an id are text")
        except (ValueError, TypeError) as error:
            raise bad_input("after is not a cursor; pass endCursor or the cursor of an edge.") from error
        if cursor.order != order:
            raise bad_input(f"after is a cursor of another order, the query asks for {order}.")
        return cursor


def _checked_key(key: Any) -> str | float | None:
    """The key of a cursor; whole numbers may be larger than the store's."""
    if key is None or isinstance(key, str):
        return key
    if isinstance(key, bool) or not isinstance(key, int | float):
        raise TypeError("a key is text or a number")
    return float(key)
