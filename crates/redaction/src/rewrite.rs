//! A document's JSON walked and written anew, where rules take something away.

use std::{borrow::Cow, collections::HashSet};

use serde::de::IgnoredAny;

use crate::{
    Change, Redactor,
    path::{States, Step},
    scan::{NoJson, Scanner, decoded, push_string},
};

/// Strings of JSON inside each other that are looked into.
const NESTED: usize = 4;

/// Values inside each other that are looked into; what lies deeper is taken away.
const DEEPEST: usize = 500;

/// Characters of a value that a change shows.
const SHOWN: usize = 200;

/// Bytes from which on a text that was taken away is known again elsewhere: a shorter one may be
/// anything.
const KNOWN_AGAIN: usize = 4;

/// The walk over the parts of a span or log.
pub(crate) struct Rewriter<'r> {
    pub(crate) redactor: &'r Redactor,
    /// Where it is, as a JSON pointer.
    pointer: String,
    depth: usize,
    nested: usize,
    /// Where something was replaced.
    pub(crate) replaced: Vec<String>,
    /// Texts that keys and paths took away, wherever else they stand.
    taken: HashSet<String>,
    pub(crate) changes: Option<&'r mut Vec<Change>>,
}

impl<'r> Rewriter<'r> {
    pub(crate) fn new(redactor: &'r Redactor, changes: Option<&'r mut Vec<Change>>) -> Self {
        Self {
            redactor,
            pointer: String::new(),
            depth: 0,
            nested: 0,
            replaced: Vec::new(),
            taken: HashSet::new(),
            changes,
        }
    }

    /// The states at a part of the document.
    pub(crate) fn states_at(&self, part: &str) -> States {
        self.redactor.paths.step_attribute(&self.redactor.paths.start(), part)
    }

    /// Rewrites a part of the document; `None` where nothing changes.
    pub(crate) fn part(&mut self, part: &str, json: &str) -> Option<String> {
        let states = self.states_at(part);
        self.enter(part, |walk| walk.document(json, &states))
    }

    /// Rewrites an object of attributes, of which one or the other is a payload by another name, too.
    pub(crate) fn attributes(
        &mut self,
        part: &str,
        json: &str,
        payloads: [(&str, Option<&str>); 2],
    ) -> Option<String> {
        let states = self.states_at(part);
        let also = payloads.map(|(name, key)| (key, self.states_at(name)));
        self.enter(part, |walk| {
            let mut out = String::with_capacity(json.len());
            let before = walk.replaced.len();
            let walked = walk.members(&mut Scanner::new(json), &mut out, &mut |walk, key| {
                let mut next = walk.redactor.paths.step_attribute(&states, key);
                let same = also.iter().filter(|(own, _)| *own == Some(key));
                next.extend(same.flat_map(|(_, states)| states.clone()));
                next
            });
            walk.outcome(walked.is_ok(), before, json, out)
        })
    }

    /// Rewrites a plain text; `None` where nothing changes.
    pub(crate) fn text(&mut self, part: &str, text: &str) -> Option<String> {
        let states = self.states_at(part);
        self.enter(part, |walk| {
            if let Some(rule) = walk.redactor.paths.reached(&states) {
                return Some(walk.take(text, rule));
            }
            walk.found(text)
        })
    }

