"""An agent of OpenAI's Agents SDK that calls a tool, traced by OpenInference.

The model is the real client against a server in this process, which answers as the API does.
"""

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import agents
from openai import AsyncOpenAI
from openinference.instrumentation import using_session, using_user
from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor

import telemetry

CALL = {
    "id": "call_1",
    "type": "function",
    "function": {"name": "weather", "arguments": '{"city":"Paris"}'},
}


class Api(BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        answered = any(message["role"] == "tool" for message in request["messages"])
        said = {"content": "It is sunny in Paris."} if answered else {"content": None, "tool_calls": [CALL]}
        body = json.dumps({
            "id": f"chatcmpl-{2 if answered else 1}",
            "object": "chat.completion",
            "created": 1763700000,
            "model": "gpt-4o-2024-08-06",
            "choices": [{
                "index": 0,
                "finish_reason": "stop" if answered else "tool_calls",
                "message": {"role": "assistant", **said},
            }],
            "usage": {
                "prompt_tokens": 100,
                "completion_tokens": 20,
                "total_tokens": 120,
                "prompt_tokens_details": {"cached_tokens": 40},
                "completion_tokens_details": {"reasoning_tokens": 5},
            },
        }).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@agents.function_tool
def weather(city: str) -> str:
    return f"sunny in {city}"


async def main():
    provider = telemetry.start()
    # The SDK's own exporter sends to OpenAI; the instrumentation takes its place.
    agents.set_trace_processors([])
    OpenAIAgentsInstrumentor().instrument(tracer_provider=provider)
    api = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    client = AsyncOpenAI(base_url=f"http://127.0.0.1:{api.server_port}/v1", api_key="none")
    model = agents.OpenAIChatCompletionsModel("gpt-4o", client)
    agent = agents.Agent("forecaster", instructions="Be brief.", model=model, tools=[weather])
    with using_session("thread-agents"), using_user("user-1"):
        result = await agents.Runner.run(agent, "How is the weather in Paris?")
    assert result.final_output == "It is sunny in Paris."
    telemetry.finish(provider)


asyncio.run(main())
