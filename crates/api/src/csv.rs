//! CSV (RFC 4180), safe to open in a spreadsheet.

/// Writes a line, its fields quoted where they need it.
pub(crate) fn line<T: AsRef<str>>(fields: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<String> = fields.into_iter().map(|field| quoted(field.as_ref())).collect();
    quoted.join(",") + "\r\n"
}

/// Quotes a field where it needs it. A field that a spreadsheet would take for a formula gets an
/// apostrophe before it.
fn quoted(field: &str) -> String {
    let formula =
        field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && field.parse::<f64>().is_err();
    let guarded = if formula { format!("'{field}") } else { field.to_owned() };
    if guarded.contains([',', '"', '\n', '\r', '\'']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::{line, quoted};

    #[test]
    fn quotes_and_formulas_are_harmless() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("=cmd()"), "\"'=cmd()\"");
        assert_eq!(quoted("\n@cmd()"), "\"'\n@cmd()\"");
        assert_eq!(quoted("-1.5"), "-1.5");
        assert_eq!(line(["a", "", "b,c"]), "a,,\"b,c\"\r\n");
    }
}
