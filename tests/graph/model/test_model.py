"""Guards over all declarations of the model: each collects its violations and asserts once."""

import re
from collections import Counter

from graph.model import MODEL
from graph.model.attributes import PERSON_PROPERTIES

_LABEL = re.compile(r"[A-Z][A-Za-z]*")
_TYPE = re.compile(r"[A-Z]+(_[A-Z]+)*")
_PROPERTY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def test_names_follow_the_conventions_of_the_field() -> None:
    violations = [kind.label for kind in MODEL.nodes if not _LABEL.fullmatch(kind.label)]
    violations += [kind.type for kind in MODEL.edges if not _TYPE.fullmatch(kind.type)]
    for kind in MODEL.nodes:
        violations += [f"{kind.label}.{p.name}" for p in kind.properties if not _PROPERTY.fullmatch(p.name)]
    for edge in MODEL.edges:
        violations += [f"{edge.type}.{p}" for p in edge.property_names if not _PROPERTY.fullmatch(p)]

    assert violations == []


def test_every_declaration_is_described() -> None:
    violations = [kind.label for kind in MODEL.nodes if not kind.description]
    violations += [kind.type for kind in MODEL.edges if not kind.description]
    violations += [f"{k.label}.{p.name}" for k in MODEL.nodes for p in k.properties if not p.description]
    violations += [kind.name for kind in MODEL.identifiers if not kind.description]

    assert violations == []


def test_nothing_is_declared_twice() -> None:
    labels = Counter(kind.label.upper() for kind in MODEL.nodes)
    types = Counter(kind.type for kind in MODEL.edges)
    properties = Counter((k.label, p.name) for k in MODEL.nodes for p in k.properties)

    assert [name for name, count in (labels + types + properties).items() if count > 1] == []


def test_no_label_shares_its_name_with_a_relationship_type() -> None:
    # The embedded store keeps both in one namespace, whatever the case.
    assert {k.label.upper() for k in MODEL.nodes} & {k.type.upper() for k in MODEL.edges} == set()


def test_keys_are_declared_properties() -> None:
    violations = [k.label for k in MODEL.nodes if not set(k.key) <= k.property_names]
    violations += [k.type for k in MODEL.edges if not set(k.key) <= k.property_names]

    assert violations == []


def test_endpoints_are_declared_labels() -> None:
    ends = {(edge.type, label) for edge in MODEL.edges for pair in edge.endpoints for label in pair}

    assert {(type_, label) for type_, label in ends if label not in MODEL.node} == set()


def test_every_node_kind_is_reached_by_an_edge() -> None:
    reached = {label for edge in MODEL.edges for pair in edge.endpoints for label in pair}

    assert {kind.label for kind in MODEL.nodes} - reached - {
        "IdentityRun",
        "NetworkRun",
        "Projection",
        "Trait",  # what is declared; its values are properties
    } == set()


def test_identifier_kinds_name_their_node_and_the_edge_from_a_record() -> None:
    violations = [
        kind.name
        for kind in MODEL.identifiers
        if MODEL.node[kind.label].key != ("value",)
        or ("SourceRecord", kind.label) not in MODEL.edge[kind.edge].endpoints
        or kind.limit < 1
    ]

    assert violations == []


def test_records_and_customers_share_the_attributes_of_a_person() -> None:
    person = set(PERSON_PROPERTIES)

    assert person <= set(MODEL.node["SourceRecord"].properties)
    assert person <= set(MODEL.node["Customer"].properties)
