"""Every argument, input and order of the schema classified: what a value given there is compared with. A test
fails for one that is missing here."""

from collections.abc import Mapping
from typing import Any

from api.gql.company.traits import COMPARED, CONDITION
from api.gql.policy import generated
from graph.model import MODEL
from graph.model.personal import Personal
from graph.policy.masks import kind_of_identifier, kind_of_property

# what segments and traits are compared with is looked at where their names are known
INPUTS: Mapping[str, Mapping[str, Personal]] = {
    "CustomerFilter": {
        "text": Personal.WORDS,
        **dict.fromkeys(("hasConsent", "segment", "traits"), Personal.NOT),
    },
    "SourceRecordFilter": {"traits": Personal.NOT},
    # the trait that is named may be nobody's secret
    CONDITION: {"name": Personal.NOT, **dict.fromkeys(COMPARED, Personal.WORDS)},
    "ConsentInput": {"purpose": Personal.NOT, "channel": Personal.NOT},
    "CustomerBy": {
        "id": Personal.NOT,
        "record": Personal.KEY,
        "text": Personal.WORDS,
        **{each.name: kind_of_identifier(each.name) for each in MODEL.identifiers if each.links},
    },
    "IdentifierInput": {"kind": Personal.NOT},
    "RecordInput": {"source": Personal.NOT, "identifiers": Personal.NOT},
}
"""Members of inputs, by what a value given there is compared with."""

MIRRORED_INPUTS: Mapping[str, str] = {"RecordInput": "SourceRecord"}
"""Inputs whose other members are compared with the property of a node kind."""

VALUES_BY_KIND: Mapping[str, tuple[str, str]] = {"IdentifierInput": ("value", "kind")}
"""Inputs with a member that is compared with identifiers of the kind that another member names."""

ORDERS: Mapping[str, Mapping[str, Personal]] = {
    **generated.ORDERS,
    "TreeOrder": dict.fromkeys(
        ("LEVEL", "AT", "AT_DESC", "CONVERTED_AT", "CONVERTED_AT_DESC", "REVENUE", "REVENUE_DESC"),
        Personal.NOT,
    ),
}
"""Values of enums that say by which property to order or to group."""

ARGUMENTS: Mapping[str, Personal] = {
    **dict.fromkeys(
        (
            "first",
            "after",
            "last",
            "before",
            "orderBy",
            "orderByEdge",
            "depth",
            "maxLength",
            "kinds",
            "limit",
            "minProbability",
            "stated",
            "steps",
            "community",
            "validity",
            "zone",
            "since",
            "until",
            "at",
            "knownAt",
            "relation",
            "direction",
            "country",
        ),
        Personal.NOT,
    ),
    # these have members of their own
    **dict.fromkeys(("filter", "over", "identifier", "by", "input"), Personal.NOT),
    "text": Personal.WORDS,
    **dict.fromkeys(("verdict", "reconnection", "steward", "reason", "dryRun"), Personal.NOT),
    **dict.fromkeys(("source", "file", "ingest"), Personal.NOT),
    **dict.fromkeys(
        ("id", "ids", "customer", "from", "to", "via", "avoid", "left", "right", "record", "other"),
        Personal.KEY,
    ),
}
"""Arguments by name, by what a value given there is compared with."""

CURSORS = frozenset({"after", "before"})
"""Arguments that compare a place in a list with all others; one of another list's owner would tell where the
values of a list that goes by masked ones stand."""

NODE_IDS = frozenset({("node", "id"), ("nodes", "ids")})
"""Arguments that name nodes by kind and key."""


def kind_of_member(
    type_name: str, name: str, property_name: str, value: Mapping[str, Any] | None = None
) -> Personal:
    """What a member of an input is compared with; WORDS, the strictest, for one that is not classified."""
    by_kind = VALUES_BY_KIND.get(type_name)
    if by_kind and by_kind[0] == name:
        kind = (value or {}).get(by_kind[1])
        return kind_of_identifier(str(getattr(kind, "value", kind)))
    listed = INPUTS.get(type_name, {}).get(name) or generated.MEMBERS.get(type_name, {}).get(property_name)
    if listed is not None:
        return listed
    label = MIRRORED_INPUTS.get(type_name)
    return (kind_of_property(label, property_name) if label else None) or Personal.WORDS
