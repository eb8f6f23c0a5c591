//! Section `database`: where everything is kept.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::path::{Path, PathBuf};

/// Where everything is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
    pub url: DatabaseUrl,
}

/// The address of a database. It may hold a password, which neither `Debug` nor `Serialize` shows.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address, password and all.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file, if the database is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.0.strip_prefix("sqlite:").map(|path| Path::new(path.trim_start_matches("//")))
    }

    /// The address without its password.
    #[must_use]
    pub fn shown(&self) -> String {
        let Some((scheme, rest)) = self.0.split_once("://") else { return self.0.clone() };
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let shown = match authority.rsplit_once('@') {
            Some((user, host)) => {
                let name = user.split(':').next().unwrap_or_default();
                format!("{scheme}://{name}@{host}{}", &rest[authority.len()..])
            }
            None => self.0.clone(),
        };
        // PostgreSQL also takes the password as a parameter
        match shown.split_once('?') {
            Some((before, parameters)) => {
                let kept: Vec<&str> =
                    parameters.split('&').filter(|parameter| !parameter.starts_with("password=")).collect();
                if kept.is_empty() { before.to_owned() } else { format!("{before}?{}", kept.join("&")) }
            }
            None => shown,
        }
    }
}

impl Default for DatabaseUrl {
    fn default() -> Self {
        Self(format!("sqlite:{}", PathBuf::from("data").join("sekisho.db").display()))
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = &'static str;

    fn try_from(url: String) -> Result<Self, Self::Error> {
        let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        let url = Self(url);
        if !known {
            return Err("a database's address begins with sqlite: or postgres://");
        }
        match url.file() {
            // a database in memory would be another one for each connection
            Some(path) if path.as_os_str().is_empty() || path == Path::new(":memory:") => {
                Err("after sqlite: comes the path of a file")
            }
            Some(path) if path.as_os_str().as_encoded_bytes().contains(&b'?') => {
                Err("sqlite: takes the path of a file and no parameters")
            }
            _ => Ok(url),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.shown())
    }
}
