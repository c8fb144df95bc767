"""Every role against every type of the schema: value, mask, or FORBIDDEN."""

import json

import pytest
from graphql import get_named_type
from strawberry.utils.str_converters import to_camel_case

from api.gql.compile.lists.people import person_of
from api.gql.kinds.names import KINDS, LINKS
from graph.model.personal import Personal
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.words.camel import snake
from tests.api.gql.policy.office import READERS, ROLES, Office
from tests.api.gql.policy.reach import OBJECT_WAYS, OBJECTS, WAYS
from tests.api.gql.policy.walk import at_the_end, further, leaves, operation
from tests.support.canary import SECRETS, TELLING

PERSON = {
    *("fullName", "givenName", "middleName", "familyName", "birthName", "otherNames", "birthDate"),
    *("birthPlace", "street", "houseNumber", "postalCode", "addressText"),
}
MASKED = {
    "Customer": PERSON | {"email", "phone"},
    "SourceRecord": PERSON | {"sourceId", "nodeId"},
    **{name: {"value", "nodeId"} for name in ("Email", "Phone", "Device", "Cookie", "Account", "Document")},
    "SocialHandle": {"value", "nodeId", "name", "url"},
    "Address": {"value", "nodeId", "street", "houseNumber", "postalCode"},
    "Identifier": {"value"},
    "Provenance": {"value", "sourceId"},
    "TraitValue": {"value", "number", "flag", "time", "sourceId"},
    "ConsentState": {"sourceId"},
    "PathStep": {"identifierValue"},
    "Connection": {"identifierValue"},
    "Ticket": {"subject", "id", "nodeId", "number"},
    "Order": {"id", "nodeId", "number"},
    "Contract": {"id", "nodeId", "number"},
    "Event": {"id", "nodeId", "properties"},
    "SurveyResponse": {"id", "nodeId", "comment"},
    "Referral": {"code"},
    "TreeCustomer": {"code"},
    # of four people each
    "Community": {"size", "ties"},
    "KFactor": {"customers", "invitations", "brought", "k", "amplification", "cycleDays"},
    "ConversionTime": {"converted", "medianDays", "p90Days"},
    "NetworkRun": {"communitiesSvg"},
    # of four people and fewer
    "FunnelStep": {"reached", "mature", "moved", "share", "medianDays"},
    "LifecycleCount": {"customers"},
    "OfferBasis": {"offers", "customers"},
    "OfferModel": {"customers", "offered", "forbidden", "paused"},
}
"""What somebody who only reads gets another value of than somebody with PII; numbers of a source are e-mail
addresses here."""


@pytest.mark.parametrize("type_name", sorted(OBJECT_WAYS))
def test_readers_get_values_or_masks(office: Office, type_name: str) -> None:
    query = operation(WAYS[type_name], leaves(OBJECTS[type_name]))
    seen = office.ask("read+pii", query)
    found = {role: office.ask(role, query) for role in READERS}

    assert "errors" not in seen, seen["errors"]
    whole = list(at_the_end(seen["data"], WAYS[type_name]))
    assert whole
    assert found["steward+pii"] == seen
    for role in READERS - {"read+pii", "steward+pii"}:
        shown = list(at_the_end(found[role]["data"], WAYS[type_name]))
        masked = {
            name for one, other in zip(whole, shown, strict=True) for name in one if one[name] != other[name]
        }
        assert masked == MASKED.get(type_name, set())
        assert not [secret for secret in SECRETS if secret in json.dumps(found[role]).lower()]


@pytest.mark.parametrize("role", sorted(set(ROLES) - READERS))
def test_others_get_nothing(office: Office, role: str) -> None:
    answers = [
        office.ask(role, operation(way, leaves(OBJECTS[name]))) for name, way in sorted(OBJECT_WAYS.items())
    ]

    assert {error["extensions"]["code"] for each in answers for error in each["errors"]} == {"FORBIDDEN"}
    assert not [each for each in answers if each.get("data")]


def test_no_way_on_from_a_type_names_anybody(office: Office) -> None:
    """Every field that leads from an object to others, at the end of the shortest way to the object."""
    ways_on = {name: further(OBJECTS[name]) for name in sorted(OBJECT_WAYS)}
    assert len(ways_on["Customer"]) > 30
    for type_name, on in ways_on.items():
        for begin in range(0, len(on), 15):
            answer = office.ask("steward", operation(WAYS[type_name], on[begin : begin + 15]))

            assert "errors" not in answer, (type_name, answer["errors"])
            assert not [secret for secret in SECRETS if secret in json.dumps(answer).lower()], type_name


