"""Spans and logs of Logfire's SDK, told to send to Farol instead, and a span that waits for the test."""

import os
import sys

import logfire

# Its own way in, which alone announces spans when they begin. The token is the whole header.
endpoint = os.environ.pop("OTEL_EXPORTER_OTLP_ENDPOINT")
options = logfire.AdvancedOptions(base_url=endpoint)
token = f"Bearer {os.environ['FAROL_KEY']}"
logfire.configure(token=token, advanced=options, console=False, inspect_arguments=False)

with logfire.span("order {id}", id=7):
    logfire.warn("slow after {ms}", ms=900)
    try:
        raise ValueError("no money")
    except ValueError:
        logfire.exception("payment failed")

with logfire.span("import"):
    print("sent" if logfire.force_flush() else "not sent", flush=True)
    # Until the test has seen it running.
    sys.stdin.read()
