//! One function for each kind of vector. It takes what the vector gives and puts what the engine says in the
//! place of what the vector expects.

use sekisho_engine::address::forwarded::{ClientAddress, client_address};
use sekisho_engine::address::{Address, AddressSet};
use sekisho_engine::allowlist::{
    ConfirmError, Difference, Document, Draft, Repair, Rule, RuleError, RuleSet, Trial, Verdict, holding,
    in_force,
};
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::{self, Asking, Change, Network, NetworkAction, Networks, Reach, Seen};
use sekisho_engine::otp::{Algorithm, Code, Digits, Key, Params, Period, Skew, TimeStep, hotp, totp};
use sekisho_engine::pairing::{self, Application, CodeKind, Kind, PairingCode, PairingError, Typing, User};
use sekisho_engine::password::{self, Check, Rules};
use sekisho_engine::policy::{AccountState, EnrolAtSignIn, MfaMode, Policy, Role};
use sekisho_engine::sign_in::{self, AccountFacts, Door, Met, MfaChoice, Past, Refusal, Shown, Way};
use sekisho_engine::time::Timestamp;
use serde_json::{Value, json};

/// A vector's outcome, or what is wrong with the vector.
type Judged = Result<Value, String>;

/// What the engine says to `vector`, which is of the given kind.
pub(crate) fn judge(kind: &str, vector: &Value) -> Judged {
    match kind {
        "rules" => rule(vector),
        "addresses" => address(vector),
        "clients" => client(vector),
        "lists" => list(vector),
        "rule_changes" => rule_changes(vector),
        "rule_repairs" => rule_repairs(vector),
        "drafts" => draft(vector),
        "trials" => trial(vector),
        "replays" => past_sign_ins(vector),
        "passwords" => password(vector),
        "network_lint" => network_lint(vector),
        "network_changes" => network_changes(vector),
        "hotp" => hotp(vector),
        "totp" => totp(vector),
        "skew" => skew(vector),
        "pairing_codes" => pairing_code(vector),
        "pairing_keys" => pairing_key(vector),
        _ => Err(format!("no one knows how to judge {kind}")),
    }
}

fn rule(vector: &Value) -> Judged {
    let input = text(vector, "input")?;
    Ok(match Rule::parse(input) {
        Ok(parsed) => json!({
            "input": input,
            "canonical": parsed.canonical,
            "count": parsed.rule.count().to_string(),
            "corrected": parsed.corrected,
        }),
        Err(error) => json!({
            "input": input,
            "error": error.kind().code(),
            "span": [error.span().start, error.span().end],
            "suggestion": error.suggestion(),
        }),
    })
}

fn address(vector: &Value) -> Judged {
    let input = text(vector, "input")?;
    Ok(match input.parse::<Address>() {
        Ok(address) => json!({ "input": input, "canonical": address.to_string() }),
        Err(error) => json!({
            "input": input,
            "error": error.kind().code(),
            "span": [error.span().start, error.span().end],
        }),
    })
}

/// Whose address a request is judged by; `null` if that can't be told.
fn client(vector: &Value) -> Judged {
    let peer = text(vector, "peer")?.parse().map_err(|_| "the peer is no address".to_owned())?;
    let trusted: AddressSet = rules(&vector["trusted"])?.into_iter().flat_map(Rule::prefixes).collect();
    let lines = texts(&vector["lines"])?;
    let client = client_address(peer, &trusted, lines.into_iter().map(str::as_bytes));
    Ok(with(vector, "client", json!(client.known().map(|address| address.to_string()))))
}

/// What a list says about each of some addresses.
fn list(vector: &Value) -> Judged {
    let list = RuleSet::compile(rules(&vector["rules"])?);
    let asked = vector["verdicts"].as_object().ok_or("the vector has no verdicts")?;
    let mut verdicts = serde_json::Map::new();
    for address in asked.keys() {
        let parsed = address.parse::<Address>().map_err(|error| error.to_string())?;
        let verdict = list.verdict(parsed);
        if list.admits(parsed) != verdict.admits() {
            return Err(format!("two answers for {address}"));
        }
        verdicts.insert(
            address.clone(),
            match verdict {
                Verdict::Unrestricted => json!("unrestricted"),
                Verdict::Covered { by } => json!(by),
                Verdict::NotCovered => json!("not_covered"),
            },
        );
    }
    Ok(with(vector, "verdicts", Value::Object(verdicts)))
}

