"""Runs over what changed: they end where a run over everything would, and never trust a state that is not
theirs."""

import json
import shutil
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
from deltalake import DeltaTable

from graph.entries import RecordVersion
from graph.errors import IdentityError
from graph.files.checksums import keep_checksum
from graph.identity import run
from graph.identity.explanation.why import why
from graph.identity.lookup.lookup import Lookup
from graph.identity.run import Mode, can_follow, resolve
from graph.identity.running import following
from graph.identity.state.file import state_path
from tests.graph.identity.batches import QUICK, in_batches
from tests.graph.identity.company import FAMILY, Company
from tests.graph.identity.company_people import GIVEN, dice, told_of, version
from tests.graph.identity.harm import put_back, remove, spoil, tear
from tests.support.budget import only_thorough
from tests.support.resolving import mode_of_next

KIOSK = "kiosk@web.de"


@pytest.mark.parametrize(
    ("seed", "rules"),
    [
        QUICK,
        pytest.param(
            1, "clusters: {max_size: 250}\nhouseholds: {crowd: 20, max_size: 8}\n", marks=only_thorough
        ),
    ],
)
def test_any_batches_end_as_one_run_over_everything(seed: int, rules: str) -> None:
    found = in_batches(seed, rules)
    changed, everything = found.changed, found.everything

    assert found.modes == [Mode.FULL, *[Mode.INCREMENTAL] * (len(found.modes) - 2), Mode.REBASE]
    assert found.answers >= 10
    assert everything.report["vetoed"] > 10
    assert everything.customers == changed.customers
    assert everything.links == changed.links
    assert everything.households == changed.households
    assert changed.households
    for name in ("households", "household_members", "groups_too_large_for_a_household"):
        assert changed.report[name] == everything.report[name]


@dataclass(frozen=True)
class Twice:
    """A folder with a home after two runs, and `before`, the state as the first of them left it; customers
    after each."""

    folder: Path
    first: dict[str, str]
    second: dict[str, str]


