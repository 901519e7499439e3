//! `farol users`, and the first person.

use std::io::stdin;

use anyhow::{Context, bail, ensure};
use chrono::{TimeDelta, Utc};
use farol_api::{email_problem, hash_password, hash_token, new_token, password_problem};
use farol_storage::{
    Actor, AuditEntry, Project, Role, StorageError, User, create_sign_in_link, create_user,
    find_user, list_access, list_projects, list_users, record_audit, set_role, someone_can_sign_in,
};
use serde_json::json;
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

/// Reads a role's name.
pub(super) fn role(name: &str) -> anyhow::Result<Role> {
    Role::from_name(name)
        .with_context(|| format!("--role: \"{name}\" is not viewer, editor or admin"))
}

pub(super) fn read_password() -> anyhow::Result<String> {
    let mut line = String::new();
    stdin().read_line(&mut line).context("no password could be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Makes a person with a password, or prints a link that signs them in once: an owner, or a member of one
/// project. Who is there already gets the role, and nothing else.
pub(super) async fn create(
    database: &Database,
    config: &Config,
    email: &str,
    password: Option<&str>,
    membership: Option<(&str, Role)>,
) -> anyhow::Result<()> {
    let account = Account::own();
    let mut connection = database.connect().await?;
    let mut transaction = connection.begin().await?;
    let user = match membership {
        None => add(&mut transaction, account.actor(), email, password, true).await.map(Some)?,
        Some((project, role)) => {
            let project = find_project(&mut transaction, project).await?;
            let known = find_user(&mut transaction, email).await?;
            let (user, new) = match known {
                Some(_) if password.is_some() => bail!("{email} is there already"),
                Some(user) => (user, false),
                None => {
                    let actor = account.actor();
                    (add(&mut transaction, actor, email, password, false).await?, true)
                }
            };
            grant(&mut transaction, account.actor(), &user, &project, role).await?;
            new.then_some(user)
        }
    };
    let mut link = None;
    if let Some(user) = user.filter(|_| password.is_none()) {
        let base = format!("http://{}", config.server.listen);
        link = Some(sign_in_link(&mut transaction, &user, &base).await?);
    }
    transaction.commit().await?;
    if let Some(link) = link {
        println!("{link}");
    }
    Ok(())
}

/// Prints a line for each person.
pub(super) async fn list(database: &Database, _: &Config) -> anyhow::Result<()> {
    let mut connection = database.connect().await?;
    for known in list_users(&mut connection, None).await? {
        let roles = if known.user.owner {
            "owner".to_owned()
        } else {
            let access = list_access(&mut connection, &known.user).await?;
            let roles =
                access.iter().map(|(project, role)| format!("{}:{}", project.name, role.name()));
            roles.collect::<Vec<_>>().join(" ")
        };
        println!("{:32} {roles}", known.user.email);
    }
    Ok(())
}

async fn find_project(connection: &mut PgConnection, name: &str) -> anyhow::Result<Project> {
    let projects = list_projects(connection).await?;
    let found = projects.into_iter().find(|project| project.name == name);
    found.with_context(|| format!("there is no project \"{name}\""))
}

async fn grant(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    user: &User,
    project: &Project,
    role: Role,
) -> anyhow::Result<()> {
    ensure!(!user.owner, "{} is an owner, and so admin of every project", user.email);
    let before = set_role(connection, project.id, user.id, role).await?;
    let entry = AuditEntry {
        target: Some(&user.email),
        project_id: Some(project.id),
        before: before.map(|role| json!({"role": role.name()})),
        after: Some(json!({"role": role.name()})),
        ..AuditEntry::new(actor, if before.is_some() { "member.changed" } else { "member.added" })
    };
    record_audit(connection, &entry).await?;
    Ok(())
}

async fn add(
    connection: &mut PgConnection,
    actor: Actor<'_>,
    email: &str,
    password: Option<&str>,
    owner: bool,
) -> anyhow::Result<User> {
    if let Some(problem) = email_problem(email) {
        bail!("--email: \"{email}\": it {problem}");
    }
    let hash = match password {
        Some(password) => {
            if let Some(problem) = password_problem(password, email) {
                bail!("a password {problem}");
            }
            let hash = hash_password(password);
            Some(hash.map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?)
        }
        None => None,
    };
    let mut transaction = connection.begin().await?;
    let user = match create_user(&mut transaction, email, hash.as_deref(), owner).await {
        Err(StorageError::Duplicate(_)) => bail!("{email} is there already"),
        made => made?,
    };
    let entry = AuditEntry {
        target: Some(email),
        after: Some(json!({"owner": owner})),
        ..AuditEntry::new(actor, "user.created")
    };
    record_audit(&mut transaction, &entry).await?;
    transaction.commit().await?;
    Ok(user)
}

/// Makes the person that the environment names, where there is none yet, and returns a one-time
/// sign-in link as long as no owner could sign in otherwise.
pub(super) async fn welcome(
    connection: &mut PgConnection,
    base: &str,
) -> anyhow::Result<Option<String>> {
    if let Some((email, password)) = from_environment()?
        && find_user(connection, &email).await?.is_none()
    {
        let made = add(connection, Actor::System, &email, Some(&password), true).await;
        made.context("FAROL_ADMIN_EMAIL")?;
        tracing::info!(%email, "the first person was made");
    }
    if someone_can_sign_in(connection).await? {
        return Ok(None);
    }
    let user = match find_user(connection, FIRST_PERSON).await? {
        Some(user) => user,
        None => add(connection, Actor::System, FIRST_PERSON, None, true).await?,
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
