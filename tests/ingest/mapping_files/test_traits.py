"""Traits: declared in a mapping, cleaned by their type, stated with the record."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.errors import MappingError
from graph.model.traits import Trait, TraitType
from ingest.pipeline.checking import check_files
from ingest.pipeline.pipeline import IngestOptions, ingest, open_inputs
from tests.ingest.support import MemorySink, refusal, write
from tests.support.messages import Line

MAPPING = """
source: crm
traits:
  shoe_size: {type: number, description: Of both feet}
  vip_until: date
  tier: {type: category, values: [Gold, Silver]}
  note: text
  likes_opera: boolean
  seen_at: {type: time, personal: true}
files:
  - path: k.csv
    rows:
      - kind: customer
        fields:
          source_id: Nr
          traits:
            shoe_size: Schuhe
            vip_until: VIP
            tier: {column: Stufe, map: {G: gold, "*": SILVER}}
            note: Notiz
            likes_opera: Oper
            seen_at: Gesehen
"""
ROWS = """
Nr,Schuhe,VIP,Stufe,Notiz,Oper,Gesehen
1,42.5,03.04.2031,G,"mag, Rot",ja,2024-05-01 12:00
2,groß,40.13.2020,x,,vielleicht,
"""


def stated(
    folder: Path, mapping: str, rows: str, name: str = "k.csv"
) -> tuple[list[dict[str, Any]], MemorySink]:
    """The traits of each record."""
    sink = MemorySink()
    write(folder / name, rows)
    ingest(write(folder / "crm.yaml", mapping), (), sink)
    return [record.traits for record in sink.records], sink


def test_values_are_cleaned_by_the_type_of_their_trait(tmp_path: Path) -> None:
    found, sink = stated(tmp_path, MAPPING, ROWS)

    assert found == [
        {
            "shoe_size": 42.5,
            "vip_until": "2031-04-03",
            "tier": "Gold",
            "note": "mag, Rot",
            "likes_opera": True,
            "seen_at": "2024-05-01T10:00:00+00:00",
        },
        {"tier": "Silver"},
    ]
    assert {(it.field, it.origin.line, it.value) for it in sink.rejections} == {
        ("traits.shoe_size", 3, "groß"),
        ("traits.vip_until", 3, "40.13.2020"),
        ("traits.likes_opera", 3, "vielleicht"),
    }


def test_a_source_declares_its_traits(tmp_path: Path) -> None:
    _, sink = stated(tmp_path, MAPPING, ROWS)

    declared = [Trait.of(event.details) for event in sink.events("trait")]
    assert {it.name: (it.type, it.personal) for it in declared} == {
        "shoe_size": (TraitType.NUMBER, False),
        "vip_until": (TraitType.DATE, False),
        "tier": (TraitType.CATEGORY, False),
        "note": (TraitType.TEXT, True),  # anything may stand in a text
        "likes_opera": (TraitType.BOOLEAN, False),
        "seen_at": (TraitType.TIME, True),
    }
    assert declared[0].description == "Of both feet"
    assert declared[2].values == ("Gold", "Silver")


def test_a_day_is_that_of_the_sources_time_zone(tmp_path: Path) -> None:
    rows = "Nr,Schuhe,VIP,Stufe,Notiz,Oper,Gesehen\n1,,2030-06-30T22:30:00Z,G,,,\n"

    assert stated(tmp_path, MAPPING, rows)[0] == [{"vip_until": "2030-07-01", "tier": "Gold"}]


def test_an_object_may_hold_all_traits(tmp_path: Path) -> None:
    mapping = (
        MAPPING[: MAPPING.index("          traits:")].replace("k.csv", "k.jsonl") + "          traits: more\n"
    )
    row = {"Nr": 1, "more": {"shoeSize": 40, "likes_opera": False, "unknown": 1, "tier": "silver"}}

    found, _ = stated(tmp_path, mapping, json.dumps(row), "k.jsonl")

    assert found == [{"shoe_size": 40.0, "likes_opera": False, "tier": "Silver"}]


@pytest.mark.parametrize(
    ("line", "instead", "mistake"),
    [
        ("vip_until: date", "vip_until: dat", "4: traits.vip_until: must be text, number, boolean"),
        ("vip_until: date", "VIP: date", "4: traits.VIP: a trait is called by small letters"),
        (
            "vip_until: date",
            "vip_until: category",
            "4: traits.vip_until: a category, and nothing else, lists",
        ),
        ("note: text", "note: {typ: text}", '6: traits.note: "typ" is not known here. Did you mean "type"?'),
        (
            "values: [Gold, Silver]",
            "values: [Gold, gold]",
            "5: traits.tier.values: has a value twice, upper and lower case being one",
        ),
        ("personal: true", "personal: maybe", "8: traits.seen_at.personal: must be true or false"),
        (
            "            note: Notiz",
            "            nota: Notiz",
            '19: files[0].rows[0].fields.traits.nota: no trait "nota" is declared. Did you mean "note"?',
        ),
        (
            "kind: customer",
            "kind: account",
            '16: files[0].rows[0].fields.traits: kind account has no field "traits".',
        ),
    ],
)
def test_mistakes_are_told_by_line_and_field(tmp_path: Path, line: str, instead: str, mistake: str) -> None:
    found = refusal(tmp_path, MAPPING.replace(line, instead))

    assert any(it.startswith(mistake) for it in found), found


def test_a_trait_has_one_type_for_all_sources(tmp_path: Path) -> None:
    sink = MemorySink(
        declared=[
            ("shop", Trait("tier", TraitType.TEXT, personal=False)),
            ("crm", Trait("note", TraitType.NUMBER, personal=False)),  # its own, of an earlier mapping
            ("shop", Trait("shoe_size", TraitType.NUMBER, personal=True)),
        ]
    )
    write(tmp_path / "k.csv", ROWS)

    with pytest.raises(
        MappingError, match=r"crm\.yaml:5: traits\.tier: is category here, and text in source shop"
    ):
        ingest(write(tmp_path / "crm.yaml", MAPPING), (), sink)
    assert sink.entries == []


def test_a_check_shows_traits_masked(tmp_path: Path) -> None:
    write(tmp_path / "k.csv", ROWS)
    opened = open_inputs(write(tmp_path / "crm.yaml", MAPPING), (), IngestOptions())
    (checked,) = check_files(opened, 10, 1)

    shown = {value.name: value.mask for value in checked.arrivals[0].values}
    assert shown["traits.note"] == shown["traits.shoe_size"] == "…"


def test_messages_have_the_traits_that_are_declared(tmp_path: Path) -> None:
    line = Line.at(tmp_path / "home")
    told = {"shoeSize": "43", "tier": "gold", "likes_opera": "perhaps", "color": "red"}
    sent = {"type": "identify", "userId": "1", "timestamp": "2026-05-01T11:00:00Z", "traits": told}
    line.send({**sent, "messageId": "before"})
    write(tmp_path / "k.csv", ROWS)
    ingest(write(tmp_path / "crm.yaml", MAPPING), (), line.journal)
    line.send({**sent, "messageId": "after", "timestamp": "2026-05-01T11:30:00Z"})

    rows = line.rows("SELECT traits FROM records WHERE source = 'web'")
    assert [json.loads(traits) for (traits,) in rows] == [{"shoe_size": 43.0, "tier": "Gold"}]
    assert line.rows("SELECT field FROM rejected WHERE source = 'web'") == [("traits.likes_opera",)]


def test_a_mapping_of_messages_declares_traits_too(tmp_path: Path) -> None:
    line = Line.at(tmp_path / "home")
    folder = tmp_path / "mappings"
    folder.mkdir()
    mapping = """
        traits: {shoe_size: number}
        files:
          - path: m.jsonl
            rows: {kind: customer, when: {type: identify}, fields: {source_id: record, traits: told}}
    """
    write(folder / "web.yaml", mapping)
    line = Line(line.settings.model_copy(update={"intake_mappings": folder}), line.journal)
    for number in ("1", "2"):
        line.send({"type": "identify", "userId": number, "messageId": number, "traits": {"shoe_size": 41}})

    assert line.rows("SELECT key FROM stored_events WHERE kind = 'trait'") == [("web:shoe_size",)]
    assert line.rows("SELECT traits FROM records ORDER BY record_id") == [('{"shoe_size":41.0}',)] * 2


def test_a_source_whose_traits_contradict_others_goes_on_without_them(tmp_path: Path) -> None:
    line = Line.at(tmp_path / "home")
    write(tmp_path / "k.csv", ROWS)
    ingest(write(tmp_path / "crm.yaml", MAPPING), (), line.journal)
    folder = tmp_path / "mappings"
    folder.mkdir()
    mapping = """
        traits: {shoe_size: boolean}
        files:
          - path: m.jsonl
            rows: {kind: customer, when: {type: identify}, fields: {source_id: record, traits: told}}
    """
    write(folder / "web.yaml", mapping)
    line = Line(line.settings.model_copy(update={"intake_mappings": folder}), line.journal)
    sent = {"type": "identify", "userId": "1", "messageId": "m", "traits": {"shoe_size": 1}}
    line.put(sent)
    line.put(sent | {"traits": {"shoe_size": 41}}, source="shop")
    line.drain()

    assert line.rows("SELECT source, traits FROM records WHERE source <> 'crm' ORDER BY source") == [
        ("shop", '{"shoe_size":41.0}'),
        ("web", None),
    ]
    [(source, field, reason)] = line.rows("SELECT source, field, reason FROM rejected WHERE source <> 'crm'")
    assert (source, field) == ("web", "traits")
    assert "shoe_size" in reason
