"""Conditions of one kind that no property of it holds; each is a file of `cypher/condition`."""

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from api.gql.company.segments import MEMBER as SEGMENT
from api.gql.company.traits import CONDITION
from api.gql.kinds.made import Member, make_input
from graph.words.channels import ANY, channel_of


@strawberry.input(description="A purpose and channel of consent.")
class ConsentInput:
    """Consent to look for."""

    purpose: str = strawberry.field(description="What the data may be used for")
    channel: str = strawberry.field(description="Through which channel", default="any")


def _text(value: str) -> dict[str, Any]:
    return {"text": value.strip().lower()}


def consent_parameters(value: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of conditions on a consent, of a `ConsentInput`: what is said of any channel is said of
    this one."""
    purpose, channel = value["purpose"].strip().lower(), channel_of(value["channel"])
    return {"purpose": purpose, "channels": sorted({channel, ANY})}


SPECIAL: Mapping[tuple[str, str], Callable[[Any], dict[str, Any]]] = {
    ("Customer", "text"): _text,
    ("Customer", "hasConsent"): consent_parameters,
}
"""From the value of a member to the parameters of its part, by label and name in GraphQL."""


_TRAITS = {
    "traits": Member(f"list[{CONDITION}] | None", "All of these hold of attributes of the company's own")
}
_MEMBERS: Mapping[str, Mapping[str, Member]] = {
    "Customer": {
        "text": Member(
            "str | None", "Start of the full, given, family or organization name, or of the e-mail address"
        ),
        "has_consent": Member(
            "ConsentInput | None",
            "A consent that holds now: granted for the channel or for `any`, denied for neither",
        ),
        SEGMENT: Member("str | None", "Belongs to this segment, as `segments` of the query lists them"),
        **_TRAITS,
    },
    "SourceRecord": _TRAITS,
}


def members(label: str) -> Mapping[str, Member]:
    """Members of the filter of a kind."""
    return _MEMBERS.get(label, {})


def make_trait_filter() -> None:
    """Make the input with conditions on a trait known."""
    make_input(
        CONDITION,
        "Conditions on an attribute of the company's own; without any it is asked whether there is a value.",
        {
            "name": Member("str", "Its name, as in `traits` of the query"),
            "text": Member("TextCondition | None", "Of a text or category, and of a date in ISO 8601"),
            "number": Member("NumberCondition | None", "Of a number"),
            "flag": Member("FlagCondition | None", "Of a boolean"),
            "time": Member("TimeCondition | None", "Of a time"),
        },
    )
