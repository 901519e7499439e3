//! Whether somebody knows a password, under the limit of attempts, and failures told of in the audit trail.

use std::{net::IpAddr, time::Instant};

use farol_storage::{Actor, AuditEntry, Origin, User, find_password_hash, record_audit};

use crate::{
    AppState,
    auth::{EMAIL_LENGTH, verify_password},
    error::ApiError,
};

/// Says whether the password is the one of the person with this address; it takes as long where there is nobody.
pub(super) async fn knows_password(
    state: &AppState,
    address: Option<IpAddr>,
    email: &str,
    user: Option<&User>,
    password: String,
) -> Result<bool, ApiError> {
    let mut attempt = state.attempts.begin(email, address, Instant::now())?;
    let mut connection = state.pool.acquire().await?;
    let hash = match user {
        Some(user) => find_password_hash(&mut connection, user.id).await?,
        None => None,
    };
    // Not held while hashing, which takes its time.
    drop(connection);
    attempt.spend();
    if verify_password(password, hash).await {
        attempt.give_back();
        return Ok(true);
    }
    if state.attempts.may_tell(Instant::now()) {
        let tried: String = email.chars().take(EMAIL_LENGTH).collect();
        let origin = Origin { actor: Actor::User(&tried), address };
        let mut connection = state.pool.acquire().await?;
        record_audit(&mut connection, &AuditEntry::new(origin, "sign_in.failed")).await?;
    }
    Ok(false)
}
