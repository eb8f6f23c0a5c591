//! Section `server`: where it listens, what people type to get there, which proxies stand in front.

use super::origin::Origin;
use super::proxies::TrustedProxies;
use http::HeaderName;
use sekisho_engine::address::AddressSet;
use sekisho_engine::policy::Between;
use serde::{Deserialize, Serialize, Serializer};
use std::net::{Ipv4Addr, SocketAddr};
use std::thread::available_parallelism;
use std::time::Duration;

/// Where the server listens and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// What people type to get here. All links and all checks of `Origin` and `Host` use it, never a header
    /// of the request.
    pub origin: Origin,
    /// The same portal at a name that has IPv4 addresses only.
    pub origin_ipv4: Option<Origin>,
    /// The same at a name that has IPv6 addresses only.
    pub origin_ipv6: Option<Origin>,
    /// Addresses of the proxies whose word about the client's address counts.
    pub trusted_proxies: TrustedProxies,
    /// The header in which they say it.
    #[serde(with = "header_name")]
    pub client_address_header: HeaderName,
    /// How many passwords are hashed at the same time; each takes 19 MiB.
    pub hashing_permits: Between<1, 256>,
    /// Seconds that a client is given to send a request's head, and its body.
    pub request_seconds: Between<1, 30>,
    /// Seconds that requests under way are given to finish when the server stops.
    pub shutdown_seconds: Between<1, 300>,
}

impl Server {
    /// The names of one family of addresses.
    pub fn origins_by_family(&self) -> impl Iterator<Item = &Origin> {
        [&self.origin_ipv4, &self.origin_ipv6].into_iter().flatten()
    }

    /// The proxies' addresses.
    #[must_use]
    pub const fn proxies(&self) -> &AddressSet {
        self.trusted_proxies.addresses()
    }

    /// How many passwords are hashed at the same time.
    #[must_use]
    pub fn hashing_permits(&self) -> usize {
        usize::try_from(self.hashing_permits.get()).unwrap_or(1)
    }

    /// How long a client is given to send a request's head, and its body.
    #[must_use]
    pub fn request_time(&self) -> Duration {
        Duration::from_secs(self.request_seconds.get().unsigned_abs())
    }

    /// How long requests under way are given when the server stops.
    #[must_use]
    pub fn shutdown_grace(&self) -> Duration {
        Duration::from_secs(self.shutdown_seconds.get().unsigned_abs())
    }
}

impl Default for Server {
    fn default() -> Self {
        let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
        Self {
            listen,
            origin: Origin::of_listener(listen),
            origin_ipv4: None,
            origin_ipv6: None,
            trusted_proxies: TrustedProxies::default(),
            client_address_header: HeaderName::from_static("x-forwarded-for"),
            hashing_permits: one_a_core(),
            request_seconds: Between::constant::<20>(),
            shutdown_seconds: Between::constant::<10>(),
        }
    }
}

fn one_a_core() -> Between<1, 256> {
    let cores = available_parallelism().map_or(1, usize::from);
    i64::try_from(cores)
        .ok()
        .and_then(|cores| Between::try_from(cores).ok())
        .unwrap_or(Between::constant::<1>())
}

mod header_name {
    use super::{HeaderName, Serializer};
    use serde::Deserialize;
    use serde::de::{Deserializer, Error};

    pub(super) fn serialize<S: Serializer>(name: &HeaderName, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(name.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<HeaderName, D::Error> {
        let text = String::deserialize(from)?;
        HeaderName::try_from(text.as_str()).map_err(|_| Error::custom("not the name of a header"))
    }
}
