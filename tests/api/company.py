"""A small company written straight into the graph: what the GraphQL tests ask about.

Referrals: c01 → c02 → c04 → c05 → c06 → c01 (a ring), and c01 → c03. c07 and c08 use one device, c08 and
c09 share a household, c09 brought c10. c11 and c12 use one e-mail that too many use. old1 was merged into
old2, and old2 into c01. c10 has a handle, a cookie, a passport and the shop's account 77; the club's is c11.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from graph.model import MODEL
from graph.store import Store
from tests.support.stores import writing

Key = tuple[str, ...]
Values = dict[str, Any]


def at(month: int, day: int = 1) -> datetime:
    """Midnight UTC of a day in 2026."""
    return datetime(2026, month, day, tzinfo=UTC)


AHEAD = datetime(2999, 1, 1, tzinfo=UTC)
"""An end that was foretold and lies ahead."""

REVENUES = {f"c{number:02}": 100.0 * (number % 5) for number in range(1, 13)}
NAMES = ("Anna Berger", "Bernd Özdemir", "Cem Anders", "Dora Müller", "Emil Groß", "Fatma Yılmaz",
         "Gerd Weber", "Hanna Weber", "Ida Weber", "Jan Kurz", "Kai Lang", "Lea Kurz")  # fmt: skip
GROWN = {"c01": (2, 1000.0, 5, 4), "c02": (1, 500.0, 3, 3), "c04": (1, 100.0, 2, 2), "c05": (1, 100.0, 1, 1),
         "c09": (1, 0.0, 1, 1)}  # fmt: skip
"""What grew from those who brought others; c06 brought c01 last of the ring, which does not count."""
_GROWN = ("accepted_referrals", "downstream_revenue", "reach", "tree_depth")
PROVENANCE = '{"full_name": {"source": "crm", "source_id": "1", "at": "2026-01-01T00:00:00+00:00"}}'

TRAITS = {"shoe_size": ("number", False), "note": ("text", True), "tier": ("category", False)}
TRAITS |= {"likes_opera": ("boolean", False), "seen_at": ("time", True)}
"""Type of each declared trait, and whether it is personal."""


def traits_of(number: int) -> Values:
    """Traits of the first three customers; the first alone has a note, and was seen."""
    if number > 3:
        return {}
    values: Values = {"shoe_size": 40.0 + number, "tier": "gold" if number < 3 else "silver"}
    values |= {"likes_opera": number == 1, **({"note": "mag Rot", "seen_at": at(1)} if number == 1 else {})}
    told = {
        name: {
            "type": TRAITS[name][0],
            "personal": TRAITS[name][1],
            "source": "crm",
            "source_id": str(number),
        }
        | {"value": value.isoformat() if isinstance(value, datetime) else value, "at": None}
        for name, value in values.items()
    }
    return {"traits": json.dumps(told), **{f"trait_{name}": value for name, value in values.items()}}


NODES: dict[str, list[Values]] = {
    "Trait": [
        {
            "name": name,
            "type": type_,
            "personal": personal,
            "values": ["gold", "silver"] if name == "tier" else None,
        }
        for name, (type_, personal) in TRAITS.items()
    ],
    "Customer": [
        {
            "id": f"c{number:02}",
            "full_name": name,
            "given_name": name.split()[0],
            "family_name": name.split()[1],
            "email": f"{name.split()[0].lower()}@example.de",
            "city": "Köln" if number % 2 else "Ulm",
            "country": "DE",
            "revenue": REVENUES[f"c{number:02}"],
            "lifecycle_stage": "loyal" if number <= 4 else "lead",
            "last_seen": at(1 + number % 6) if number < 12 else None,
            "advocacy": 0.5 if number == 2 else 0.1,
            "status": "active",
            **traits_of(number),
            "provenance": PROVENANCE if number == 1 else None,
            **dict(zip(_GROWN, GROWN.get(f"c{number:02}", (None,) * 4), strict=True)),
        }
        for number, name in enumerate(NAMES, 1)
    ]
    + [{"id": "old1", "status": "merged"}, {"id": "old2", "status": "merged"}],
    "SourceRecord": [
        {
            "source": "crm",
            "source_id": str(number),
            "full_name": name,
            "observed_at": at(1),
            "recorded_at": at(2),
        }
        for number, name in enumerate(NAMES, 1)
    ]
    + [
        {"source": "shop", "source_id": "1", "other_names": ["Anna B.", "A. Berger"]},
        {"source": "web", "source_id": "9"},
        {"source": "crm", "source_id": "7b"},
    ],
    "Email": [{"value": "anna@example.de"}, {"value": "info@firma.de", "shared": True}],
    "Phone": [{"value": "+4922112345"}],
    "Device": [{"value": "d1", "device_type": "tablet"}],
    "Address": [{"value": "hauptstraße|1|50667|köln|de"}],
    "Account": [
        {"value": "shop:77", "realm": "shop"},
        {"value": "club:77", "realm": "club"},
        {"value": "club:L-4711", "realm": "club"},
    ],
    "SocialHandle": [{"value": "instagram:jan.kurz", "network": "instagram"}],
    "Cookie": [{"value": "shop.example:GA1.2.77", "domain": "shop.example"}],
    "Document": [{"value": "passport:DE:C01X00T47", "document_type": "passport", "issuer": "DE"}],
    "Product": [
        {"id": "p1", "name": "Kaffee", "category": "Getränke", "price": 9.5, "active": True},
        {"id": "p2", "name": "Tee", "category": "Getränke", "price": 4.0, "active": True},
        {"id": "p3", "name": "Tasse", "category": "Geschirr", "price": 12.0, "active": False},
    ],
    "Order": [
        {"id": "shop:o1", "number": "o1", "ordered_at": at(3), "total": 23.0, "currency": "EUR"},
        {"id": "shop:o2", "number": "o2", "ordered_at": at(4), "total": 4.0, "currency": "EUR"},
        {"id": "shop:o3", "number": "o3", "ordered_at": at(5), "total": 9.5, "currency": "EUR"},
    ],
    "Ticket": [
        {"id": "desk:t1", "subject": "Bruch", "status": "open", "opened_at": at(3, 5)},
        {"id": "desk:t2", "status": "closed", "opened_at": at(3, 5), "closed_at": at(3, 8)},
        {"id": "desk:t3", "status": "closed", "opened_at": at(3, 5), "closed_at": at(3, 4)},
        {"id": "desk:t4", "status": "solved", "opened_at": at(3), "closed_at": at(3) + timedelta(hours=12)},
    ],
    "Contract": [
        {"id": "abo:k1", "status": "active", "signed_at": at(1), "monthly_fee": 7.5},
        {"id": "abo:k2", "status": "active", "signed_at": at(1), "ends_at": AHEAD},
        {"id": "abo:k3", "status": "expired", "signed_at": at(1), "ends_at": at(2)},
    ],
    "Event": [{"id": "m1", "name": "app_installed", "at": at(2), "value": 0.0}],
    "Campaign": [{"id": "spring", "name": "Frühling", "channel": "email"}],
    "Interest": [{"id": "kaffee", "name": "Kaffee"}, {"id": "reisen", "name": "Reisen"}],
    "SurveyResponse": [{"id": "nps:1", "survey": "2026", "metric": "nps", "score": 9, "answered_at": at(4)}],
    "Consent": [
        {"id": "newsletter:email", "purpose": "newsletter", "channel": "email"},
        {"id": "analytics:any", "purpose": "analytics", "channel": "any"},
        {"id": "letters:post", "purpose": "letters", "channel": "post"},
    ],
    "Household": [{"id": "h1", "size": 2}],
    "IdentityRun": [
        {"id": "run1", "started_at": at(1), "mode": "full", "records": 14, "threshold": 0.9},
        {"id": "run2", "started_at": at(2), "mode": "incremental", "records": 2, "threshold": 0.9},
    ],
}

_CRM1, _SHOP1, _WEB9 = ("crm", "1"), ("shop", "1"), ("web", "9")
_SEEN = {"first_seen": at(1), "last_seen": at(2)}

EDGES: dict[tuple[str, str, str], list[tuple[Key, Key, Values]]] = {
    ("SourceRecord", "RESOLVES_TO", "Customer"): [
        *((("crm", str(n)), (f"c{n:02}",), {"valid_from": at(1)}) for n in range(1, 13)),
        (_SHOP1, ("c01",), {"valid_from": at(1)}),
        (_WEB9, ("c01",), {"valid_from": at(1), "valid_to": at(3)}),
        (_WEB9, ("c02",), {"valid_from": at(3)}),
        (("crm", "7b"), ("c07",), {"valid_from": at(1)}),
    ],
    ("Customer", "MERGED_INTO", "Customer"): [
        (("old1",), ("old2",), {"at": at(1), "run": "run1"}),
        (("old2",), ("c01",), {"at": at(2), "run": "run2"}),
    ],
    ("Customer", "REFERRED", "Customer"): [
        (("c01",), ("c02",), {"at": at(1, 10), "channel": "app", "revenue": 200.0}),
        (("c01",), ("c03",), {"at": at(2, 10), "channel": "mail", "revenue": 300.0}),
        (("c02",), ("c04",), {"at": at(3, 10), "revenue": 400.0}),
        (("c04",), ("c05",), {"at": at(4, 10)}),
        (("c05",), ("c06",), {"at": at(5, 10)}),
        (("c06",), ("c01",), {"at": at(6, 10)}),
        (("c09",), ("c10",), {"at": at(1, 15)}),
    ],
    ("SourceRecord", "HAS_EMAIL", "Email"): [
        (_CRM1, ("anna@example.de",), {"first_seen": at(1), "last_seen": at(2)}),
        (_SHOP1, ("anna@example.de",), {"first_seen": at(2), "last_seen": at(5)}),
        (("crm", "11"), ("info@firma.de",), _SEEN),
        (("crm", "12"), ("info@firma.de",), _SEEN),
    ],
    ("SourceRecord", "HAS_PHONE", "Phone"): [
        (_CRM1, ("+4922112345",), {"first_seen": at(1), "last_seen": at(2)}),
        (_WEB9, ("+4922112345",), {"first_seen": at(4), "last_seen": at(5)}),
    ],
    ("SourceRecord", "USES_DEVICE", "Device"): [
        (("crm", "7"), ("d1",), _SEEN),
        (("crm", "8"), ("d1",), _SEEN),
    ],
    ("SourceRecord", "OWNS_ACCOUNT", "Account"): [
        (("crm", "10"), ("shop:77",), _SEEN),
        (("crm", "11"), ("club:77",), _SEEN),
        (("crm", "10"), ("club:L-4711",), _SEEN),
    ],
    ("SourceRecord", "HAS_HANDLE", "SocialHandle"): [(("crm", "10"), ("instagram:jan.kurz",), _SEEN)],
    ("SourceRecord", "HAS_COOKIE", "Cookie"): [(("crm", "10"), ("shop.example:GA1.2.77",), _SEEN)],
    ("SourceRecord", "HAS_DOCUMENT", "Document"): [(("crm", "10"), ("passport:DE:C01X00T47",), _SEEN)],
    ("SourceRecord", "LIVES_AT", "Address"): [
        (_CRM1, ("hauptstraße|1|50667|köln|de",), {"valid_from": at(1)}),
    ],
    ("SourceRecord", "PLACED", "Order"): [
        (_CRM1, ("shop:o1",), {"at": at(3)}),
        (_SHOP1, ("shop:o2",), {"at": at(4)}),
        (("crm", "2"), ("shop:o3",), {"at": at(5)}),
    ],
    ("Order", "CONTAINS", "Product"): [
        (("shop:o1",), ("p1",), {"line": "1", "quantity": 2, "price": 9.5}),
        (("shop:o1",), ("p2",), {"line": "2", "quantity": 1, "price": 4.0}),
        (("shop:o2",), ("p2",), {"line": "1", "quantity": 0.5, "price": 8.0}),
        (("shop:o3",), ("p1",), {"line": "1", "quantity": 1, "price": 9.5, "total": 9.0}),
    ],
    ("SourceRecord", "VIEWED", "Product"): [
        (_CRM1, ("p3",), {"first_seen": at(1), "last_seen": at(2), "count": 3}),
        (_SHOP1, ("p3",), {"first_seen": at(2), "last_seen": at(4), "count": 4}),
        (_WEB9, ("p3",), {"first_seen": at(2), "last_seen": at(3), "count": 1}),
    ],
    ("SourceRecord", "OPENED", "Ticket"): [(_CRM1, ("desk:t1",), {"at": at(3, 5)})],
    ("SourceRecord", "MATCHES", "SourceRecord"): [
        (("crm", "7"), ("crm", "7b"), {"probability": 0.7, "tier": "model"}),
        (("crm", "7"), ("crm", "9"), {"probability": 0.97, "tier": "model"}),
        (("crm", "8"), ("crm", "10"), {"probability": 0.1, "tier": "model"}),
    ],
    ("Ticket", "ABOUT", "Product"): [(("desk:t1",), ("p3",), {})],
    ("Ticket", "ABOUT", "Order"): [(("desk:t1",), ("shop:o1",), {})],
    ("SourceRecord", "SIGNED", "Contract"): [
        (_CRM1, ("abo:k1",), {"valid_from": at(1)}),
        (("crm", "8"), ("abo:k2",), {"valid_from": at(1), "valid_to": AHEAD}),
        (("crm", "8"), ("abo:k3",), {"valid_from": at(1), "valid_to": at(2)}),
    ],
    ("Contract", "COVERS", "Product"): [(("abo:k1",), ("p1",), {})],
    ("SourceRecord", "DID", "Event"): [(_CRM1, ("m1",), {"at": at(2)})],
    ("Event", "ABOUT", "Product"): [(("m1",), ("p1",), {})],
    ("SourceRecord", "RECEIVED", "Campaign"): [
        (_CRM1, ("spring",), {"at": at(3), "channel": "email", "outcome": "opened"}),
        (_SHOP1, ("spring",), {"at": at(4), "channel": "email", "outcome": "clicked"}),
    ],
    ("SourceRecord", "INTERESTED_IN", "Interest"): [
        (_CRM1, ("kaffee",), {"first_seen": at(1), "last_seen": at(2), "count": 2}),
        (_SHOP1, ("kaffee",), {"first_seen": at(2), "last_seen": at(3), "count": 5}),
        (_SHOP1, ("reisen",), {"first_seen": at(1), "last_seen": at(1), "count": 1}),
    ],
    ("SourceRecord", "ANSWERED", "SurveyResponse"): [(_CRM1, ("nps:1",), {"at": at(4)})],
    ("SourceRecord", "GRANTED", "Consent"): [
        (_CRM1, ("newsletter:email",), {"valid_from": at(1)}),
        (_CRM1, ("analytics:any",), {"valid_from": at(1)}),
        (("crm", "2"), ("newsletter:email",), {"valid_from": at(1)}),
        (("crm", "3"), ("newsletter:email",), {"valid_from": at(1), "valid_to": at(2)}),
        *((("crm", n), ("letters:post",), {"valid_from": at(1), "valid_to": AHEAD}) for n in "78"),
        (("crm", "9"), ("letters:post",), {"valid_from": at(1), "valid_to": at(2)}),
        (("crm", "2"), ("letters:post",), {"valid_from": at(1)}),
        (("crm", "6"), ("letters:post",), {"valid_from": AHEAD}),
    ],
    ("SourceRecord", "DENIED", "Consent"): [
        (_SHOP1, ("newsletter:email",), {"valid_from": at(2)}),
        (("crm", "3"), ("newsletter:email",), {"valid_from": at(2)}),
        (_WEB9, ("letters:post",), {"valid_from": at(2), "valid_to": AHEAD}),
    ],
    ("Customer", "MEMBER_OF", "Household"): [
        (("c08",), ("h1",), {"valid_from": at(1)}),
        (("c09",), ("h1",), {"valid_from": at(1)}),
    ],
}


def numbered(*numbers: int) -> list[str]:
    """Ids of the customers with these numbers."""
    return [f"c{number:02}" for number in numbers]


def found_company(store: Store) -> None:
    """Write the company into an empty graph."""
    write_graph(store, NODES, EDGES)


def write_graph(
    store: Store,
    nodes: dict[str, list[Values]],
    edges: dict[tuple[str, str, str], list[tuple[Key, Key, Values]]],
) -> None:
    """Write nodes by label and edges by start label, type and end label."""
    for label, rows in nodes.items():
        store.run(writing(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", "rows"), rows=rows)
    for (start, type_, end), links in edges.items():
        text = (
            f"UNWIND $rows AS row MATCH (a:{start} {_match(start, 'a')}), (b:{end} {_match(end, 'b')}) "
            f"CREATE (a)-[e:{type_}]->(b) SET e = row.e"
        )
        rows = [{"a": list(a), "b": list(b), "e": values} for a, b, values in links]
        store.run(writing(text, "rows"), rows=rows)


def _match(label: str, end: str) -> str:
    keys = MODEL.node[label].key
    return "{" + ", ".join(f"{name}: row.{end}[{i}]" for i, name in enumerate(keys)) + "}"
