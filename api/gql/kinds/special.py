"""Conditions of one kind that no property of it holds; each is a file of `cypher/condition`."""

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from api.gql.kinds.made import Member


@strawberry.input(description="A purpose and channel of consent.")
class ConsentInput:
    """Consent to look for."""

    purpose: str = strawberry.field(description="What the data may be used for")
    channel: str = strawberry.field(description="Through which channel", default="any")


def _text(value: str) -> dict[str, Any]:
    return {"text": value.strip().lower()}


def _consent(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"purpose": value["purpose"], "channels": sorted({value["channel"], "any"})}


SPECIAL: Mapping[tuple[str, str], Callable[[Any], dict[str, Any]]] = {
    ("Customer", "text"): _text,
    ("Customer", "hasConsent"): _consent,
}
"""From the value of a member to the parameters of its part, by label and name in GraphQL."""


def members(label: str) -> dict[str, Member]:
    """Members of the filter of a kind."""
    if label != "Customer":
        return {}
    return {
        "text": Member(
            "str | None", "Start of the full, given, family or organization name, or of the e-mail address"
        ),
        "has_consent": Member(
            "ConsentInput | None",
            "A consent that holds now: granted for the channel or for `any`, denied for neither",
        ),
    }
