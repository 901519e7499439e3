"""An agent of pydantic-ai on its test model, which calls every tool once; its own instrumentation."""

from pydantic_ai import Agent
from pydantic_ai.models.instrumented import InstrumentationSettings
from pydantic_ai.models.test import TestModel

import telemetry

provider = telemetry.start()
settings = InstrumentationSettings(tracer_provider=provider)
try:
    agent = Agent(TestModel(), name="forecaster", instructions="Be brief.", instrument=settings)
except TypeError:
    Agent.instrument_all(settings)
    agent = Agent(TestModel(), name="forecaster", instructions="Be brief.")


@agent.tool_plain
def weather(city: str) -> str:
    return f"sunny in {city}"


agent.run_sync("How is the weather in Paris?", conversation_id="thread-pydantic")
telemetry.finish(provider)
