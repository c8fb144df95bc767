"""A graph made of the model: one person in every kind of node, personal values telling."""

import json
from datetime import UTC, datetime
from typing import Any

from graph.model import MODEL
from graph.model.personal import Personal
from graph.model.types import EdgeKind, NodeKind, PropertyType
from graph.store import Store
from tests.support.stores import writing

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

TELLING: dict[Personal, str] = {
    Personal.NAME: "Zoraya Quillfeather",
    Personal.EMAIL: "zoraya.quill@canary.example",
    Personal.PHONE: "+4930555666777",
    Personal.BIRTH_DATE: "1987-03-14",
    Personal.ADDRESS: "Quillgasse 7",
    Personal.POSTAL_CODE: "10999",
    Personal.HANDLE: "mastodon:zorayaquill",
    Personal.ACCOUNT: "shop:zq991",
    Personal.COOKIE: "shop.example:zqck5",
    Personal.DEVICE: "zqdv6",
    Personal.DOCUMENT: "passport:DE:ZQ77",
    Personal.KEY: "zoraya.quill@canary.example",
    Personal.WORDS: "Zoraya called",
}
"""A value of each kind, as it may stand in the graph; a key that is an address is among them."""

SECRETS = ("zoraya", "quill", "30555", "-03-14", "10999", "zq991", "zq77", "zqck5", "zqdv6")
"""Parts of these values that nobody without the role may meet anywhere, whatever the case."""

_ADDRESS = "quillgasse|7|10999|berlin|de"
_PROVENANCE = (
    '{"email": {"source": "crm", "source_id": "zoraya.quill@canary.example"},'
    ' "full_name": {"source": "crm", "source_id": "1"}, "city": {"source": "crm", "source_id": "1"}}'
)
_FEW = {"name": "2026-03", "customers": 4, "invitations": 3, "brought": 2, "mature": True}
_SEEDS = {"customers": ["customer1"], "spreads": [1.5], "intervals": [[1.0, 2.0]], "bound": 2.0, "samples": 0}
_NETWORK = {
    "standings": {"accepted": 1, "second": 1},
    "cascades": {
        **{"count": 1, "mean_size": 4.0, "mean_structural_virality": 1.5},
        "largest": [
            {"root": "customer1", "size": 4, "depth": 1, "width": 3, "structural_virality": 1.5},
        ],
    },
    "conversion": {
        "all": [{"name": None, "accepted": 6, "converted": 4, "median_days": 3.0, "p90_days": 4.0}],
        **{by: [] for by in ("channel", "campaign")},
    },
    "communities": {
        "count": 1,
        "modularity": 0.5,
        "stability": {"mean": 0.5},
        "largest": [{"id": "community1", "size": 4, "ties": 3}],
        "between": [],
        "bridges": [{"customer": "customer1", "bridging": 0.5}],
    },
    "k_factors": {
        "all": [_FEW | {"k": 0.5, "amplification": 2.0, "cycle_days": 3.0}],
        **{by: [] for by in ("month", "channel", "campaign")},
    },
    "value": {
        **dict.fromkeys(("buyers", "in_window", "window_days", "without_amount"), 3),
        "scored_by": dict.fromkeys(("recency", "frequency", "monetary"), "bounds"),
        "lifetime": {"reason": None, "model": "MBG/NBD", "repeaters": 3, "spending": "shrunken_mean"}
        | dict.fromkeys(("r", "alpha", "a", "b", "log_likelihood", "correlation"), 0.5),
    },
    "churn": {"contract": {"horizon_days": 90, "measured_on": "2026-03-01", "lacks": "too few"}},
    "lifecycle": {
        "step_days": 365,
        "steps": [
            {"before": "subscriber", "after": "lead", "share": 0.75, "median_days": 3.5}
            | {"reached": 4, "mature": 4, "moved": 3}
        ],
        "history": [{"day": "2026-03-01", "stages": {"lead": 3}, "activities": {"new": 2}}],
    },
    "offers": {
        **dict.fromkeys(("customers", "offered", "forbidden", "paused"), 3),
        **{"model": "cosine", "lacks": None, "bases": [{"basis": "together", "offers": 7, "customers": 3}]},
        "measured": {"cosine": {"share": 0.5, "ndcg": 0.5}},
    },
    "seeds": {"probability": 0.1, "accepted": _SEEDS | {"beside": {"degree": 1.5}}, "stated": _SEEDS},
}
_STATED = {"personal": True, "source": "crm", "source_id": "zoraya.quill@canary.example"}
_TRAITS = json.dumps(
    {
        "note": {"type": "text", "value": "Zoraya called", **_STATED},
        "shoe_size": {"type": "number", "value": 30555, **_STATED},
        "likes_opera": {"type": "boolean", "value": True, **_STATED},
        "met_at": {"type": "time", "value": "1987-03-14T00:00:00+00:00", **_STATED},
        "tier": {"type": "category", "value": "gold", **_STATED, "personal": False},
    }
)
_EXACT: dict[tuple[str, str], Any] = {
    ("Address", "value"): _ADDRESS,
    ("Customer", "provenance"): _PROVENANCE,
    ("Customer", "revenue_left_out"): '{"USD": "1.5"}',
    ("Customer", "status"): "active",
    ("NetworkRun", "report"): json.dumps(_NETWORK),
    ("Order", "refunded"): 0.5,  # less than its total, or it would be no purchase
    ("REFERRED", "standing"): "accepted",
    ("Customer", "advocacy_parts"): '{"reach": 0.5}',
    (
        "Customer",
        "stage_steps",
    ): '[{"stage": "lead", "at": "2026-03-01T00:00:00+00:00", "cause": "name known"}]',
    ("Customer", "churn_reasons"): '[{"name": "nps", "value": 3.0, "contribution": 0.5}]',
    ("Customer", "traits"): _TRAITS,
    ("SourceRecord", "traits"): _TRAITS,
    ("Trait", "type"): "text",
}
_CLAIM = """MATCH (a:Customer {id: 'customer12'}) MATCH (b:Customer {id: 'customer1'})
CREATE (a)-[:REFERRED {at: $at, channel: 'said', standing: 'second'}]->(b)"""
_PLAIN = {
    PropertyType.INTEGER: 3,
    PropertyType.DECIMAL: 1.5,
    PropertyType.FLAG: False,
    PropertyType.TIME: NOON,
    PropertyType.TEXT: "said",
    PropertyType.TEXTS: ["said"],
}


