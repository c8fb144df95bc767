"""Spans for OpenTelemetry, where a program has set its SDK up: names and numbers, no values, no messages."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Span, SpanKind

_tracer = trace.get_tracer("ckg")


def span(
    name: str,
    kind: SpanKind = SpanKind.INTERNAL,
    context: Context | None = None,
    attributes: Mapping[str, str] | None = None,
) -> AbstractContextManager[Span]:
    """A span around what is done inside, below the one around it, or below that of `context`."""
    return _tracer.start_as_current_span(
        name, context, kind, attributes, record_exception=False, set_status_on_exception=False
    )
