//! Frameworks and instrumentations as they are installed, told nothing but the endpoint, and what the
//! API makes of an agent that is asked for the weather, calls a tool and answers.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use farol_tests::client::Client;
use farol_tests::data_dir::DataDir;
use farol_tests::executions::{EXECUTIONS, nodes_of};
use farol_tests::server::{Server, create_key, repository};
use serde_json::{Value, json};

#[test]
fn openai_agents_under_openinference() {
    let trace = Trace::of(python("openai_agents_sdk.py", &[]));
    let expected = json!({
        "model": "gpt-4o", "provider": "openai", "threadId": "thread-agents", "userId": "user-1",
        "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 120},
    });
    trace.assert_calls("generation", &expected);
    trace.assert_tool("weather", &json!({"city": "Paris"}), "sunny in Paris");
    let agent = trace.one("forecaster");
    assert_eq!(
        (&agent["type"], &agent["agentName"]),
        (&json!("agent_execution"), &json!("forecaster"))
    );
    assert_contains(
        &json!({"type": "agent_execution", "threadId": "thread-agents"}),
        &trace.execution,
    );
}

#[test]
fn pydantic_ai_by_itself() {
    let trace = Trace::of(python("pydantic_ai_agent.py", &[]));
    let call = json!({
        "type": "llm_call", "model": "test", "provider": "test", "threadId": "thread-pydantic",
        "agentName": "forecaster",
    });
    let calls = trace.all("chat test");
    assert_eq!(calls.len(), 2);
    for found in &calls {
        assert_contains(&call, found);
    }
    assert_eq!(trace.one("execute_tool weather")["tool"]["name"], "weather");
    trace.assert_tool("execute_tool weather", &json!({"city": "a"}), "sunny in a");
    let agent = trace.one("invoke_agent forecaster");
    assert_contains(&json!({"type": "agent_execution", "agentName": "forecaster"}), agent);
    assert_eq!(agent["input"][0]["role"], "user");
    assert_eq!(agent["output"], json!({"weather": "sunny in a"}));
    // The agent's own figures repeat those of its calls.
    let sum: i64 = calls.iter().map(|call| call["usage"]["inputTokens"].as_i64().unwrap()).sum();
    assert_contains(&json!({"inputTokens": sum, "threadId": "thread-pydantic"}), &trace.execution);
}

#[test]
fn langgraph_under_openinference() {
    let trace = Trace::of(python("langgraph_agent.py", &["openinference"]));
    trace.assert_calls("Model", &graph_call(&json!({"finishReason": "stop"})));
    trace.assert_tool("weather", &json!("Paris"), "sunny in Paris");
    assert_eq!(trace.one("forecaster")["type"], "chain");
    assert_contains(&json!({"threadId": "thread-graph", "userId": "user-1"}), &trace.execution);
}

#[test]
fn langgraph_under_openllmetry() {
    let trace = Trace::of(python("langgraph_agent.py", &["openllmetry"]));
    trace.assert_calls("Model.chat", &graph_call(&json!({})));
    let tool = trace.one("execute_tool weather");
    assert_contains(&json!({"type": "tool_call", "tool": {"name": "weather"}}), tool);
    assert_eq!(tool["input"]["input_str"], "{'city': 'Paris'}");
    trace.assert_conversation("sunny in Paris");
    assert_contains(&json!({"type": "workflow_step"}), trace.all("execute_task model")[0]);
    let root =
        json!({"type": "agent_execution", "agentName": "forecaster", "threadId": "thread-graph"});
    assert_contains(&root, &trace.execution);
}

#[test]
fn functions_under_langsmith() {
    let trace = Trace::of(python("langsmith_tracing.py", &[]));
    let call = json!({
        "model": "gpt-4o", "provider": "openai", "threadId": "thread-smith", "userId": "user-1",
        "usage": {
            "inputTokens": 100, "outputTokens": 20, "totalTokens": 120, "cachedTokens": 40,
            "reasoningTokens": 5,
        },
    });
    trace.assert_calls("model", &call);
    trace.assert_tool("weather", &json!({"city": "Paris"}), "sunny in Paris");
    assert_eq!(trace.one("forecaster")["type"], "chain");
}

