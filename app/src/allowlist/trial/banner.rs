//! The banner of a trial: what is on trial, how long still, and what ends it. On every page of whoever it concerns.
//!
//! Its text and the text of when the time is over lie on top of each other, so that nothing moves when the
//! countdown (`app/browser/countdown.js`) ends. Without JavaScript the time of the end stands there.

use super::text::TrialText as T;
use crate::page::PageContext;
use crate::ui::{
    Button, ButtonKind, Icon, IconName, LinkButton, Moment, MomentStyle, page, say, say_with, this_page,
};
use crate::visit::RunningTrial;
use leptos::prelude::*;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::history::List;
use sekisho_engine::time::Timestamp;

/// What is said and done about a trial, by whose list it is of.
struct Ways {
    title: T,
    /// The page of the list.
    page: &'static str,
    confirm: &'static str,
    undo: &'static str,
    describe_confirm: T,
    describe_undo: T,
}

impl Ways {
    const fn of(list: List) -> Self {
        match list {
            List::Account => Self {
                title: T::OwnTitle,
                page: "/security/allowlist",
                confirm: "/api/allowlist/confirm",
                undo: "/api/allowlist/undo",
                describe_confirm: T::ConfirmOwn,
                describe_undo: T::UndoOwn,
            },
            List::Portal => Self {
                title: T::PortalTitle,
                page: "/admin/portal-rules",
                confirm: "/api/portal-rules/confirm",
                undo: "/api/portal-rules/undo",
                describe_confirm: T::ConfirmPortal,
                describe_undo: T::UndoPortal,
            },
        }
    }
}

/// The banners of the trials that concern the person, but of the list that the page has a [card](super::card) of.
#[must_use]
pub fn banners(cx: &PageContext, carded: Option<List>) -> Option<AnyView> {
    let trials = cx.person().ok()?.trials;
    let banners: Vec<AnyView> = [(List::Account, trials.own), (List::Portal, trials.portal)]
        .into_iter()
        .filter(|(list, _)| Some(*list) != carded)
        .filter_map(|(list, trial)| trial.map(|trial| banner(list, trial)))
        .collect();
    (!banners.is_empty()).then(|| banners.into_any())
}

fn banner(list: List, trial: RunningTrial) -> AnyView {
    let ways = Ways::of(list);
    let show = view! { <LinkButton href=format!("{}#trial", ways.page) kind=ButtonKind::Quiet>{say(T::Show)}</LinkButton> };
    view! {
        <section class="trial" aria-label=say(ways.title)>
            {told(list, trial, show.into_any())}
        </section>
    }
    .into_any()
}

/// What is on trial, how long still, whether it can be confirmed here, and the buttons; or that the time is over.
/// `further` stands beside the buttons.
pub(super) fn told(list: List, trial: RunningTrial, further: AnyView) -> AnyView {
    let ways = Ways::of(list);
    let confirm =
        trial.covered.then(|| button(ways.confirm, ButtonKind::Primary, T::Confirm, ways.describe_confirm));
    view! {
        <div class="trial-told" data-ends="">
            <div class="trial-now">
                <Icon name=IconName::History/>
                <div class="trial-words">
                    <p class="trial-title">{say(ways.title)}</p>
                    <p>{say(T::GoBack)}" "{ends(trial.until)}</p>
                    <p>{here(trial.covered)}</p>
                </div>
                <div class="trial-actions">
                    {confirm}
                    {button(ways.undo, ButtonKind::Secondary, T::Undo, ways.describe_undo)}
                    {further}
                </div>
            </div>
            <p class="trial-over">
                {say(T::Over)}" "<a href=this_page(&page())>{say(T::Reload)}</a>
            </p>
            <span class="visually-hidden" role="status"></span>
        </div>
    }
    .into_any()
}

/// A form that is one button. What goes wrong with it is told on top of the page.
fn button(action: &'static str, kind: ButtonKind, label: T, describe: T) -> AnyView {
    view! {
        <form method="post" action=action>
            <Button kind describe=say(describe)>{say(label)}</Button>
        </form>
    }
    .into_any()
}

/// When the trial ends, and the script that counts down to it.
fn ends(until: Timestamp) -> AnyView {
    let cx = page();
    let left = until.since(cx.visit.now).get().max(0);
    let script = cx.portal.countdown_script.clone();
    view! {
        <span class="trial-until">
            {say(T::Until)}" "<Moment at=until style=MomentStyle::Clock/>" "
            <span
                class="countdown trial-left"
                role="timer"
                data-wait=left.to_string()
                data-waiting=say(T::Left)
                data-ready=say(T::Over)
            ></span>
        </span>
        {script.map(|script| view! { <script src=script defer></script> })}
    }
    .into_any()
}

/// Whether it can be confirmed from here, and if not, why.
fn here(covered: bool) -> AnyView {
    let text = match (page().visit.address, covered) {
        (ClientAddress::Known(address), true) => {
            say_with(T::CoveredHere, &[("address", &address.to_string())])
        }
        (ClientAddress::Known(address), false) => {
            say_with(T::NotCoveredHere, &[("address", &address.to_string())])
        }
        (ClientAddress::Unknown(_), true) => say(T::Anywhere),
        (ClientAddress::Unknown(_), false) => say(T::UnknownHere),
    };
    text.into_any()
}