@pytest.fixture(scope="module")
def twice_resolved(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    """Of the news some are of one person, and five share the address of somebody known."""
    folder = tmp_path_factory.mktemp("twice")
    company = Company(folder / "home")
    rng = dice(4)
    guest = version("web", "guest", [("email", KIOSK)])
    known = [entry for number in range(20) for entry in told_of(number, rng)]
    company.journal.append([*known, at_the_kiosk(0), guest], "first")
    resolve(company.journal, company.settings)
    shutil.copy(state_path(company.settings), folder / "before")
    first = company.customers()
    news = [*told_of(20, rng), *twice("Doris"), *twice("Elke", "65929970489", "81872495633")]
    news.append(version("web", "Elke", [("email", "elke.lenz@web.de")]))
    company.journal.append([*news, *map(at_the_kiosk, range(1, 6))], "second")
    assert resolve(company.journal, company.settings).mode is Mode.INCREMENTAL
    return Twice(folder, first, company.customers())


def copied(twice: Twice, target: Path) -> Company:
    """The company, in a home that a test may change."""
    shutil.copytree(twice.folder / "home", target / "home")
    return Company(target / "home")


def twice(given: str, *numbers: str) -> list[RecordVersion]:
    """What two sources say of one person, each with a tax number if there are any."""
    told = {"given_name": given, "family_name": "Lenz", "birth_date": "1971-03-08"}
    mail = ("email", f"{given}.lenz@web.de".lower())
    used = [[mail, ("document", f"tax_id:DE:{number}")] for number in numbers] or [[mail], [mail]]
    return [version(source, given, uses, **told) for source, uses in zip(("crm", "shop"), used, strict=True)]


def at_the_kiosk(number: int) -> RecordVersion:
    """One of the people who gave the kiosk's address, each of another name."""
    names = {"given_name": GIVEN[number], "family_name": FAMILY[number]}
    return version("crm", "abcdef"[number], [("email", KIOSK)], **names)


def test_a_value_that_comes_to_be_shared_lets_go_of_what_it_linked(twice_resolved: Twice) -> None:
    together, customers = twice_resolved.first, twice_resolved.second

    assert together["crm:a"] == together["web:guest"]
    assert customers["crm:a"] == together["crm:a"]
    assert len({customers[record] for record in ("web:guest", *(f"crm:{n}" for n in "abcdef"))}) == 7


def test_two_tax_numbers_keep_newcomers_apart(twice_resolved: Twice) -> None:
    """Also where a visitor has the mailbox of both."""
    customers = twice_resolved.second

    assert customers["crm:Doris"] == customers["shop:Doris"]
    assert customers["crm:Elke"] != customers["shop:Elke"]


def test_a_state_that_is_not_of_the_last_run_is_not_used(twice_resolved: Twice, tmp_path: Path) -> None:
    company = copied(twice_resolved, tmp_path)
    known, state = company.customers(), state_path(company.settings)
    content = state.read_bytes()

    for harm in (put_back, remove, tear):
        harm(state, twice_resolved.folder / "before")
        assert not can_follow(company.journal, company.settings), harm
        state.write_bytes(content)
    assert can_follow(company.journal, company.settings)
    spoil(state, twice_resolved.folder / "before")  # what a run finds on its way
    company.journal.append(told_of(21, dice(21)), "news")
    rebased = resolve(company.journal, company.settings)
    company.journal.append(told_of(25, dice(9)), "last")

    assert rebased.mode is Mode.REBASE
    assert mode_of_next(company.journal, company.settings) is Mode.INCREMENTAL
    customers = company.customers()
    assert {record: customers[record] for record in known} == known


def test_only_the_owner_can_read_what_is_kept_of_people(tmp_path: Path) -> None:
    company = Company(tmp_path / "home")

    assert company.settings.home.stat().st_mode & 0o77 == 0


def test_a_company_that_outgrew_its_model_trains_a_new_one(
    twice_resolved: Twice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a model that serves twice twenty records, or twice its own if those are more."""
    monkeypatch.setattr(following, "FEW", 20)
    company, rng = copied(twice_resolved, tmp_path), dice(7)
    assert mode_of_next(company.journal, company.settings) is Mode.INCREMENTAL
    company.journal.append([entry for number in range(30, 70) for entry in told_of(number, rng)], "third")

    assert not can_follow(company.journal, company.settings)
    assert mode_of_next(company.journal, company.settings) is Mode.FULL


def test_a_model_of_another_version_is_named_and_makes_way(twice_resolved: Twice, tmp_path: Path) -> None:
    """Of another form or of other levels."""
    company = copied(twice_resolved, tmp_path)
    [path] = (tmp_path / "home" / "models").glob("*/model.json")
    model = json.loads(path.read_text())

    for of_before in ({"conditions": "others"}, {"format": 1}):
        path.write_text(json.dumps(model | of_before))
        keep_checksum(path)
        assert not can_follow(company.journal, company.settings)
        with pytest.raises(IdentityError, match=r"another version.*ckg resolve"):
            Lookup(company.settings)
        with pytest.raises(IdentityError, match=r"another version.*ckg resolve"):
            why(company.journal, company.settings, ("crm:1", "crm:2"))
        assert mode_of_next(company.journal, company.settings) is Mode.FULL


def test_a_damaged_model_is_named_and_replaced(twice_resolved: Twice, tmp_path: Path) -> None:
    company = copied(twice_resolved, tmp_path)
    [model] = (tmp_path / "home" / "models").iterdir()
    files = sorted(path for path in model.iterdir() if path.is_file())
    assert len(files) == 4
    harms = (lambda it: it[:-1], lambda it: it[:-2] + bytes([it[-2] ^ 1]) + it[-1:], lambda _: b"")
    for path, harm in zip(files, cycle(harms), strict=False):
        content = path.read_bytes()
        path.write_bytes(harm(content))
        assert not can_follow(company.journal, company.settings)
        with pytest.raises(IdentityError, match=rf"{path.name} .* is not what was written.*ckg resolve"):
            Lookup(company.settings)
        path.write_bytes(content)
    assert can_follow(company.journal, company.settings)
    files[1].unlink()

    assert mode_of_next(company.journal, company.settings) is Mode.FULL


def test_records_that_share_nothing_stay_apart(tmp_path: Path) -> None:
    company = Company(tmp_path)
    told = [version("web", f"{number}", [("email", f"a{number}@web.de")]) for number in range(900)]
    company.journal.append(told, "first")

    resolve(company.journal, company.settings)

    assert len(set(company.customers().values())) == 900


def test_a_run_joins_the_many_files_that_small_ingests_leave(
    twice_resolved: Twice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 4
    monkeypatch.setattr(run, "MANY_FILES", many)
    company, rng = copied(twice_resolved, tmp_path), dice(6)
    for number in range(30, 30 + many):
        company.journal.append(told_of(number, rng), str(number))

    joined = resolve(company.journal, company.settings)
    files = DeltaTable(company.journal.folder / "records").file_uris()
    company.journal.append(told_of(45, rng), "last")

    assert joined.mode is mode_of_next(company.journal, company.settings) is Mode.INCREMENTAL
    assert len(files) == 1


def test_a_state_of_commits_that_are_gone_is_not_trusted(twice_resolved: Twice, tmp_path: Path) -> None:
    company = copied(twice_resolved, tmp_path)
    newest = company.journal.versions()["records"]

    (company.journal.folder / "records/_delta_log" / f"{newest:020}.json").unlink()
    company.journal.append([version("crm", "new", [("email", "new@web.de")])], "third")

    assert company.journal.versions()["records"] == newest
    assert mode_of_next(company.journal, company.settings) is Mode.REBASE
