//! Long payloads cut to a length, and marked, in the shape that they had.

use crate::scan::{NoJson, Scanner, decoded, push_string};

/// Members of an object that stay behind the end of the length where they are short: a message keeps
/// its role.
const SHORT: usize = 64;
const SHORT_MEMBERS: usize = 50;

/// Values inside each other that are written; deeper ones are cut.
const DEEPEST: usize = 100;

/// Cuts the texts of a JSON value to so many bytes together; `None` where it is no longer than that.
pub(crate) fn cut(json: &str, length: usize) -> Option<String> {
    if json.len() <= length {
        return None;
    }
    let mut cutter = Cutter { left: length, each: None, out: String::new(), depth: 0 };
    match cutter.value(&mut Scanner::new(json)) {
        Ok(()) => Some(cutter.out),
        Err(NoJson) => Some("null".to_owned()),
    }
}

/// Cuts each text of a JSON value that is longer than so many bytes; `None` where none is.
pub(crate) fn cut_each(json: &str, length: usize) -> Option<String> {
    if json.len() <= length {
        return None;
    }
    let mut cutter = Cutter {
        left: length,
        each: Some(length),
        out: String::with_capacity(json.len()),
        depth: 0,
    };
    match cutter.value(&mut Scanner::new(json)) {
        Ok(()) => (cutter.out != json).then_some(cutter.out),
        Err(NoJson) => Some("null".to_owned()),
    }
}

/// Cuts each member of an object to so many bytes; `None` where none is longer. Gives the keys of those
/// that were, too.
pub(crate) fn cut_members(json: &str, length: usize) -> Option<(String, Vec<String>)> {
    if json.len() <= length {
        return None;
    }
    let (mut out, mut keys) = (String::with_capacity(json.len()), Vec::new());
    match members(&mut Scanner::new(json), length, &mut out, &mut keys) {
        Ok(()) => (!keys.is_empty()).then_some((out, keys)),
        Err(NoJson) => Some(("{}".to_owned(), Vec::new())),
    }
}

fn members(
    from: &mut Scanner<'_>,
    length: usize,
    out: &mut String,
    keys: &mut Vec<String>,
) -> Result<(), NoJson> {
    from.require(b'{')?;
    out.push('{');
    while !from.take(b'}')? {
        if out.len() > 1 {
            from.require(b',')?;
            out.push(',');
        }
        let key = from.string()?;
        from.require(b':')?;
        let value = from.value()?;
        out.push_str(key);
        out.push(':');
        match cut(value, length) {
            None => out.push_str(value),
            Some(short) => {
                keys.push(decoded(key).into_owned());
                out.push_str(&short);
            }
        }
    }
    out.push('}');
    Ok(())
}

struct Cutter {
    /// Bytes that may still be written.
    left: usize,
    /// Whether each text has so many of its own.
    each: Option<usize>,
    out: String,
    depth: usize,
}