/// What becomes of addresses when one list takes the place of another.
fn rule_changes(vector: &Value) -> Judged {
    let [before, after] = ["before", "after"].map(|list| rules(&vector[list]).map(RuleSet::compile));
    let Difference { gained, lost } = Difference::of(&before?, &after?);
    let mut judged = vector.clone();
    for (name, side) in [("gained", gained), ("lost", lost)] {
        judged[name] = json!(side.prefixes().map(|prefix| prefix.to_string()).collect::<Vec<_>>());
        judged[format!("{name}_count")] = json!(side.count().to_string());
    }
    Ok(judged)
}

/// The list that is left when every repair is applied, in ascending order.
fn rule_repairs(vector: &Value) -> Judged {
    let rules = rules(&vector["rules"])?;
    let mut repaired = Repair::all(&rules).apply(&rules);
    repaired.sort_unstable();
    let repaired: Vec<String> = repaired.iter().map(ToString::to_string).collect();
    Ok(with(vector, "repaired", json!(repaired)))
}

/// What a list would change at each of the texts that are typed one after the other.
fn draft(vector: &Value) -> Judged {
    let saved: Vec<Rule> = Document::parse(text(vector, "saved")?).document.rules().collect();
    let from = texts(&vector["addresses"])?.into_iter().map(str::parse).collect::<Result<Vec<Address>, _>>();
    let mut draft = Draft::new(&saved, &from.map_err(|error| error.to_string())?);
    let mut after = Vec::new();
    for text in texts(&vector["texts"])? {
        let rules: Vec<Rule> = Document::parse(text).document.rules().collect();
        draft.set(&rules);
        let Difference { gained, lost } = draft.difference();
        let admits: Vec<bool> = draft.addresses().iter().map(|preview| preview.after.admits()).collect();
        after.push(json!({
            "rules": rules.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "gained": gained.count().to_string(),
            "lost": lost.count().to_string(),
            "admits": admits,
        }));
    }
    Ok(with(vector, "after", Value::Array(after)))
}

/// Which rules are in force at each of some moments while a list is on trial, and whether it can be confirmed then.
fn trial(vector: &Value) -> Judged {
    let [saved, tried] = ["saved", "tried"].map(|list| text(vector, list).map(Document::parse));
    let [saved, tried] = [saved?.document.entries, tried?.document.entries];
    let [from, until] = ["from", "until"].map(|at| number(vector, at).map(Timestamp::from_unix));
    let (from, until) = (from?, until?);
    let address: Address = text(vector, "address")?.parse().map_err(|_| "not an address".to_owned())?;
    let moments = vector["moments"].as_array().ok_or("the vector has no moments")?;
    let told = moments.iter().map(|now| {
        let now = Timestamp::from_unix(now.as_i64().ok_or("a moment is no number")?);
        let trial = Trial { tried: holding(&tried, now).rules, from, until };
        let current = holding(&saved, now).rules;
        let rules = in_force(&current, Some(&trial), now).rules();
        let rules: Vec<String> = rules.iter().map(ToString::to_string).collect();
        let confirm = trial.confirm(address, now).map_or_else(ConfirmError::code, |_| "confirmed");
        Ok(json!({ "rules": rules, "confirm": confirm }))
    });
    Ok(with(vector, "told", Value::Array(told.collect::<Result<_, String>>()?)))
}

/// What became of sign-ins at one door, and in which groups they would fare otherwise at another.
fn past_sign_ins(vector: &Value) -> Judged {
    let people = vector["people"].as_array().ok_or("the vector has no people")?;
    let lists = people.iter().map(|person| rules(&person["rules"]).map(RuleSet::compile));
    let lists: Vec<RuleSet> = lists.collect::<Result<_, String>>()?;
    let past = people.iter().zip(&lists).map(|(person, rules)| past_sign_in(person, rules));
    let mut past: Vec<Past<'_>> = past.collect::<Result<_, String>>()?;
    let [before, after] = ["before", "after"].map(|door| decider(&vector[door]));
    let (before, after) = (before?, after?);
    let mut judged = vector.clone();
    for (place, one) in past.iter_mut().enumerate() {
        one.met = sign_in::again(before.door(), one);
        judged["people"][place]["met"] = json!(met_name(one.met));
    }
    let groups = sign_in::replay(after.door(), &past)
        .into_iter()
        .map(|group| json!({ "was": met_name(group.was), "is": met_name(group.is), "places": group.places }));
    judged["groups"] = Value::Array(groups.collect());
    Ok(judged)
}

