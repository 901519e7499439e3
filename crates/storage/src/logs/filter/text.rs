//! Text looked for in bodies and attributes, without case.

use std::borrow::Cow;

use sqlx::{Postgres, QueryBuilder};

/// Letters and digits in a row from which on the text index tells rows apart.
const TRIGRAM: usize = 3;

/// Text to look for in the values and keys of JSON, without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearch {
    /// In lower case.
    text: String,
    /// What stands in the stored JSON of every match, in this order: the text as JSON writes it, in
    /// lower case, taken apart where a letter outside ASCII has two cases, which the database leaves as
    /// it is.
    parts: Vec<String>,
}

impl TextSearch {
    /// `None` for no text at all.
    pub fn new(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let json = serde_json::Value::from(text).to_string();
        let written = &json[1..json.len() - 1];
        let has_cases = |letter: char| !letter.is_ascii() && !is_caseless(letter);
        let parts = written.split(has_cases).filter(|part| !part.is_empty());
        let parts = parts.map(str::to_ascii_lowercase).collect();
        Some(Self { text: text.to_lowercase(), parts })
    }

    /// Whether the text index finds it.
    pub(in crate::logs) fn is_indexed(&self) -> bool {
        let letters = |part: &String| {
            part.split(|letter: char| !letter.is_ascii_alphanumeric())
                .any(|word| word.len() >= TRIGRAM)
        };
        self.parts.iter().any(letters)
    }

    /// Adds the condition that is quickest without an index.
    pub(super) fn push(&self, query: &mut QueryBuilder<Postgres>) {
        let Some(longest) = self.parts.iter().max_by_key(|part| part.len()) else { return };
        for (before, column) in [(" and (", "body"), (" or ", "attributes")] {
            query.push(format_args!("{before}strpos(lower({column} collate \"C\"), "));
            query.push_bind(longest.clone()).push(") > 0");
        }
        query.push(")");
    }

    /// Adds the condition in the words that the text index is defined by.
    pub(super) fn push_indexed(&self, query: &mut QueryBuilder<Postgres>) {
        let escape =
            |part: &String| part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let parts: Vec<String> = self.parts.iter().map(escape).collect();
        let pattern = format!("%{}%", parts.join("%"));
        for (before, column) in [(" and (", "body"), (" or ", "attributes")] {
            query.push(format_args!("{before}lower({column} collate \"C\") like "));
            query.push_bind(pattern.clone());
        }
        query.push(")");
    }

    /// Whether some key or value of a JSON text holds the text.
    pub(super) fn finds(&self, json: &str) -> bool {
        tokens(json).any(|token| {
            if token.is_ascii() && self.text.is_ascii() {
                return contains_ascii(&token, &self.text);
            }
            token.to_lowercase().contains(&self.text)
        })
    }
}

fn is_caseless(letter: char) -> bool {
    letter.to_lowercase().eq([letter]) && letter.to_uppercase().eq([letter])
}

fn contains_ascii(text: &str, lower: &str) -> bool {
    text.len() >= lower.len()
        && text
            .as_bytes()
            .windows(lower.len())
            .any(|part| part.eq_ignore_ascii_case(lower.as_bytes()))
}

/// The strings of a JSON text, keys and values, unescaped, and its numbers and words as they are written.
fn tokens(json: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = json;
    std::iter::from_fn(move || {
        rest =
            rest.trim_start_matches(|mark: char| "{}[]:,".contains(mark) || mark.is_whitespace());
        if rest.is_empty() {
            return None;
        }
        let end = if rest.starts_with('"') {
            string_end(rest)
        } else {
            rest.find(|mark: char| "{}[]:,\"".contains(mark)).unwrap_or(rest.len())
        };
        let token = &rest[..end];
        rest = &rest[end..];
        Some(unescaped(token))
    })
}

/// Where the string ends that a text begins with, behind its closing quote.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

fn unescaped(token: &str) -> Cow<'_, str> {
    let inside = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inside {
        Some(inside) if !inside.contains('\\') => Cow::Borrowed(inside),
        Some(_) => serde_json::from_str(token).map_or(Cow::Borrowed(token), Cow::Owned),
        None => Cow::Borrowed(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str, json: &str) -> bool {
        TextSearch::new(text).unwrap().finds(json)
    }

    #[test]
    fn values_and_keys_are_looked_into_and_what_holds_them_is_not() {
        let json = r#"{"Tenant":"Ação \"é\"","n":[42,true,{"deep":"line\new"}],"e":""}"#;
        for text in ["tenant", "AÇÃO", "\"é\"", "42", "TRUE", "deep", "line\ne"] {
            assert!(finds(text, json), "{text}");
        }
        for text in ["tenant\":", "{", "new", ",", "\\", "4 2"] {
            assert!(!finds(text, json), "{text}");
        }
        assert!(finds("plain", r#""A PLAIN line""#) && !finds("x", "\"\""));
    }

    #[test]
    fn the_database_is_asked_for_what_every_match_holds() {
        let parts = |text: &str| TextSearch::new(text).unwrap().parts;
        assert_eq!(parts("Say \"hi\""), [r#"say \"hi\""#]);
        assert_eq!(parts("SÃO 日本"), ["s", "o 日本"]);
        assert_eq!(parts("É"), [""; 0]);
        let indexed = |text: &str| TextSearch::new(text).unwrap().is_indexed();
        assert!(indexed("abc") && indexed("é-needle"));
        assert!(!indexed("ab") && !indexed("a-b") && !indexed("日本語"));
    }
}
