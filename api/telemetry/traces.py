"""Where spans go: over OTLP to the collector that OpenTelemetry's variables name, with the extra `otel`."""

import os

from fastapi.telemetry import TelemetryConfig

from graph.errors import SettingsError

FASTAPIS_OWN: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""What FastAPI tells collectors of its own accord: nothing. It would tell of paths and queries as clients
send them, which may hold anything."""

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def configure() -> None:
    """Send the spans of this process, if a collector is named; raises SettingsError without the extra."""
    if not any(os.environ.get(name) for name in ENDPOINTS):
        return
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError(
            f"{ENDPOINTS[0]} is set, and what sends traces is not installed.",
            "Install the extra otel, or unset it.",
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "ckg"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
