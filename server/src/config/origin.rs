//! The origin: scheme, host and port that people reach the portal at (RFC 6454).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// `https://host`, `https://host:port`, or `http://` where the host is this machine itself.
///
/// Written as browsers write it in the header `Origin`: lower case, without the scheme's own port, without a
/// slash at the end.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin {
    secure: bool,
    host: Host,
    /// As written; none for the scheme's own.
    port: Option<u16>,
    /// All of it, as browsers write it.
    text: String,
}

#[derive(Clone, PartialEq, Eq)]
enum Host {
    Name(String),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

/// Why a text is no origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Neither `https://` nor `http://` in front.
    #[error("an origin begins with https:// (or http:// on this machine only)")]
    Scheme,
    /// A path, query, fragment or user name.
    #[error("an origin is scheme, host and port only, without {0:?}")]
    More(char),
    /// Not the name of a host, and not an address.
    #[error("the host is a name in ASCII (xn-- for others), an IPv4 address or an IPv6 address in brackets")]
    Host,
    /// Not a port.
    #[error("the port is a number from 1 to 65535")]
    Port,
    /// Anybody on the way could read passwords.
    #[error("http:// is for this machine only (localhost, 127.0.0.1, [::1]): others need https://")]
    Insecure,
}

impl Origin {
    /// The origin of a server that is reached at its own listener, as on the first start. Not secure: it must
    /// be [`is_loopback`](Self::is_loopback) to be of use.
    #[must_use]
    pub fn of_listener(listen: SocketAddr) -> Self {
        let host = match listen.ip().to_canonical() {
            IpAddr::V4(ip) => Host::V4(ip),
            IpAddr::V6(ip) => Host::V6(ip),
        };
        Self::new(false, host, Some(listen.port()))
    }

    fn new(secure: bool, host: Host, port: Option<u16>) -> Self {
        let port = port.filter(|port| *port != if secure { 443 } else { 80 });
        let scheme = if secure { "https" } else { "http" };
        let text = match port {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        Self { secure, host, port, text }
    }

    /// The origin as browsers write it, such as `https://portal.example.org`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of a page: `path` begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    /// The host, as in the header `Host` but without the port: `portal.example.org`, `192.0.2.1`, `[::1]`.
    #[must_use]
    pub fn host(&self) -> &str {
        let authority = self.authority();
        match self.port {
            Some(_) => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
            None => authority,
        }
    }

    /// What the header `Host` says: the host, and the port unless it is the scheme's own.
    #[must_use]
    pub fn authority(&self) -> &str {
        self.text.split_once("://").map_or("", |(_, authority)| authority)
    }

    /// Whether browsers come by TLS, so that cookies can be kept to it.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether only this machine itself can mean it.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Name(name) => is_local_name(name),
            Host::V4(ip) => ip.is_loopback(),
            Host::V6(ip) => ip.is_loopback(),
        }
    }

    /// The host's name, where it has one that mail can be sent from.
    pub(super) fn domain(&self) -> Option<&str> {
        match &self.host {
            Host::Name(name) if name.contains('.') => Some(name),
            _ => None,
        }
    }
}

/// Names that resolvers keep on this machine (RFC 6761 section 6.3).
pub(super) fn is_local_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let (scheme, rest) = text.split_once("://").ok_or(OriginError::Scheme)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(OriginError::Scheme),
        };
        // one slash at the end is what copying from a browser's address bar gives
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if let Some(more) = rest.chars().find(|c| matches!(c, '/' | '?' | '#' | '@' | '\\')) {
            return Err(OriginError::More(more));
        }
        let (host, port) = split_port(rest)?;
        let origin = Self::new(secure, host.parse()?, port);
        if secure || origin.is_loopback() { Ok(origin) } else { Err(OriginError::Insecure) }
    }
}

fn split_port(rest: &str) -> Result<(&str, Option<u16>), OriginError> {
    let at = if rest.starts_with('[') {
        rest.find(']').ok_or(OriginError::Host)? + 1
    } else {
        rest.find(':').unwrap_or(rest.len())
    };
    let (host, port) = rest.split_at(at);
    if port.is_empty() {
        return Ok((host, None));
    }
    let digits = port.strip_prefix(':').ok_or(OriginError::Host)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(OriginError::Port);
    }
    match digits.parse() {
        Ok(0) | Err(_) => Err(OriginError::Port),
        Ok(port) => Ok((host, Some(port))),
    }
}

impl FromStr for Host {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if let Some(inside) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            return inside.parse().map(Self::V6).map_err(|_| OriginError::Host);
        }
        let name = text.to_ascii_lowercase();
        // browsers read a host whose last part is a number as an IPv4 address (WHATWG URL, "ends in a number")
        let last = name.rsplit('.').next().unwrap_or_default();
        if last.bytes().all(|byte| byte.is_ascii_digit()) {
            return name.parse().map(Self::V4).map_err(|_| OriginError::Host);
        }
        if name.len() <= 253 && name.split('.').all(is_label) {
            Ok(Self::Name(name))
        } else {
            Err(OriginError::Host)
        }
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::V4(ip) => ip.fmt(f),
            Self::V6(ip) => write!(f, "[{ip}]"),
        }
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.text
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
