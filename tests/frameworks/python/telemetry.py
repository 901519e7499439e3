"""What the programs here share: tracing as the SDK comes, and a word to the test at the end.

Nothing is configured: the SDK reads OTEL_EXPORTER_OTLP_ENDPOINT from the environment.
"""

import json
import sys

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def start():
    """Sets up tracing and returns its provider."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider


def finish(provider):
    """Sends what is left, and tells the test that all of it went out."""
    flushed = provider.force_flush()
    provider.shutdown()
    json.dump({"sent": flushed}, sys.stdout)
    sys.exit(0 if flushed else "the SDK could not send everything")
