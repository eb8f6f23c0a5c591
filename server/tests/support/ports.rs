//! Ports that nobody listens on. Those that the system itself hands out (on Linux 32768 and up) are left to it:
//! any outgoing connection may sit down on one between the look at it and its use.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// The gates' tests take the ports below, and the browser's those above.
const FIRST: u16 = 20_000;
const COUNT: u16 = 8_000;

/// A port of this machine on which nobody listens: another one at every call, and in every process that runs beside
/// this one.
pub(crate) fn free_port() -> u16 {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    // processes that run at the same time have numbers near one another
    let start = std::process::id().wrapping_mul(4);
    let ports = std::iter::repeat_with(|| {
        let nth = start.wrapping_add(u32::from(TAKEN.fetch_add(1, Ordering::Relaxed))) % u32::from(COUNT);
        FIRST + u16::try_from(nth).expect("under COUNT")
    });
    let free = |port: &u16| TcpListener::bind(("0.0.0.0", *port)).is_ok();
    ports.take(usize::from(COUNT)).find(free).expect("a free port")
}
