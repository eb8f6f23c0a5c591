//! The panels beside the text: lines that can't be read, what changes, and what is worth a look.

use super::edit::{Edit, mended};
use super::judge::{Corrected, Judged, Wrong};
use super::odd::Odd;
use super::text::DraftText as T;
use super::wording;
use crate::allowlist::error_text::line_error;
use crate::allowlist::wording::{Line, number};
use crate::i18n::{Words, grouped};
use crate::ui::{Icon, Tone};
use leptos::prelude::*;
use sekisho_engine::address::Prefix;
use sekisho_engine::allowlist::{Addresses, Code, Rule};

/// How many of a kind are shown.
const SHOWN: usize = 8;
/// How many characters of a line are quoted.
const QUOTED: usize = 80;

/// What the buttons in the panels do.
#[derive(Clone, Copy)]
pub(super) struct Hands {
    /// Changes the text.
    pub(super) edit: Callback<Edit>,
    /// Puts the cursor on a line.
    pub(super) go: Callback<usize>,
    /// Where a button posts to where no script runs.
    pub(super) look: StoredValue<String>,
    /// Whether a script runs.
    pub(super) live: RwSignal<bool>,
}

impl Hands {
    /// A button that changes the text; where no script runs, the server does.
    pub(super) fn button(self, edit: Edit, label: String) -> AnyView {
        let value = edit.to_string();
        let press = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            self.edit.run(edit.clone());
        };
        view! {
            <button
                type="submit"
                class="button button-secondary button-small"
                name="edit"
                value=value
                formaction=self.look.get_value()
                formnovalidate
                on:click=press
            >
                {label}
            </button>
        }
        .into_any()
    }

    /// The number of a line, which leads to it. To be asked for within what is made anew when `live` changes.
    fn line(self, words: &Words, line: usize) -> AnyView {
        let number = line.to_string();
        let name = words.fill(T::WrongLine, &[("line", &number)]);
        // not a reactive part of its own: that would be made anew, not mended, at every keystroke
        if !self.live.get() {
            return view! { <span>{name}</span> }.into_any();
        }
        let label = words.fill(T::GoToLine, &[("line", &number)]);
        view! {
            <button type="button" class="link-button" aria-label=label on:click=move |_| self.go.run(line)>
                {name}
            </button>
        }
        .into_any()
    }
}

