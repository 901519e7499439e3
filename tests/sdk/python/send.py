"""Sends one agent's trace and its logs with the OpenTelemetry SDK as it comes.

Nothing is configured here: the SDK reads OTEL_EXPORTER_OTLP_ENDPOINT from the environment. What was
sent is written to standard output as JSON, for the test to compare with what Farol gives back.
"""

import json
import logging
import sys

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode

STEPS = 40

sent_spans = []
sent_logs = []


def note(span, parent, attributes, events=(), error=False):
    """Remembers a span as the API should show it."""
    sent_spans.append(
        {
            "spanId": trace.format_span_id(span.get_span_context().span_id),
            "parentSpanId": trace.format_span_id(parent.get_span_context().span_id) if parent else None,
            "name": span.name,
            "attributes": attributes,
            "events": list(events),
            "status": "error" if error else "success",
        }
    )


def log(logger, level, message):
    span = trace.get_current_span().get_span_context()
    logger.log(level, message)
    sent_logs.append(
        {
            "body": message,
            "level": {logging.INFO: "info", logging.WARNING: "warn"}[level],
            "spanId": trace.format_span_id(span.span_id),
        }
    )


def run_agent(tracer, logger):
    root_attributes = {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "support",
        "text": "Olá, 世界 🗼",
        "int": 42,
        "double": 0.5,
        "bool": True,
        "strings": ["a", "b"],
        "ints": [1, 2, 3],
    }
    with tracer.start_as_current_span("invoke_agent support", attributes=root_attributes) as root:
        log(logger, logging.INFO, "agent started")
        call_model(tracer, root)
        call_failing_tool(tracer, logger, root)
        for step in range(STEPS):
            with tracer.start_as_current_span(f"step {step}", attributes={"step": step}) as span:
                note(span, root, {"step": step})
        note(root, None, root_attributes)
    return trace.format_trace_id(root.get_span_context().trace_id)


def call_model(tracer, root):
    attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 30,
    }
    with tracer.start_as_current_span("chat gpt-4o", kind=SpanKind.CLIENT, attributes=attributes) as span:
        span.add_event("first token", {"position": 1})
        note(span, root, attributes, ["first token"])


def call_failing_tool(tracer, logger, root):
    attributes = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search"}
    with tracer.start_as_current_span("execute_tool search", attributes=attributes) as span:
        log(logger, logging.WARNING, "search is slow")
        span.record_exception(TimeoutError("no answer"))
        span.set_status(Status(StatusCode.ERROR, "no answer"))
        note(span, root, attributes, ["exception"], error=True)


def main():
    tracers = TracerProvider()
    tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    logs = LoggerProvider()
    logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    logger = logging.getLogger("agent")
    logger.setLevel(logging.INFO)
    logger.addHandler(LoggingHandler(logger_provider=logs))
    logger.propagate = False

    trace_id = run_agent(tracers.get_tracer("agent"), logger)
    flushed = tracers.force_flush() and logs.force_flush()
    tracers.shutdown()
    logs.shutdown()
    json.dump({"traceId": trace_id, "spans": sent_spans, "logs": sent_logs}, sys.stdout)
    sys.exit(0 if flushed else "the SDK could not send everything")


main()
