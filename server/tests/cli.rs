//! The command line from outside: the real program in a folder of its own, on both databases.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

#[path = "cli/account.rs"]
mod account;
#[path = "cli/configuration.rs"]
mod configuration;
#[allow(unreachable_pub, reason = "shared with tests where it is a module of the whole")]
#[path = "support/database.rs"]
mod database;
#[path = "cli/decide.rs"]
mod decide;
#[path = "cli/keeping.rs"]
mod keeping;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/networks.rs"]
mod networks;
#[path = "support/ports.rs"]
mod ports;
#[path = "cli/server.rs"]
mod server;
#[path = "cli/shell.rs"]
mod shell;
#[path = "cli/trials.rs"]
mod trials;
#[path = "cli/web_gate.rs"]
mod web_gate;

/// A test on SQLite and, where `SEKISHO_TEST_POSTGRES` names a server, on PostgreSQL.
macro_rules! on_both {
    ($($(#[$meta:meta])* fn $name:ident($shell:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "a test may do without what is around it")]
            use super::*;

            fn on($shell: &$crate::shell::Shell) $body

            #[test]
            fn sqlite() {
                on(&$crate::shell::Shell::sqlite());
            }

            #[test]
            fn postgres() {
                match $crate::shell::Shell::postgres() {
                    Some(shell) => on(&shell),
                    None => eprintln!("not run: SEKISHO_TEST_POSTGRES is not set"),
                }
            }
        }
    )+};
}
use on_both;