    fn enter<T>(&mut self, part: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&part.replace('~', "~0").replace('/', "~1"));
        let done = walk(self);
        self.pointer.truncate(length);
        done
    }

    fn document(&mut self, json: &str, states: &States) -> Option<String> {
        let mut out = String::with_capacity(json.len());
        let before = self.replaced.len();
        let is_read = match self.redactor.paths.reached(states) {
            Some(rule) => {
                self.take_value(json, rule, &mut out);
                true
            }
            None => self.value(&mut Scanner::new(json), states, &mut out).is_ok(),
        };
        self.outcome(is_read, before, json, out)
    }

    fn outcome(&mut self, is_read: bool, before: usize, json: &str, out: String) -> Option<String> {
        if !is_read {
            // What cannot be looked into cannot be let through.
            self.note("unreadable", json, "null");
            return Some("null".to_owned());
        }
        (self.replaced.len() > before).then_some(out)
    }

    fn value(
        &mut self,
        from: &mut Scanner<'_>,
        states: &States,
        out: &mut String,
    ) -> Result<(), NoJson> {
        if self.depth >= DEEPEST {
            let deep = from.value()?;
            self.note("too deep", deep, "null");
            out.push_str("null");
            return Ok(());
        }
        self.depth += 1;
        let walked = match from.peek()? {
            b'{' => {
                let states = states.clone();
                self.members(from, out, &mut |walk, key| {
                    walk.redactor.paths.step(&states, Step::Key(key))
                })
            }
            b'[' => self.elements(from, states, out),
            b'"' => {
                let raw = from.string()?;
                self.string(raw, states, out);
                Ok(())
            }
            _ => {
                let raw = from.literal()?;
                self.literal(raw, out);
                Ok(())
            }
        };
        self.depth -= 1;
        walked
    }

    fn members(
        &mut self,
        from: &mut Scanner<'_>,
        out: &mut String,
        step: &mut dyn FnMut(&Self, &str) -> States,
    ) -> Result<(), NoJson> {
        from.require(b'{')?;
        out.push('{');
        let mut first = true;
        while !from.take(b'}')? {
            if !first {
                from.require(b',')?;
                out.push(',');
            }
            first = false;
            let raw = from.string()?;
            let key = decoded(raw);
            out.push_str(raw);
            out.push(':');
            from.require(b':')?;
            let states = step(self, &key);
            let rule = self.redactor.paths.reached(&states);
            let rule = rule.or_else(|| self.redactor.rule_of_key(&key));
            self.enter(&key, |walk| match rule {
                Some(rule) => {
                    let value = from.value()?;
                    walk.take_value(value, rule, out);
                    Ok(())
                }
                None => walk.value(from, &states, out),
            })?;
        }
        out.push('}');
        Ok(())
    }

    fn elements(
        &mut self,
        from: &mut Scanner<'_>,
        states: &States,
        out: &mut String,
    ) -> Result<(), NoJson> {
        from.require(b'[')?;
        out.push('[');
        let mut index = 0;
        while !from.take(b']')? {
            if index > 0 {
                from.require(b',')?;
                out.push(',');
            }
            let states = self.redactor.paths.step(states, Step::Index(index));
            let rule = self.redactor.paths.reached(&states);
            self.enter(&index.to_string(), |walk| match rule {
                Some(rule) => {
                    let value = from.value()?;
                    walk.take_value(value, rule, out);
                    Ok(())
                }
                None => walk.value(from, &states, out),
            })?;
            index += 1;
        }
        out.push(']');
        Ok(())
    }

    fn string(&mut self, raw: &str, states: &States, out: &mut String) {
        let text = decoded(raw);
        let changed =
            if self.is_json(&text) { self.inside(&text, states) } else { self.found(&text) };
        match changed {
            Some(changed) => push_string(out, &changed),
            None => out.push_str(raw),
        }
    }

    /// Whether a text is JSON itself, and is to be looked into as such.
    fn is_json(&self, text: &str) -> bool {
        text.trim_start().starts_with(['{', '['])
            && self.nested < NESTED
            && serde_json::from_str::<IgnoredAny>(text).is_ok()
    }

    /// Rewrites a text that is JSON itself; `None` where nothing changes.
    fn inside(&mut self, text: &str, states: &States) -> Option<String> {
        self.nested += 1;
        let before = self.replaced.len();
        let mut out = String::with_capacity(text.len());
        let walked = self.value(&mut Scanner::new(text), states, &mut out);
        let changed = self.outcome(walked.is_ok(), before, text, out);
        self.nested -= 1;
        changed
    }

    /// A number of many digits may be somebody's.
    fn literal(&mut self, raw: &str, out: &mut String) {
        let is_number = raw.len() >= 11 && raw.bytes().all(|byte| byte.is_ascii_digit());
        match is_number.then(|| self.found(raw)).flatten() {
            Some(changed) => push_string(out, &changed),
            None => out.push_str(raw),
        }
    }

    fn found(&mut self, text: &str) -> Option<String> {
        if self.taken.contains(text) {
            let after = "[redacted]".to_owned();
            self.note("the same value elsewhere", text, &after);
            return Some(after);
        }
        let (changed, rule) = self.redactor.text(text)?;
        let name = self.redactor.rules[rule].name.clone();
        self.note(&name, text, &changed);
        Some(changed)
    }

    /// Takes a whole value away; `null` hides nothing.
    fn take_value(&mut self, value: &str, rule: usize, out: &mut String) {
        if value == "null" {
            out.push_str(value);
            return;
        }
        let text = if value.starts_with('"') { decoded(value) } else { Cow::Borrowed(value) };
        let replacement = self.take(&text, rule);
        push_string(out, &replacement);
    }

    fn take(&mut self, text: &str, rule: usize) -> String {
        let rule = &self.redactor.rules[rule];
        let (name, replacement) = (rule.name.clone(), rule.replacement.clone());
        if text.len() >= KNOWN_AGAIN {
            self.taken.insert(text.to_owned());
        }
        self.note(&name, text, &replacement);
        replacement
    }

    /// Notes a change of a part as a whole.
    pub(crate) fn note_part(&mut self, part: &str, rule: &str, before: &str, after: &str) {
        self.enter(part, |walk| walk.note(rule, before, after));
    }

    /// Notes a change of a member of a part, or of a part of a part.
    pub(crate) fn note_member(&mut self, parts: &[&str], key: &str, rule: &str) {
        match parts {
            [] => self.note_part(key, rule, "", ""),
            [part, rest @ ..] => self.enter(part, |walk| walk.note_member(rest, key, rule)),
        }
    }

    fn note(&mut self, rule: &str, before: &str, after: &str) {
        self.replaced.push(self.pointer.clone());
        let pointer = self.pointer.clone();
        if let Some(changes) = &mut self.changes {
            let (rule, before, after) = (rule.to_owned(), short(before), short(after));
            changes.push(Change { pointer, rule, before, after });
        }
    }
}

fn short(text: &str) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}