#[test]
fn observations_of_langfuse() {
    let trace = Trace::of(python("langfuse_tracing.py", &[]));
    let call = json!({
        "model": "gpt-4o", "threadId": "thread-langfuse", "sessionId": "thread-langfuse",
        "userId": "user-1", "cost": 0.003,
        "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 120, "cachedTokens": 40},
    });
    trace.assert_calls("model", &call);
    let arguments = json!({"args": ["Paris"], "kwargs": {}});
    trace.assert_tool("weather", &arguments, "sunny in Paris");
    let agent = trace.one("forecaster");
    assert_contains(&json!({"type": "agent_execution", "agentName": "forecaster"}), agent);
}

#[test]
fn logs_and_running_spans_of_logfire() {
    let data = DataDir::new();
    let server = Server::start(&data);
    let reader = server.client().with_key(&create_key(&data, "default", "read"));
    let mut program = python("logfire_logs.py", &[]);
    program.env("FAROL_KEY", create_key(&data, "default", "ingest"));
    // It looks for a route of its own service, and warns that there is none.
    program.env("PYTHONWARNINGS", "ignore").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = told(program, &server).spawn().expect("a program");
    let mut line = String::new();
    let output = program.stdout.take().expect("its output");
    BufReader::new(output).read_line(&mut line).expect("a line");
    assert_eq!(line, "sent\n");

    let named = |name| {
        let executions = reader.must_get(EXECUTIONS);
        let items = executions["items"].as_array().expect("items");
        items.iter().find(|execution| execution["name"] == name).expect("an execution").clone()
    };
    let running = json!({"status": "running", "spanCount": 1, "endTime": null});
    assert_contains(&running, &named("import"));
    drop(program.stdin.take());
    assert!(program.wait().expect("an end").success());
    assert_contains(&json!({"status": "success", "spanCount": 1}), &named("import"));

    let order = named("order {id}");
    assert_contains(&json!({"status": "success", "spanCount": 1}), &order);
    let id = order["executionId"].as_str().expect("executionId");
    let logs = reader.must_get(&format!("{EXECUTIONS}/{id}/logs"));
    let slow = json!({"level": "warn", "body": "slow after 900", "attributes": {"ms": 900}});
    assert_contains(&slow, &logs["items"][0]);
    let failed = json!({"level": "error", "attributes": {"exception.message": "no money"}});
    assert_contains(&failed, &logs["items"][1]);
    assert_eq!(logs["items"].as_array().map(Vec::len), Some(2));
}

fn graph_call(more: &Value) -> Value {
    let mut call = json!({
        "model": "gpt-4o", "provider": "openai", "threadId": "thread-graph", "userId": "user-1",
        "usage": {
            "inputTokens": 100, "outputTokens": 20, "totalTokens": 120, "cachedTokens": 40,
        },
    });
    call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    call
}

#[test]
fn the_ai_sdk_of_vercel_in_its_sixth_version() {
    let trace = Trace::of(node("ai_sdk.mjs", &["6"]));
    trace.assert_calls("ai.generateText.doGenerate", &vercel_call("thread-vercel"));
    trace.assert_tool("ai.toolCall", &json!({"city": "Paris"}), "sunny in Paris");
    let root = trace.one("ai.generateText");
    assert_contains(&json!({"type": "chain", "agentName": "forecaster"}), root);
    assert_eq!(root["input"]["prompt"], "How is the weather in Paris?");
    assert_eq!(root["output"], "It is sunny in Paris.");
    assert_contains(&json!({"sessionId": "thread-vercel", "userId": "user-1"}), &trace.execution);
    let stream = trace.other("ai.streamText.doStream");
    assert!(stream["timeToFirstTokenMs"].as_f64().is_some_and(|ms| ms > 0.0), "{stream}");
}

