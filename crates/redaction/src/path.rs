//! Paths such as `$.input.items[*].cpf`, followed while a document is walked.

/// A step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Key(String),
    Index(usize),
    /// Any key or index.
    Any,
    /// Any number of steps.
    Descend,
}

/// A path that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path(Vec<Segment>);

/// A step down the document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'s> {
    Key(&'s str),
    Index(usize),
}

/// How far paths have been followed: path and position.
pub(crate) type States = Vec<(usize, usize)>;

/// Paths beside the positions of their rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths(pub(crate) Vec<(Path, usize)>);

impl Paths {
    /// The states at the top of a document.
    pub(crate) fn start(&self) -> States {
        (0..self.0.len()).map(|path| (path, 0)).collect()
    }

    /// The states behind a step.
    pub(crate) fn step(&self, states: &States, step: Step<'_>) -> States {
        let mut next = States::new();
        for &(path, position) in states {
            self.advance(path, position, step, &mut next);
        }
        next
    }

    fn advance(&self, path: usize, position: usize, step: Step<'_>, next: &mut States) {
        let matches = match (self.0[path].0.0.get(position), step) {
            (None, _) => return,
            (Some(Segment::Descend), _) => {
                push(next, (path, position));
                return self.advance(path, position + 1, step, next);
            }
            (Some(Segment::Any), _) => true,
            (Some(Segment::Key(key)), Step::Key(name)) => key == name,
            (Some(Segment::Index(index)), Step::Index(number)) => *index == number,
            (Some(_), _) => false,
        };
        if matches {
            push(next, (path, position + 1));
        }
    }

    /// The states behind an attribute's key, of which each part between points may be a step.
    pub(crate) fn step_attribute(&self, states: &States, key: &str) -> States {
        let mut next = self.step(states, Step::Key(key));
        if key.contains('.') {
            let parts = key.split('.').fold(states.clone(), |states, part| {
                if states.is_empty() { states } else { self.step(&states, Step::Key(part)) }
            });
            for state in parts {
                push(&mut next, state);
            }
        }
        next
    }

    /// The rule of a path that ends here.
    pub(crate) fn reached(&self, states: &States) -> Option<usize> {
        let ended = |&&(path, position): &&(usize, usize)| self.0[path].0.0.len() == position;
        states.iter().find(ended).map(|&(path, _)| self.0[path].1)
    }
}

fn push(states: &mut States, state: (usize, usize)) {
    if !states.contains(&state) {
        states.push(state);
    }
}

impl Path {
    /// Reads a path; says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let mut rest = text.strip_prefix('$').ok_or("must begin with $, the span or log")?;
        let mut segments = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("..") {
                segments.push(Segment::Descend);
                // `..[0]` has no key.
                rest = if after.starts_with('[') { after } else { key(after, &mut segments)? };
            } else if let Some(after) = rest.strip_prefix('.') {
                rest = key(after, &mut segments)?;
            } else if let Some(after) = rest.strip_prefix('[') {
                rest = bracket(after, &mut segments)?;
            } else {
                return Err("must go on with .key, [0], [*], ['key'] or ..key");
            }
        }
        match segments.last() {
            None => Err("names nothing in the span or log"),
            Some(Segment::Descend) => Err("must end with a key or an index"),
            Some(_) => Ok(Self(segments)),
        }
    }
}

fn key<'t>(text: &'t str, segments: &mut Vec<Segment>) -> Result<&'t str, &'static str> {
    let length = text.find(['.', '[']).unwrap_or(text.len());
    let (key, rest) = text.split_at(length);
    segments.push(match key {
        "" => return Err("has a point without a key behind it"),
        "*" => Segment::Any,
        _ => Segment::Key(key.to_owned()),
    });
    Ok(rest)
}

fn bracket<'t>(text: &'t str, segments: &mut Vec<Segment>) -> Result<&'t str, &'static str> {
    let unclosed = "has a bracket that is not closed";
    if let Some(quote) = text.chars().next().filter(|first| ['\'', '"'].contains(first)) {
        let (key, rest) = text[1..].split_once(quote).ok_or(unclosed)?;
        segments.push(Segment::Key(key.to_owned()));
        return rest.strip_prefix(']').ok_or(unclosed);
    }
    let (inside, rest) = text.split_once(']').ok_or(unclosed)?;
    segments.push(match inside {
        "*" => Segment::Any,
        _ => Segment::Index(
            inside.parse().map_err(|_| "has a bracket without an index, * or 'key'")?,
        ),
    });
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaches(path: &str, steps: &[Step<'_>]) -> bool {
        let paths = Paths(vec![(Path::parse(path).unwrap(), 7)]);
        let end = steps.iter().fold(paths.start(), |states, step| paths.step(&states, *step));
        paths.reached(&end) == Some(7)
    }

    #[test]
    fn paths_reach_what_they_name() {
        use Step::{Index, Key};
        let steps = [Key("input"), Key("items"), Index(2), Key("cpf")];
        for path in [
            "$.input.items[2].cpf",
            "$.input.items[*].cpf",
            "$..cpf",
            "$['input']..cpf",
            "$.input.*.*.cpf",
            "$..items..cpf",
            "$..[2].cpf",
        ] {
            assert!(reaches(path, &steps), "{path}");
        }
        for path in ["$.input.items", "$.input.items[1].cpf", "$.items..cpf", "$..items"] {
            assert!(!reaches(path, &steps), "{path}");
        }
        assert!(reaches("$['a.b']", &[Key("a.b")]));
    }

    #[test]
    fn what_is_no_path_is_told_apart() {
        for path in
            ["", "input", "$", "$.", "$..", "$.a.", "$[", "$[x]", "$['a", "$x", "$.a..", "$[-1]"]
        {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn an_attribute_s_key_may_be_several_steps() {
        let paths = Paths(vec![(Path::parse("$.attributes.user.email").unwrap(), 0)]);
        let attributes = paths.step(&paths.start(), Step::Key("attributes"));
        assert!(paths.reached(&paths.step_attribute(&attributes, "user.email")).is_some());
        assert!(paths.reached(&paths.step_attribute(&attributes, "user")).is_none());
    }
}
