"""The MCP SDK's client, told Farol's address and a key: each line of its input is a tool to call.

usage: mcp_client.py auto|legacy, with FAROL_MCP and FAROL_KEY in the environment
"""

import asyncio
import json
import os
import sys

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client


async def main():
    headers = {"Authorization": f"Bearer {os.environ['FAROL_KEY']}"}
    async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
        transport = streamable_http_client(os.environ["FAROL_MCP"], http_client=http)
        async with Client(transport, mode=sys.argv[1]) as client:
            tools = (await client.list_tools()).tools
            tell({"tools": [tool.name for tool in tools]})
            for line in sys.stdin:
                call = json.loads(line)
                result = await client.call_tool(call["tool"], call["arguments"])
                text = "".join(block.text for block in result.content)
                tell({"text": text, "isError": bool(result.is_error)})


def tell(of):
    print(json.dumps(of), flush=True)


asyncio.run(main())
