"""Runs over what changed: they end where a run over everything would, and never trust a state that is not
theirs."""

import json
import shutil
from pathlib import Path

import pytest
from deltalake import DeltaTable

from graph.entries import RecordVersion
from graph.errors import IdentityError
from graph.files.checksums import keep_checksum
from graph.identity import run
from graph.identity.connection import planning
from graph.identity.explanation.why import why
from graph.identity.lookup.lookup import Lookup
from graph.identity.run import Mode, RunOptions, can_follow, resolve
from graph.identity.running import following
from graph.identity.state.file import state_path
from tests.graph.identity.company import FAMILY, Company
from tests.graph.identity.company_people import GIVEN, dice, sibling, told_of, version
from tests.graph.identity.harm import put_back, remove, spoil, tear
from tests.support.looking import look


@pytest.mark.parametrize(("seed", "largest"), [(1, 250), (4, 3)])
def test_any_batches_end_as_one_run_over_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, largest: int
) -> None:
    """Also where what forbids a link comes and goes: records of twins are told as of the other one. And where
    records become too many for plans made in haste."""
    monkeypatch.setattr(planning, "FEW", 200)
    rng = dice(seed)
    rules = tmp_path / "rules.yaml"
    rules.write_text(f"clusters: {{max_size: {largest}}}", encoding="utf-8")
    told = [entry for number in range(60) for entry in told_of(number, rng)]
    rng.shuffle(told)
    company = Company(tmp_path / "home", rules)
    company.journal.append([*told[:80], *(sibling(number, rng) for number in range(45))], "first")
    resolve(company.journal, company.settings, RunOptions(Mode.FULL))

    for start in range(80, len(told), 45):
        again = [sibling(number, rng) for number in rng.sample(range(50), 4)]
        company.journal.append([*told[start : start + 45], *again], str(start))
        company.judge(f"crm:{start % 60}", f"shop:{(start + 7) % 60}", rng.choice(["match", "no_match"]))
        assert resolve(company.journal, company.settings).mode is Mode.INCREMENTAL
    customers, links, households = company.customers(), company.links(), company.households()
    everything = resolve(company.journal, company.settings, RunOptions(Mode.REBASE))

    assert everything.report["vetoed"] > 10
    assert company.customers() == customers
    assert company.links() == links
    assert company.households() == households


def test_a_value_that_comes_to_be_shared_lets_go_of_what_it_linked(tmp_path: Path) -> None:
    company = Company(tmp_path)
    rng = dice(3)
    company.journal.append([entry for number in range(40) for entry in told_of(number, rng)], "first")
    first = version("crm", "a", [("email", "kiosk@web.de")], given_name="Anna", family_name="Adler")
    guest = version("web", "guest", [("email", "kiosk@web.de")])
    company.journal.append([first, guest], "first")
    resolve(company.journal, company.settings, RunOptions(Mode.FULL))
    together = company.customers()

    others = zip("bcdef", GIVEN[1:], FAMILY[1:], strict=False)
    company.journal.append(
        [
            version("crm", name, [("email", "kiosk@web.de")], given_name=given, family_name=family)
            for name, given, family in others
        ],
        "second",
    )
    result = resolve(company.journal, company.settings)

    customers = company.customers()
    assert together["crm:a"] == together["web:guest"]
    assert result.mode is Mode.INCREMENTAL
    assert customers["crm:a"] == together["crm:a"]
    assert len({customers[record] for record in ("web:guest", *(f"crm:{n}" for n in "abcdef"))}) == 7


@pytest.fixture(scope="module")
def twice_resolved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home after two runs, and `before`, the state as the first of them left it."""
    folder = tmp_path_factory.mktemp("twice")
    company = Company(folder / "home")
    rng = dice(4)
    company.journal.append([entry for number in range(20) for entry in told_of(number, rng)], "first")
    resolve(company.journal, company.settings)
    shutil.copy(state_path(company.settings), folder / "before")
    company.journal.append(
        [*told_of(20, rng), *twice("Doris"), *twice("Elke", "65929970489", "81872495633")], "second"
    )
    assert resolve(company.journal, company.settings).mode is Mode.INCREMENTAL
    return folder


def copied(folder: Path, target: Path) -> Company:
    """The company of such a folder, in a home that a test may change."""
    shutil.copytree(folder / "home", target / "home")
    return Company(target / "home")


def twice(given: str, *numbers: str) -> list[RecordVersion]:
    """What two sources say of one person, each with a tax number if there are any."""
    told = {"given_name": given, "family_name": "Lenz", "birth_date": "1971-03-08"}
    mail = ("email", f"{given}.lenz@web.de".lower())
    used = [[mail, ("document", f"tax_id:DE:{number}")] for number in numbers] or [[mail], [mail]]
    return [version(source, given, uses, **told) for source, uses in zip(("crm", "shop"), used, strict=True)]


def test_two_tax_numbers_keep_newcomers_apart(twice_resolved: Path) -> None:
    customers = Company(twice_resolved / "home").customers()

    assert customers["crm:Doris"] == customers["shop:Doris"]
    assert customers["crm:Elke"] != customers["shop:Elke"]


def test_a_state_that_is_not_of_the_last_run_is_not_used(twice_resolved: Path, tmp_path: Path) -> None:
    company = copied(twice_resolved, tmp_path)
    known, state = company.customers(), state_path(company.settings)
    content = state.read_bytes()

    for harm in (put_back, remove, tear):
        harm(state, twice_resolved / "before")
        assert not can_follow(company.journal, company.settings), harm
        state.write_bytes(content)
    assert can_follow(company.journal, company.settings)
    spoil(state, twice_resolved / "before")  # what a run finds on its way
    company.journal.append(told_of(21, dice(21)), "news")
    rebased = resolve(company.journal, company.settings)
    company.journal.append(told_of(25, dice(9)), "last")

    assert rebased.mode is Mode.REBASE
    assert resolve(company.journal, company.settings).mode is Mode.INCREMENTAL
    customers = company.customers()
    assert {record: customers[record] for record in known} == known


def test_only_the_owner_can_read_what_is_kept_of_people(tmp_path: Path) -> None:
    company = Company(tmp_path / "home")

    assert company.settings.home.stat().st_mode & 0o77 == 0


def test_a_company_that_outgrew_its_model_trains_a_new_one(
    twice_resolved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a model that serves twice twenty records, or twice its own if those are more."""
    monkeypatch.setattr(following, "FEW", 20)
    company, rng = copied(twice_resolved, tmp_path), dice(7)
    [first] = look(company.journal, "SELECT DISTINCT model_version FROM runs")
    company.journal.append([entry for number in range(30, 70) for entry in told_of(number, rng)], "third")

    quick = can_follow(company.journal, company.settings)
    third = resolve(company.journal, company.settings)

    assert not quick
    assert third.mode is Mode.FULL
    assert third.report["model_version"] not in first


