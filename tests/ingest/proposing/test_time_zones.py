"""The time zone of times that say none: of the country, or its states, where these speak clearly."""

from pathlib import Path

import pytest

from ingest.pipeline.pipeline import ingest
from ingest.proposing.writing import mapping_text
from tests.ingest.proposing.proposals import as_yaml, proposed
from tests.ingest.support import MemorySink

_TIMES = ("2024-03-05 02:11 PM", "2024-07-05 09:30 AM", "2024-11-05 11:59 PM", "2024-12-25 08:05 AM") * 5


def _members(
    country: str, states: tuple[str, ...], times: tuple[str, ...] = _TIMES, joined: str = "Joined"
) -> str:
    states = (states * 20)[:20]
    rows = (f"{n},Eva,Kern,k{n}@web.example,{states[n]},{country},{times[n]}\n" for n in range(20))
    return f"Member ID,First Name,Last Name,Email,State,Country,{joined}\n{''.join(rows)}"


@pytest.mark.parametrize(
    ("country", "states", "zone"),
    [
        ("US", ("CA", "California", "WA"), "America/Los_Angeles"),
        ("US", ("IL", "TX"), "America/Chicago"),
        ("US", ("AZ",), "America/Phoenix"),  # no daylight saving
        ("US", ("CA", "NY"), None),
        ("AU", ("NSW", "VIC"), "Australia/Sydney"),
        ("AU", ("QLD", "NSW"), None),  # the same in winter alone
        ("BR", ("SP", "RJ", "BA"), "America/Sao_Paulo"),  # without daylight saving since 2019
        ("BR", ("SP", "AM"), None),
        ("CA", ("Ontario", "QC"), "America/Toronto"),
        ("DE", ("Bayern", "NW"), "Europe/Berlin"),
    ],
)
def test_states_tell_the_zone_of_local_times(
    tmp_path: Path, country: str, states: tuple[str, ...], zone: str | None
) -> None:
    found = proposed(tmp_path / "x.csv", _members(country, states))

    assert as_yaml(found).get("timezone") == zone
    assert ("nothing tells that of Joined" in mapping_text("shop", [found])) == (zone is None)


@pytest.mark.parametrize(
    ("joined", "time", "zone"),
    [
        ("Joined", "2024-03-05T14:11:00Z", None),
        ("Joined", "2024-03-05T14:11:00-05:00", None),
        ("Joined", "2024-03-05", None),
        ("Joined (UTC)", "2024-03-05 14:11:00", "UTC"),
    ],
)
def test_times_that_say_their_zone_need_none(
    tmp_path: Path, joined: str, time: str, zone: str | None
) -> None:
    found = proposed(tmp_path / "x.csv", _members("US", ("CA",), (time,) * 20, joined))

    assert as_yaml(found).get("timezone") == zone
    assert "nothing tells that" not in mapping_text("shop", [found])


@pytest.mark.parametrize(
    ("country", "zone"),
    [("Portugal", "Europe/Lisbon"), ("New Zealand", "Pacific/Auckland"), ("Russia", None)],
)
def test_a_country_of_one_zone_tells_it(tmp_path: Path, country: str, zone: str | None) -> None:
    found = proposed(tmp_path / "x.csv", _members(country, ("",)))

    assert as_yaml(found).get("timezone") == zone


def test_local_times_are_stored_with_daylight_saving(tmp_path: Path) -> None:
    found = proposed(tmp_path / "x.csv", _members("US", ("CA",)))
    (tmp_path / "x.yaml").write_text(mapping_text("shop", [found], beside=tmp_path), encoding="utf-8")
    sink = MemorySink()
    ingest(tmp_path / "x.yaml", [tmp_path / "x.csv"], sink)

    told = {it.source_id: str(it.observed_at) for it in sink.records}

    assert (told["0"], told["1"]) == ("2024-03-05 22:11:00+00:00", "2024-07-05 16:30:00+00:00")
