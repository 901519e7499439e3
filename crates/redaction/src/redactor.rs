//! A policy, compiled.

use regex::{Regex, RegexBuilder};
use sha2::{Digest, Sha256};

use crate::{
    Limits, Policy, PolicyError, Rule, Verbosity,
    path::{Path, Paths},
    text::{TextRule, Texts},
};

/// Applies a policy to spans and logs. Cheap to apply where the policy changes nothing of a kind.
#[derive(Debug)]
pub struct Redactor {
    pub(crate) verbosity: Verbosity,
    pub(crate) max_length: usize,
    /// Patterns in lower case, beside the positions of their rules.
    keys: Vec<(Regex, usize)>,
    pub(crate) paths: Paths,
    pub(crate) texts: Texts,
    pub(crate) rules: Vec<NamedRule>,
    /// Makes of an id another that tells nobody the first one.
    salt: Vec<u8>,
}

/// What a rule is called, and what it leaves.
#[derive(Clone, Debug)]
pub(crate) struct NamedRule {
    pub(crate) name: String,
    pub(crate) replacement: String,
}

/// Something that was redacted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, as a JSON pointer: `/attributes/user.email`.
    pub pointer: String,
    /// The rule, by its name or what it looks for, or the verbosity.
    pub rule: String,
    /// What stood there, and what stands there now, as far as they are short.
    pub before: String,
    pub after: String,
}

impl Redactor {
    /// Compiles a policy. The salt is the project's own secret.
    pub fn new(policy: &Policy, salt: &[u8]) -> Result<Self, PolicyError> {
        if !(Limits::LEAST_LENGTH..=Limits::MOST_LENGTH).contains(&policy.max_length) {
            let (least, most) = (Limits::LEAST_LENGTH, Limits::MOST_LENGTH);
            return Err(PolicyError::new("maxLength", format!("must be from {least} to {most}")));
        }
        if policy.rules.len() > Limits::RULES {
            let detail = format!("may be {} at most", Limits::RULES);
            return Err(PolicyError::new("rules", detail));
        }
        let mut redactor = Self {
            verbosity: policy.verbosity,
            max_length: policy.max_length,
            keys: Vec::new(),
            paths: Paths::default(),
            texts: Texts::default(),
            rules: Vec::new(),
            salt: salt.to_vec(),
        };
        for (index, rule) in policy.rules.iter().enumerate() {
            redactor.add(rule, index)?;
        }
        Ok(redactor)
    }

    fn add(&mut self, rule: &Rule, index: usize) -> Result<(), PolicyError> {
        let at = |field: &str| format!("rules[{index}]{field}");
        let told = [
            !rule.keys.is_empty(),
            rule.path.is_some(),
            rule.regex.is_some(),
            rule.preset.is_some(),
        ];
        if told.iter().filter(|told| **told).count() != 1 {
            let detail = "must have exactly one of keys, path, regex and preset";
            return Err(PolicyError::new(at(""), detail));
        }
        if rule.keys.len() > Limits::KEYS {
            return Err(PolicyError::new(at(".keys"), format!("may be {} at most", Limits::KEYS)));
        }
        let texts =
            [(".name", &rule.name), (".path", &rule.path), (".replacement", &rule.replacement)];
        let texts = texts.into_iter().filter_map(|(field, text)| Some((field, text.as_ref()?)));
        for (field, text) in texts.chain(rule.keys.iter().map(|key| (".keys", key))) {
            if text.len() > Limits::TEXT || (text.is_empty() && field != ".replacement") {
                let detail = format!("must have from 1 to {} bytes", Limits::TEXT);
                return Err(PolicyError::new(at(field), detail));
            }
        }
        let (name, replacement) = if let Some(preset) = rule.preset {
            self.texts.0.push((TextRule::Preset(preset), index));
            (preset.name().to_owned(), preset.replacement())
        } else if let Some(pattern) = &rule.regex {
            let regex =
                expression(pattern).map_err(|detail| PolicyError::new(at(".regex"), detail))?;
            self.texts.0.push((TextRule::Regex(regex), index));
            (pattern.clone(), "[redacted]")
        } else if let Some(path) = &rule.path {
            let parsed =
                Path::parse(path).map_err(|detail| PolicyError::new(at(".path"), detail))?;
            self.paths.0.push((parsed, index));
            (path.clone(), "[redacted]")
        } else {
            for key in &rule.keys {
                let pattern = format!("(?is)^{}$", regex::escape(key).replace(r"\*", ".*"));
                let regex =
                    expression(&pattern).map_err(|detail| PolicyError::new(at(".keys"), detail))?;
                self.keys.push((regex, index));
            }
            (rule.keys.join(", "), "[redacted]")
        };
        self.rules.push(NamedRule {
            name: rule.name.clone().unwrap_or(name),
            replacement: rule.replacement.clone().unwrap_or_else(|| replacement.to_owned()),
        });
        Ok(())
    }

    /// The rule that takes the value of a key away.
    pub(crate) fn rule_of_key(&self, key: &str) -> Option<usize> {
        let last = key.rsplit('.').next().unwrap_or(key);
        let names = |regex: &Regex| regex.is_match(key) || (last != key && regex.is_match(last));
        self.keys.iter().find(|(regex, _)| names(regex)).map(|(_, rule)| *rule)
    }

    /// Whether there are rules at all.
    pub(crate) fn has_rules(&self) -> bool {
        !self.rules.is_empty()
    }

    /// What stands for an id of which something was redacted: the same for the same id, so that what
    /// belongs together stays so, and of no use to whoever knows the numbers there are.
    pub(crate) fn disguise(&self, id: &str, redacted: &str) -> String {
        let hash = Sha256::new_with_prefix(&self.salt).chain_update(id.as_bytes()).finalize();
        let short = hash.iter().take(6).fold(0_u64, |number, &byte| number << 8 | u64::from(byte));
        format!("{redacted}-{short:012x}")
    }
}

/// Compiles an expression that takes linear time, bounded in size, and finds something where it matches.
fn expression(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > Limits::REGEX {
        return Err(format!("may have {} bytes at most", Limits::REGEX));
    }
    let regex = RegexBuilder::new(pattern)
        .size_limit(Limits::REGEX_SIZE)
        .dfa_size_limit(Limits::REGEX_SIZE)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "is too large when it is compiled".to_owned(),
            error => format!("is no regular expression: {error}"),
        })?;
    if regex.is_match("") && !pattern.starts_with("(?is)^") {
        return Err("matches the empty text, and so everywhere".to_owned());
    }
    Ok(regex)
}
