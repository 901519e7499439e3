//! Attributes without what was said: what kind of work it was stays, its content goes.

use crate::scan::{NoJson, Scanner, decoded};

/// Bytes from which on a text is taken for content, whatever it is called.
const LONGEST: usize = 256;

/// Parts of a key, between points and underscores, that content goes by.
const CONTENT: [&str; 34] = [
    "answer",
    "args",
    "arguments",
    "body",
    "chat",
    "choice",
    "completion",
    "completions",
    "content",
    "contents",
    "ctx",
    "data",
    "document",
    "documents",
    "input",
    "inputs",
    "instructions",
    "message",
    "messages",
    "object",
    "output",
    "outputs",
    "payload",
    "prompt",
    "prompts",
    "query",
    "question",
    "result",
    "results",
    "text",
    "toolcalls",
    "transcript",
    "value",
    "values",
];

/// Keys that look like content and are none.
const KEPT: [&str; 6] = ["usage", "token_count", "tokens", "exception.", "status", "mime_type"];

/// Leaves the attributes that hold no content. Gives the keys of the others, too; `None` where all stay.
pub(crate) fn strip(json: &str, own: [Option<&str>; 2]) -> Option<(String, Vec<String>)> {
    strip_by(json, |key, value| own.contains(&Some(key)) || is_content(key, value))
}

/// Leaves the properties of a business event that are short and plain, whatever they are called: they are what
/// it is counted by. The same as of [`strip`] otherwise.
pub(crate) fn strip_long(json: &str) -> Option<(String, Vec<String>)> {
    strip_by(json, |_, value| value.starts_with(['{', '[']) || value.len() > LONGEST)
}

fn strip_by(json: &str, is_gone: impl Fn(&str, &str) -> bool) -> Option<(String, Vec<String>)> {
    match stripped(json, is_gone) {
        Ok((_, gone)) if gone.is_empty() => None,
        Ok(stripped) => Some(stripped),
        Err(NoJson) => Some(("{}".to_owned(), Vec::new())),
    }
}

fn stripped(
    json: &str,
    is_gone: impl Fn(&str, &str) -> bool,
) -> Result<(String, Vec<String>), NoJson> {
    let mut from = Scanner::new(json);
    let (mut out, mut gone, mut first) = (String::from("{"), Vec::new(), true);
    from.require(b'{')?;
    while !from.take(b'}')? {
        if !first {
            from.require(b',')?;
        }
        first = false;
        let raw = from.string()?;
        from.require(b':')?;
        let value = from.value()?;
        let key = decoded(raw);
        if is_gone(&key, value) {
            gone.push(key.into_owned());
            continue;
        }
        out.push_str(if out.len() > 1 { "," } else { "" });
        out.push_str(raw);
        out.push(':');
        out.push_str(value);
    }
    out.push('}');
    Ok((out, gone))
}

fn is_content(key: &str, value: &str) -> bool {
    if !value.starts_with(['"', '{', '[']) {
        // Numbers, and yes and no.
        return false;
    }
    if value.starts_with('{') || value.len() > LONGEST {
        return true;
    }
    let key = key.to_ascii_lowercase();
    let is_kept = KEPT.iter().any(|kept| key.contains(kept));
    !is_kept && key.split(['.', '_', ':']).any(|part| CONTENT.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_goes_and_what_it_was_stays() {
        let attributes = r#"{"gen_ai.system":"openai","gen_ai.input.messages":"[]","gen_ai.usage.input_tokens":7,"ai.prompt.messages":"x","n":1e3,"own":"hi","nested":{"a":1},"gen_ai.response.finish_reasons":["stop"],"exception.message":"timeout","traceloop.entity.input":"{}"}"#;
        let (left, gone) = strip(attributes, [Some("own"), None]).unwrap();
        assert_eq!(
            left,
            r#"{"gen_ai.system":"openai","gen_ai.usage.input_tokens":7,"n":1e3,"gen_ai.response.finish_reasons":["stop"],"exception.message":"timeout"}"#
        );
        assert_eq!(gone.len(), 5);
        assert_eq!(strip("{\"a\":\"b\"}", [None, None]), None);
        assert_eq!(strip("{}", [None, None]), None);
    }
}