/// What decides, besides the account.
struct Decider {
    policy: Policy,
    portal_rules: RuleSet,
    networks: Networks,
}

impl Decider {
    const fn door(&self) -> Door<'_> {
        Door { policy: &self.policy, portal_rules: &self.portal_rules, networks: &self.networks }
    }
}

fn decider(value: &Value) -> Result<Decider, String> {
    let mut policy = Policy::default();
    policy.mfa.mode = named(&MODES, text(value, "mode")?)?;
    policy.mfa.enrol_at_sign_in = named(&ENROL, text(value, "enrol")?)?;
    let portal_rules = RuleSet::compile(rules(&value["portal_rules"])?);
    Ok(Decider { policy, portal_rules, networks: Networks::compile(networks(&value["networks"])?) })
}

fn past_sign_in<'a>(person: &Value, rules: &'a RuleSet) -> Result<Past<'a>, String> {
    let Seen { role, mfa, registered, address } = seen(person)?;
    let account = AccountFacts {
        role,
        state: AccountState::Active,
        rules,
        bar: None,
        registered: if registered { Methods::from([Method::Totp]) } else { Methods::NONE },
        disabled: Methods::NONE,
        mfa,
        preferred: None,
        grants: &[],
    };
    let shown = named(&SHOWN, text(person, "shown")?)?;
    let address = ClientAddress::Known(address);
    Ok(Past { account, address, at: Timestamp::from_unix(0), way: Way::Usual, shown, met: Met::In })
}

const SHOWN: [(&str, Shown); 2] = [("password", Shown::Password), ("totp", Shown::PasswordAnd(Method::Totp))];

const fn met_name(met: Met) -> &'static str {
    match met {
        Met::In => "in",
        Met::AskedForPassword => "asked_for_password",
        Met::AskedForSecondFactor => "asked_for_second_factor",
        Met::AskedToEnrol => "asked_to_enrol",
        Met::Refused(Refusal::NotInPortalRules) => "refused: not_in_portal_rules",
        Met::Refused(Refusal::NotInAccountRules) => "refused: not_in_account_rules",
        Met::Refused(Refusal::DeniedNetwork) => "refused: denied_network",
        Met::Refused(Refusal::NoMethodRegistered) => "refused: no_method_registered",
        Met::Refused(_) => "refused for what no vector has",
    }
}

/// The lines of the checklist that a password doesn't meet, by the rules of a name.
fn password(vector: &Value) -> Judged {
    let rules = match text(vector, "rules")? {
        "nist-alone" => Rules::Nist { least: 15, most: 128 },
        "nist-with-mfa" => Rules::Nist { least: 8, most: 128 },
        "compat" => Rules::Compat { least: 6, most: 32, digits: 1, upper: 1, lower: 1 },
        other => return Err(format!("there are no rules called {other}")),
    };
    let verdict = password::judge::<&str>(&rules, text(vector, "password")?, &[]);
    let broken: Vec<&str> = verdict.broken().into_iter().map(|finding| check_name(finding.check)).collect();
    Ok(with(vector, "broken", json!(broken)))
}

const fn check_name(check: Check) -> &'static str {
    match check {
        Check::AtLeast(_) => "at_least",
        Check::AtMost(_) => "at_most",
        Check::Digits(_) => "digits",
        Check::Upper(_) => "upper",
        Check::Lower(_) => "lower",
        Check::NotCommon => "not_common",
        Check::NotOwnWords => "not_own_words",
        Check::NotEasilyGuessed => "not_easily_guessed",
    }
}

