//! Whose command it is.

use farol_storage::Actor;

/// The account that a command runs under, as the environment names it.
pub(super) struct Account(String);

impl Account {
    pub(super) fn own() -> Self {
        let named =
            ["SUDO_USER", "USER", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
        Self(named.unwrap_or_else(|| "unknown".to_owned()))
    }

    pub(super) fn actor(&self) -> Actor<'_> {
        Actor::Command(&self.0)
    }
}
