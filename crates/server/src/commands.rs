//! What each command does.

mod account;
mod demo;
mod keys;
mod privacy;
mod projects;
mod serve;
mod users;

use anyhow::Context;
use farol_storage::{KeyLimits, migrate};

use crate::{
    cli::{Cli, Command, Keys, Options, Projects, Users},
    config::{Config, unknown_variables},
    database::Database,
    logging,
};

pub(crate) async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve(serve) => {
            let config = Config::load(&cli.options, serve.listen.as_deref())?;
            serve::serve(config).await
        }
        Command::CheckConfig => {
            Config::load(&cli.options, None)?;
            for name in unknown_variables() {
                eprintln!("farol: the variable {name} is not one that Farol reads");
            }
            println!("The configuration is right.");
            Ok(())
        }
        Command::Openapi => {
            println!("{}", farol_api::openapi().to_pretty_json()?);
            Ok(())
        }
        Command::Migrate => with_database(&cli.options, async |_, _| Ok(())).await,
        Command::Keys(Keys::Create {
            project,
            label,
            scope,
            bytes_per_second,
            items_per_second,
        }) => {
            let scopes = keys::scopes(&scope)?;
            let limits = KeyLimits { bytes_per_second, items_per_second };
            with_database(&cli.options, async |database, _| {
                keys::create(database, &project, &label, &scopes, limits).await
            })
            .await
        }
        Command::Demo(asked) => {
            with_database(&cli.options, async |database, config| {
                demo::fill(database, config, asked).await
            })
            .await
        }
        Command::Projects(Projects::List) => with_database(&cli.options, projects::list).await,
        Command::Projects(Projects::Set(asked)) => {
            with_database(&cli.options, async |database, config| {
                projects::set(database, config, &asked).await
            })
            .await
        }
        Command::Projects(Projects::Privacy(asked)) => {
            with_database(&cli.options, async |database, _| {
                privacy::privacy(database, &asked).await
            })
            .await
        }
        Command::Users(Users::Create { email, password_stdin, project, role }) => {
            let role = role.as_deref().map(users::role).transpose()?;
            let password = password_stdin.then(users::read_password).transpose()?;
            with_database(&cli.options, async |database, config| {
                let membership = project.as_deref().zip(role);
                users::create(database, config, &email, password.as_deref(), membership).await
            })
            .await
        }
        Command::Users(Users::List) => with_database(&cli.options, users::list).await,
    }
}

/// Does something with the migrated database, beside a running server or without one.
async fn with_database(
    options: &Options,
    work: impl AsyncFnOnce(&Database, &Config) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let config = Config::load(options, None)?;
    logging::start_for_command(&config.log)?;
    let database = Database::attach(&config).await?;
    let migrated = migrate(database.options.clone()).await.context("the schema is not up to date");
    let done = match migrated {
        Ok(()) => work(&database, &config).await,
        Err(error) => Err(error),
    };
    database.stop().await?;
    done
}
