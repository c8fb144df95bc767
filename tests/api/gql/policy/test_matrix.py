"""Every role against every member of the schema: value, mask, or FORBIDDEN."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
)
from strawberry.utils.str_converters import to_camel_case

from api.gql.compile.people import person_of
from api.gql.declare import snake
from api.gql.kinds.names import KINDS, LINKS
from api.gql.policy.check import kind_of_member
from api.gql.policy.generated import CONDITION_TYPES, MEMBERS
from api.gql.policy.masking import python_name
from api.gql.policy.rules import (
    ARGUMENTS,
    INPUTS,
    MIRRORED_INPUTS,
    ORDERS,
    SHOWN,
    VALUES_BY_KIND,
    mask_of,
)
from api.gql.policy.rules import MASKED as MASKED_FIELDS
from api.gql.policy.rules import ROLES as ROLE_FIELDS
from api.workspace import Workspace
from graph.entries import Origin, Rejection
from graph.journal import Journal
from graph.personal import Personal
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.progress import silent
from graph.store import Store
from tests.api.conftest import Client, running
from tests.api.gql import schemas
from tests.api.gql.policy.walk import at_the_end, leaves, operation, ways
from tests.support.canary import SECRETS, TELLING, write_canary
from tests.support.people import FAMILY, GIVEN, STREETS
from tests.support.stores import settings_of, wipe

SCHEMA = schemas.SCHEMA._schema
TYPES = {name: type_ for name, type_ in SCHEMA.type_map.items() if not name.startswith("__")}
OBJECTS = {name: type_ for name, type_ in TYPES.items() if isinstance(type_, GraphQLObjectType)}
ROOTS = {SCHEMA.query_type, SCHEMA.mutation_type}

GRAPH = {
    "customer": '(id: "customer1")',
    "customers": "",
    "traits": "",
    "advocates": "",
    "referralNetwork": '(customer: "customer1")',
    "path": '(from: "customer1", to: "customer12")',
    "neighbourhood": '(customer: "customer1")',
    "connectedBy": '(from: "customer1", to: "customer12")',
    "identityRun": '(id: "identityrun1")',
    "household": '(id: "household1")',
    "networkRun": "",
    "referralTree": '(customer: "customer1")',
}
"""Arguments of queries that lead to everything in the graph."""

JOURNAL = {
    "resolveRecord": '(input: {source: "crm", sourceId: "2", city: "Köln"})',
    "why": '(left: "crm:2", right: "shop:2")',
    "whyNot": '(left: "crm:2", right: "web:2")',
    "how": '(customer: "crm:2")',
    "reviewQueue": "",
    "quarantine": "",
    "sourceQuality": "",
}
"""Those that lead to what the identity runs know."""

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
    "NetworkRun": {"communitiesSvg"},
}
"""What somebody who only reads gets another value of than somebody with PII; numbers of a source are e-mail
addresses here."""

ROLES: dict[str, tuple[Role, ...]] = {
    "read": (Role.READ,),
    "steward": (Role.STEWARD,),
    "ingest": (Role.INGEST,),
    "admin": (Role.ADMIN,),
    "read+pii": (Role.READ, Role.PII),
    "steward+pii": (Role.STEWARD, Role.PII),
    "pii": (Role.PII,),
}
UNSTATED = {"ReferralClaim"}
"""Types of which nothing is in the graph: its one referral counts."""

READERS = {"read", "steward", "admin", "read+pii", "steward+pii"}
STEWARDS = {"steward", "admin", "steward+pii"}


class Office:
    """Asks a server with the key of each role."""

    def __init__(self, client: Client, keys: dict[str, str]) -> None:
        self.client = client
        self.keys = keys

    def ask(self, role: str, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer to somebody with the role."""
        answer = self.client.request(
            "POST",
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {self.keys[role]}"},
        )
        body: dict[str, Any] = answer.json()
        return body

    def codes(self, role: str, query: str, **variables: Any) -> set[str]:
        """The codes of the answer's errors."""
        return {error["extensions"]["code"] for error in self.ask(role, query, **variables).get("errors", ())}


def _keys(home: Path) -> dict[str, str]:
    keys = Keys(home)
    return {name: keys.add(name, roles)[1] for name, roles in ROLES.items()}