def write_canary(store: Store) -> None:
    """Write two nodes of every kind, every kind of edge between the first ones, and a referral that does not
    count."""
    for kind in MODEL.nodes:
        rows = [_values(kind, number) for number in (1, 2)]
        store.run(writing(f"UNWIND $rows AS row CREATE (n:{kind.label}) SET n = row", "rows"), rows=rows)
    for edge in MODEL.edges:
        if edge.type != "MERGED_INTO":
            for start, end in edge.endpoints:
                _connect(store, edge, start, end)
    store.run(writing(_CLAIM, "at"), at=NOON)


def key_of(label: str, number: int) -> dict[str, Any]:
    """The key of a node of the graph."""
    kind = MODEL.node[label]
    return {name: _values(kind, number)[name] for name in kind.key}


def _values(kind: NodeKind, number: int) -> dict[str, Any]:
    made = {p.name: _value(kind.label, p.name, p.personal, p.type) for p in kind.properties}
    unlike = kind.key[-1]
    if number == 2:
        made[unlike] = f"{made[unlike]}2"
    return made


def _value(label: str, name: str, personal: Personal, type_: PropertyType) -> Any:
    if (label, name) in _EXACT:
        return _EXACT[label, name]
    if personal is Personal.NOT:
        return _PLAIN[type_] if name not in ("source", "id") else f"{label.lower()}1"
    return [TELLING[personal]] if type_ is PropertyType.TEXTS else TELLING[personal]


def _connect(store: Store, edge: EdgeKind, start: str, end: str) -> None:
    """Between the first nodes, or to the second of the same kind; the second record has an e-mail, too."""
    times = dict.fromkeys(edge.time.value, NOON) | {"valid_to": None, "count": 2}
    values = {name: times[name] for name in edge.time.value}
    values |= {p.name: _value(edge.type, p.name, p.personal, p.type) for p in edge.properties}
    numbers = [(1, 2)] if start == end else [(1, 1)]
    if edge.type in ("RESOLVES_TO", "HAS_EMAIL"):
        numbers.append((2, 2 if edge.type == "RESOLVES_TO" else 1))
    for first, second in numbers:
        text = f"MATCH (a:{start}), (b:{end}) WHERE {_where(start, 'a')} AND {_where(end, 'b')} "
        query = writing(f"{text}CREATE (a)-[e:{edge.type}]->(b) SET e = $e", "a", "b", "e")
        a, b = ([*key_of(label, number).values()] for label, number in ((start, first), (end, second)))
        store.run(query, a=a, b=b, e=values)


def _where(label: str, name: str) -> str:
    keys = MODEL.node[label].key
    return " AND ".join(f"{name}.{key} = ${name}[{place}]" for place, key in enumerate(keys))