SHOWN_OF_EDGES = {
    "ReferredSourceRecordEdge": {"code"},
    "ReferredCustomerEdge": {"code"},
    "MatchesSourceRecordEdge": {"evidence"},
}
"""Masked fields of edges, by type."""


@pytest.mark.parametrize("label", sorted(KINDS))
def test_lists_show_edges_and_numbers_of_enough_people(office: Office, label: str) -> None:
    names = {to_camel_case(name) for (start, name) in LINKS if start == label} - {
        "mergedFrom",
        "mergedInto",
        "referredBy",
    }
    lists = {name: get_named_type(OBJECTS[label].fields[name].type) for name in sorted(names)}
    edges = {name: get_named_type(type_.fields["edges"].type) for name, type_ in lists.items()}
    fields = " ".join(
        f"{name}(first: 3) {{totalCount aggregate {{count}} edges {{{' '.join(leaves(edges[name]))}}}}}"
        for name in lists
    )
    query = operation(WAYS[label], [f"nodeId {fields}"])
    seen, masked = (office.ask(role, query) for role in ("steward+pii", "steward"))

    assert "errors" not in seen, seen["errors"]
    if "matches" in lists:
        assert office.codes("read+pii", query) == {"FORBIDDEN"}
    assert not [secret for secret in SECRETS if secret in json.dumps(masked).lower()]
    [whole, *_], [shown, *_] = (list(at_the_end(each["data"], WAYS[label])) for each in (seen, masked))
    for name, type_ in edges.items():
        assert whole[name]["edges"], name
        differing = {
            key
            for one, other in zip(whole[name]["edges"], shown[name]["edges"], strict=True)
            for key in one
            if one[key] != other[key]
        }
        assert differing == SHOWN_OF_EDGES.get(type_.name, set()), name
        # two people in all, so numbers over them are told of one's own things alone
        link = LINKS[label, snake(name)]
        own = person_of(link) is None
        assert shown[name]["totalCount"] == (whole[name]["totalCount"] if own else None), name
        assert shown[name]["aggregate"]["count"] == (whole[name]["aggregate"]["count"] if own else None), name


def test_with_the_role_the_person_is_seen(office: Office) -> None:
    query = operation(WAYS["Customer"], leaves(OBJECTS["Customer"]))
    [customer] = at_the_end(office.ask("read+pii", query)["data"], WAYS["Customer"])

    assert (customer["fullName"], customer["email"]) == (TELLING[Personal.NAME], TELLING[Personal.EMAIL])


def test_masks_are_typed(office: Office) -> None:
    query = """{customer(id: "customer1") {
      fullName email phone birthDate postalCode identifiers {nodes {kind value}}}}"""
    customer = office.ask("read", query)["data"]["customer"]
    identifiers = {each["kind"]: each["value"] for each in customer.pop("identifiers")["nodes"]}

    assert customer == {
        "fullName": "Z. Q.",
        "email": "…@canary.example",
        "phone": "+49…77",
        "birthDate": "1987",
        "postalCode": "10…",
    }
    assert identifiers["ADDRESS"] == "…|…|10…|berlin|de"
    assert identifiers["HANDLE"] == "mastodon:…"


def test_a_mask_does_not_depend_on_what_else_is_asked(office: Office) -> None:
    alone = office.ask("read", '{customer(id: "customer1") {identifiers {nodes {v: value}}}}')
    both = office.ask("read", '{customer(id: "customer1") {identifiers {nodes {kind value}}}}')
    values = [[*each.values()][-1] for each in both["data"]["customer"]["identifiers"]["nodes"]]

    assert [each["v"] for each in alone["data"]["customer"]["identifiers"]["nodes"]] == values


def test_small_groups_are_not_counted(office: Office) -> None:
    query = "{customers {totalCount}}"

    assert office.ask("read+pii", query)["data"]["customers"]["totalCount"] == 2
    assert office.ask("read", query)["data"]["customers"]["totalCount"] is None


def test_a_key_that_is_taken_back_opens_nothing(office: Office) -> None:
    keys = Keys(office.client.app.state.settings.home)
    made, key = keys.add("gone", [Role.READ])
    office.keys["gone"] = key
    before = office.ask("gone", "{customers {nodes {id}}}")
    keys.revoke(made.id)

    assert "errors" not in before
    assert office.codes("gone", "{customers {nodes {id}}}") == {"UNAUTHENTICATED"}
