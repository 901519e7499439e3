//! `farol projects privacy`: what a project does not want stored.

use std::{fs, io::Read, path::Path};

use anyhow::{Context, bail};
use farol_redaction::{Policy, Redactor, Verbosity};
use farol_storage::{find_privacy, list_projects, set_privacy};

use super::account::Account;
use crate::{cli::ProjectPrivacy, database::Database};

/// Changes a project's policy where something is told, and prints it.
pub(super) async fn privacy(database: &Database, asked: &ProjectPrivacy) -> anyhow::Result<()> {
    let mut connection = database.connect().await?;
    let projects = list_projects(&mut connection).await?;
    let Some(project) = projects.iter().find(|project| project.name == asked.name) else {
        bail!("there is no project \"{}\"", asked.name);
    };
    let mut policy = match find_privacy(&mut connection, project.id).await? {
        Some(found) => {
            serde_json::from_value(found.policy).context("it is a later Farol's policy")?
        }
        None => Policy::default(),
    };
    if let Some(path) = &asked.set {
        policy = read(path)?;
    }
    if let Some(verbosity) = &asked.verbosity {
        policy.verbosity = verbosity_of(verbosity)?;
    }
    if asked.set.is_some() || asked.verbosity.is_some() {
        Redactor::new(&policy, b"").context("the policy is not right")?;
        let kept = serde_json::to_value(&policy)?;
        set_privacy(&mut connection, Account::own().actor(), project, &kept).await?;
    }
    println!("{}", serde_json::to_string_pretty(&policy)?);
    Ok(())
}

fn verbosity_of(name: &str) -> anyhow::Result<Verbosity> {
    serde_json::from_value(name.into()).context("--verbosity must be full, standard or metadata")
}

/// Reads a policy from a file, or from standard input where it is called `-`.
fn read(path: &Path) -> anyhow::Result<Policy> {
    let text = if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    let text = text.with_context(|| format!("the policy {} cannot be read", path.display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("the policy {} is not right", path.display()))
}
