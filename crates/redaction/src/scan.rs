//! JSON text read as it stands: what is kept is copied byte for byte, so that the order of keys and the
//! way in which numbers are written stay.

use std::borrow::Cow;

/// The text is not JSON after all.
#[derive(Debug)]
pub(crate) struct NoJson;

/// Reads values one by one.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte that is no space, which is not taken.
    pub(crate) fn peek(&mut self) -> Result<u8, NoJson> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied().ok_or(NoJson)
    }

    /// Takes a byte where it is this one.
    pub(crate) fn take(&mut self, byte: u8) -> Result<bool, NoJson> {
        let is_there = self.peek()? == byte;
        self.at += usize::from(is_there);
        Ok(is_there)
    }

    pub(crate) fn require(&mut self, byte: u8) -> Result<(), NoJson> {
        if self.take(byte)? { Ok(()) } else { Err(NoJson) }
    }

    /// Takes a string, with its quotes.
    pub(crate) fn string(&mut self) -> Result<&'t str, NoJson> {
        self.require(b'"')?;
        let begun = self.at - 1;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at).ok_or(NoJson)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        self.text.get(begun..self.at).ok_or(NoJson)
    }

    /// Takes a number, or one of the three words.
    pub(crate) fn literal(&mut self) -> Result<&'t str, NoJson> {
        self.peek()?;
        let rest = &self.text[self.at..];
        let length = rest.find([',', '}', ']', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
        if length == 0 {
            return Err(NoJson);
        }
        self.at += length;
        Ok(&rest[..length])
    }

    /// Takes a whole value, whatever it is.
    pub(crate) fn value(&mut self) -> Result<&'t str, NoJson> {
        self.peek()?;
        let begun = self.at;
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or(NoJson)?;
                    self.at += 1;
                }
                b',' | b':' => {
                    self.at += 1;
                    continue;
                }
                _ => drop(self.literal()?),
            }
            if depth == 0 {
                return self.text.get(begun..self.at).ok_or(NoJson);
            }
        }
    }
}

/// The text of a string, which has its quotes.
pub(crate) fn decoded(string: &str) -> Cow<'_, str> {
    let inside = string.get(1..string.len().saturating_sub(1)).unwrap_or_default();
    if !inside.contains('\\') {
        return Cow::Borrowed(inside);
    }
    // Half a surrogate pair is no text: what is around it is looked into all the same.
    serde_json::from_str(string).map_or(Cow::Borrowed(inside), Cow::Owned)
}

/// Writes a text as a JSON string.
pub(crate) fn push_string(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_whole_and_as_they_stand() {
        let text = r#" {"a":[1.0,{"}":"\"]"}], "b" : -0.0 } "#;
        assert_eq!(Scanner::new(text).value().unwrap(), text.trim());
        let mut scanner = Scanner::new("[1, \"é\\\"\"]");
        assert!(scanner.take(b'[').unwrap());
        assert_eq!(scanner.value().unwrap(), "1");
        assert!(scanner.take(b',').unwrap());
        assert_eq!(decoded(scanner.string().unwrap()), "é\"");
        for broken in ["", "{", "\"a", "[1", "]", "\"\\"] {
            assert!(Scanner::new(broken).value().is_err(), "{broken}");
        }
    }
}
