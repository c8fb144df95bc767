"""Lists of campaigns: who is in a segment, consents and can be reached; as files that spreadsheets open."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from api.campaign_list import LOG, Campaign, CampaignListCounts, export_list
from graph.errors import CkgError, DiskError
from graph.settings import Settings
from graph.store import Store
from tests.api.company import write_graph
from tests.support.entries import day
from tests.support.stores import settings_of, wipe

SEGMENTS = "ulm: {filter: {city: {eq: Ulm}}}"
FORMULA = '=HYPERLINK("https://evil.example")'
NEWS = Campaign("ulm", "newsletter", "E-Mail")
PEOPLE: dict[str, dict[str, str | None]] = {
    "formula": {"given_name": FORMULA, "email": "a@x.de", "phone": "+493012345", "street": "+1 Weg"},
    "same mail": {"email": "a@x.de", "phone": "+493012345", "street": "Weg"},
    "no mail": {"phone": "+493054321", "postal_code": "89073"},
    "denied": {"email": "d@x.de"},
    "for any": {"email": "f@x.de"},
    "a number": {"phone": "+493099999"},
    "elsewhere": {"email": "e@x.de", "city": "Köln"},
    "shares": {"email": "s@x.de", "phone": "+493077777", "street": "Ring", "postal_code": "89073"},
    "denies for it": {"city": "Köln", "email": "other@x.de"},
    "denied once": {"city": "Köln"},
    "said no to all": {"city": "Köln"},
    "of nobody yet": {"email": "w@x.de"},
    "unresolved": {"city": "Köln"},
}
UNRESOLVED = "unresolved"
"""A record that no run has seen; what it denies is denied."""
USED = [("shares", "Email", "s@x.de"), ("denies for it", "Email", "s@x.de"), ("formula", "Email", "a@x.de")]
USED += [("denied once", "Email", "f@x.de"), ("elsewhere", "Email", "f@x.de")]
USED += [("shares", "Phone", "+493077777"), ("said no to all", "Phone", "+493077777")]
USED += [("of nobody yet", "Email", "w@x.de"), (UNRESOLVED, "Email", "w@x.de")]
GRANTED = [
    ("formula", "newsletter:email"),
    ("same mail", "newsletter:email"),
    ("no mail", "newsletter:email"),
]
GRANTED += [("denied", "newsletter:email"), ("for any", "newsletter:any"), ("elsewhere", "newsletter:email")]
GRANTED += [(name, "newsletter:post") for name in ("formula", "same mail", "no mail")]
GRANTED += [
    ("of nobody yet", "newsletter:email"),
    ("a number", "newsletter:any"),
    ("no mail", "newsletter:push"),
]
GRANTED += [("shares", "newsletter:email"), ("shares", "newsletter:phone"), ("shares", "newsletter:post")]
DENIED = [
    ("denied", "newsletter:any", None),
    ("denies for it", "newsletter:email", None),
    ("denied once", "newsletter:email", day(3)),
    ("elsewhere", "ads:email", None),
    ("said no to all", "newsletter:any", None),
    (UNRESOLVED, "newsletter:email", None),
]


@pytest.fixture(scope="module")
def settings(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("lists")
    (folder / "segments.yaml").write_text(SEGMENTS, encoding="utf-8")
    (folder / "home").mkdir()
    records = [("crm", name) for name in PEOPLE]
    write_graph(
        wipe(embedded_session),
        {
            "Customer": [{"id": name, "city": "Ulm", **told} for name, told in PEOPLE.items()],
            "SourceRecord": [{"source": source, "source_id": key} for source, key in records],
            "Consent": [
                {"id": f"newsletter:{channel}", "purpose": "newsletter", "channel": channel}
                for channel in ("email", "phone", "post", "push", "any")
            ]
            + [{"id": "ads:email", "purpose": "ads", "channel": "email"}],
            **{
                label: [{"value": value} for value in sorted({it[2] for it in USED if it[1] == label})]
                for label in ("Email", "Phone")
            },
        },
        {
            ("SourceRecord", "RESOLVES_TO", "Customer"): [
                ((source, name), (name,), {"valid_from": day(0)})
                for source, name in records
                if name != UNRESOLVED
            ],
            ("SourceRecord", "GRANTED", "Consent"): [
                (("crm", name), (consent,), {"valid_from": day(1)}) for name, consent in GRANTED
            ],
            ("SourceRecord", "DENIED", "Consent"): [
                (("crm", name), (consent,), {"valid_from": day(2), "valid_to": until})
                for name, consent, until in DENIED
            ],
            **{
                ("SourceRecord", edge, label): [
                    (("crm", name), (value,), {}) for name, of, value in USED if of == label
                ]
                for edge, label in (("HAS_EMAIL", "Email"), ("HAS_PHONE", "Phone"))
            },
        },
    )
    found = settings_of(embedded_session.endpoint, folder / "home")
    return found.model_copy(update={"segments": folder / "segments.yaml", "graphql_page": 2})


def rows_of(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("ending", "shown"), [("csv", f"'{FORMULA}"), ("parquet", FORMULA)])
def test_who_consents_and_can_be_reached_is_listed_once(
    settings: Settings, tmp_path: Path, ending: str, shown: str
) -> None:
    path = tmp_path / f"list.{ending}"

    exported = export_list(settings, NEWS, path)

    assert exported == CampaignListCounts(
        customers=2, without_consent=1, without_address=2, denied_by_others=2, repeated=1
    )
    told = [(row["id"], row["given_name"] or None, row["email"]) for row in rows_of(path)]
    assert told == [("for any", None, "f@x.de"), ("formula", shown, "a@x.de")]
    assert path.stat().st_mode & 0o777 == 0o600
    assert "phone" not in rows_of(path)[0]  # nothing but what the channel takes


@pytest.mark.parametrize(
    ("channel", "listed"),
    [
        ("phone", [("a number", "+493099999")]),
        ("post", [("formula", "'+1 Weg"), ("same mail", "Weg"), ("shares", "Ring")]),
        ("any", [("a number", None), ("for any", None)]),
        ("push", [("a number", None), ("for any", None), ("no mail", None)]),
    ],
)
def test_other_channels_have_other_addresses(
    settings: Settings, tmp_path: Path, channel: str, listed: list[tuple[str, str | None]]
) -> None:
    path = tmp_path / "list.csv"

    export_list(settings, Campaign("ulm", "newsletter", channel), path)

    assert [(row["id"], row.get("phone", row.get("street"))) for row in rows_of(path)] == listed


def test_that_a_list_was_written_is_noted_without_anybody(settings: Settings, tmp_path: Path) -> None:
    note = settings.home / LOG
    before = len(note.read_text().splitlines()) if note.exists() else 0

    export_list(settings, NEWS, tmp_path / "list.csv")

    *_, line = lines = note.read_text().splitlines()
    assert len(lines) == before + 1
    told = json.loads(line)
    assert (told["segment"], told["purpose"], told["customers"]) == ("ulm", "newsletter", 2)
    assert "x.de" not in line
    assert note.stat().st_mode & 0o777 == 0o600


def test_a_list_that_cannot_be_noted_is_not_written(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / LOG).mkdir()

    with pytest.raises(DiskError, match=LOG):
        export_list(settings.model_copy(update={"home": tmp_path}), NEWS, tmp_path / "list.csv")

    assert not (tmp_path / "list.csv").exists()


@pytest.mark.parametrize(
    ("segment", "channel", "name", "told"),
    [
        ("ulmm", "email", "list.csv", "Did you mean ulm?"),
        ("ulm", "email", "list.xlsx", "no known ending"),
        ("ulm", "emial", "list.csv", "the channel emial"),
    ],
)
def test_mistakes_write_nothing(
    settings: Settings, tmp_path: Path, segment: str, channel: str, name: str, told: str
) -> None:
    with pytest.raises(CkgError, match=told.replace("?", r"\?")):
        export_list(settings, Campaign(segment, "newsletter", channel), tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_without_a_file_of_segments_there_are_none(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CkgError, match="CKG_SEGMENTS"):
        export_list(settings.model_copy(update={"segments": None}), NEWS, tmp_path / "list.csv")
