//! The command line: the server, and what an operator does at the shell.
//!
//! Every command but `serve` works while a server runs or not: it opens the database itself, changes it in
//! the same transactions as the server's features, and is in the history as the command line's doing. Exit
//! status: 0 done; 1 refused or failed, with one line on the standard error stream; 2 wrong usage. `--json`
//! prints exactly one JSON value.

mod allowlist;
mod backup;
mod compare;
mod config;
mod decide;
mod doctor;
mod failure;
mod gate;
mod history;
mod migrate;
mod network;
mod open;
mod output;
mod preset;
mod secret;
mod serve;
mod user;

use crate::config::{Flag, Sources};
use clap::{Args, Parser, Subcommand};
use failure::{Done, Failure};
use std::path::PathBuf;
use std::process::ExitCode;

/// A security portal: who signs in, and from where.
#[derive(Debug, Parser)]
#[command(name = "sekisho", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    where_from: WhereFrom,
}

/// Where the configuration comes from.
#[derive(Debug, Args)]
struct WhereFrom {
    /// The configuration file [default: sekisho.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// A preset that the configuration goes over (the key portal.preset)
    #[arg(long, global = true, value_name = "NAME")]
    preset: Option<String>,
    /// The database: sqlite:PATH or postgres://… (the key database.url)
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Serve),
    /// People with an account
    #[command(subcommand)]
    User(user::User),
    /// The addresses that somebody, or everybody, may sign in from
    #[command(subcommand)]
    Allowlist(allowlist::Allowlist),
    /// Networks: where a second factor is waived, asked for, or nobody gets in at all
    #[command(subcommand)]
    Network(network::Network),
    /// What would become of a sign-in with the right password, and every reason for it
    Decide(decide::Decide),
    /// What happened
    #[command(subcommand)]
    History(history::History),
    /// The configuration
    #[command(subcommand)]
    Config(config::Config),
    /// Presets: a policy with its own words
    #[command(subcommand)]
    Preset(preset::Preset),
    /// Bring the database up to date, or make it
    Migrate,
    /// Copy the database to a file that isn't there yet, also while the server runs
    Backup(backup::Backup),
    /// Look for what is wrong
    Doctor(doctor::Doctor),
    /// The secret key
    #[command(subcommand)]
    Secret(secret::Secret),
}

impl WhereFrom {
    fn sources(self) -> Sources {
        let mut sources =
            Sources { file: self.config, variables: std::env::vars_os().collect(), flags: Vec::new() };
        if let Some(value) = self.preset {
            sources.flags.push(Flag { name: "--preset", key: "portal.preset", value });
        }
        if let Some(value) = self.database {
            sources.flags.push(Flag { name: "--database", key: "database.url", value });
        }
        sources
    }
}

/// Does what the arguments of this process say.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let sources = cli.where_from.sources();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::from(error).told(),
    };
    match runtime.block_on(cli.command.run(sources)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.told(),
    }
}

impl Command {
    async fn run(self, sources: Sources) -> Done {
        match self {
            Self::Serve(serve) => serve.run(sources).await,
            Self::User(user) => user.run(&sources).await,
            Self::Allowlist(allowlist) => allowlist.run(&sources).await,
            Self::Network(network) => network.run(&sources).await,
            Self::Decide(decide) => decide.run(&sources).await,
            Self::History(history) => history.run(&sources).await,
            Self::Config(config) => config.run(&sources),
            Self::Preset(preset) => preset.run(),
            Self::Migrate => migrate::run(&sources).await,
            Self::Backup(backup) => backup.run(&sources).await,
            Self::Doctor(doctor) => doctor.run(&sources).await,
            Self::Secret(secret) => secret.run(&sources).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_contradict_each_other_nowhere() {
        Cli::command().debug_assert();
    }

    /// Every command below `command`, by the words that one types, with its options.
    fn commands(typed: &str, command: &clap::Command, all: &mut Vec<(String, Vec<String>)>) {
        let typed = format!("{typed}{}", command.get_name());
        if !command.has_subcommands() {
            let flags = command.get_arguments().filter_map(clap::Arg::get_long);
            let own = flags.filter(|flag| !["help", "version"].contains(flag));
            all.push((typed.clone(), own.map(|flag| format!("--{flag}")).collect()));
        }
        for below in command.get_subcommands() {
            commands(&format!("{typed} "), below, all);
        }
    }

    #[test]
    fn every_command_is_in_the_document_with_its_options() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/COMMANDS.md");
        let document = std::fs::read_to_string(path).unwrap();
        let mut all = Vec::new();
        commands("", &Cli::command(), &mut all);
        assert!(all.len() > 15, "{all:?}");
        for (typed, flags) in all {
            let line = document.lines().find(|line| line.starts_with(&format!("sekisho {}", &typed[8..])));
            let line = line.unwrap_or_else(|| panic!("{typed} is not in the document"));
            for flag in flags {
                assert!(line.contains(&flag), "{typed} {flag} is not in the document: {line}");
            }
        }
    }
}
