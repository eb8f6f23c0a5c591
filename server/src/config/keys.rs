//! Every key there is, with what it takes and what it means: the one list that the parser, the error
//! messages and `docs/CONFIGURATION.md` share. A test holds it against the types.

use std::fmt;

/// A key of the configuration.
#[derive(Debug)]
pub struct Key {
    /// Its dotted name, such as `server.listen`.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What it means.
    pub meaning: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A whole number between these two.
    Number(i64, i64),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Some of these words.
    SomeOf(&'static [&'static str]),
    /// Yes or no.
    Switch,
    /// A day.
    Day,
    /// A text, which is this.
    Text(&'static str),
    /// Texts, which are these.
    Texts(&'static str),
    /// A text that is never shown, which is this.
    Hidden(&'static str),
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(least, most) => write!(f, "a whole number from {least} to {most}"),
            Self::Switch => f.write_str("true or false"),
            Self::Day => f.write_str("a day, such as 2027-03-31"),
            Self::OneOf(words) => f.write_str(&words.join(", ")),
            Self::SomeOf(words) => write!(f, "a list of {}", words.join(", ")),
            Self::Text(what) | Self::Hidden(what) => f.write_str(what),
            Self::Texts(what) => write!(f, "a list of {what}"),
        }
    }
}

impl Key {
    /// The key of this dotted name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// Whether its value may be shown.
    pub(super) const fn is_hidden(&self) -> bool {
        matches!(self.takes, Takes::Hidden(_))
    }

    /// The environment variable that sets it.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("{}{}", super::environment::PREFIX, self.name.replace('.', "__").to_ascii_uppercase())
    }
}

const fn key(name: &'static str, takes: Takes, meaning: &'static str) -> Key {
    Key { name, takes, meaning }
}

const PATH: &str = "the path of a file, relative to the working directory";
const PORT: Takes = Takes::Number(1, 65_535);
const METHODS: &[&str] = &["totp", "paired", "email"];

