//! `farol users`, and the first person.

use std::io::stdin;

use anyhow::{Context, bail, ensure};
use chrono::{TimeDelta, Utc};
use farol_api::{hash_password, hash_token, new_token};
use farol_storage::{
    Actor, AuditEntry, StorageError, User, create_sign_in_link, create_user, find_user,
    record_audit, someone_can_sign_in,
};
use sqlx::{Connection, PgConnection};

use super::account::Account;
use crate::{
    config::{Config, read_secret},
    database::Database,
};

/// Hours that a sign-in link is good for.
const LINK_HOURS: i64 = 24;

/// The person that the first link signs in, until somebody has an address of their own.
const FIRST_PERSON: &str = "admin@localhost";

/// Characters that a password has at least.
const PASSWORD_LENGTH: usize = 8;

pub(super) fn read_password() -> anyhow::Result<String> {
    let mut line = String::new();
    stdin().read_line(&mut line).context("no password could be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Makes a person with a password, or prints a link that signs them in once.
pub(super) async fn create(
    database: &Database,
    config: &Config,
    email: &str,
    password: Option<&str>,
) -> anyhow::Result<()> {
    let mut connection = database.connect().await?;
    let user = add(&mut connection, Account::own().actor(), email, password).await?;
    if password.is_none() {
        let base = format!("http://{}", config.server.listen);
        println!("{}", sign_in_link(&mut connection, &user, &base).await?);
    }
    Ok(())
}

async fn add(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    email: &str,
    password: Option<&str>,
) -> anyhow::Result<User> {
    let plausible = email.contains('@') && (3..=320).contains(&email.chars().count());
    ensure!(plausible, "\"{email}\" is not an e-mail address");
    let hash = match password {
        Some(password) => {
            let long = password.chars().count() >= PASSWORD_LENGTH;
            ensure!(long, "a password has at least {PASSWORD_LENGTH} characters");
            let hash = hash_password(password);
            Some(hash.map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?)
        }
        None => None,
    };
    let mut transaction = connection.begin().await?;
    let user = match create_user(&mut transaction, email, hash.as_deref()).await {
        Err(StorageError::Duplicate(_)) => bail!("{email} is there already"),
        made => made?,
    };
    let entry = AuditEntry { target: Some(email), ..AuditEntry::new(actor, "user.created") };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(user)
}

/// Makes the person that the environment names, where there is none yet, and returns a one-time
/// sign-in link as long as nobody could sign in otherwise.
pub(super) async fn welcome(
    connection: &mut PgConnection,
    base: &str,
) -> anyhow::Result<Option<String>> {
    if let Some((email, password)) = from_environment()?
        && find_user(connection, &email).await?.is_none()
    {
        let made = add(connection, Actor::System, &email, Some(&password)).await;
        made.context("FAROL_ADMIN_EMAIL")?;
        tracing::info!(%email, "the first person was made");
    }
    if someone_can_sign_in(connection).await? {
        return Ok(None);
    }
    let user = match find_user(connection, FIRST_PERSON).await? {
        Some(user) => user,
        None => add(connection, Actor::System, FIRST_PERSON, None).await?,
    };
    Ok(Some(sign_in_link(connection, &user, base).await?))
}

fn from_environment() -> anyhow::Result<Option<(String, String)>> {
    let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let Some(email) = read("FAROL_ADMIN_EMAIL") else { return Ok(None) };
    let file = read("FAROL_ADMIN_PASSWORD_FILE");
    let password = match file {
        Some(path) => Some(read_secret(path.as_ref())?),
        None => read("FAROL_ADMIN_PASSWORD"),
    };
    let password = password.context("FAROL_ADMIN_EMAIL needs FAROL_ADMIN_PASSWORD beside it")?;
    Ok(Some((email, password)))
}

async fn sign_in_link(
    connection: &mut PgConnection,
    user: &User,
    base: &str,
) -> anyhow::Result<String> {
    let token = new_token()?;
    let expires_at = Utc::now() + TimeDelta::hours(LINK_HOURS);
    create_sign_in_link(connection, user.id, &hash_token(&token), expires_at).await?;
    Ok(format!("{base}/sign-in?token={token}"))
}
