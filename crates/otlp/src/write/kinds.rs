//! What JSON cannot tell apart, by JSON pointer (RFC 6901).

use farol_model::JsonText;

use super::{number::push_integer, push_comma, push_string};

/// The way from an item to one of its values, kept on the stack and written out only when needed.
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

enum Step<'p> {
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) const fn root(key: &'p str) -> Self {
        Self { parent: None, step: Step::Key(key) }
    }

    pub(crate) const fn key<'q>(&'q self, key: &'q str) -> Path<'q> {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    pub(crate) const fn index(&self, index: usize) -> Path<'_> {
        Path { parent: Some(self), step: Step::Index(index) }
    }

    fn write(&self, pointer: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(pointer);
        }
        pointer.push('/');
        match self.step {
            Step::Key(key) if key.contains(['~', '/']) => {
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Step::Key(key) => pointer.push_str(key),
            Step::Index(index) => push_integer(pointer, i64::try_from(index).unwrap_or(i64::MAX)),
        }
    }
}

/// A JSON object of pointers and kinds, empty mostly.
#[derive(Clone, Default)]
pub(crate) struct Kinds(String);

impl Kinds {
    /// Notes the kind of one value; gives the bytes that it took.
    pub(super) fn add(&mut self, path: &Path<'_>, kind: &str) -> usize {
        let before = self.0.len();
        let mut pointer = String::new();
        path.write(&mut pointer);
        if self.0.is_empty() {
            self.0.push('{');
        }
        push_comma(&mut self.0);
        push_string(&mut self.0, &pointer);
        self.0.push(':');
        push_string(&mut self.0, kind);
        self.0.len() - before
    }

    pub(crate) fn finish(mut self) -> Option<JsonText> {
        if self.0.is_empty() {
            return None;
        }
        self.0.push('}');
        Some(JsonText::vouched(self.0))
    }
}
