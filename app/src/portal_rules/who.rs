//! The panel that names whom a draft would lock out, and the box that has to be ticked before it is saved at once.

use super::judge::{Group, Judge, Named, Outcome, Timed};
use super::text::PortalRulesText as T;
use super::wording::{ago, agreement, consequences};
use crate::allowlist::draft::{Agree, Held, Judged, panel};
use crate::i18n::{Words, grouped};
use crate::ui::Icon;
use leptos::prelude::*;
use sekisho_engine::time::Timestamp;
use std::sync::{Arc, Mutex};

/// Rules with their ends, of what a text was judged to hold.
fn timed(held: &[Held]) -> Vec<Timed> {
    held.iter().map(|held| (held.rule, held.until)).collect()
}

/// Everybody, judged in the browser. What was judged last is kept: it is asked for twice.
#[derive(Debug, Clone)]
pub(super) struct Everybody(Arc<Mutex<(Judge, Option<Kept>)>>);

/// A text's rules, and what they would do.
type Kept = (Vec<Held>, Arc<Outcome>);

impl Everybody {
    pub(super) fn new(judge: Judge) -> Self {
        Self(Arc::new(Mutex::new((judge, None))))
    }

    /// What it would do to save what was `judged`.
    pub(super) fn outcome(&self, judged: &Judged) -> Arc<Outcome> {
        let Ok(mut both) = self.0.lock() else { return Arc::default() };
        let (judge, kept) = &mut *both;
        match kept {
            Some((held, outcome)) if *held == judged.held => outcome.clone(),
            _ => {
                let outcome = Arc::new(judge.outcome(&judged.addresses, &timed(&judged.held)));
                *kept = Some((judged.held.clone(), outcome.clone()));
                outcome
            }
        }
    }
}

/// What has to be ticked before a list is saved at once that takes any address away.
pub(super) fn agree(words: &Words, judged: &Judged, outcome: &Outcome) -> Option<Agree> {
    let (label, value) = agreement(words, outcome, judged.to_confirm());
    judged.try_first.then_some(Agree { label, value })
}

/// The panel.
pub(super) fn who(words: &Words, body: AnyView) -> AnyView {
    let body = view! {
        {body}
        <p class="draft-period">{words.text(T::Period)}</p>
    };
    panel(words.text(T::Who), body.into_any())
}

/// Who is concerned: in numbers, then by name.
pub(super) fn people(words: &Words, now: Timestamp, outcome: &Outcome) -> AnyView {
    let lines = consequences(words, outcome).into_iter().map(|line| {
        view! {
            <li class=format!("verdict-line tone-{}", line.tone.code())>
                <Icon name=line.tone.icon()/>
                <span>{line.text}</span>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <ul class="verdict-lines">{lines}</ul>
        {group(words, now, &outcome.refused, true)}
        {group(words, now, &outcome.gained, false)}
    }
    .into_any()
}

fn group(words: &Words, now: Timestamp, group: &Group, refused: bool) -> Option<AnyView> {
    if group.people() == 0 {
        return None;
    }
    let label = words.text(if refused { T::RefusedList } else { T::GainedList });
    let rows: Vec<AnyView> = group.named.iter().map(|named| row(words, now, named, refused)).collect();
    let more = match group.more() {
        0 => None,
        1 => Some(words.text(T::AndOneMore).into_owned()),
        more => Some(words.fill(T::AndMore, &[("count", &grouped(more))])),
    };
    let more = more.map(|more| view! { <p class="draft-more">{more}</p> });
    // what scrolls can be scrolled by keyboard, too
    let list = view! { <ul class="portal-people" tabindex="0" aria-label=label.clone()>{rows}</ul> };
    Some(if refused {
        view! { {list}{more} }.into_any()
    } else {
        view! { <details class="portal-gained"><summary>{label}</summary>{list}{more}</details> }.into_any()
    })
}

fn row(words: &Words, now: Timestamp, named: &Named, refused: bool) -> AnyView {
    let Named { account, name, everywhere, address, last, others } = named;
    let href = format!("/admin/people/{account}");
    let (tone, state) = if *everywhere { ("danger", T::Everywhere) } else { ("warning", T::Partly) };
    let state = refused.then(|| {
        view! { <span class=format!("badge tone-{tone}")>{words.text(state)}</span> }
    });
    let used = words.fill(T::LastUsed, &[("ago", &ago(words, now, *last))]);
    let others = match others {
        0 => None,
        1 => Some(words.text(T::OneOtherAddress).into_owned()),
        others => Some(words.fill(T::OtherAddresses, &[("count", &grouped(*others))])),
    };
    view! {
        <li class="portal-person">
            <a class="portal-person-name" href=href>{name.clone()}</a>
            {state}
            <span class="portal-person-from">
                <span class="address">{address.to_string()}</span>
                " "
                <span class="portal-person-used">{used}</span>
                {others.map(|others| view! { " "<span class="portal-person-used">{others}</span> })}
            </span>
        </li>
    }
    .into_any()
}
