"""A graph of LangGraph's with a model that answers from a list.

usage: langgraph_agent.py openinference|openllmetry
"""

import sys

from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolCall
from langchain_core.tools import tool
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode, tools_condition

import telemetry

USAGE = {
    "input_tokens": 100,
    "output_tokens": 20,
    "total_tokens": 120,
    "input_token_details": {"cache_read": 40},
    "output_token_details": {"reasoning": 5},
}
TOLD = {"model_name": "gpt-4o-2024-08-06", "finish_reason": "stop"}


class Model(GenericFakeChatModel):
    def bind_tools(self, tools, **_):
        return self

    def _get_ls_params(self, stop=None, **kwargs):
        return {"ls_provider": "openai", "ls_model_name": "gpt-4o", "ls_model_type": "chat"}


@tool
def weather(city: str) -> str:
    """Tells the weather."""
    return f"sunny in {city}"


def instrument(convention, provider):
    if convention == "openinference":
        from openinference.instrumentation.langchain import LangChainInstrumentor
    else:
        from opentelemetry.instrumentation.langchain import LangchainInstrumentor as LangChainInstrumentor
    LangChainInstrumentor().instrument(tracer_provider=provider)


def main():
    provider = telemetry.start()
    instrument(sys.argv[1], provider)
    call = ToolCall(name="weather", args={"city": "Paris"}, id="call_1")
    answers = [
        AIMessage("", tool_calls=[call], usage_metadata=USAGE, response_metadata=TOLD),
        AIMessage("It is sunny in Paris.", usage_metadata=USAGE, response_metadata=TOLD),
    ]
    model = Model(messages=iter(answers)).bind_tools([weather])
    graph = StateGraph(MessagesState)
    graph.add_node("model", lambda state: {"messages": [model.invoke(state["messages"])]})
    graph.add_node("tools", ToolNode([weather]))
    graph.add_edge(START, "model")
    graph.add_conditional_edges("model", tools_condition)
    graph.add_edge("tools", "model")
    config = {"configurable": {"thread_id": "thread-graph"}, "metadata": {"user_id": "user-1"}}
    question = {"messages": [("user", "How is the weather in Paris?")]}
    graph.compile(name="forecaster").invoke(question, config)
    telemetry.finish(provider)


main()
