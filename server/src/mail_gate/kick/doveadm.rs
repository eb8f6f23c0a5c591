//! Dovecot's doveadm over HTTP: `POST /doveadm/v1` with a list of commands, and a list of answers.

use crate::config::{Hidden, MailGate};
use axum::body::{Body, to_bytes};
use data_encoding::BASE64;
use http::{Request, StatusCode, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use sekisho_engine::address::Address;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;

/// How long doveadm is given.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer that is read, in bytes.
const MAX_ANSWER: usize = 16 * 1024 * 1024;
/// How doveadm says that there was nobody to kick (sysexits' `EX_NOHOST`).
const NOBODY: i64 = 68;

/// Dovecot's doveadm server.
#[derive(Debug, Clone)]
pub struct Doveadm {
    /// Host and port.
    authority: String,
    key: Hidden,
}

/// A live session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// The name that Dovecot knows the person by.
    pub name: String,
    /// Where the client is, as Dovecot writes it.
    pub ip: String,
    /// The same, canonical.
    pub address: Address,
}

/// Why doveadm did not do what it was asked. It names no person and no address.
#[derive(Debug, thiserror::Error)]
pub enum DoveadmError {
    /// Nobody answers there.
    #[error("doveadm can't be reached: {0}")]
    Unreachable(String),
    /// It doesn't answer in time.
    #[error("doveadm doesn't answer in time")]
    TimedOut,
    /// It doesn't take the key.
    #[error("doveadm doesn't take the key")]
    WrongKey,
    /// It answers something else than an answer.
    #[error("doveadm answers {0}")]
    Unexpected(String),
}

impl Doveadm {
    /// The one that is configured, if one is.
    #[must_use]
    pub fn of(gate: &MailGate) -> Option<Self> {
        let authority = MailGate::doveadm_authority(gate.doveadm_url.as_deref()?)?;
        Some(Self { authority, key: gate.doveadm_key.clone()? })
    }

    /// Ends the sessions of a person, under any of their names, from `source` (an address, or a prefix in CIDR
    /// form). Answers how many there were.
    ///
    /// # Errors
    /// When doveadm can't be asked, or fails.
    pub async fn kick(&self, names: &[String], source: &str) -> Result<u32, DoveadmError> {
        let mut count = 0;
        for name in names {
            let mask = [name, source];
            // who is there, one line for each session, because a kick names people alone
            let who = json!(["who", { "mask": mask, "separateConnections": true }, "who"]);
            let answers = self.ask(&json!([who, ["kick", { "mask": mask }, "kick"]])).await?;
            count += kicked(&answers)?;
        }
        Ok(count)
    }

    /// The live sessions of a person, under any of their names, from `source` (an address, or a prefix in CIDR
    /// form).
    ///
    /// # Errors
    /// When doveadm can't be asked, or fails.
    pub async fn live(&self, names: &[String], source: &str) -> Result<Vec<Live>, DoveadmError> {
        let mut all = Vec::new();
        for name in names {
            let who = json!(["who", { "mask": [name, source], "separateConnections": true }, "who"]);
            all.extend(live(&self.ask(&json!([who])).await?)?);
        }
        Ok(all)
    }

    /// The live sessions of everybody.
    ///
    /// # Errors
    /// When doveadm can't be asked, or fails.
    pub async fn everybody(&self) -> Result<Vec<Live>, DoveadmError> {
        live(&self.ask(&json!([["who", { "separateConnections": true }, "who"]])).await?)
    }

    /// Asks for nothing: whether doveadm answers and takes the key.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn check(&self) -> Result<(), DoveadmError> {
        self.ask(&json!([])).await.map(drop)
    }

    async fn ask(&self, commands: &Value) -> Result<Value, DoveadmError> {
        tokio::time::timeout(PATIENCE, self.exchange(commands)).await.map_err(|_| DoveadmError::TimedOut)?
    }

    async fn exchange(&self, commands: &Value) -> Result<Value, DoveadmError> {
        let unreachable = |error: &dyn std::error::Error| DoveadmError::Unreachable(error.to_string());
        let stream = TcpStream::connect(&self.authority).await.map_err(|error| unreachable(&error))?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|error| unreachable(&error))?;
        let key = BASE64.encode(self.key.reveal().as_bytes());
        let request = Request::post("/doveadm/v1")
            .header(header::HOST, &self.authority)
            .header(header::AUTHORIZATION, format!("X-Dovecot-API {key}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(commands.to_string()))
            .map_err(|error| unreachable(&error))?;
        let answered = async {
            let response = sender.send_request(request).await.map_err(|error| unreachable(&error))?;
            let status = response.status();
            let body = to_bytes(Body::new(response.into_body()), MAX_ANSWER).await;
            Ok((status, body.map_err(|error| unreachable(&error))?))
        };
        // the connection is driven until the answer is there, and dropped then
        let (status, body) = tokio::select! {
            answered = answered => answered?,
            Err(error) = connection => return Err(unreachable(&error)),
        };
        match status {
            StatusCode::OK => {
                serde_json::from_slice(&body).map_err(|_| DoveadmError::Unexpected("no JSON".to_owned()))
            }
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(DoveadmError::WrongKey),
            other => Err(DoveadmError::Unexpected(other.to_string())),
        }
    }
}

