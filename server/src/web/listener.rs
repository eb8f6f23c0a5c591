//! Connections: HTTP/1.1, which is what proxies speak to what stands behind them, with a time for everything
//! that a client has to send.
//!
//! ```text
//! connected ─▶ head ─▶ body ─▶ answer ─┐      each arrow from the client: `server.request_seconds`,
//!               ▲                      │      then the connection is closed
//!               └────── kept alive ────┘
//! ```
//! The head's time runs from the moment the connection is open, or the last answer was sent, so that it is the
//! limit of an idle connection, too. The body's time is kept by whoever reads it ([`form`](super::form)).

use axum::Router;
use axum::extract::ConnectInfo;
use axum::serve::{Listener, ListenerExt};
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;
use tokio::net::TcpListener;
use tower::Service;

/// The largest head of a request that is read (its first line and its headers), in bytes; beyond it the answer
/// is 431.
pub const MAX_HEAD: usize = 32 * 1024;

/// Answers with `router` whoever connects, until `stop`; then no new connection is taken, and those that have a
/// request under way are waited for. `time` is what a client is given to send a request's head.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    time: Duration,
    stop: impl Future<Output = ()> + Send,
) {
    let mut listener = listener.tap_io(|stream| {
        // an answer is one small write: waiting to fill a packet only adds time
        let _ = stream.set_nodelay(true);
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(time).max_header_size(MAX_HEAD);
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let router = router.clone();
        let answer = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            // a client that is too slow or goes away is no event of ours
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection was cut off");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}
