//! Compiled lists.

use js_sys::Array;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{
    Addresses, Change, Coverage, Difference, Document, Entry, LineError, Preview, Restriction, Rule, RuleSet,
    Verdict, WrongLine, holding,
};
use sekisho_engine::time::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::object::{array, count, object, or_null, place, range, set, span, texts};
use crate::rule::error;

/// A list of rules in a form that answers fast.
#[wasm_bindgen]
pub struct RuleList {
    rules: RuleSet,
}

#[wasm_bindgen]
impl RuleList {
    /// The list of these rules, one a line. An error is that of the first line that is no rule, with its `place`.
    #[wasm_bindgen(constructor)]
    pub fn new(rules: &str) -> Result<RuleList, JsValue> {
        Ok(Self { rules: RuleSet::compile(read(rules)?) })
    }

    /// How many rules there are.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.rules.rules().len()
    }

    /// The rules in their canonical form, in the order of the list.
    pub fn rules(&self) -> JsValue {
        texts(self.rules.rules())
    }

    /// Whether the list lets `address` pass; nothing if it is no address.
    pub fn admits(&self, address: &str) -> Option<bool> {
        Some(self.rules.admits(address.parse().ok()?))
    }

    /// What the list says about each address, one a line; `null` in the place of what is no address.
    pub fn verdicts(&self, addresses: &str) -> JsValue {
        array(addresses.lines(), |address| {
            or_null(
                address.parse().ok().map(|address| verdict(self.rules.verdict(address), self.rules.rules())),
            )
        })
    }

    /// What the rules cover, as merged ranges.
    pub fn ranges(&self) -> JsValue {
        array(self.rules.ranges(), range)
    }

    /// How many addresses the rules cover.
    pub fn count(&self) -> JsValue {
        count(self.rules.count())
    }

    /// What adding a rule would do, for the addresses, one a line.
    #[wasm_bindgen(js_name = previewAdd)]
    pub fn preview_add(&self, rule: &str, addresses: &str) -> Result<JsValue, JsValue> {
        let rule = read(rule)?.first().copied().ok_or(JsValue::NULL)?;
        Ok(self.preview(Change::Add(rule), addresses))
    }

    /// What removing the rule at `place` would do, for the addresses, one a line.
    #[wasm_bindgen(js_name = previewRemove)]
    pub fn preview_remove(&self, place: usize, addresses: &str) -> JsValue {
        self.preview(Change::Remove(place), addresses)
    }

    /// What becomes of addresses when `after` takes the place of this list; at most `limit` prefixes each.
    pub fn difference(&self, after: &RuleList, limit: usize) -> JsValue {
        difference(&Difference::of(&self.rules, &after.rules), limit)
    }
}

impl RuleList {
    pub(crate) const fn set(&self) -> &RuleSet {
        &self.rules
    }

    fn preview(&self, change: Change, addresses: &str) -> JsValue {
        let addresses: Vec<Address> = addresses.lines().filter_map(|address| address.parse().ok()).collect();
        let preview = Preview::of(&self.rules, change, &addresses);
        let mut rules = self.rules.rules().to_vec();
        match change {
            Change::Add(rule) => rules.push(rule),
            Change::Remove(_) | Change::None => {}
        }
        let restriction = match preview.restriction {
            Restriction::Never => "never",
            Restriction::Begins => "begins",
            Restriction::Ends => "ends",
            Restriction::Stays => "stays",
        };
        let (covered, by) = match preview.covered {
            Coverage::No => ("no", None),
            Coverage::Duplicate(by) => ("duplicate", Some(by)),
            Coverage::By(by) => ("by", Some(by)),
            Coverage::Together => ("together", None),
        };
        object([
            ("restriction", restriction.into()),
            ("rule", or_null(preview.rule.map(|rule| rule.to_string()))),
            ("count", count(preview.count())),
            ("covered", covered.into()),
            ("coveredBy", by.map_or(JsValue::NULL, place)),
            ("includes", array(preview.includes, place)),
            (
                "addresses",
                array(preview.addresses, |one| {
                    object([
                        ("address", one.address.to_string().into()),
                        ("before", verdict(one.before, &rules)),
                        ("after", verdict(one.after, &rules)),
                        ("lost", one.is_lost().into()),
                        ("gained", one.is_gained().into()),
                    ])
                }),
            ),
        ])
    }
}