/// How far down each entry of a list of networks addresses get.
fn network_lint(vector: &Value) -> Judged {
    let places = |by: &[usize]| by.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let said = |reach: &Reach| match reach {
        Reach::Empty => "empty".to_owned(),
        Reach::Whole => "whole".to_owned(),
        Reach::Part(by) => format!("part: {}", places(by)),
        Reach::Never(by) => format!("never: {}", places(by)),
    };
    let found = network::lint(&networks(&vector["networks"])?);
    Ok(with(vector, "reach", json!(found.iter().map(said).collect::<Vec<_>>())))
}

/// What other networks change, and for whom.
fn network_changes(vector: &Value) -> Judged {
    let asking =
        Asking { mode: named(&MODES, text(vector, "mode")?)?, enrol: named(&ENROL, text(vector, "enrol")?)? };
    let [before, after] = ["before", "after"].map(|list| networks(&vector[list]).map(Networks::compile));
    let people = vector["people"].as_array().ok_or("the vector has no people")?;
    let people = people.iter().map(seen).collect::<Result<Vec<Seen>, String>>()?;
    let found = network::affected(asking, &before?, &after?, &people);
    let said = |(at, change): &(usize, Change)| {
        let change = match change {
            Change::NewlyRefused => "newly_refused",
            Change::NewlyAsked => "newly_asked",
            Change::NoLongerAsked => "no_longer_asked",
            Change::NoLongerRefused => "no_longer_refused",
        };
        format!("{at} {change}")
    };
    Ok(with(vector, "changes", json!(found.iter().map(said).collect::<Vec<_>>())))
}

const MODES: [(&str, MfaMode); 4] = [
    ("never", MfaMode::Never),
    ("opt-in", MfaMode::OptIn),
    ("recommended", MfaMode::Recommended),
    ("required", MfaMode::Required),
];
const ENROL: [(&str, EnrolAtSignIn); 2] =
    [("allowed", EnrolAtSignIn::Allowed), ("refused", EnrolAtSignIn::Refused)];
const ROLES: [(&str, Role); 3] =
    [("general", Role::General), ("support", Role::Support), ("admin", Role::Admin)];
const CHOICES: [(&str, MfaChoice); 2] = [("off", MfaChoice::Off), ("on", MfaChoice::On)];
const ACTIONS: [(&str, NetworkAction); 3] = [
    ("mfa_skip", NetworkAction::MfaSkip),
    ("mfa_require", NetworkAction::MfaRequire),
    ("deny", NetworkAction::Deny),
];

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Result<T, String> {
    let found = all.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| format!("nothing is called {name}"))
}

fn networks(value: &Value) -> Result<Vec<Network>, String> {
    let all = value.as_array().ok_or("the vector has no networks")?;
    let network = |(at, one): (usize, &Value)| {
        let action = named(&ACTIONS, text(one, "action")?)?;
        Ok(Network { name: at.to_string(), rules: rules(&one["rules"])?, action })
    };
    all.iter().enumerate().map(network).collect()
}

fn seen(value: &Value) -> Result<Seen, String> {
    let address: Address = text(value, "address")?.parse().map_err(|_| "not an address".to_owned())?;
    let registered = value["registered"].as_bool().ok_or("nobody knows whether it is registered")?;
    let (role, mfa) = (named(&ROLES, text(value, "role")?)?, named(&CHOICES, text(value, "mfa")?)?);
    Ok(Seen { role, mfa, registered, address })
}

fn hotp(vector: &Value) -> Judged {
    let code = hotp::generate(&key(vector)?, algorithm(vector)?, digits(vector)?, number(vector, "counter")?);
    Ok(with(vector, "code", json!(code.as_text())))
}

/// The code of the time that is given, as long as it is also accepted then.
fn totp(vector: &Value) -> Judged {
    let period = Period::try_from(number::<u16>(vector, "period")?).map_err(|error| error.to_string())?;
    let params = Params { algorithm: algorithm(vector)?, digits: digits(vector)?, period };
    let (key, now) = (key(vector)?, Timestamp::from_unix(number(vector, "time")?));
    let step = TimeStep::at(now, period);
    let code: Code = totp::generate(&key, &params, step);
    let accepted = totp::verify(&key, &params, &code, now, Skew::None, None) == Ok(step);
    Ok(with(vector, "code", if accepted { json!(code.as_text()) } else { Value::Null }))
}

