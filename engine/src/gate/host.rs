//! Hosts: the one that a request asks for, and those that a rule names.

use std::fmt;

/// The host and port that a browser asks for, as in the header `Host` (RFC 9110 section 7.2): lower case, the
/// scheme's own port left out.
///
/// ```
/// use sekisho_engine::gate::Authority;
/// let asked = Authority::parse("Wiki.Example.test:443", true)?;
/// assert_eq!(asked.as_str(), "wiki.example.test");
/// assert!(Authority::parse("wiki.example.test@evil.test", true).is_err());
/// # Ok::<(), sekisho_engine::gate::AuthorityError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Authority {
    text: String,
    name: usize,
    port: u16,
}

/// A text that is no host with a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorityError;

impl fmt::Display for AuthorityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a host, with or without a port")
    }
}

impl std::error::Error for AuthorityError {}

impl Authority {
    /// The host and port that `text` is, asked for by HTTPS or (`secure` is false) by HTTP.
    ///
    /// # Errors
    /// For anything else, such as a user name, a list, a dot at the end, an empty label, port 0.
    pub fn parse(text: &str, secure: bool) -> Result<Self, AuthorityError> {
        let (name, port) = split_port(text)?;
        if !is_name(name) && !is_v6(name) {
            return Err(AuthorityError);
        }
        let own = if secure { 443 } else { 80 };
        let mut text = name.to_ascii_lowercase();
        let name = text.len();
        let port = port.unwrap_or(own);
        if port != own {
            text.push(':');
            text.push_str(&port.to_string());
        }
        Ok(Self { text, name, port })
    }

    /// Host and port, such as `wiki.example.test` or `wiki.example.test:8443`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host alone.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.text[..self.name]
    }

    /// Whether the port is the scheme's own.
    fn has_own_port(&self) -> bool {
        self.name == self.text.len()
    }
}

impl fmt::Display for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The hosts that a rule names: one, or (`*.example.test`) all below one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostPattern {
    /// All below `name`, and not `name` itself.
    below: bool,
    name: String,
    /// `None`: the scheme's own.
    port: Option<u16>,
}

impl HostPattern {
    /// The pattern that `text` is.
    ///
    /// # Errors
    /// For anything else.
    pub fn parse(text: &str) -> Result<Self, AuthorityError> {
        let (below, rest) = text.strip_prefix("*.").map_or((false, text), |rest| (true, rest));
        let (name, port) = split_port(rest)?;
        if is_name(name) || (!below && is_v6(name)) {
            Ok(Self { below, name: name.to_ascii_lowercase(), port })
        } else {
            Err(AuthorityError)
        }
    }

    /// Whether `asked` is one of them. A pattern without a port means the scheme's own.
    #[must_use]
    pub fn names(&self, asked: &Authority) -> bool {
        let port = self.port.map_or_else(|| asked.has_own_port(), |port| port == asked.port);
        port && if self.below { is_below(asked.name(), &self.name) } else { asked.name() == self.name }
    }

    /// Whether every host of `other` is one of these.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        let same = self.name == other.name;
        self.port == other.port
            && if self.below {
                (same && other.below) || is_below(&other.name, &self.name)
            } else {
                same && !other.below
            }
    }

    /// The one host that it names; `None` for all below one.
    #[must_use]
    pub fn one(&self) -> Option<(&str, Option<u16>)> {
        (!self.below).then_some((self.name.as_str(), self.port))
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.below {
            f.write_str("*.")?;
        }
        f.write_str(&self.name)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

fn is_below(name: &str, above: &str) -> bool {
    name.strip_suffix(above).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

fn split_port(text: &str) -> Result<(&str, Option<u16>), AuthorityError> {
    // the colons of an IPv6 address stand between brackets
    let inside = text.rfind(']').map_or(0, |at| at + 1);
    let Some(at) = text[inside..].find(':') else { return Ok((text, None)) };
    let (name, digits) = (&text[..inside + at], &text[inside + at + 1..]);
    if digits.is_empty() || digits.len() > 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AuthorityError);
    }
    match digits.parse::<u16>() {
        Ok(0) | Err(_) => Err(AuthorityError),
        Ok(port) => Ok((name, Some(port))),
    }
}

/// A name of letters, digits and inner hyphens (RFC 1123 section 2.1), or an IPv4 address.
fn is_name(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.split('.').all(label)
}

fn is_v6(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inside.is_some_and(|inside| inside.parse::<std::net::Ipv6Addr>().is_ok())
}
