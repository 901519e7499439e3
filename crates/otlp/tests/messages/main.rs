//! Messages out of what every kind of producer stores.

mod conversation;
mod events;
mod fixtures;
mod hostile;
mod shapes;

use farol_otlp::{Exchange, LogTexts, Message, SpanTexts, read_exchange};
use serde_json::{Map, Value, json};

/// Reads a span that has these attributes, and this input and output as the conventions found them.
fn read(attributes: &Value, input: &Value, output: &Value) -> Exchange {
    let [attributes, input, output] = [attributes, input, output].map(Value::to_string);
    let present = |text: &'_ str| (text != "null").then(|| text.to_owned());
    let (attributes, input, output) = (present(&attributes), present(&input), present(&output));
    let span = SpanTexts {
        attributes: attributes.as_deref(),
        input: input.as_deref(),
        output: output.as_deref(),
        ..SpanTexts::default()
    };
    read_exchange(&span, &[])
}

/// Reads a span of which nothing is known but what an attribute holds as its input.
fn input(value: &Value) -> Vec<Value> {
    shown(&read(&Value::Null, value, &Value::Null).input)
}

fn output(value: &Value) -> Vec<Value> {
    shown(&read(&Value::Null, &Value::Null, value).output)
}

fn of_attributes(attributes: &Value) -> (Vec<Value>, Vec<Value>) {
    let exchange = read(attributes, &Value::Null, &Value::Null);
    (shown(&exchange.input), shown(&exchange.output))
}

fn of_events(events: &Value) -> (Vec<Value>, Vec<Value>) {
    let events = events.to_string();
    let span = SpanTexts { events: Some(&events), ..SpanTexts::default() };
    let exchange = read_exchange(&span, &[]);
    (shown(&exchange.input), shown(&exchange.output))
}

fn of_logs(logs: &[LogTexts<'_>]) -> (Vec<Value>, Vec<Value>) {
    let exchange = read_exchange(&SpanTexts::default(), logs);
    (shown(&exchange.input), shown(&exchange.output))
}

/// Messages as lists of role and content, with whatever else they have behind.
fn shown(messages: &[Message]) -> Vec<Value> {
    messages.iter().map(show).collect()
}

fn show(message: &Message) -> Value {
    let mut more = Map::new();
    if let Some(name) = &message.name {
        more.insert("name".to_owned(), name.as_str().into());
    }
    if let Some(id) = &message.tool_call_id {
        more.insert("of".to_owned(), id.as_str().into());
    }
    if let Some(reason) = &message.finish_reason {
        more.insert("finish".to_owned(), reason.as_str().into());
    }
    if !message.tool_calls.is_empty() {
        let calls = message.tool_calls.iter();
        let calls = calls.map(|call| json!([call.id, call.name, call.arguments]));
        more.insert("calls".to_owned(), calls.collect());
    }
    if more.is_empty() {
        json!([message.role, message.content])
    } else {
        json!([message.role, message.content, more])
    }
}