/// Every key, by section.
pub const KEYS: &[Key] = &[
    key(
        "server.listen",
        Takes::Text("an IP address and a port, such as 127.0.0.1:8080 or [::]:8080"),
        "Where the server listens.",
    ),
    key(
        "server.origin",
        Takes::Text("https://HOST or https://HOST:PORT; http:// only for localhost, 127.0.0.1 and [::1]"),
        "What people type to get here. Links in mails, cookies and the checks of `Host` and `Origin` follow it. \
         By default `http://` and `server.listen`, which works on this machine only.",
    ),
    key(
        "server.origin_ipv4",
        Takes::Text("an origin whose host has IPv4 addresses only"),
        "The same portal at a name without IPv6 addresses. Where both are set, the page of Multi-Factor \
         Authentication proves the other address of whoever shows a second factor, and a grant covers both.",
    ),
    key(
        "server.origin_ipv6",
        Takes::Text("an origin whose host has IPv6 addresses only"),
        "The same at a name without IPv4 addresses. Neither is of use for anything else.",
    ),
    key(
        "server.trusted_proxies",
        Takes::Texts("addresses and prefixes, such as 127.0.0.1, 10.1.0.0/16 and 2001:db8::/48"),
        "Proxies in front, whose word about the client's address counts. Nobody else's does.",
    ),
    key(
        "server.client_address_header",
        Takes::Text("the name of a header, such as x-forwarded-for"),
        "The header in which the proxies say it. All others are ignored.",
    ),
    key(
        "server.hashing_permits",
        Takes::Number(1, 256),
        "How many passwords are hashed at the same time; each takes 19 MiB. By default one for each core.",
    ),
    key(
        "server.request_seconds",
        Takes::Number(1, 30),
        "Seconds that a client is given to send a request's head, and as many for its body. A connection on which \
         nothing is asked is closed after as many.",
    ),
    key(
        "server.shutdown_seconds",
        Takes::Number(1, 300),
        "Seconds that requests under way are given to finish when the server is asked to stop.",
    ),
    key(
        "database.url",
        Takes::Hidden("sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"),
        "Where everything is kept. Its password is never shown.",
    ),
    key("secret.file", Takes::Text(PATH), "The secret key. Made on the first start, with mode 0600."),
    key(
        "portal.name",
        Takes::Text("a text of at most 60 characters"),
        "What the portal is called: in page titles, in mails, in authenticator apps.",
    ),
    key(
        "portal.support_contact",
        Takes::Text("a text of at most 200 characters"),
        "Where to get help: a mail address, telephone number or web address, shown as it is.",
    ),
    key(
        "portal.preset",
        Takes::OneOf(super::preset::NAMES),
        "A policy with its own words that everything else goes over; `sekisho preset show NAME` prints it.",
    ),
    key(
        "portal.wording",
        Takes::Text(PATH),
        "A file of your own words, by language and message; `sekisho preset messages` lists them.",
    ),
    key(
        "portal.logo",
        Takes::Text(PATH),
        "A file with your logo, SVG or PNG of at most 100 KiB, square; shown beside the name.",
    ),
    key(
        "mail.transport",
        Takes::OneOf(&["smtp", "log"]),
        "How mails leave: by a mail server, or to the console, codes and all. `log` is refused unless \
         `server.origin` is on this machine.",
    ),
    key(
        "mail.host",
        Takes::Text("the name or address of a mail server"),
        "The mail server. `smtp` needs it.",
    ),
    key("mail.port", PORT, "Its port. By default 587 with `starttls`, 465 with `tls`, 25 with `none`."),
    key(
        "mail.encryption",
        Takes::OneOf(&["starttls", "tls", "none"]),
        "How the connection to it is protected. There is no fall-back to plain text; `none` is refused unless \
         `mail.host` is this machine.",
    ),
    key(
        "mail.ca_file",
        Takes::Text(PATH),
        "A certificate authority (PEM) trusted besides the system's, for the mail server only.",
    ),
    key("mail.username", Takes::Text("a text"), "The name to sign in to the mail server with."),
    key("mail.password", Takes::Hidden("a text"), "The password to sign in to it with. Never shown."),
    key(
        "mail.password_file",
        Takes::Text(PATH),
        "A file whose first line is that password; instead of `mail.password`.",
    ),
    key(
        "mail.from",
        Takes::Text("a mail address, or NAME <ADDRESS>"),
        "The sender. By default `no-reply` at the host of `server.origin`.",
    ),
    key(
        "mail.codes_from",
        Takes::OneOf(&["portal", "person"]),
        "Where `policy.mfa.email.to` is `external`: who a code comes from. `person`: the person's own address, \
         if it is in one of `policy.external_mail_forbidden_domains`; `mail.from` is in `Sender` and on the \
         envelope then.",
    ),
    key("mail.timeout_seconds", Takes::Number(1, 300), "Seconds that one step of a delivery may take."),
    key("mail.per_person_per_hour", Takes::Number(1, 1_000), "Mails to one person in an hour."),
    key("mail.per_hour", Takes::Number(1, 1_000_000), "Mails to everybody in an hour."),
    key(
        "mail.queue_limit",
        Takes::Number(10, 1_000_000),
        "Mails that may wait to be sent; no more are promised then.",
    ),
    key(
        "policy.sign_in.page",
        Takes::OneOf(&["combined", "identifier-first"]),
        "Whether the password is asked for on the same page, or on the next one.",
    ),
    key(
        "policy.sign_in.identifier",
        Takes::OneOf(&["email", "username"]),
        "What is typed beside the password.",
    ),
    key(
        "policy.sign_in.one_step_until",
        Takes::Day,
        "The last day (UTC) on which those who have no second factor yet may sign in with the password alone, \
         by a way of its own, to set one up. By default there is no such way.",
    ),
    key(
        "policy.mfa.mode",
        Takes::OneOf(&["never", "opt-in", "recommended", "required"]),
        "Who has to show a second factor. Administrators and supporters always have to.",
    ),
    key("policy.mfa.methods", Takes::SomeOf(METHODS), "The methods offered."),
    key(
        "policy.mfa.default_method",
        Takes::OneOf(METHODS),
        "The method that is asked for first where a person has several.",
    ),
    key(
        "policy.mfa.choice",
        Takes::OneOf(&["last-used", "ask"]),
        "What somebody who has several methods sees first at sign-in: the one they used last, or the choice.",
    ),
    key(
        "policy.mfa.switch",
        Takes::Switch,
        "Where the mode is `opt-in` or `recommended`: whether people switch second factors off and on, their \
         methods staying set up. Otherwise they are on for whoever has set one up.",
    ),
    key(
        "policy.mfa.enrol_at_sign_in",
        Takes::OneOf(&["allowed", "refused"]),
        "Whether somebody who must show a second factor and has none may set one up while signing in.",
    ),
    key(
        "policy.mfa.recommendation",
        Takes::OneOf(&["card", "dialog"]),
        "Where the mode is `recommended`: how. By a card on the dashboard, or by a dialog, too, until it is put \
         off.",
    ),
    key(
        "policy.mfa.totp.skew",
        Takes::Number(0, 1),
        "Time steps accepted before and after the present one (RFC 6238 section 5.2).",
    ),
    key(
        "policy.mfa.email.to",
        Takes::OneOf(&["account", "external"]),
        "Where e-mailed codes go: to the account's address, or to one of the person's choice that they proved.",
    ),
    key("policy.mfa.email.life_minutes", Takes::Number(1, 10), "Minutes that an e-mailed code works for."),
    key("policy.mfa.email.attempts", Takes::Number(1, 5), "Guesses at one e-mailed code."),
    key(
        "policy.mfa.email.resend_seconds",
        Takes::Number(10, 600),
        "Seconds before another code may be sent; the wait doubles each time.",
    ),
    key("policy.mfa.email.per_hour", Takes::Number(1, 30), "Codes sent to one account in an hour."),
    key(
        "policy.password.rules",
        Takes::OneOf(&["nist", "compat"]),
        "The rules for new passwords: long and uncommon (SP 800-63B-4), or with digits and both cases as \
         older portals ask for.",
    ),
    key(
        "policy.password.nist.alone",
        Takes::Number(15, 64),
        "`nist`: the least length where a password is the only factor.",
    ),
    key(
        "policy.password.nist.with_mfa",
        Takes::Number(8, 64),
        "`nist`: the least length where a second factor is always shown.",
    ),
    key("policy.password.nist.most", Takes::Number(64, 256), "`nist`: the greatest length."),
    key("policy.password.compat.least", Takes::Number(6, 64), "`compat`: the least length."),
    key("policy.password.compat.most", Takes::Number(16, 256), "`compat`: the greatest length."),
    key("policy.password.compat.digits", Takes::Number(0, 4), "`compat`: digits needed."),
    key("policy.password.compat.upper", Takes::Number(0, 4), "`compat`: upper-case letters needed."),
    key("policy.password.compat.lower", Takes::Number(0, 4), "`compat`: lower-case letters needed."),
    key(
        "policy.password.context_words",
        Takes::Texts("words"),
        "Words that no password may be made of, such as the organisation's name.",
    ),
    key(
        "policy.session.idle_minutes",
        Takes::Number(5, 1_440),
        "Minutes without a request after which a session ends.",
    ),
    key(
        "policy.session.absolute_hours",
        Takes::Number(1, 720),
        "Hours after which a session ends in any case.",
    ),
    key(
        "policy.allowlist.who_may_edit",
        Takes::OneOf(&["everyone", "administrators"]),
        "Who may change the addresses that an account may sign in from.",
    ),
    key(
        "policy.allowlist.trial_minutes",
        Takes::Number(1, 60),
        "Minutes that a change of addresses is on trial before it goes back by itself.",
    ),
    key(
        "policy.grant.binding",
        Takes::OneOf(&["session", "source-address"]),
        "What a second factor opens: the session it was shown in, or all software at the same address.",
    ),
    key("policy.grant.hours", Takes::Number(1, 24), "Hours that such a grant lasts. Nothing extends it."),
    key(
        "policy.grant.ipv6_prefix",
        Takes::Number(48, 128),
        "How many leading bits of an IPv6 address are one place.",
    ),
    key(
        "policy.remember_me.offered",
        Takes::Switch,
        "Whether a browser may stay signed in. Never for administrators and supporters.",
    ),
    key(
        "policy.remember_me.idle_days",
        Takes::Number(1, 90),
        "Days without a visit after which it no longer does.",
    ),
    key(
        "policy.remember_me.absolute_days",
        Takes::Number(1, 365),
        "Days after which it no longer does in any case.",
    ),
    key(
        "policy.reset_clears_mfa",
        Takes::Switch,
        "Whether a new password, set by a mailed link, switches the person's second factors off. Whoever reads \
         the mail is in then; administrators and supporters keep theirs.",
    ),
    key(
        "policy.external_mail_forbidden_domains",
        Takes::Texts("domains, such as example.org; each stands for all below it, too"),
        "Domains that no address for e-mailed codes may be in, where `policy.mfa.email.to` is `external`: the \
         organisation's own, whose mail the codes protect. One that was proved before isn't used any more.",
    ),
    key(
        "policy.support_requests.offered",
        Takes::Switch,
        "Whether those who lost their second factor may ask support to switch it off, by a public form.",
    ),
    key(
        "policy.support_requests.two_people",
        Takes::Switch,
        "Whether whoever looks into a request needs somebody else to approve it.",
    ),
    key(
        "policy.support_requests.wait_hours",
        Takes::Number(0, 168),
        "Hours between approval and effect, in which the person is told and can stop it.",
    ),
    key(
        "gate.mail.secret",
        Takes::Hidden("a text of at least 16 characters"),
        "What mail servers show to the mail gate. Without one the gate answers nobody. Never shown.",
    ),
    key(
        "gate.mail.former_secret",
        Takes::Hidden("a text of at least 16 characters"),
        "A second one that is taken as well, while the servers change over to a new one. Never shown.",
    ),
    key(
        "gate.mail.imap",
        Takes::Text("an IP address and a port, such as 127.0.0.1:1143"),
        "The IMAP server that the nginx mail proxy is sent to.",
    ),
    key(
        "gate.mail.pop3",
        Takes::Text("an IP address and a port, such as 127.0.0.1:1110"),
        "The POP3 server that it is sent to.",
    ),
    key(
        "gate.mail.smtp",
        Takes::Text("an IP address and a port, such as 127.0.0.1:1587"),
        "The submission server that it is sent to.",
    ),
    key(
        "gate.mail.master_users",
        Takes::Texts("user names or mail addresses of accounts"),
        "Who may sign in to other people's mail by a master login, with a second factor of their own. By default \
         nobody.",
    ),
    key(
        "gate.mail.doveadm_url",
        Takes::Text("http://, a host and a port, such as http://127.0.0.1:8085"),
        "Dovecot's doveadm server, which is asked who is there and told to end live sessions that nothing lets in any \
         more. Without it they go on.",
    ),
    key(
        "gate.mail.doveadm_key",
        Takes::Hidden("a text"),
        "The key of that server (`doveadm_api_key`). Never shown.",
    ),
    key(
        "gate.web.rules",
        Takes::Texts(
            "rules HOST[/PATH] NEED [WHO…], where NEED is one-factor, two-factors, grant or bypass and WHO is everyone, \
             role:general, role:support, role:admin or person:EMAIL",
        ),
        "Applications behind web servers that ask the portal: what each needs, and for whom it is. The first rule that \
         names host and path decides; what none names is refused.",
    ),
    key("history.keep_days", Takes::Number(1, 36_500), "Days that an event is kept."),
    key("history.keep_mail_days", Takes::Number(1, 36_500), "Days that a mail, without its text, is kept."),
    key(
        "telemetry.log_format",
        Takes::OneOf(&["json", "text"]),
        "The form of the log, on the standard error stream: one JSON value a line, or lines for people.",
    ),
    key(
        "telemetry.log_level",
        Takes::OneOf(&["error", "warn", "info", "debug"]),
        "The least important events that are logged.",
    ),
    key(
        "telemetry.metrics_listen",
        Takes::Text("an IP address and a port, other than server.listen"),
        "A listener of its own for `/metrics`. Without it and without a secret there is no `/metrics`.",
    ),
    key(
        "telemetry.metrics_secret",
        Takes::Hidden("a text of at least 16 characters"),
        "The secret that opens `/metrics` (`Authorization: Bearer`), also on the main listener. Never shown.",
    ),
];