/// A part of what is told about a draft.
pub fn panel(title: impl Into<String>, body: AnyView) -> AnyView {
    view! {
        <section class="draft-panel">
            <h2 class="draft-panel-title">{title.into()}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Sentences, each with its icon.
pub(super) fn told(lines: Vec<Line>) -> AnyView {
    let lines = lines.into_iter().map(|line| sentence(line, None)).collect_view();
    view! { <ul class="verdict-lines">{lines}</ul> }.into_any()
}

/// A sentence with its icon, and what can be done about it.
pub(super) fn sentence(line: Line, offers: Option<AnyView>) -> AnyView {
    view! {
        <li class=format!("verdict-line tone-{}", line.tone.code())>
            <Icon name=line.tone.icon()/>
            <span>{line.text}</span>
            {offers.map(|offers| view! { <span class="verdict-offers">{offers}</span> })}
        </li>
    }
    .into_any()
}

/// A line as it is quoted.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// That there are more than are shown.
fn more(words: &Words, all: usize, shown: usize) -> Option<AnyView> {
    let more = all.saturating_sub(shown);
    (more > 0).then(|| {
        view! { <li class="draft-more">{words.fill(T::More, &[("count", &grouped(more))])}</li> }.into_any()
    })
}

/// The lines that can't be read, and those that are saved otherwise than they were typed.
pub(super) fn lines(words: &Words, judged: &Judged, hands: Hands) -> Option<AnyView> {
    if judged.wrong.is_empty() && judged.corrected.is_empty() {
        return None;
    }
    let wrong = judged.wrong.iter().take(SHOWN).map(|wrong| wrong_line(words, wrong, hands));
    let room = SHOWN.saturating_sub(judged.wrong.len());
    let corrected =
        judged.corrected.iter().take(room).map(|corrected| corrected_line(words, corrected, hands));
    let shown = judged.wrong.len().min(SHOWN) + judged.corrected.len().min(room);
    let more = more(words, judged.wrong.len() + judged.corrected.len(), shown);
    let lines = view! {
        <ul class="draft-lines">{wrong.collect_view()}{corrected.collect_view()}{more}</ul>
    };
    let title = if judged.wrong.is_empty() { T::CorrectedTitle } else { T::WrongTitle };
    Some(panel(words.text(title), lines.into_any()))
}

fn wrong_line(words: &Words, wrong: &Wrong, hands: Hands) -> AnyView {
    let offer = mended(&wrong.text, &wrong.error).map(|lines| {
        let label = match lines.as_slice() {
            [] => words.fill(T::MendRemove, &[("line", &wrong.line.to_string())]),
            [one] => words.fill(T::MendTo, &[("text", &shortened(one))]),
            _ => words.text(T::MendSeveral).into_owned(),
        };
        hands.button(Edit::Mend { line: wrong.line }, label)
    });
    view! {
        <li class="draft-line tone-danger">
            <Icon name=Tone::Danger.icon()/>
            <span class="draft-line-text">
                {hands.line(words, wrong.line)}" "<code class="draft-echo">{shortened(&wrong.text)}</code>
            </span>
            <span class="draft-line-why">{line_error(words, &wrong.error)}</span>
            {offer.map(|offer| view! { <span class="verdict-offers">{offer}</span> })}
        </li>
    }
    .into_any()
}

fn corrected_line(words: &Words, corrected: &Corrected, hands: Hands) -> AnyView {
    let typed = corrected.text.split(['#', ' ', '\t']).next().unwrap_or_default();
    let values = [("text", typed), ("rule", &*corrected.rule.to_string())];
    let why = words.fill(T::Corrected, &values);
    view! {
        <li class="draft-line tone-info">
            <Icon name=Tone::Info.icon()/>
            <span class="draft-line-text">{hands.line(words, corrected.line)}</span>
            <span class="draft-line-why">{why}</span>
        </li>
    }
    .into_any()
}

/// Which addresses gain and which lose.
pub(super) fn difference(words: &Words, judged: &Judged) -> AnyView {
    let difference = &judged.difference;
    let body = if difference.is_none() {
        view! { <p class="draft-idle">{words.text(T::Same)}</p> }.into_any()
    } else {
        view! {
            {addresses(words, &difference.lost, Tone::Danger, [T::LostOne, T::Lost])}
            {addresses(words, &difference.gained, Tone::Good, [T::GainedOne, T::Gained])}
        }
        .into_any()
    };
    panel(words.text(T::DifferenceTitle), body)
}

fn addresses(words: &Words, addresses: &Addresses, tone: Tone, [one, many]: [T; 2]) -> Option<AnyView> {
    if addresses.is_empty() {
        return None;
    }
    let count = number(addresses.count());
    let text =
        if count == "1" { words.text(one).into_owned() } else { words.fill(many, &[("count", &count)]) };
    let shown: Vec<Prefix> = addresses.prefixes().take(SHOWN).collect();
    let all = if shown.len() < SHOWN { shown.len() } else { addresses.prefixes().count() };
    let prefixes = shown.into_iter().map(|prefix| {
        view! { <li><code class="address">{Rule::from(prefix).to_string()}</code></li> }
    });
    let prefixes = prefixes.collect_view();
    Some(
        view! {
            <div class=format!("draft-difference tone-{}", tone.code())>
                <p class="draft-count"><Icon name=tone.icon()/><span>{text}</span></p>
                <ul class="draft-prefixes">{prefixes}{more(words, all, SHOWN)}</ul>
            </div>
        }
        .into_any(),
    )
}

/// What is worth a look, each with what puts it right.
pub(super) fn findings(words: &Words, judged: &Judged, hands: Hands) -> AnyView {
    if judged.odd.is_empty() {
        let none = view! { <p class="draft-idle">{words.text(T::OddNone)}</p> }.into_any();
        return panel(words.text(T::OddTitle), none);
    }
    let repairs = judged.odd.iter().filter(|odd| odd.repair.is_some()).count();
    let all = (repairs > 1).then(|| {
        let button = hands.button(Edit::RepairAll, words.text(T::RepairAll).into_owned());
        view! { <p class="draft-repair-all">{button}<span>{words.text(T::RepairAllHint)}</span></p> }
    });
    let found = judged.odd.iter().take(SHOWN).map(|odd| finding(words, odd, hands)).collect_view();
    let body = view! {
        <ul class="verdict-lines">{found}{more(words, judged.odd.len(), SHOWN)}</ul>
        {all}
    };
    panel(words.text(T::OddTitle), body.into_any())
}

fn finding(words: &Words, odd: &Odd, hands: Hands) -> AnyView {
    let line = odd.lines.first().copied().unwrap_or_default();
    let offer = match odd.code {
        Code::Temporary { network } => {
            let label = words.fill(T::UseNetwork, &[("network", &Rule::from(network).to_string())]);
            Some(hands.button(Edit::Widen { line }, label))
        }
        code => wording::repair(words, odd)
            .map(|label| hands.button(Edit::Repair { code: code.as_str().to_owned(), line }, label)),
    };
    sentence(wording::finding(words, odd), offer)
}
