//! Rules for passwords.

use sekisho_engine::password::{Check, Finding, Hint, Rules, judge};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::object::{array, object, or_null};

/// Judges a password by the rules of SP 800-63B-4: `{ acceptable, strength, hint, checks }`. `own_words` are the
/// person's and the organisation's names, one a line.
#[wasm_bindgen(js_name = judgePassword)]
pub fn judge_password(password: &str, least: u16, most: u16, own_words: &str) -> JsValue {
    let verdict = judge(&Rules::Nist { least, most }, password, &own_words.lines().collect::<Vec<_>>());
    object([
        ("acceptable", verdict.is_acceptable().into()),
        ("strength", verdict.strength.level().into()),
        ("hint", or_null(verdict.hint.map(hint))),
        ("checks", array(&verdict.findings, check)),
    ])
}

fn check(finding: &Finding) -> JsValue {
    let code = match finding.check {
        Check::AtLeast(_) => "at-least",
        Check::AtMost(_) => "at-most",
        Check::Digits(_) => "digits",
        Check::Upper(_) => "upper",
        Check::Lower(_) => "lower",
        Check::NotCommon => "not-common",
        Check::NotOwnWords => "not-own-words",
        Check::NotEasilyGuessed => "not-easily-guessed",
    };
    object([("code", code.into()), ("satisfied", finding.satisfied.into())])
}

const fn hint(hint: Hint) -> &'static str {
    match hint {
        Hint::Short => "short",
        Hint::CommonWord => "common-word",
        Hint::OwnWord => "own-word",
        Hint::Repeats => "repeats",
        Hint::Sequence => "sequence",
        Hint::Keyboard => "keyboard",
        Hint::Date => "date",
    }
}
