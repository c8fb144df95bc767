"""The report of a run: what it tells, that it opens without a network, and who may read it."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import expect

from graph.identity.features.build import build_features
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.pairs.engines import DuckEngine
from graph.identity.model.training import train_model
from graph.identity.report import IdChange, RunFacts, write_report
from tests.graph.identity.people import add_people
from tests.graph.identity.world import World
from tests.support.chromium import driven_browser
from tests.support.identity import linked_groups

START = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)

FACTS = RunFacts(
    run_id="run-2",
    started_at=START,
    finished_at=START + timedelta(seconds=90),
    mode="full",
    engine="duckdb",
    model_version="model-1",
    threshold=1.5,
    counts={"records": 160, "customers": 83, "merges": 1},
    seconds={"features": 20.0, "training": 60.0, "scoring": 10.0},
    peak_memory=512 * 2**20,
    cluster_sizes={1: 6, 2: 77},
    previous={"records": 150, "customers": 85, "merges": 4},
    changes=[IdChange("merged", "c-kept", ("c-retired",))],
)


def _build_features(connection: duckdb.DuckDBPyConnection) -> None:
    """Features as a run leaves them to its report."""
    build_features(connection)
    connection.execute("CREATE TEMP VIEW features_now AS FROM features")


@pytest.fixture(scope="module")
def resolved() -> tuple[World, IdentityModel]:
    """A world after a run."""
    world = World()
    add_people(world, 80)
    connection = world.connection
    _build_features(connection)
    model = train_model(connection)
    DuckEngine(connection).score(model)
    connection.execute(
        "CREATE TABLE decided_links AS SELECT *, weight >= $threshold AS accepted FROM links",
        {"threshold": model.threshold.weight},
    )
    members = [
        (record, place)
        for place, group in enumerate(linked_groups(connection, model.threshold.weight))
        for record in group
    ]
    connection.execute("CREATE TABLE cluster_members (record_id VARCHAR, cluster BIGINT)")
    connection.executemany("INSERT INTO cluster_members VALUES (?, ?)", members)
    return world, model


@pytest.fixture(scope="module")
def report(resolved: tuple[World, IdentityModel], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of that run."""
    world, model = resolved
    return write_report(
        FACTS, model, world.connection, tmp_path_factory.mktemp("home") / "reports" / "run-2.html"
    )


def test_a_report_is_for_its_owner_alone_and_says_why(report: Path) -> None:
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert report.name == "run-2.html"
    assert "Personal data" in report.read_text(encoding="utf-8")


def test_a_report_leaves_nothing_else_behind(report: Path, resolved: tuple[World, IdentityModel]) -> None:
    tables = {
        name
        for (name,) in resolved[0].connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    }

    assert list(report.parent.iterdir()) == [report]
    assert not {"report_pairs", "report_weights", "inside_links", "cluster_strengths"} & tables


def test_all_charts_are_drawn_without_a_network(report: Path, tmp_path: Path) -> None:
    with driven_browser(tmp_path / "profile") as driven:
        driven.page.context.set_offline(True)
        asked: list[str] = []
        driven.page.on("request", lambda request: asked.append(request.url))
        driven.page.goto(report.as_uri())
        for chart in ("match_weights", "m_u_parameters", "unlinkables", "weights"):
            expect(driven.page.locator(f"#chart-{chart}")).to_have_attribute("data-drawn", "yes")
            assert driven.page.locator(f"#chart-{chart} svg path").count() > 10
        driven.page.set_viewport_size({"width": 375, "height": 700})
        assert (
            driven.page.evaluate("document.documentElement.scrollWidth") == 375
        )  # charts scroll by themselves
        drawings = driven.page.locator("svg.cluster")

        assert drawings.count() >= 3
        assert drawings.first.locator("circle").count() >= 2
        assert asked == [report.as_uri()]


def test_figures_and_changes_are_told(report: Path, tmp_path: Path) -> None:
    with driven_browser(tmp_path / "profile") as driven:
        driven.page.goto(report.as_uri())

        expect(driven.page.locator("#outcome")).to_contain_text("-2 since the last run")
        expect(driven.page.locator("#changed-customers")).to_contain_text("c-retired")
        expect(driven.page.locator("#effort")).to_contain_text("90.0 s in all, at most 512 MB")
        expect(driven.page.locator("#clusters")).to_contain_text("77")


def test_names_are_escaped(tmp_path: Path) -> None:
    world = World()
    world.record("crm:1", given_name="<img src=x onerror=alert(1)>", family_name="Weber")
    world.record("shop:1", given_name="</script><b>", family_name="Weber")
    _build_features(world.connection)
    model = train_model(world.connection)
    world.connection.execute(
        """CREATE TABLE decided_links AS SELECT 'crm:1' AS record_l, 'shop:1' AS record_r, 'model' AS tier,
            4.0::DOUBLE AS weight, TRUE AS accepted;
        CREATE TABLE cluster_members AS SELECT record_id, 1 AS cluster FROM records"""
    )

    written = write_report(FACTS, model, world.connection, tmp_path / "run.html").read_text(encoding="utf-8")

    assert "&lt;img src=x onerror=alert(1)&gt; Weber" in written
    assert "<img" not in written.split("<script>")[0]
    assert "</script><b>" not in written


def test_a_run_without_links_has_a_report(tmp_path: Path) -> None:
    world = World()
    world.record("crm:1", given_name="Anna", family_name="Weber", birth_date="1980-04-03")
    world.record("crm:2", given_name="Mehmet", family_name="Kowalski", birth_date="1951-12-30")
    _build_features(world.connection)
    model = train_model(world.connection)
    world.connection.execute(
        """CREATE TABLE decided_links (record_l VARCHAR, record_r VARCHAR, tier VARCHAR, weight DOUBLE,
            accepted BOOLEAN);
        CREATE TABLE cluster_members AS SELECT record_id, row_number() OVER () AS cluster FROM records"""
    )

    written = write_report(FACTS, model, world.connection, tmp_path / "empty.html")

    assert "No pair was scored above the floor." in written.read_text(encoding="utf-8")