def test_a_model_of_another_version_is_named_and_replaced(twice_resolved: Path, tmp_path: Path) -> None:
    """Of another form or of other levels."""
    company = copied(twice_resolved, tmp_path)
    [path] = (tmp_path / "home" / "models").glob("*/model.json")
    model, customers = json.loads(path.read_text()), company.customers()

    for of_before in ({"conditions": "others"}, {"format": 1}):
        path.write_text(json.dumps(model | of_before))
        keep_checksum(path)
        assert not can_follow(company.journal, company.settings)
        with pytest.raises(IdentityError, match=r"another version.*ckg resolve"):
            Lookup(company.settings)
        with pytest.raises(IdentityError, match=r"another version.*ckg resolve"):
            why(company.journal, company.settings, ("crm:1", "crm:2"))
    result = resolve(company.journal, company.settings)

    assert result.mode is Mode.FULL
    assert company.customers() == customers
    assert why(company.journal, company.settings, ("crm:1", "crm:2"))


def test_a_damaged_model_is_named_and_replaced(twice_resolved: Path, tmp_path: Path) -> None:
    company = copied(twice_resolved, tmp_path)
    [model] = (tmp_path / "home" / "models").iterdir()
    files = sorted(path for path in model.iterdir() if path.is_file())
    assert len(files) == 4
    for path in files:
        content = path.read_bytes()
        for harm in (content[:-1], content[:-2] + bytes([content[-2] ^ 1]) + content[-1:], b""):
            path.write_bytes(harm)
            assert not can_follow(company.journal, company.settings)
            with pytest.raises(IdentityError, match=rf"{path.name} .* is not what was written.*ckg resolve"):
                Lookup(company.settings)
        path.write_bytes(content)
    assert can_follow(company.journal, company.settings)
    files[1].unlink()
    customers = company.customers()

    assert resolve(company.journal, company.settings).mode is Mode.FULL
    assert company.customers() == customers
    assert Lookup(company.settings)


def test_records_that_share_nothing_stay_apart(tmp_path: Path) -> None:
    company = Company(tmp_path)
    told = [version("web", f"{number}", [("email", f"a{number}@web.de")]) for number in range(900)]
    company.journal.append(told, "first")

    resolve(company.journal, company.settings)

    assert len(set(company.customers().values())) == 900


def test_a_run_joins_the_many_files_that_small_ingests_leave(
    twice_resolved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 10
    monkeypatch.setattr(run, "MANY_FILES", many)
    company, rng = copied(twice_resolved, tmp_path), dice(6)
    for number in range(30, 30 + many):
        company.journal.append(told_of(number, rng), str(number))

    joined = resolve(company.journal, company.settings)
    files = DeltaTable(company.journal.folder / "records").file_uris()
    company.journal.append(told_of(45, rng), "last")
    followed = resolve(company.journal, company.settings)

    assert (joined.mode, followed.mode) == (Mode.INCREMENTAL, Mode.INCREMENTAL)
    assert len(files) == 1
    assert followed.report["records"] > joined.report["records"]


def test_a_state_of_commits_that_are_gone_is_not_trusted(twice_resolved: Path, tmp_path: Path) -> None:
    company = copied(twice_resolved, tmp_path)
    newest = company.journal.versions()["records"]

    (company.journal.folder / "records/_delta_log" / f"{newest:020}.json").unlink()
    company.journal.append([version("crm", "new", [("email", "new@web.de")])], "third")

    assert company.journal.versions()["records"] == newest
    assert resolve(company.journal, company.settings).mode is Mode.REBASE
    assert "crm:new" in company.customers()