impl Cutter {
    fn value(&mut self, from: &mut Scanner<'_>) -> Result<(), NoJson> {
        self.depth += 1;
        let is_nested = matches!(from.peek()?, b'{' | b'[');
        if is_nested && self.depth > DEEPEST {
            let deep = from.value()?;
            push_string(&mut self.out, &format!("…[cut, {} bytes]", deep.len()));
        } else {
            match from.peek()? {
                b'{' => self.object(from)?,
                b'[' => self.array(from)?,
                b'"' => {
                    let raw = from.string()?;
                    self.string(raw);
                }
                _ => {
                    let raw = from.literal()?;
                    self.spend(raw.len());
                    self.out.push_str(raw);
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn spend(&mut self, bytes: usize) {
        self.left = self.each.unwrap_or(self.left.saturating_sub(bytes));
    }

    fn string(&mut self, raw: &str) {
        self.left = self.each.unwrap_or(self.left);
        if raw.len() <= self.left {
            self.left -= raw.len();
            self.out.push_str(raw);
            return;
        }
        let text = decoded(raw);
        let kept = &text[..text.floor_char_boundary(self.left)];
        let rest = text.len() - kept.len();
        push_string(&mut self.out, &format!("{kept}…[cut, {rest} more bytes]"));
        self.left = self.each.unwrap_or(0);
    }

    fn array(&mut self, from: &mut Scanner<'_>) -> Result<(), NoJson> {
        from.require(b'[')?;
        self.out.push('[');
        let (mut written, mut left_out) = (0, 0);
        while !from.take(b']')? {
            if written + left_out > 0 {
                from.require(b',')?;
            }
            if self.left == 0 {
                from.value()?;
                left_out += 1;
                continue;
            }
            if written > 0 {
                self.out.push(',');
            }
            self.spend(1);
            self.value(from)?;
            written += 1;
        }
        if left_out > 0 {
            self.out.push_str(if written > 0 { "," } else { "" });
            push_string(&mut self.out, &format!("…[cut, {left_out} more]"));
        }
        self.out.push(']');
        Ok(())
    }

    fn object(&mut self, from: &mut Scanner<'_>) -> Result<(), NoJson> {
        from.require(b'{')?;
        self.out.push('{');
        let (mut written, mut left_out, mut short) = (0, 0, 0);
        while !from.take(b'}')? {
            if written + left_out > 0 {
                from.require(b',')?;
            }
            let key = from.string()?;
            from.require(b':')?;
            if self.left == 0 {
                let value = from.value()?;
                let is_short = value.len() <= SHORT && !value.starts_with(['{', '[']);
                if !is_short || short == SHORT_MEMBERS || key.len() > SHORT {
                    left_out += 1;
                    continue;
                }
                short += 1;
                self.member(key, written);
                self.out.push_str(value);
            } else {
                self.spend(key.len() + 1);
                self.member(key, written);
                self.value(from)?;
            }
            written += 1;
        }
        if left_out > 0 {
            self.member("\"…\"", written);
            push_string(&mut self.out, &format!("[cut, {left_out} more]"));
        }
        self.out.push('}');
        Ok(())
    }

    fn member(&mut self, key: &str, written: usize) {
        self.out.push_str(if written > 0 { "," } else { "" });
        self.out.push_str(key);
        self.out.push(':');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn what_is_short_stays_and_what_is_long_is_marked() {
        assert_eq!(cut("\"short\"", 100), None);
        assert_eq!(cut("\"abcdefghij\"", 4).as_deref(), Some("\"abcd…[cut, 6 more bytes]\""));
        assert_eq!(cut("\"aééé\"", 4).as_deref(), Some("\"aé…[cut, 4 more bytes]\""));
    }

    #[test]
    fn the_shape_and_short_members_stay() {
        let long = "x".repeat(1_000);
        let messages = format!(
            r#"[{{"content":"{long}","role":"user"}},{{"role":"assistant","content":"b"}}]"#
        );
        let cut: Value = serde_json::from_str(&cut(&messages, 200).unwrap()).unwrap();
        assert_eq!(cut[0]["role"], "user");
        assert!(cut[0]["content"].as_str().unwrap().ends_with("more bytes]"));
        assert_eq!(cut[1], "…[cut, 1 more]");
    }

    #[test]
    fn whatever_it_is_it_becomes_short_and_stays_json() {
        let deep = "[".repeat(3_000) + &"]".repeat(3_000);
        let wide = format!(
            "{{{}\"z\":1}}",
            (0..5_000).map(|n| format!("\"key{n}\":{n},")).collect::<Vec<_>>().concat()
        );
        let numbers = format!("[{}0]", "1.25,".repeat(5_000));
        let text = format!("\"{}\"", "\\n".repeat(9_000));
        for json in [deep, wide, numbers, text] {
            let short = cut(&json, 500).unwrap();
            assert!(short.len() < 4_000, "{}", short.len());
            serde_json::from_str::<Value>(&short).unwrap();
        }
    }
}
