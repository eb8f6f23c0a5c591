//! Puts the engine's verdict on a password into words: the same on the server and in the meter.

use super::text::RuleText as T;
use crate::i18n::Words;
use sekisho_engine::password::{Check, Finding, Hint, Strength};

/// One rule.
#[must_use]
pub fn check_text(words: &Words, check: Check) -> String {
    let counted = |message, count: u16| words.fill(message, &[("count", &count.to_string())]);
    match check {
        Check::AtLeast(count) => counted(T::AtLeast, count),
        Check::AtMost(count) => counted(T::AtMost, count),
        Check::Digits(count) => counted(T::Digits, count),
        Check::Upper(count) => counted(T::Upper, count),
        Check::Lower(count) => counted(T::Lower, count),
        Check::NotCommon => words.text(T::NotCommon).into_owned(),
        Check::NotOwnWords => words.text(T::NotOwnWords).into_owned(),
        Check::NotEasilyGuessed => words.text(T::NotEasilyGuessed).into_owned(),
    }
}

/// The rules that a password breaks, in one sentence.
#[must_use]
pub fn findings_text(words: &Words, findings: &[Finding]) -> String {
    let broken: Vec<String> = findings
        .iter()
        .filter(|finding| !finding.satisfied)
        .map(|finding| check_text(words, finding.check))
        .collect();
    let list = broken.join(&words.text(T::Separator));
    format!("{} {list}{}", words.text(T::Refused), words.text(T::End))
}

/// How hard a password is to guess.
#[must_use]
pub fn strength_text(words: &Words, strength: Strength) -> String {
    let strength = match strength {
        Strength::VeryWeak => T::VeryWeak,
        Strength::Weak => T::Weak,
        Strength::Fair => T::Fair,
        Strength::Strong => T::Strong,
        Strength::VeryStrong => T::VeryStrong,
    };
    words.fill(T::Strength, &[("strength", &words.text(strength))])
}

/// What makes a password easy to guess.
#[must_use]
pub fn hint_text(words: &Words, hint: Hint) -> String {
    let message = match hint {
        Hint::Short => T::HintShort,
        Hint::CommonWord => T::HintCommonWord,
        Hint::OwnWord => T::HintOwnWord,
        Hint::Repeats => T::HintRepeats,
        Hint::Sequence => T::HintSequence,
        Hint::Keyboard => T::HintKeyboard,
        Hint::Date => T::HintDate,
    };
    words.text(message).into_owned()
}
