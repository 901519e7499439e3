//! Passwords, hashed with argon2id.

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{SaltString, rand_core::OsRng},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::error::{ApiError, ErrorCode};

/// Characters that a password has at least, and bytes that it has at most.
const LEAST_LENGTH: usize = 8;
const MOST_LENGTH: usize = 1_000;

/// Each hash takes 19 MiB: one at a time, so that sign-ins cannot take the memory.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Hashes a password with a random salt, in PHC form.
pub fn hash_password(password: &str) -> Result<String, argon2::password_hash::Error> {
    let salt = SaltString::generate(&mut OsRng);
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string())
}

/// What keeps a password from being taken for somebody, if anything does.
pub fn password_problem(password: &str, email: &str) -> Option<&'static str> {
    if password.chars().count() < LEAST_LENGTH {
        return Some("has at least 8 characters");
    }
    if password.len() > MOST_LENGTH {
        return Some("has at most 1,000 bytes");
    }
    let same = password.trim().to_lowercase() == email.to_lowercase();
    same.then_some("is not the e-mail address")
}

/// Hashes a password that somebody chose.
pub(crate) async fn hash_new_password(password: String) -> Result<String, ApiError> {
    let failed = || ApiError::new(ErrorCode::Internal, "The password could not be kept.");
    let turn = ONE_AT_A_TIME.acquire().await.map_err(|_| failed())?;
    let hashing = spawn_blocking(move || {
        let _turn = turn;
        hash_password(&password)
    });
    let hashed = hashing.await.map_err(|_| failed())?;
    hashed.map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        failed()
    })
}

/// Compares a password with a stored hash; without one it takes as long and fails, so that nobody
/// learns which addresses exist.
pub(crate) async fn verify_password(password: String, stored: Option<String>) -> bool {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                          PDXTlkLAGGZL0Mfg1ZRnxGnKcRLnhNGvZzCXjHVnmBw";
    let Ok(turn) = ONE_AT_A_TIME.acquire().await else { return false };
    let verified = spawn_blocking(move || {
        // Ends with the work, even when nobody waits for it any more.
        let _turn = turn;
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.to_owned());
        let hash = PasswordHash::new(&stored).ok();
        let matches = hash.is_some_and(|hash| {
            Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
        });
        exists && matches
    });
    verified.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_enough_and_not_the_address() {
        assert_eq!(password_problem("senha são", "ana@example.com"), None);
        for wrong in ["", "seven77", "éééé", "Ana@Example.com", &"x".repeat(1_001)] {
            assert!(password_problem(wrong, "ana@example.com").is_some(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_opens() {
        let hash = hash_password("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("correct horse".to_owned(), Some(hash.clone())).await);
        assert!(!verify_password("wrong".to_owned(), Some(hash)).await);
        assert!(!verify_password("anything".to_owned(), None).await);
    }
}
