//! E-mail addresses, as far as they can be told from what is none.

/// Characters that an address has at most.
pub(crate) const EMAIL_LENGTH: usize = 320;

/// What keeps a text from being an e-mail address, if anything does. Whether mail arrives nobody can tell.
pub fn email_problem(email: &str) -> Option<&'static str> {
    let (name, host) = email.rsplit_once('@').unwrap_or(("", ""));
    if name.is_empty() || host.is_empty() {
        return Some("is an e-mail address such as ana@example.com");
    }
    if email.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        return Some("has no spaces");
    }
    (email.chars().count() > EMAIL_LENGTH).then_some("has at most 320 characters")
}

#[cfg(test)]
mod tests {
    use super::email_problem;

    #[test]
    fn what_is_no_address_is_told() {
        for email in ["ana@example.com", "admin@localhost", "\"a@b\"@c", "josé@exemplo.com.br"] {
            assert_eq!(email_problem(email), None, "{email}");
        }
        let long = format!("{}@example.com", "x".repeat(320));
        for email in ["", "ana", "@example.com", "ana@", "a na@b", "ana@b\n", "a\u{0}@b", &long] {
            assert!(email_problem(email).is_some(), "{email:?}");
        }
    }
}
