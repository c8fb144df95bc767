"""What messages state of somebody in parts is put together."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import zip_longest
from typing import Any

import pytest

from graph.journal.withdrawing.withdrawals import Withdrawal
from ingest.live.mapped import NumberedMessage, SourceMappings
from ingest.rows.outcome import Outcome
from tests.support import messages
from tests.support.messages import Line, kept_in_mind, message


def identify(hour: int, **traits: Any) -> dict[str, Any]:
    return message("identify", userId="u", traits=traits) | {"timestamp": f"2026-04-30T{hour:02}:00:00Z"}


_ANNA = {
    "name": "Anna Berger",
    "email": "anna@kranich.example",
    "address": {"street": "Weg 1", "city": "Köln"},
}
_CITY: dict[str, Any] = {"address": {"city": "Bonn"}}
_STATED: dict[str, tuple[list[dict[str, Any]], tuple[str | None, ...]]] = {
    "nothing further": ([identify(1, **_ANNA), identify(2)], ("Anna Berger", "Köln", "Weg")),
    "one trait": ([identify(1, **_ANNA), identify(2, name="Anna Vogt")], ("Anna Vogt", "Köln", "Weg")),
    "an address, which is one trait": (
        [identify(1, **_ANNA), identify(2, **_CITY)],
        ("Anna Berger", "Bonn", None),
    ),
    "null": ([identify(1, **_ANNA), identify(2, address=None)], ("Anna Berger", None, None)),
    "in other words": (
        [identify(1, **_ANNA), message("identify", userId="u", context={"traits": _CITY})],
        ("Anna Berger", "Bonn", None),
    ),
    "what comes late": ([identify(3, **_CITY), identify(1, **_ANNA)], ("Anna Berger", "Bonn", None)),
    "what comes between": (
        [identify(1, name="Anna"), identify(3, **_CITY), identify(2, **_ANNA)],
        ("Anna Berger", "Bonn", None),
    ),
    "names in another spelling": (
        [identify(1, firstName="Anna", lastName="Kern"), identify(2, first_name="Eva", last_name="Lang")],
        ("Eva Lang", None, None),
    ),
    "a whole name in another spelling": (
        [identify(1, name="Anna Kern"), identify(2, fullName="Eva Lang")],
        ("Eva Lang", None, None),
    ),
    "parts after a whole name": (
        [identify(1, **_ANNA), identify(2, firstName="Eva", lastName="Vogt")],
        ("Eva Vogt", "Köln", "Weg"),
    ),
    "a whole name after parts": (
        [identify(1, firstName="Eva", lastName="Vogt"), identify(2, **_ANNA)],
        ("Anna Berger", "Köln", "Weg"),
    ),
    "parts that come late, in another spelling": (
        [identify(2, **_ANNA), identify(3, last_name="Kern"), identify(1, firstName="Eva", lastName="Vogt")],
        ("Kern", "Köln", "Weg"),
    ),
    "a part of the whole name": (
        [identify(1, **_ANNA), identify(2, firstName="ANNA")],
        ("Anna Berger", "Köln", "Weg"),
    ),
    "parts of the whole name, and of another one": (
        [identify(1, **_ANNA), identify(2, firstName="Anna"), identify(3, lastName="Vogt")],
        ("Anna Vogt", "Köln", "Weg"),
    ),
    "parts that are empty": (
        [identify(1, **_ANNA), identify(2, firstName=None, lastName="")],
        ("Anna Berger", "Köln", "Weg"),
    ),
    "null that comes late": (
        [identify(1, **_ANNA), identify(3, phone="0221 123456"), identify(2, address=None)],
        ("Anna Berger", None, None),
    ),
    "null at the same time": (
        [identify(1, **_ANNA), identify(1, address=None)],
        ("Anna Berger", None, None),
    ),
    "parts that come between": (
        [identify(1, **_ANNA), identify(3, **_CITY), identify(2, lastName="Vogt")],
        ("Vogt", "Bonn", None),
    ),
    "a clock ten days ahead": (
        [
            identify(1, **_ANNA),
            identify(2, name="Eva Lang") | {"timestamp": "2026-05-11T12:00:00Z"},
            identify(23, **_CITY) | {"timestamp": "2026-05-01T13:00:00Z"},
        ],
        ("Eva Lang", "Bonn", None),
    ),
}


@pytest.fixture(scope="module", params=[False, True], ids=["remembered", "forgotten"])
def stated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Name, city, street and e-mail addresses of each case's own user: the first messages of all come in one
    portion, then the second; whatever becomes of the memory after each."""
    line = Line.at(tmp_path_factory.mktemp("stated") / "home")
    line.send(message("identify", userId="other", traits={"name": "Otto Other"}))
    users = {f"u{number}": case for number, case in enumerate(_STATED)}
    said = ([each | {"userId": user} for each in _STATED[case][0]] for user, case in users.items())
    for portion in zip_longest(*said):
        line.send(*filter(None, portion))
        if request.param:
            (line.settings.home / "waiting" / "memory.sqlite").unlink()
    found = line.rows(
        """SELECT source_id, full_name, city, street, (SELECT list(i.value) FROM identifiers AS i
            WHERE i.kind = 'email' AND i.record_id = records.record_id) FROM records"""
    )
    return {users[user]: told for user, *told in found if user in users}