/// A list as text, comments and ends and all: `{ list, entries, wrong }`. With `at`, in Unix seconds, the list is of
/// the rules that hold then; without, of all.
#[wasm_bindgen(js_name = readList)]
pub fn read_list(text: &str, at: Option<f64>) -> JsValue {
    let read = Document::parse(text);
    let entries = &read.document.entries;
    let rules = match at {
        Some(seconds) => holding(entries, timestamp(seconds)).rules,
        None => RuleSet::compile(read.document.rules()),
    };
    let lines: Vec<&str> = text.lines().collect();
    let entry = |(entry, line): (&Entry, &usize)| {
        object([
            ("line", place(*line)),
            ("rule", entry.rule.to_string().into()),
            ("until", or_null(entry.until.map(|day| day.to_string()))),
            ("note", entry.note.as_str().into()),
        ])
    };
    let wrong = |wrong: &WrongLine| {
        wrong_line(wrong.line, lines.get(wrong.line.saturating_sub(1)).copied().unwrap_or(""), &wrong.error)
    };
    object([
        ("list", JsValue::from(RuleList { rules })),
        ("entries", array(entries.iter().zip(&read.lines), entry)),
        ("wrong", array(&read.wrong, wrong)),
    ])
}

/// `{ line, text, code, message, span, suggestion }`.
pub(crate) fn wrong_line(number: usize, text: &str, wrong: &LineError) -> JsValue {
    let line = object([("line", place(number)), ("text", text.into())]);
    let of_rule = match wrong {
        LineError::Rule(fault) => error(text, text.len() - text.trim_start().len(), fault),
        other => [
            ("code", other.code().into()),
            ("message", other.to_string().into()),
            ("span", span(text, 0..text.len())),
            ("suggestion", JsValue::NULL),
        ],
    };
    for (name, value) in of_rule {
        set(&line, name, &value);
    }
    line
}

/// Rules, one a line; of the first that is none, what is wrong, with its place.
pub(crate) fn read(rules: &str) -> Result<Vec<Rule>, JsValue> {
    let read = |(at, text): (usize, &str)| {
        Rule::parse(text).map(|parsed| parsed.rule).map_err(|fault| {
            let [code, message, span, suggestion] = error(text, 0, &fault);
            object([("place", place(at)), ("text", text.into()), code, message, span, suggestion])
        })
    };
    rules.lines().enumerate().map(read).collect()
}

/// `{ kind: "unrestricted" }`, `{ kind: "covered", by, rule }` or `{ kind: "not-covered" }`.
pub(crate) fn verdict(verdict: Verdict, rules: &[Rule]) -> JsValue {
    let admits = ("admits", verdict.admits().into());
    match verdict {
        Verdict::Unrestricted => object([("kind", "unrestricted".into()), admits]),
        Verdict::Covered { by } => object([
            ("kind", "covered".into()),
            admits,
            ("by", place(by)),
            ("rule", or_null(rules.get(by).map(ToString::to_string))),
        ]),
        Verdict::NotCovered => object([("kind", "not-covered".into()), admits]),
    }
}

/// `{ gained, lost }`, each `{ count, prefixes, truncated }`.
pub(crate) fn difference(difference: &Difference, limit: usize) -> JsValue {
    let side = |addresses: &Addresses| {
        let prefixes: Array = addresses
            .prefixes()
            .take(limit)
            .map(|prefix| JsValue::from(Rule::from(prefix).to_string()))
            .collect();
        object([
            ("count", count(addresses.count())),
            ("truncated", addresses.prefixes().nth(limit).is_some().into()),
            ("prefixes", prefixes.into()),
        ])
    };
    object([("gained", side(&difference.gained)), ("lost", side(&difference.lost))])
}

/// Whole seconds; parts of one are cut off, and what is no number is 1970.
#[expect(clippy::cast_possible_truncation, reason = "a float becomes the nearest whole number that there is")]
pub(crate) fn timestamp(seconds: f64) -> Timestamp {
    Timestamp::from_unix(seconds.floor() as i64)
}
