"""Rows of consents."""

from pathlib import Path

import pytest

from graph.entries import EdgeItem, Event, NodeItem
from tests.ingest.ingestors.one_row import AT, RECORD, WHEN, event, outcome


@pytest.mark.parametrize("at", ["1970-01-01", "01.01.1970 01:00", "1900-01-01"])
def test_a_denial_at_the_zero_of_a_program_counts(tmp_path: Path, at: str) -> None:
    times = {"at": at, "valid_to": "1970-01-01"}
    made = outcome(tmp_path, "consent", source_id="7", purpose="Werbung", granted="nein", **times)
    assert [edge.type for it in made.entries if isinstance(it, Event) for edge in it.edges] == ["DENIED"]
    assert not made.refused
    assert sorted(it.field for it in made.left_out) == ["at", "valid_to"]


@pytest.mark.parametrize(("granted", "edge"), [("ja", "GRANTED"), ("nein", "DENIED")])
def test_consent(tmp_path: Path, granted: str, edge: str) -> None:
    made = event(tmp_path, "consent", source_id="7", purpose="Werbung", granted=granted, at=WHEN)
    node = ("Consent", ("werbung:any",))
    assert made.nodes == (NodeItem(*node, {"purpose": "werbung", "channel": "any"}),)
    assert made.edges == (EdgeItem(edge, RECORD, node, {"valid_from": AT, "valid_to": None}),)


@pytest.mark.parametrize(
    ("written", "channel"),
    [
        *(
            (it, "email")
            for it in ("email", "E-Mail", " e mail ", "Correo electrónico", "EMAILS", "Электронная почта")
        ),
        *((it, "phone") for it in ("Telefon", "phone calls", "Téléphone", "電話")),
        *((it, "post") for it in ("Brief", "postal mail", "per Post")),
        *((it, "any") for it in ("", "alle", "*", "ANY")),
        *((it, "sms") for it in ("SMS", "Text message")),
        ("mail", "mail"),
        ("Fax", "fax"),
    ],
)
def test_a_channel_is_one_whatever_its_source_calls_it(tmp_path: Path, written: str, channel: str) -> None:
    values = {"purpose": "Werbung", "granted": "nein", "at": WHEN, "channel": written}
    made = event(tmp_path, "consent", source_id="7", **values)

    assert made.nodes[0].key == (f"werbung:{channel}",)


@pytest.mark.parametrize(
    ("written", "channels"),
    [
        ("Email, SMS", ["email", "sms"]),
        ("E-Mail / Telefon", ["email", "phone"]),
        ("Telefon ve SMS", ["phone", "sms"]),
        ("SMS;sms", ["sms"]),
        ("Push & Pull", ["push & pull"]),
        ("Surel", ["email"]),
    ],
)
def test_several_channels_in_one_cell_are_a_consent_each(
    tmp_path: Path, written: str, channels: list[str]
) -> None:
    values = {"purpose": "Werbung", "granted": "Nein, danke", "at": WHEN, "channel": written}
    made = outcome(tmp_path, "consent", source_id="7", **values)
    assert [it.nodes[0].key for it in made.entries if isinstance(it, Event)] == [
        (f"werbung:{channel}",) for channel in channels
    ]
    assert len({it.key for it in made.entries if isinstance(it, Event)}) == len(channels)
