//! `sekisho serve`: the server itself.
//!
//! ```text
//! configuration ─▶ logs ─▶ database, key ─▶ listeners ─▶ link for the first administrator ─▶ requests
//!                                                              │
//!            SIGTERM, SIGINT ─▶ no new connection, those under way are finished, mails too ─▶ end
//! ```
//! A second signal ends it at once.

use super::failure::{Done, Failure};
use super::{open, output};
use crate::allowlist::trial;
use crate::config::{Config, Flag, Origin, Place, Sources};
use crate::core::Core;
use crate::outbox::{self, Post};
use crate::telemetry::{self, Metrics};
use crate::web::{Web, listener, router};
use crate::{health, housekeeping, mail_gate, support};
use clap::Args;
use std::io;
use std::net::SocketAddr;
use std::process;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Runs the server.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where to listen: an IP address and a port (the key server.listen)
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

/// How a server ends that was not given the time to.
const FORCED: i32 = 130;

impl Serve {
    pub(super) async fn run(self, mut sources: Sources) -> Done {
        if let Some(value) = self.listen {
            sources.flags.push(Flag { name: "--listen", key: "server.listen", value });
        }
        let (mut config, provenance) = Config::load(&sources)?;
        telemetry::start(&config.telemetry);
        Metrics::start()?;
        let signals = Signals::listen()?;
        let post = Arc::new(Post::new(&config.mail)?);
        let main = listen(config.server.listen, "server.listen").await?;
        if matches!(provenance.of("server.origin"), Place::FollowsFrom(_)) {
            // port 0 is any free one
            config.server.origin = Origin::of_listener(main.local_addr()?);
        }
        let metrics = match config.telemetry.metrics_listen {
            Some(address) => Some(listen(address, "telemetry.metrics_listen").await?),
            None => None,
        };
        let core = Arc::new(open::ready(config).await?.configured_by(provenance));
        greet(&core).await?;
        run(core, post, main, metrics, signals).await;
        Ok(())
    }
}

async fn listen(address: SocketAddr, key: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::new(format!("{key} {address}: {error}")))
}

async fn greet(core: &Core) -> Done {
    output::line(&format!("Sekisho listens on {}", core.config.server.origin))?;
    if let Some(link) = core.first_administrator_link().await? {
        output::line(&format!(
            "The first administrator sets up their account, within a day and once, at\n{link}"
        ))?;
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), database = core.db.kind(), "started");
    Ok(())
}

/// Everything that runs, until a signal says to stop.
async fn run(
    core: Arc<Core>,
    post: Arc<Post>,
    main: TcpListener,
    metrics: Option<TcpListener>,
    mut signals: Signals,
) {
    let (stop, stopping) = watch::channel(false);
    let stopped = || stopped(stopping.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(outbox::run(core.clone(), post, stopped()));
    tasks.spawn(housekeeping::run(core.clone(), stopped()));
    tasks.spawn(trial::run(core.clone(), stopped()));
    tasks.spawn(support::run(core.clone(), stopped()));
    tasks.spawn(mail_gate::kick::run(core.clone(), stopped()));
    let time = core.config.server.request_time();
    tasks.spawn(listener::serve(main, router::router(&Web::new(core.clone())), time, stopped()));
    if let (Some(listener), Some(metrics)) = (metrics, Metrics::started()) {
        let secret = core.config.telemetry.metrics_secret.clone();
        let router = health::metrics_router(core.clone(), metrics, secret);
        tasks.spawn(listener::serve(listener, router, time, stopped()));
    }
    tokio::select! {
        () = signals.next() => tracing::info!("asked to stop"),
        Some(_) = tasks.join_next() => tracing::error!("a part of the server ended by itself, the rest follows"),
    }
    stop.send_replace(true);
    finish(tasks, core.config.server.shutdown_grace(), signals).await;
    core.db.close().await;
    tracing::info!("stopped");
}

/// Waits for what is under way; not longer than `grace`, and not after a second signal.
async fn finish(mut tasks: JoinSet<()>, grace: Duration, mut signals: Signals) {
    let all = async { while tasks.join_next().await.is_some() {} };
    tokio::select! {
        () = all => {}
        () = tokio::time::sleep(grace) => tracing::warn!("what was under way took too long and was cut off"),
        () = signals.next() => process::exit(FORCED),
    }
}

/// Resolves when the server is to stop.
async fn stopped(mut stopping: watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// The signals that ask the server to stop: SIGTERM (a service manager) and SIGINT (Ctrl-C).
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// From now on they don't end the process by themselves.
    #[cfg(unix)]
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    #[cfg(not(unix))]
    fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    /// The next one.
    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
