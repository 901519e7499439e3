"""Observations of Langfuse's SDK, on the provider that the SDK of OpenTelemetry exports."""

from langfuse import Langfuse, observe, propagate_attributes

import telemetry

provider = telemetry.start()
# Langfuse's own exporter has nobody to send to.
client = Langfuse(public_key="none", secret_key="none", base_url="http://127.0.0.1:9", tracer_provider=provider, timeout=1)
QUESTION = {"role": "user", "content": "How is the weather in Paris?"}
CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city":"Paris"}'}}
ANSWERS = iter([
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "assistant", "content": "It is sunny in Paris."},
])


def model(messages):
    with client.start_as_current_observation(
        as_type="generation", name="model", model="gpt-4o", input=messages
    ) as generation:
        answer = next(ANSWERS)
        usage = {"input": 60, "input_cached_tokens": 40, "output": 20, "total": 120}
        generation.update(output=answer, usage_details=usage, cost_details={"input": 0.001, "output": 0.002})
        return answer


@observe(as_type="tool")
def weather(city):
    return f"sunny in {city}"


@observe(as_type="agent")
def forecaster(question):
    with propagate_attributes(session_id="thread-langfuse", user_id="user-1"):
        call = model([question])
        result = {"role": "tool", "tool_call_id": "call_1", "content": weather("Paris")}
        return model([question, call, result])["content"]


forecaster(QUESTION)
telemetry.finish(provider)
