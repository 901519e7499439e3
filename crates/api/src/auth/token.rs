//! Random secrets: keys, sessions, links. Only their hashes are stored.

use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

/// Says that the system gives no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random bytes: {0}")]
pub struct TokenError(#[from] rand::rand_core::OsError);

const ALPHABET: &[u8; 32] = b"abcdefghijkmnopqrstuvwxyz0123456";

/// Makes a key for ingest or reading: `fk_` and 160 random bits.
pub fn new_key() -> Result<String, TokenError> {
    Ok(format!("fk_{}", new_token()?))
}

/// Makes a secret of 160 random bits, as 32 letters and digits.
pub fn new_token() -> Result<String, TokenError> {
    let mut bytes = [0_u8; 32];
    OsRng.try_fill_bytes(&mut bytes)?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}

/// What is stored of a secret.
pub fn hash_token(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_what_they_are_and_never_repeat() {
        let (one, two) = (new_key().unwrap(), new_key().unwrap());
        assert!(one.starts_with("fk_") && one.len() == 35);
        assert_ne!(one, two);
        assert_ne!(hash_token(&one), hash_token(&two));
    }
}
