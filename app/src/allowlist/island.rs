//! The rule editor: judges what is typed at every keystroke, with the engine that the server decides with.
//!
//! It stands inside the form that adds a rule, and it is the same without the browser's half: then the button
//! "Check first" asks the server for the verdict.

#![allow(missing_docs, reason = "an island also becomes a struct, which has no document of its own")]

use super::NOTE_MAX;
use super::draft::text::DraftText as D;
use super::judge::{Judge, Typed};
use super::text::AllowlistText as T;
use super::verdict::{self, Offer, Place};
use crate::i18n::{Excerpt, Words};
use crate::ui::{Icon, IconName};
use leptos::prelude::*;
use sekisho_engine::address::Address;
use sekisho_engine::allowlist::Rule;
use serde::{Deserialize, Serialize};

/// The most characters of the field: longer than any rule, so that the verdict can say so.
const RULE_MAX: usize = 200;

/// A control of the form, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Its `id`.
    pub id: String,
    /// What it holds at first.
    pub value: String,
    /// What the server said about it.
    pub error: Option<String>,
}

/// What the list is judged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The rules that hold, each on the line of its number: one string, because it travels as an attribute.
    pub rules: String,
    /// The address one comes from, if that is known.
    pub current: Option<Address>,
    /// The places to list, the current one first.
    pub places: Vec<Place>,
    /// The most rules that the list holds.
    pub max_rules: usize,
}

impl Ground {
    fn judge(&self) -> Judge {
        self.judge_with(self.places.iter().map(|place| place.address))
    }

    /// The judge of the list, which is asked about `recent` addresses. An empty line stands for a rule that doesn't
    /// hold.
    pub(super) fn judge_with(&self, recent: impl IntoIterator<Item = Address>) -> Judge {
        let lines = self.rules.lines().enumerate();
        let rules = lines.filter_map(|(at, line)| line.parse::<Rule>().ok().map(|rule| (at, rule)));
        let (places, rules): (Vec<usize>, Vec<Rule>) = rules.unzip();
        Judge::new(rules, self.current, recent, self.max_rules).at_places(places)
    }
}

