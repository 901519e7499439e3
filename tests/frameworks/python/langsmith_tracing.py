"""Functions traced by LangSmith's SDK, which exports to OpenTelemetry alone."""

import os

os.environ.update(LANGSMITH_TRACING="true", LANGSMITH_OTEL_ENABLED="true", LANGSMITH_OTEL_ONLY="true")

import langsmith
from langsmith import Client, traceable

import telemetry

provider = telemetry.start()
client = Client(api_key="none", otel_tracer_provider=provider)
QUESTION = {"role": "user", "content": "How is the weather in Paris?"}
CALL = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": '{"city":"Paris"}'}}
ANSWERS = iter([
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "assistant", "content": "It is sunny in Paris."},
])
USAGE = {
    "input_tokens": 100,
    "output_tokens": 20,
    "total_tokens": 120,
    "input_token_details": {"cache_read": 40},
    "output_token_details": {"reasoning": 5},
}
TOLD = {"ls_provider": "openai", "ls_model_name": "gpt-4o"}


@traceable(run_type="llm", name="model", metadata=TOLD)
def model(messages):
    return {"choices": [{"message": next(ANSWERS)}], "usage_metadata": USAGE}


@traceable(run_type="tool")
def weather(city):
    return f"sunny in {city}"


@traceable(run_type="chain")
def forecaster(question):
    call = model([question])["choices"][0]["message"]
    result = {"role": "tool", "tool_call_id": "call_1", "content": weather("Paris")}
    return model([question, call, result])["choices"][0]["message"]["content"]


metadata = {"thread_id": "thread-smith", "user_id": "user-1"}
forecaster(QUESTION, langsmith_extra={"client": client, "metadata": metadata})
client.flush()
telemetry.finish(provider)