@pytest.mark.parametrize("said", _STATED)
def test_traits_that_a_message_leaves_out_stay(stated: dict[str, Any], said: str) -> None:
    """Of each trait what was stated last holds."""
    messages, expected = _STATED[said]
    mailed = any("email" in (it.get("traits") or {}) for it in messages)

    assert stated[said] == [*expected, ["anna@kranich.example"] if mailed else None]


def test_what_was_learned_while_the_server_s_clock_was_ahead_yields(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages without a time are of when they were received: of a time to come, as is told by the next."""
    monkeypatch.setattr(messages, "NOW", messages.NOW + timedelta(days=400))
    for user in ("a", "b"):
        line.send(
            identify(1, name="Wrong Name", **_CITY) | {"userId": user, "anonymousId": "d", "timestamp": None}
        )
    monkeypatch.undo()
    line.send(identify(1, name="Anna Berger") | {"userId": "b", "timestamp": None})
    line.send(message("page", anonymousId="d", timestamp=None))

    stated = "SELECT full_name, city FROM records WHERE record_id = 'web:b'"
    assert line.rows(stated) == [("Anna Berger", "Bonn")]
    assert line.rows("SELECT record_id FROM events WHERE kind = 'page_view'") == [("web:d#2",)]


def test_much_that_is_kept_in_mind_is_mapped_bit_by_bit(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each message of a user has all that is known of them: many small ones would be gigabytes."""
    sizes: list[int] = []
    whole = SourceMappings.outcomes

    def noted(self: SourceMappings, messages: Sequence[NumberedMessage]) -> list[Outcome]:
        sizes.append(len(messages))
        return whole(self, messages)

    monkeypatch.setattr(SourceMappings, "outcomes", noted)
    monkeypatch.setattr("ingest.live.portion_maker._KEPT_BYTES", 3_000)
    line.put(
        identify(1, note="x" * 1_000), {"type": "?"}, *(identify(it, name=f"Anna {it}") for it in (2, 3))
    )
    line.put(identify(4, name="Anna Four"), identify(5, city="Bonn"))

    drained = line.drain()
    assert (drained.messages, drained.refused) == (5, 1)
    assert sizes == [3, 2]
    assert line.rows("SELECT full_name FROM records") == [("Anna Four",)]


def test_of_many_traits_those_stated_last_are_kept(line: Line) -> None:
    for number in range(4):
        line.send(identify(number + 1, **{f"note{number}": "x" * 29_000, f"short{number}": "y"}))
    line.send(identify(9, name="Anna Berger"), identify(10))

    assert line.rows("SELECT full_name FROM records") == [("Anna Berger",)]
    kept = {row for row in kept_in_mind(line) if isinstance(row[-1], bytes) and b"note" in row[-1]}
    assert [b"note0" in it or b"note3" in it for (*_, it) in kept] == [True]
    assert all(len(it) < 101_000 for (*_, it) in kept)


def _take_back(line: Line, ingest: str) -> None:
    line.journal.withdraw([Withdrawal(ingest, "web", None, "undone")])


@pytest.mark.parametrize("hours", [(2, 3), (3, 2)])
def test_traits_that_were_taken_back_do_not_come_again(line: Line, hours: tuple[int, int]) -> None:
    line.send(identify(1, name="Wrong Name", birthday="1990-05-01"))
    _take_back(line, line.journal.readings("web")[0].ingest_id)
    line.send(identify(hours[0], **_CITY))
    line.send(identify(hours[1], email="anna@kranich.example"))

    stated = "SELECT full_name, birth_date, city FROM records WHERE record_id = 'web:u'"
    assert line.rows(stated) == [(None, None, "Bonn")]


_LEFT: dict[str, list[tuple[str | None, ...]]] = {
    "a": [(None, "Bonn", "de")],
    "b": [("Wrong Name", None, "de")],
    "c": [("Wrong Name", "Bonn", None)],
    "ab": [(None, None, "de")],
    "ac": [(None, "Bonn", None)],
    "abc": [],
}
"""Name, city and language that stand by what was taken back."""


@pytest.mark.parametrize(
    ("taken_back", "forgetful"), [({"u": "acb", "v": "bac"}, False), ({"u": "ca", "v": "bac"}, True)]
)
def test_what_stands_is_stated_anew(line: Line, taken_back: dict[str, str], forgetful: bool) -> None:
    """Of what was taken back, user by user, nothing stays that a later message added up, nor comes again by a
    late one."""
    for user in taken_back:
        for hour, traits in ((1, {"name": "Wrong Name"}), (3, _CITY), (5, {"language": "de"})):
            other = message("identify", userId="other", traits={"name": "Otto Other"})
            line.send(identify(hour, **traits) | {"userId": user}, other)
    said = [f"{user}{name}" for user in taken_back for name in "abc"]
    ingests = dict(zip(said, (it.ingest_id for it in line.journal.readings("web")), strict=True))
    stated = (
        "SELECT source_id, full_name, city, language FROM records WHERE source_id IN ('u', 'v') ORDER BY 1"
    )
    left: dict[str, list[tuple[str | None, ...]]] = {}
    for count in (1, 2, 3):
        for user, names in taken_back.items():
            for name in names[count - 1 : count]:
                _take_back(line, ingests[f"{user}{name}"])
                left[user] = _LEFT["".join(sorted(names[:count]))]
        if forgetful:
            (line.settings.home / "waiting" / "memory.sqlite").unlink()
        for _ in range(2):  # once is enough
            line.catch_up()
        assert line.rows(stated) == [(user, *told) for user, rows in left.items() for told in rows]
    if forgetful:
        (line.settings.home / "waiting" / "memory.sqlite").unlink()

    most = sum(3 * 2 + 2 * len(names) for names in taken_back.values())
    assert line.rows("SELECT count(*) FROM stored_records")[0][0] <= most
    line.send(*(identify(4, address=None) | {"userId": user} for user in taken_back))
    expected = [(user, (rows or [(None, None, None)])[0]) for user, rows in left.items()]
    assert line.rows(stated) == [(user, name, None, language) for user, (name, _, language) in expected]


def test_a_device_is_whose_it_was_after_something_was_taken_back(line: Line) -> None:
    """Who was whom is learned again in the order in which it was told, late messages late."""
    line.send(identify(1, name="Wrong Name"))
    line.send(identify(5, name="Berta") | {"userId": "b", "anonymousId": "d"})
    line.send(identify(3, name="Anna") | {"userId": "a", "anonymousId": "d"})
    line.send(message("page", anonymousId="d"))
    _take_back(line, line.journal.readings("web")[0].ingest_id)
    line.send(message("page", anonymousId="d"))

    seen = "SELECT record_id, count(*) FROM events WHERE kind = 'page_view' GROUP BY ALL"
    assert line.rows(seen) == [("web:d#2", 2)]