/// The fields of a new rule, and the verdict on it.
#[island]
pub fn RuleEditor(
    /// The words to speak in.
    words: Excerpt,
    /// What the list is judged with.
    ground: Ground,
    /// The field of the rule.
    rule: Control,
    /// The field of the note.
    note: Control,
    /// The field of the end.
    until: Control,
) -> impl IntoView {
    let words = StoredValue::new(Words::from(words));
    let judge = StoredValue::new(ground.judge());
    let places = StoredValue::new(ground.places);
    let text = RwSignal::new(rule.value.clone());
    let live = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    // effects run in the browser only; what was typed before this ran is kept
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            text.set(input.value());
            live.set(true);
        }
    });
    let offer = Offer {
        fill: Callback::new(move |rule: String| {
            if let Some(input) = input.get_untracked() {
                input.set_value(&rule);
                // without the focus the change would go unnoticed by whoever doesn't see it
                let _ = input.focus();
            }
            text.set(rule);
        }),
    };
    let typed = Memo::new(move |_| judge.with_value(|judge| judge.typed(&text.read())));
    // consent is to one rule: another one that leaves out the same address is asked about anew
    let consent = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |before: Option<Option<Rule>>| {
        let rule = typed.read().rule();
        if before.is_some_and(|before| before != rule)
            && let Some(consent) = consent.get_untracked()
        {
            consent.set_checked(false);
        }
        rule
    });
    let say = move |message: T| words.with_value(|words| words.text(message));
    let say_end = move |message: D| words.with_value(|words| words.text(message));
    let verdict = move || {
        words.with_value(|words| {
            judge.with_value(|judge| verdict::verdict(words, judge, &typed.read(), offer))
        })
    };
    let confirmation = move || {
        let address = match &*typed.read() {
            Typed::Rule { consequence, .. } => consequence.here.to_confirm(),
            Typed::Nothing | Typed::NotARule { .. } => None,
        };
        address.map(|address| words.with_value(|words| verdict::confirmation(words, address, consent)))
    };
    let places = move || {
        words.with_value(|words| {
            judge.with_value(|judge| {
                places.with_value(|places| verdict::places(words, judge, &typed.read(), places))
            })
        })
    };
    let invalid = move || matches!(&*typed.read(), Typed::NotARule { .. }).then_some("true");
    let verdict_id = format!("{}-verdict", rule.id);
    let examples_id = format!("{}-examples", rule.id);
    let described = format!("{verdict_id} {examples_id}");
    view! {
        <div class="rule-editor">
            <CurrentAddress words address=ground.current offer/>
            <div class="rule-fields">
                <div class="field">
                    <label class="field-label" for=rule.id.clone()>{say(T::Rule)}</label>
                    <input
                        class="input input-rule"
                        id=rule.id
                        type="text"
                        name="rule"
                        value=rule.value
                        maxlength=RULE_MAX.to_string()
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        required
                        aria-invalid=invalid
                        aria-describedby=described
                        node_ref=input
                        on:input=move |event| text.set(event_target_value(&event))
                    />
                    <FieldError error=rule.error/>
                </div>
                <div class="field">
                    <label class="field-label" for=note.id.clone()>
                        {say(T::Note)}
                        <span class="field-optional">{say(T::Optional)}</span>
                    </label>
                    <p class="field-hint" id=format!("{}-hint", note.id)>{say(T::NoteHint)}</p>
                    <input
                        class="input"
                        id=note.id.clone()
                        type="text"
                        name="note"
                        value=note.value
                        maxlength=NOTE_MAX.to_string()
                        autocomplete="off"
                        aria-describedby=format!("{}-hint", note.id)
                    />
                    <FieldError error=note.error/>
                </div>
                <div class="field">
                    <label class="field-label" for=until.id.clone()>
                        {say_end(D::Until)}
                        <span class="field-optional">{say(T::Optional)}</span>
                    </label>
                    <p class="field-hint" id=format!("{}-hint", until.id)>{say_end(D::UntilHint)}</p>
                    <input
                        class="input input-day"
                        id=until.id.clone()
                        type="date"
                        name="until"
                        value=until.value
                        aria-describedby=format!("{}-hint", until.id)
                    />
                    <FieldError error=until.error/>
                </div>
                <Examples words id=examples_id/>
            </div>
            <section class="verdict" aria-label=say(T::VerdictHeading)>
                <div class="verdict-body">
                    <div id=verdict_id role="status" aria-live="polite" aria-atomic="true">{verdict}</div>
                    {confirmation}
                </div>
                <div class="verdict-places">{places}</div>
            </section>
            <div class="form-actions">
                <button type="submit" class="button button-primary">
                    <Icon name=IconName::Plus/>
                    <span>{say(T::Add)}</span>
                </button>
                {move || (!live.get()).then(|| view! {
                    <button
                        type="submit"
                        class="button button-secondary"
                        formmethod="get"
                        formaction="/security/allowlist"
                        formnovalidate
                    >
                        {say(T::Check)}
                    </button>
                })}
            </div>
        </div>
    }
}

/// The address one comes from, and buttons that take it over.
#[component]
fn CurrentAddress(words: StoredValue<Words>, address: Option<Address>, offer: Offer) -> impl IntoView {
    words.with_value(|words| {
        let (shown, rest) = match address {
            Some(address) => (address.to_string(), verdict::own_rules(words, address, offer)),
            None => (
                words.text(T::CurrentUnknown).into_owned(),
                view! { <p class="current-why">{words.text(T::CurrentUnknownWhy)}</p> }.into_any(),
            ),
        };
        view! {
            <div class="current">
                <p class="current-line">
                    <span class="current-label">{words.text(T::CurrentHeading)}</span>
                    " "
                    <strong class="address current-address">{shown}</strong>
                </p>
                <div class="current-offers">{rest}</div>
            </div>
        }
    })
}

/// What a rule may look like. The addresses are those of RFC 5737 and RFC 3849.
#[component]
fn Examples(words: StoredValue<Words>, id: String) -> impl IntoView {
    const EXAMPLES: [(&str, T); 5] = [
        ("203.0.113.10", T::ExampleOne),
        ("203.0.113.0/24", T::ExampleLength),
        ("203.0.113.0/255.255.255.0", T::ExampleMask),
        ("2001:db8:12::/48", T::ExampleV6),
        ("all", T::ExampleAll),
    ];
    words.with_value(|words| {
        let examples = EXAMPLES.map(|(rule, what)| {
            view! { <div class="example"><dt><code>{rule}</code></dt><dd>{words.text(what)}</dd></div> }
        });
        view! {
            <div class="examples" id=id>
                <p class="examples-title">{words.text(T::Examples)}</p>
                <dl>{examples.into_iter().collect_view()}</dl>
            </div>
        }
    })
}

#[component]
fn FieldError(error: Option<String>) -> impl IntoView {
    error.map(|error| {
        view! { <p class="field-error"><Icon name=IconName::Error/><span>{error}</span></p> }
    })
}
