//! What an application's host asks the portal for, in the hands of a browser: signed, and for ten minutes.
//!
//! Nobody but the portal itself makes one, so no link that somebody sends brings a browser to a place that no rule
//! names, or in the name of another browser.

use crate::secret::{SecretKeys, Use};
use data_encoding::BASE64URL_NOPAD;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sekisho_engine::gate::Authority;
use sekisho_engine::session::CLOCK_TOLERANCE;
use sekisho_engine::time::{Seconds, Timestamp};
use subtle::ConstantTimeEq;

/// How long it counts: long enough to sign in.
const LIFE: Seconds = Seconds::minutes(10);

/// The longest that comes back after signing in, in bytes.
const LONGEST: usize = 2_000;

/// What a value of a query doesn't hold as it stands.
const ENCODED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>').add(b'\\');

/// What a browser is to be let into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The application's host.
    pub(super) host: Authority,
    /// Path and query there.
    pub(super) to: String,
    /// The browser: the digest of what it holds for that host, in base64url.
    pub(super) browser: String,
    /// When it was asked.
    pub(super) at: Timestamp,
}

impl Entry {
    /// The portal's page that lets in, as a path with its query. A way back that is too long leads to the
    /// application's front page instead.
    pub(super) fn path(mut self, keys: &SecretKeys) -> String {
        let path = self.sealed(keys);
        if path.len() <= LONGEST {
            return path;
        }
        "/".clone_into(&mut self.to);
        self.sealed(keys)
    }

    fn sealed(&self, keys: &SecretKeys) -> String {
        let seal = BASE64URL_NOPAD.encode(&keys.tag(Use::GateEntry, &self.text()));
        let Self { host, to, browser, at } = self;
        let to = utf8_percent_encode(to, ENCODED);
        format!("/enter?host={host}&to={to}&browser={browser}&at={}&seal={seal}", at.as_unix())
    }

    fn text(&self) -> String {
        // none of the parts holds the end of a line
        format!("{}\n{}\n{}\n{}", self.host, self.to, self.browser, self.at.as_unix())
    }

    /// What the query of [`path`](Self::path) says, if this portal wrote it.
    pub(super) fn read(query: &[(String, String)], keys: &SecretKeys, secure: bool) -> Option<Self> {
        let one = |name: &str| {
            let mut values = query.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
            values.next().filter(|_| values.next().is_none())
        };
        let entry = Self {
            host: Authority::parse(one("host")?, secure).ok()?,
            to: one("to")?.to_owned(),
            browser: one("browser")?.to_owned(),
            at: Timestamp::from_unix(one("at")?.parse().ok()?),
        };
        let seal = BASE64URL_NOPAD.decode(one("seal")?.as_bytes()).ok()?;
        let text = entry.text();
        let is_ours = keys.tags(Use::GateEntry, &text).iter().any(|tag| bool::from(tag[..].ct_eq(&seal)));
        is_ours.then_some(entry)
    }

    /// Whether its time is over, or its time can't be told because the clock has stepped back.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        now >= self.at.plus(LIFE) || self.at > now.plus(CLOCK_TOLERANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::page::query;

    fn entry(to: &str) -> Entry {
        Entry {
            host: Authority::parse("wiki.example.test:8443", true).unwrap(),
            to: to.to_owned(),
            browser: "b".repeat(43),
            at: Timestamp::from_unix(1_800_000_000),
        }
    }

    #[test]
    fn what_the_portal_wrote_reads_back_and_nothing_else_does() {
        let keys = SecretKeys::new(vec![[1; 32]]).unwrap();
        for to in ["/", "/a/b?c=d&e=%20+f#", "/%E5%B1%B1?x=\"<>"] {
            let path = entry(to).path(&keys);
            assert!(path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{path}");
            let said = query(path.split_once('?').map(|(_, query)| query));
            assert_eq!(Entry::read(&said, &keys, true), Some(entry(to)));
            for at in 0..said.len() {
                let mut forged = said.clone();
                forged[at].1.push('0');
                assert_eq!(Entry::read(&forged, &keys, true), None, "{forged:?}");
                let mut twice = said.clone();
                twice.push(said[at].clone());
                assert_eq!(Entry::read(&twice, &keys, true), None);
            }
            let others = SecretKeys::new(vec![[2; 32]]).unwrap();
            assert_eq!(Entry::read(&said, &others, true), None);
            let rotated = SecretKeys::new(vec![[2; 32], [1; 32]]).unwrap();
            assert!(Entry::read(&said, &rotated, true).is_some());
        }
        let long = entry(&format!("/{}", "%".repeat(900))).path(&keys);
        assert!(long.len() <= LONGEST && long.contains("&to=/&"), "{long}");
    }

    #[test]
    fn it_counts_for_ten_minutes() {
        let check = |seconds: i64, over: bool| {
            let now = Timestamp::from_unix(1_800_000_000 + seconds);
            assert_eq!(entry("/").is_over(now), over, "{seconds}");
        };
        check(0, false);
        check(599, false);
        check(600, true);
        check(-60, false);
        check(-61, true);
    }
}
