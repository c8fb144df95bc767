"""Pages of customers: the conditions that are given, an order, and a place to start behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.gql.compile.drafts import Draft, Source
from api.gql.compile.fragments import Fragment, packaged
from api.gql.cursors import Cursor

BY_ID = "ID"
_BLANK = ("text", "")
PARAMETERS = (
    *("text", "stage", "city", "country", "min_revenue", "anonymous"),
    *("purpose", "channels", "after_id", "after_key", "limit"),
)
"""All parameters of the parts."""


@dataclass(frozen=True)
class Asked:
    """The arguments of one page; conditions by name, as the filter has them."""

    filter: Mapping[str, Any]
    order: str
    first: int
    after: str | None

    @cached_property
    def cursor(self) -> Cursor | None:
        """Where the page before ended; raises RequestError for what is no cursor of this order."""
        return Cursor.decode(self.after, self.order) if self.after else None

    @property
    def conditions(self) -> dict[str, Any]:
        """The conditions that restrict, by the name of their part."""
        return {
            name: value
            for name, value in self.filter.items()
            if value is not None and (name, value) != _BLANK
        }

    def values(self) -> dict[str, Any]:
        """The values of all parameters of the parts."""
        consent = self.filter.get("has_consent") or {}
        text = self.filter.get("text")
        return {
            **{name: value for name, value in self.filter.items() if name != "has_consent"},
            "text": text.strip().lower() if text else None,
            "purpose": consent.get("purpose"),
            "channels": sorted({consent.get("channel", "any"), "any"}),
            "after_id": self.cursor.id if self.cursor else "",
            "after_key": self.cursor.key if self.cursor else None,
            "limit": self.first + 1,
        }


def count(asked: Asked, draft: Draft, sources: Mapping[str, Source]) -> tuple[str, str]:
    """A subquery that counts the customers who meet the conditions, and the name of its answer."""
    answer = draft.name("n")
    part = Fragment(f"{_matched(asked)}\nRETURN count(_customer) AS _count", _params(_conditions(asked)))
    text, _ = draft.written(part, sources, {"count": answer})
    return text, answer


def page(asked: Asked, draft: Draft, sources: Mapping[str, Source]) -> tuple[str, str, str]:
    """What finds one customer more than the page has, in order; the names of the customer and of its key.

    Ordered by id, the key is null, and a condition on the id lets the store follow its index.
    """
    behind = packaged("condition/behind_id" if asked.order == BY_ID else "condition/behind_key")
    if asked.order == BY_ID:
        parts = [*_conditions(asked), behind]
        text = f"{_matched(asked, behind)}\nWITH _customer, null AS _key"
    else:
        parts = [*_conditions(asked), *([behind] if asked.cursor else [])]
        key = packaged(f"order/{asked.order.lower()}").text
        text = f"{_matched(asked)}\nWITH _customer, {key} AS _key"
        text += f"\nWHERE {behind.text}" if asked.cursor else ""
    order = "_customer.id" if asked.order == BY_ID else "_key, _customer.id"
    part = Fragment(f"{text}\nORDER BY {order}\nLIMIT $limit", (*_params(parts), "limit"))
    written, variables = draft.written(part, sources)
    return written, variables["customer"], variables["key"]


def _conditions(asked: Asked) -> list[Fragment]:
    return [packaged(f"condition/{name}") for name in (*sorted(asked.conditions), "not_merged")]


def _matched(asked: Asked, *further: Fragment) -> str:
    texts = [part.text for part in (*_conditions(asked), *further)]
    return "MATCH (_customer:Customer)\nWHERE " + "\n  AND ".join(texts)


def _params(parts: list[Fragment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part.params))