@pytest.fixture(scope="module")
def office(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server of the graph in which one person is everywhere."""
    write_canary(wipe(embedded_session))
    home = tmp_path_factory.mktemp("home")
    with running(settings_of(embedded_session.endpoint, home)) as client:
        yield Office(client, _keys(home))


def test_every_member_of_the_schema_is_classified() -> None:
    missing: list[str] = []
    for type_name, type_ in OBJECTS.items():
        for name, field in type_.fields.items():
            missing += [f"{type_name}.{name}({each})" for each in field.args if each not in ARGUMENTS]
            try:
                mask_of(type_name, name, python_name(name, field))
            except LookupError:
                missing.append(f"{type_name}.{name}")
    for type_name, type_ in TYPES.items():
        if isinstance(type_, GraphQLInputObjectType):
            if type_name in CONDITION_TYPES:  # classified where they stand
                continue
            known = {*INPUTS.get(type_name, ()), VALUES_BY_KIND.get(type_name, ("", ""))[0]}
            known |= {
                name
                for name, field in type_.fields.items()
                if python_name(name, field) in MEMBERS.get(type_name, ())
            }
            mirrored = type_name in MIRRORED_INPUTS
            missing += [
                f"{type_name}.{name}"
                for name, field in type_.fields.items()
                if name not in known
                and (
                    not mirrored
                    or kind_of_member(type_name, name, python_name(name, field)) is Personal.WORDS
                )
            ]
        elif isinstance(type_, GraphQLEnumType) and type_name in ORDERS:
            missing += [f"{type_name}.{value}" for value in type_.values if value not in ORDERS[type_name]]

    assert missing == []


def test_nothing_is_classified_that_is_gone() -> None:
    listed = [(type_name, name) for type_name, names in SHOWN.items() for name in names.split()]
    listed += [(type_name, name) for type_name, masks in MASKED_FIELDS.items() for name in masks]
    listed += [(type_name, name) for type_name, (_, names) in ROLE_FIELDS.items() for name in names.split()]
    listed += [(type_name, name) for type_name, names in INPUTS.items() for name in names]
    gone = [pair for pair in listed if pair[1] not in getattr(TYPES.get(pair[0]), "fields", ())]

    assert gone == []


def test_orders_by_a_property_are_classified() -> None:
    arguments = {
        get_named_type(argument.type).name
        for type_ in OBJECTS.values()
        for field_name, field in type_.fields.items()
        for name, argument in field.args.items()
        if name in ("orderBy", "orderByEdge") or (name == "by" and field_name == "groups")
    }

    assert arguments <= ORDERS.keys()


WAYS = ways(SCHEMA, GRAPH)


LISTS = re.compile(r"(\wConnection|Aggregate|Group|(?<!Referral)Edge)$")
"""Types of lists, of which a test of its own asks many at once."""

OBJECT_WAYS = {name: way for name, way in WAYS.items() if not LISTS.search(name)}


@pytest.mark.parametrize("type_name", sorted(OBJECT_WAYS))
def test_readers_get_values_or_masks(office: Office, type_name: str) -> None:
    query = operation(WAYS[type_name], leaves(OBJECTS[type_name]))
    seen = office.ask("read+pii", query)
    found = {role: office.ask(role, query) for role in READERS}

    assert "errors" not in seen, seen["errors"]
    whole = list(at_the_end(seen["data"], WAYS[type_name]))
    assert whole or type_name in UNSTATED
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
    query = '{customer(id: "customer1") {fullName email phone birthDate postalCode identifiers {kind value}}}'
    customer = office.ask("read", query)["data"]["customer"]
    identifiers = {each["kind"]: each["value"] for each in customer.pop("identifiers")}

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
    alone = office.ask("read", '{customer(id: "customer1") {identifiers {v: value}}}')
    both = office.ask("read", '{customer(id: "customer1") {identifiers {kind value}}}')
    values = [[*each.values()][-1] for each in both["data"]["customer"]["identifiers"]]

    assert [each["v"] for each in alone["data"]["customer"]["identifiers"]] == values


@pytest.mark.parametrize(
    "query",
    [
        '{customers(filter: {text: "Zor"}) {totalCount}}',
        "{customers(orderBy: FULL_NAME) {nodes {id}}}",
        '{customers(filter: {familyName: {startsWith: "Q"}}) {totalCount}}',
        '{customers(filter: {not: {or: [{and: [{email: {gt: "z"}}]}]}}) {totalCount}}',
        '{customers(filter: {emails: {some: {value: {eq: "zoraya.quill@canary.example"}}}}) {totalCount}}',
        '{customers(filter: {otherNames: {includes: "x"}}) {totalCount}}',
        '{orders(filter: {number: {contains: "zor"}}) {nodes {id}}}',
        '{orders(filter: {number: {in: ["1", "zoraya.quill@canary.example"]}}) {nodes {id}}}',
        "{orders(orderBy: NUMBER_DESC) {nodes {id}}}",
        '{customer(id: "customer1") {referred(over: {code: {lt: "z"}}) {totalCount}}}',
        '{customer(id: "customer1") {referred(orderByEdge: CODE) {totalCount}}}',
        '{node(id: "SocialHandle:mastodon:zorayaquill") {nodeId}}',
        '{nodes(ids: ["Product:p1", "SourceRecord:crm:zoraya.quill@canary.example"]) {nodeId}}',
        '{customer(identifier: {kind: EMAIL, value: "zoraya.quill@canary.example"}) {id}}',
        '{customer(identifier: {kind: ADDRESS, value: "quillgasse|7|10999|berlin|de"}) {id}}',
        '{resolveRecord(input: {fullName: "Zoraya"}) {probability}}',
        '{resolveRecord(input: {city: "x", identifiers: [{kind: PHONE, value: "+4930555666777"}]}) {stored}}',
        '{... on Query {...f}} fragment f on Query {customers(filter: {text: "Z"}) {nodes {id}}}',
        '{customer(by: {email: "zoraya.quill@canary.example"}) {id}}',
        '{customer(by: {phone: "030 555666777"}) {id}}',
        '{customer(by: {account: "zq991"}) {id}}',
        '{customer(by: {text: "zq991"}) {id}}',
        '{search(text: "Zoraya") {score}}',
        '{order(id: "shop:zoraya.quill@canary.example") {id}}',
    ],
)
def test_nobody_looks_by_what_is_masked(office: Office, query: str) -> None:
    assert office.codes("read", query) == {"FORBIDDEN"}
    assert "FORBIDDEN" not in office.codes("read+pii", query)
    assert office.codes("read", query) == {"FORBIDDEN"}  # though the server knows the operation by now


def test_variables_are_looked_at(office: Office) -> None:
    query = (
        "query($f: CustomerFilter, $o: CustomerOrder! = ID) {customers(filter: $f, orderBy: $o) {nodes {id}}}"
    )

    assert office.codes("read", query, f={"city": {"eq": "Berlin"}, "email": {"exists": True}}) == set()
    assert office.codes("read", query, f={"text": "Z"}) == {"FORBIDDEN"}
    assert office.codes("read", query, f={"or": [{"orders": {"none": {"number": {"lt": "5"}}}}]}) == {
        "FORBIDDEN"
    }
    assert office.codes("read", query, o="FULL_NAME") == {"FORBIDDEN"}
    assert office.codes("read", query.replace("= ID", "= FULL_NAME")) == {"FORBIDDEN"}


def test_nobody_looks_by_a_personal_trait(office: Office) -> None:
    """The one that is declared is not personal: a condition may be on it, as on no other text."""
    query = "query ($filter: CustomerFilter) {customers(filter: $filter) {nodes {id}}}"
    conditions = (
        {"name": "said", "text": {"startsWith": "Z"}},
        {"name": "unknown", "text": {"startsWith": "Z"}},
    )
    open_, unknown = ({"traits": each} for each in conditions)

    assert office.codes("read", query, filter=open_) == set()
    assert office.codes("read", query, filter={"records": {"some": open_}}) == set()
    assert office.codes("read", query, filter=unknown) == {"BAD_USER_INPUT"}


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


@pytest.fixture(scope="module")
def stewards(
    in_doubt: Path, embedded_session: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """A server of people who are resolved, some in doubt."""
    folder = tmp_path_factory.mktemp("stewards")
    shutil.copytree(in_doubt, folder, dirs_exist_ok=True)
    settings = settings_of(embedded_session.endpoint, folder / "home")
    settings = settings.model_copy(update={"rules": folder / "rules.yaml"})
    name = f"{GIVEN[0]} {FAMILY[0]}"
    row = Rejection(
        "crm", Origin("k.csv", 7), "birth_date", name, "is no date", json.dumps([name]), "customer 7"
    )
    Journal.open(settings).reject([row], "one")
    Workspace(settings).project(wipe(embedded_session), silent)
    with running(settings) as client:
        yield Office(client, _keys(folder / "home"))


KNOWN = ways(SCHEMA, JOURNAL)
NAMES = [name.lower() for name in (*GIVEN, *FAMILY, *STREETS, "221123", "Nordring", "5000")]
EMPTY = {"ResolutionCandidate", "IngestQuality"}
"""Types of which there is nothing to tell here: candidates are found by personal values alone, and
nothing was read from files."""

TELLING_TYPES = {"Finding", "Merge", "IdentifierUser", "SharedIdentifier", "Rejection"}
"""Types that name people to those who may see it."""
EXPLAINED = sorted(KNOWN.keys() - WAYS.keys())


def test_all_types_are_reached() -> None:
    outcomes = {"StewardshipOutcome", "Judgement", "Move", "Training"}  # of mutations
    # A session takes a while to open; of people it shows the keys of two records alone.
    outcomes |= {"Teaching", "TeachingAnswer", "TeachingCorrection", "TeachingQuestion"}
    # Read from the journal, which has no events here: tests/api/gql/test_journeys.py asks for both roles.
    outcomes |= {"Journey", "JourneyStep", "Session", "StepCount"}
    # Numbers of the referral network, which is not computed here; who is in it is a customer.
    network = {"CustomerTree", "TreeLevel", "TreeCustomer", "ReferralClaim", "RankedCustomer"}
    network |= {"NetworkRun", "KFactor", "Community", "CampaignSeeds"}
    network |= {name for name in OBJECTS if LISTS.search(name)}

    # Customers that only those find who may see personal values.
    outcomes |= {"SearchHit"}
    # Of subscriptions, which tests/api/gql/live listens to; who is in them is a customer.
    outcomes |= {"CustomerChange", "Member", "MembersChange", "RunProgress"}

    roots = {"Query", "Mutation", "Subscription"}
    assert OBJECTS.keys() - WAYS.keys() - KNOWN.keys() - outcomes - network == roots


@pytest.mark.parametrize("type_name", EXPLAINED)
def test_explanations_name_nobody(stewards: Office, type_name: str) -> None:
    names = leaves(OBJECTS[type_name])
    root = KNOWN[type_name][0].partition("(")[0]
    found = {role: stewards.ask(role, operation(KNOWN[type_name], names)) for role in READERS}

    for role in READERS:
        if root != "resolveRecord" and role not in STEWARDS:
            assert found[role]["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        else:
            assert "errors" not in found[role], found[role]["errors"]
    assert list(at_the_end(found["steward+pii"]["data"], KNOWN[type_name])) or type_name in EMPTY
    told, whole = (json.dumps(found[role], ensure_ascii=False).lower() for role in ("steward", "steward+pii"))
    assert not [name for name in NAMES if name in told]
    assert type_name not in TELLING_TYPES or [name for name in NAMES if name in whole]


def test_wrong_variables_open_nothing(stewards: Office) -> None:
    query = 'query($left: String!) {why(left: $left, right: "shop:2") {together}}'

    assert stewards.codes("steward+pii", query, left="crm:2") == set()  # known by now
    assert stewards.codes("read+pii", query, left=["crm:2"])
    assert stewards.codes("read+pii", query, left="crm:2") == {"FORBIDDEN"}


def test_whoever_acts_is_who_calls(stewards: Office) -> None:
    judge = """mutation {judge(left: "crm:12", right: "shop:%s", verdict: NO_MATCH, reason: "x"%s) {
        judgements {steward left right} moves {record} pending}}"""

    assert stewards.codes("read+pii", judge % ("13", "")) == {"FORBIDDEN"}
    assert stewards.codes("steward", judge % ("13", ', steward: "ana"')) == {"FORBIDDEN"}
    [own] = stewards.ask("steward", judge % ("13", ""))["data"]["judge"]["judgements"]
    [acted] = stewards.ask("admin", judge % ("14", ', steward: "ana"'))["data"]["judge"]["judgements"]
    assert (own["steward"], acted["steward"]) == ("steward", "ana")