#[test]
fn the_ai_sdk_of_vercel_in_its_seventh_version() {
    let trace = Trace::of(node("ai_sdk.mjs", &["7"]));
    trace.assert_calls("chat gpt-4o", &vercel_call(""));
    trace.assert_tool("execute_tool weather", &json!({"city": "Paris"}), "sunny in Paris");
    let agent = trace.one("invoke_agent gpt-4o");
    assert_contains(&json!({"type": "agent_execution", "agentName": "forecaster"}), agent);
    assert_eq!(trace.one("step 1")["type"], "chain");
    assert_contains(
        &json!({"threadId": "thread-vercel", "sessionId": "thread-vercel", "userId": "user-1"}),
        &trace.execution,
    );
    let stream = trace.other("chat gpt-4o");
    assert!(stream["timeToFirstTokenMs"].as_f64().is_some_and(|ms| ms > 0.0), "{stream}");
}

fn vercel_call(session: &str) -> Value {
    let mut call = json!({
        "model": "gpt-4o-2024-08-06", "provider": "openai",
        "usage": {
            "inputTokens": 100, "outputTokens": 20, "totalTokens": 120, "cachedTokens": 40,
            "reasoningTokens": 5,
        },
    });
    if !session.is_empty() {
        call["sessionId"] = session.into();
    }
    call
}

#[test]
fn genkit() {
    let trace = Trace::of(node("genkit_flow.mjs", &[]));
    let expected = json!({
        "model": "gpt-4o", "provider": "openai", "finishReason": "stop",
        "usage": {
            "inputTokens": 100, "outputTokens": 20, "totalTokens": 120, "cachedTokens": 40,
            "reasoningTokens": 5,
        },
    });
    trace.assert_calls("openai/gpt-4o", &expected);
    trace.assert_tool("weather", &json!({"city": "Paris"}), "sunny in Paris");
    let flow = trace.one("forecaster");
    assert_eq!(flow["type"], "workflow_execution");
    assert_eq!(flow["input"], "How is the weather in Paris?");
    assert_eq!(flow["output"], "It is sunny in Paris.");
}

/// What the API shows after a program has run: the trace that has the tool in it, and others.
#[derive(Default)]
struct Trace {
    execution: Value,
    messages: Vec<Value>,
    nodes: Vec<Value>,
    others: Vec<Value>,
}

impl Trace {
    fn of(program: Command) -> Self {
        let data = DataDir::new();
        let server = Server::start(&data);
        let reader = server.client().with_key(&create_key(&data, "default", "read"));
        run(program, &server);
        Self::read(&reader)
    }

    fn read(reader: &Client) -> Self {
        let mut trace = Self::default();
        for execution in reader.must_get(EXECUTIONS)["items"].as_array().expect("items") {
            let id = execution["executionId"].as_str().expect("executionId");
            let answer = reader.must_get(&format!("{EXECUTIONS}/{id}"));
            let nodes = nodes_of(&answer["traces"]).into_iter().cloned();
            if nodes.clone().any(|node| node["type"] == "tool_call") {
                trace.execution = execution.clone();
                let messages = reader.must_get(&format!("{EXECUTIONS}/{id}/messages"));
                trace.messages.extend(messages["items"].as_array().expect("items").iter().cloned());
                for m in &trace.messages {
                    println!("{m}");
                }
                trace.nodes.extend(nodes);
            } else {
                trace.others.extend(nodes);
            }
        }
        assert_contains(&json!({"status": "success", "errorCount": 0}), &trace.execution);
        trace
    }

    fn all(&self, name: &str) -> Vec<&Value> {
        self.nodes.iter().filter(|node| node["name"] == name).collect()
    }

