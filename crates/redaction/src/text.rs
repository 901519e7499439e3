//! Rules that look into texts.

use std::borrow::Cow;

use regex::Regex;

use crate::{Preset, Redactor};

/// What is looked for.
#[derive(Debug)]
pub(crate) enum TextRule {
    Preset(Preset),
    Regex(Regex),
}

/// Rules beside their positions.
#[derive(Debug, Default)]
pub(crate) struct Texts(pub(crate) Vec<(TextRule, usize)>);

impl Redactor {
    /// A text without what the rules find in it, and the first rule that did; `None` where none does.
    pub(crate) fn text(&self, text: &str) -> Option<(String, usize)> {
        let mut current = Cow::Borrowed(text);
        let mut first = None;
        for (rule, index) in &self.texts.0 {
            if let Some(changed) = self.apply(rule, *index, &current) {
                current = Cow::Owned(changed);
                first = first.or(Some(*index));
            }
        }
        first.map(|rule| (current.into_owned(), rule))
    }

    fn apply(&self, rule: &TextRule, index: usize, text: &str) -> Option<String> {
        let (regex, preset) = match rule {
            TextRule::Preset(preset) => (preset.regex(), Some(*preset)),
            TextRule::Regex(regex) => (regex, None),
        };
        if preset.is_some_and(|preset| !preset.may_match(text)) {
            return None;
        }
        let replacement = &self.rules[index].replacement;
        let mut out = String::new();
        let mut copied = 0;
        for found in regex.find_iter(text) {
            let holds = preset.is_none_or(|preset| preset.confirms(found.as_str()));
            if holds && !found.is_empty() {
                out.push_str(&text[copied..found.start()]);
                out.push_str(replacement);
                copied = found.end();
            }
        }
        (copied > 0).then(|| out + &text[copied..])
    }
}