/// The sessions that were answered. One without an address is none of a client's.
fn live(answers: &Value) -> Result<Vec<Live>, DoveadmError> {
    let answer = &answers[0];
    let (Some("doveadmResponse"), Some(sessions)) = (answer[0].as_str(), answer[1].as_array()) else {
        return Err(DoveadmError::Unexpected(format!("{} to who", answer[1]["type"])));
    };
    let read = |session: &Value| {
        let ip = session["ip"].as_str()?.to_owned();
        Some(Live { name: session["username"].as_str()?.to_owned(), address: ip.parse().ok()?, ip })
    };
    Ok(sessions.iter().filter_map(read).collect())
}

/// How many sessions were ended: those that were there, when the kick succeeded.
fn kicked(answers: &Value) -> Result<u32, DoveadmError> {
    let answer = |tag: &str| {
        answers.as_array().into_iter().flatten().find(|answer| answer[2] == tag).cloned().unwrap_or_default()
    };
    let kick = answer("kick");
    if kick[0] == "error" && kick[1]["exitCode"] == NOBODY {
        return Ok(0);
    }
    if kick[0] != "doveadmResponse" {
        return Err(DoveadmError::Unexpected(format!("{} to kick", kick[1]["type"])));
    }
    let there = answer("who")[1].as_array().map_or(0, Vec::len);
    // somebody was kicked, though perhaps not yet there a moment before
    Ok(u32::try_from(there).unwrap_or(u32::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dovecot_answers_is_counted_by_sessions() {
        let check = |who: Value, kick: Value, expected: Option<u32>| {
            assert_eq!(kicked(&json!([who, kick])).ok(), expected, "{who} {kick}");
        };
        let nobody = json!(["doveadmResponse", [], "who"]);
        let two = json!(["doveadmResponse", [{"username": "alice", "service": "imap"}, {"username": "alice", "service": "pop3"}], "who"]);
        let done = json!(["doveadmResponse", [{"result": "alice"}], "kick"]);
        check(two.clone(), done.clone(), Some(2));
        check(nobody.clone(), done, Some(1));
        check(nobody.clone(), json!(["error", {"type": "exitCode", "exitCode": 68}, "kick"]), Some(0));
        check(two.clone(), json!(["error", {"type": "exitCode", "exitCode": 75}, "kick"]), None);
        check(two, json!(["error", {"type": "unknownMethod"}, "kick"]), None);
        check(nobody, json!(null), None);
    }

    #[test]
    fn a_session_is_one_of_somebody_at_an_address() {
        let answered = |sessions: Value| live(&json!([["doveadmResponse", sessions, "who"]])).unwrap();
        let read = answered(json!([
            {"username": "alice@example.org", "service": "imap", "pid": "875", "ip": "::ffff:192.0.2.7"},
            {"username": "bob", "service": "pop3", "pid": "870", "ip": "2001:db8::7"},
            {"username": "carol", "service": "lmtp", "pid": "871", "ip": ""},
            {"username": "dave", "service": "imap", "pid": "872"},
        ]));
        let read: Vec<_> =
            read.iter().map(|live| (&*live.name, &*live.ip, live.address.to_string())).collect();
        let expected = [
            ("alice@example.org", "::ffff:192.0.2.7", "192.0.2.7".to_owned()),
            ("bob", "2001:db8::7", "2001:db8::7".to_owned()),
        ];
        assert_eq!(read, expected);
        assert!(answered(json!([])).is_empty());
        for wrong in [json!([["error", {"type": "unknownMethod"}, "who"]]), json!([]), json!(null)] {
            assert!(live(&wrong).is_err(), "{wrong}");
        }
    }
}