    fn one(&self, name: &str) -> &Value {
        let found = self.all(name);
        let names: Vec<&Value> = self.nodes.iter().map(|node| &node["name"]).collect();
        assert_eq!(found.len(), 1, "{name} among {names:?}");
        found[0]
    }

    /// The span of this name in another trace.
    fn other(&self, name: &str) -> &Value {
        self.others.iter().find(|node| node["name"] == name).expect(name)
    }

    /// Two calls of the model, the second of which answers, and their sum without repetitions.
    #[track_caller]
    fn assert_calls(&self, name: &str, expected: &Value) {
        let calls = self.all(name);
        assert_eq!(calls.len(), 2, "calls of the model");
        for call in &calls {
            assert_contains(&json!({"type": "llm_call"}), call);
            assert_contains(expected, call);
        }
        let question = calls[0]["input"].to_string();
        assert!(question.contains("How is the weather in Paris?"), "{question}");
        assert!(calls[0]["output"].to_string().contains("weather"), "{}", calls[0]["output"]);
        assert!(calls[1]["output"].to_string().contains("It is sunny in Paris."));
        assert_contains(&json!({"inputTokens": 200, "outputTokens": 40}), &self.execution);
        // The root tells the model that was asked for, which is called otherwise where it answers.
        let model = self.execution["model"].as_str().expect("model");
        assert!(expected["model"].as_str().expect("model").starts_with(model), "{model}");
    }

    #[track_caller]
    fn assert_tool(&self, name: &str, input: &Value, output: &str) {
        let tool = self.one(name);
        assert_contains(&json!({"type": "tool_call", "tool": {"name": "weather"}}), tool);
        assert_eq!(&tool["input"], input);
        assert!(tool["output"].to_string().contains(output), "{}", tool["output"]);
        self.assert_conversation(output);
    }

    /// What was said, each thing once: question, call, the tool's result, answer.
    #[track_caller]
    fn assert_conversation(&self, result: &str) {
        let spoken = self.messages.iter().filter(|message| message["role"] != "system");
        let spoken: Vec<&Value> = spoken.collect();
        let roles: Vec<&Value> = spoken.iter().map(|message| &message["role"]).collect();
        assert_eq!(roles, ["user", "assistant", "tool", "assistant"]);
        assert_eq!(spoken[0]["content"], "How is the weather in Paris?");
        assert_eq!(spoken[1]["toolCalls"][0]["name"], "weather");
        assert_eq!(spoken[2]["content"], result);
        assert!(spoken[3]["content"].to_string().contains("sunny"), "{}", spoken[3]);
    }
}

/// Runs a program to its good end.
fn run(program: Command, server: &Server) {
    let mut program = told(program, server);
    let output = program.output().unwrap_or_else(|error| panic!("{program:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}: {}\n{errors}", output.status);
}

/// Tells a program where the server is, and nothing else.
fn told(mut program: Command, server: &Server) -> Command {
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("OTEL_") {
            program.env_remove(name);
        }
    }
    program.env("OTEL_EXPORTER_OTLP_ENDPOINT", &server.url);
    program
}

/// Asserts that an object has these fields, and in them at least these.
#[track_caller]
fn assert_contains(expected: &Value, found: &Value) {
    for (key, expected) in expected.as_object().expect("an object") {
        let value = &found[key];
        match expected {
            Value::Object(_) => assert_contains(expected, value),
            _ => assert_eq!(value, expected, "{key} of {}", found["name"]),
        }
    }
}

fn python(program: &str, arguments: &[&str]) -> Command {
    let directory = repository().join("tests/frameworks/python");
    let python = env::var_os("FAROL_TEST_FRAMEWORKS_PYTHON").map(PathBuf::from);
    let mut command = Command::new(python.unwrap_or_else(|| directory.join(".venv/bin/python")));
    command.arg(directory.join(program)).args(arguments);
    command
}

fn node(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("node");
    command.arg(repository().join("tests/frameworks/node").join(program)).args(arguments);
    command
}
