"""Spans of requests: what took how long, without what was asked."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from api.telemetry import traces
from graph import tracing
from graph.errors import SettingsError
from tests.api.conftest import Client

TRACE = "0af7651916cd43dd8448eb211c80319c"


def test_a_request_its_compilation_and_its_statement_have_spans(
    embedded_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(tracing, "_tracer", provider.get_tracer("test"))

    embedded_client.request(
        "POST",
        "/graphql",
        json={"query": '{customer(id: "anna") {id city country}}'},
        headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"},
    )

    compiled, statement, request = kept.get_finished_spans()
    assert [each.name for each in (compiled, statement, request)] == [
        "graphql.compile",
        "graphql/compiled",
        "POST /graphql",
    ]
    assert (statement.kind, request.kind) == (SpanKind.CLIENT, SpanKind.SERVER)
    assert {f"{each.context.trace_id:x}" for each in (compiled, statement, request)} == {TRACE[1:]}
    assert dict(request.attributes or {})["http.response.status_code"] == 200
    assert not [each for each in (compiled, statement, request) if "anna" in each.to_json()]


def test_nothing_of_an_address_is_in_a_span(embedded_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor by the frameworks beneath, which find the collector by themselves."""
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr("opentelemetry.trace._TRACER_PROVIDER", provider)
    monkeypatch.setattr(tracing, "_tracer", provider.get_tracer("test"))

    asked = embedded_client.request("GET", "/graphql", params={"query": '{customer(id: "anna") {id}}'})
    unknown = embedded_client.request("GET", "/anna@x.example")

    assert (asked.status_code, unknown.status_code) == (200, 404)
    requests = [each for each in kept.get_finished_spans() if each.kind is SpanKind.SERVER]
    assert [each.name for each in requests] == ["GET /graphql", "GET other"]
    assert not [each for each in kept.get_finished_spans() if "anna" in each.to_json()]


def test_a_collector_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace", None)
    traces.configure()
    monkeypatch.setenv(traces.ENDPOINTS[0], "http://localhost:4318")

    with pytest.raises(SettingsError, match="otel"):
        traces.configure()
