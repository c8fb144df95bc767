"""What Prometheus is told, and who may see it."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.telemetry import metrics
from graph.journal import Journal
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.settings import Settings
from ingest.kafka.arrived import Partition
from ingest.kafka.progress import note
from tests.api.conftest import Client, running
from tests.support.messages import Line
from tests.support.people import somebody

COUNT = "from api.telemetry.metrics import OPERATIONS; OPERATIONS.labels('query', 'begun').inc()"
SHOW = "from api.telemetry.metrics import exposition; print(exposition([]).decode())"


def values(client: Client) -> dict[str, float]:
    """The metrics by name and labels."""
    answer = client.request("GET", "/metrics")
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_operations_errors_and_answers_are_counted(embedded_client: Client) -> None:
    before = values(embedded_client)
    embedded_client.ask("{customers(first: 7) {nodes {id}}}")
    embedded_client.codes("{nothing}")
    after = values(embedded_client)
    grown = {name: after[name] - before.get(name, 0.0) for name in after}

    assert grown['ckg_graphql_operations_total{kind="query",outcome="begun"}'] == 1
    assert grown['ckg_graphql_operations_total{kind="query",outcome="refused"}'] == 1
    assert grown['ckg_errors_total{code="GRAPHQL_VALIDATION_FAILED"}'] == 1
    assert grown['ckg_graphql_seconds_count{kind="query"}'] == 2
    assert grown['ckg_graphql_cost_count{kind="query"}'] == 1
    assert grown['ckg_graphql_cost_bucket{kind="query",le="10.0"}'] == 1
    assert grown['ckg_graphql_cost_bucket{kind="query",le="1.0"}'] == 0
    assert grown['ckg_http_responses_total{path="/graphql",status="200"}'] == 2
    assert after["ckg_store_up"] == after["ckg_journal_up"] == 1


def test_what_waits_is_told(embedded_client: Client, tmp_path: Path) -> None:
    settings: Settings = embedded_client.app.state.settings.model_copy(update={"home": tmp_path})
    journal = Journal.open(settings)
    journal.append([somebody("crm", 1)], "first")
    Line(settings, journal).put({"type": "track", "userId": "1", "event": "a"})
    note(settings, "shop", {Partition("orders", 2): 17})

    with running(settings) as client:
        told = values(client)

    assert told["ckg_projection_pending_rows"] == 1
    assert told["ckg_projection_age_seconds"] > 0
    assert told["ckg_quarantined_rows"] == told["ckg_set_aside_entries"] == 0
    assert told["ckg_intake_waiting_messages"] == 1
    assert told["ckg_intake_waiting_bytes"] > 0
    assert told["ckg_intake_age_seconds"] > 0
    assert told['ckg_kafka_behind_messages{partition="2",source="shop",topic="orders"}'] == 17


def test_a_store_that_is_down_is_told(embedded_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = embedded_client.app.state.store.endpoint.__class__
    with running(embedded_client.app.state.settings) as client:
        endpoint = client.app.state.store.endpoint
        monkeypatch.setattr(
            client.app.state.store, "endpoint", gone("bolt://127.0.0.1:1", "x", endpoint.password, "x")
        )
        told = values(client)

    assert (told["ckg_store_up"], told["ckg_journal_up"]) == (0, 1)
    assert "ckg_projection_pending_rows" not in told


def test_admins_see_it_and_whoever_the_settings_allow(embedded_client: Client, tmp_path: Path) -> None:
    settings = embedded_client.app.state.settings.model_copy(update={"home": tmp_path})
    keys = {role: Keys(tmp_path).add(role.value, [role])[1] for role in (Role.ADMIN, Role.STEWARD)}

    def status(client: Client, key: str) -> int:
        return client.request("GET", "/metrics", headers={"x-api-key": key}).status_code

    with running(settings) as client:
        assert [status(client, key) for key in (*keys.values(), "nobody")] == [200, 403, 401]
    with running(settings.model_copy(update={"metrics_open": True})) as client:
        assert status(client, "nobody") == 200


def test_processes_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(metrics.SHARED, "")  # put back afterwards
    metrics.share(tmp_path / "metrics")

    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNT], check=True)
    told = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True).stdout

    assert 'ckg_graphql_operations_total{kind="query",outcome="begun"} 2.0' in told
