//! Names of models: one model has many, by who serves it and in which version.

/// A name and what is left of it as its wrappings are taken off, one by one: the path of whoever
/// passes it on (`openrouter/openai/…`, an ARN), the region and vendor of Bedrock
/// (`us.anthropic.…`), versions and dates (`…-2024-08-06`, `…-v1:0`, `…@20240620`, `…-latest`).
pub(super) fn candidates(name: &str) -> Vec<&str> {
    let mut names = vec![name];
    let mut add = |name| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    let mut served = name.rsplit('/').next().unwrap_or(name);
    add(served);
    while let Some((label, rest)) = served.split_once('.') {
        // A label of letters: the point of `gpt-4.1` is none of these.
        if label.is_empty() || !label.bytes().all(|byte| byte.is_ascii_lowercase()) {
            break;
        }
        add(rest);
        served = rest;
    }
    for index in 0..names.len() {
        let mut versioned = names[index];
        while let Some(base) = without_version(versioned) {
            versioned = base;
            if !names.contains(&base) {
                names.push(base);
            }
        }
    }
    names
}

/// A name without the version or date at its end.
fn without_version(name: &str) -> Option<&str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let base = if let Some((base, _)) = name.split_once('@') {
        base
    } else if let Some(base) = name.strip_suffix("-latest") {
        base
    } else if let Some((base, _)) = name.rsplit_once(':').filter(|(_, tail)| digits(tail)) {
        base
    } else if let Some((base, _)) = name.rsplit_once("-v").filter(|(_, tail)| digits(tail)) {
        base
    } else {
        let tail =
            name.len() - name.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit()).len();
        let tail = &name[name.len() - tail..];
        let shape: String = tail.chars().map(|c| if c == '-' { '-' } else { '0' }).collect();
        let date = ["-0000-00-00", "-00-0000", "-00000000", "-000000", "-00-00", "-0000", "-000"];
        let date = date.into_iter().find(|date| shape.ends_with(date))?;
        &name[..name.len() - date.len()]
    };
    (!base.is_empty()).then_some(base)
}

/// Whether a pattern, in which `*` stands for any text, is a name, which is in lower case.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern = pattern.to_lowercase();
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}