/// Whether the code of a step is accepted at the time that is given, and as that step.
fn skew(vector: &Value) -> Judged {
    let (key, params) = (key(vector)?, Params::default());
    let now = Timestamp::from_unix(number(vector, "time")?);
    let skew = Skew::try_from(number::<u8>(vector, "skew")?).map_err(|error| error.to_string())?;
    let step = TimeStep::new(TimeStep::at(now, params.period).get() + number::<i64>(vector, "step")?);
    let code = totp::generate(&key, &params, step);
    Ok(with(vector, "accepted", json!(totp::verify(&key, &params, &code, now, skew, None) == Ok(step))))
}

/// A code of a kind, or why it is none. What is judged while it is typed agrees.
fn pairing_code(vector: &Value) -> Judged {
    match Kind::from_name(text(vector, "kind")?) {
        Some(Kind::Application) => pairing_code_of::<Application>(vector),
        Some(Kind::User) => pairing_code_of::<User>(vector),
        None => Err("there is no such kind of code".to_owned()),
    }
}

fn pairing_code_of<K: CodeKind>(vector: &Value) -> Judged {
    let (kind, input) = (K::KIND.as_str(), text(vector, "input")?);
    let read = input.parse::<PairingCode<K>>();
    if (pairing::judge::<K>(input) == Typing::Whole) != read.is_ok() {
        return Err(format!("two answers for {input}"));
    }
    Ok(match read {
        Ok(code) => json!({ "kind": kind, "input": input, "canonical": code.in_groups() }),
        Err(error) => json!({ "kind": kind, "input": input, "error": pairing_error(error) }),
    })
}

fn pairing_error(error: PairingError) -> String {
    match error {
        PairingError::Empty => "empty".to_owned(),
        PairingError::Letter { at, .. } => format!("letter {at}"),
        PairingError::Short { missing } => format!("short {missing}"),
        PairingError::Long => "long".to_owned(),
        PairingError::Check => "check".to_owned(),
        PairingError::OtherKind(kind) => format!("other_kind {}", kind.as_str()),
    }
}

/// The key of two codes, and what it shows at a time.
fn pairing_key(vector: &Value) -> Judged {
    let application =
        text(vector, "application")?.parse().map_err(|error: PairingError| error.to_string())?;
    let user = text(vector, "user")?.parse().map_err(|error: PairingError| error.to_string())?;
    let key = pairing::derive(&application, &user);
    let (params, now) = (Params::default(), Timestamp::from_unix(number(vector, "time")?));
    let code = totp::generate(&key, &params, TimeStep::at(now, params.period));
    Ok(with(&with(vector, "key", json!(key.to_base32())), "code", json!(code.as_text())))
}

fn with(vector: &Value, name: &str, value: Value) -> Value {
    let mut judged = vector.clone();
    judged[name] = value;
    judged
}

fn text<'a>(vector: &'a Value, name: &str) -> Result<&'a str, String> {
    vector[name].as_str().ok_or_else(|| format!("the vector has no {name}"))
}

fn texts(value: &Value) -> Result<Vec<&str>, String> {
    let array = value.as_array().ok_or("the vector has no array where one is needed")?;
    array.iter().map(|text| text.as_str().ok_or_else(|| "not a text".to_owned())).collect()
}

fn rules(value: &Value) -> Result<Vec<Rule>, String> {
    texts(value)?.into_iter().map(|text| text.parse().map_err(|error: RuleError| error.to_string())).collect()
}

fn number<T: TryFrom<i64>>(vector: &Value, name: &str) -> Result<T, String> {
    let number = vector[name].as_i64().and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| format!("the vector has no {name} in range"))
}

fn key(vector: &Value) -> Result<Key, String> {
    Key::new(text(vector, "key")?.as_bytes().to_vec()).map_err(|error| error.to_string())
}

fn algorithm(vector: &Value) -> Result<Algorithm, String> {
    Algorithm::from_name(text(vector, "algorithm")?).ok_or_else(|| "the algorithm is unknown".to_owned())
}

fn digits(vector: &Value) -> Result<Digits, String> {
    Digits::try_from(number::<u8>(vector, "digits")?).map_err(|error| error.to_string())
}
