//! What saving a network would change: judged at every keystroke by the engine that the server decides with.
//!
//! The fields belong to the form around it. Without the browser's half the server shows the same before it saves:
//! the form comes back once, with the verdict in it.

#![allow(missing_docs, reason = "an island also becomes a struct, which has no document of its own")]

use super::judge::{Consequence, Edit, Judge, Read, read};
use super::text::NetworkText as T;
use super::wording::{consequences, remark};
use super::{Ground, action_of, fingerprint, unpack};
use crate::allowlist::wording::Line;
use crate::i18n::{Excerpt, Words};
use crate::ui::Icon;
use leptos::html;
use leptos::prelude::*;
use sekisho_engine::network::Network;
use wasm_bindgen::JsCast;

/// What the fields hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// The network's name.
    pub(super) name: String,
    /// The code of what it means.
    pub(super) action: String,
    /// Its rules, one a line.
    pub(super) rules: String,
}

/// The verdict, the box to tick where the change shuts out the address one comes from, and the sign that it was
/// seen.
#[island]
pub fn NetworkVerdict(
    /// The words to speak in.
    words: Excerpt,
    /// What the network is judged with.
    ground: Ground,
    /// What the field of the action holds at first.
    action: String,
    /// What the box of the rules holds at first.
    rules: String,
    /// Whether the verdict is shown from the start, because the form came back.
    shown: bool,
) -> impl IntoView {
    let words = StoredValue::new(Words::from(words));
    let (place, version) = (ground.place, ground.version);
    let name = place.and_then(|place| ground.networks.get(place)).map(|network| network.name.clone());
    // made by the server; a packet that can't be read tells of nobody
    let visitors = unpack(&ground.visitors).unwrap_or_default();
    let judge = Judge::new(ground.networks, ground.current, ground.asking, visitors);
    let judge = StoredValue::new(judge);
    let live = RwSignal::new(false);
    let typed = RwSignal::new(Typed { name: name.unwrap_or_default(), action, rules });
    let root = NodeRef::<html::Section>::new();
    // effects run in the browser only; what was typed before this ran is kept
    Effect::new(move |_| {
        let Some(root) = root.get() else { return };
        let look = move || {
            if let Some(now) = fields(&root).filter(|now| *now != typed.get_untracked()) {
                typed.set(now);
            }
        };
        look();
        live.set(true);
        // the fields belong to the page, not to this island: their events are heard where they arrive
        window_event_listener(leptos::ev::input, move |_| look());
    });
    let judged =
        Memo::new(move |_| judge.with_value(|judge| typed.with(|typed| judged(judge, place, typed))));
    let consent = NodeRef::<html::Input>::new();
    // consent is to one change: another one that shuts out the same address is asked about anew
    Effect::new(move |before: Option<()>| {
        typed.track();
        if before.is_some()
            && let Some(consent) = consent.get_untracked()
        {
            consent.set_checked(false);
        }
    });
    let lines = move || {
        words.with_value(|words| {
            judged.with(|(read, consequence)| {
                let looked = live.get() || shown;
                told(words, read, consequence.as_ref().filter(|_| looked), looked)
            })
        })
    };
    let confirmation = move || {
        let address = judged.with(|(_, consequence)| consequence.as_ref().and_then(|it| it.refused_here));
        address.filter(|_| live.get() || shown).map(|address| {
            let address = address.to_string();
            let label = words.with_value(|words| words.fill(T::Confirm, &[("address", &address)]));
            view! {
                <label class="checkbox-label confirm-lockout">
                    <input type="checkbox" name="confirmed" value=address required node_ref=consent/>
                    <span>{label}</span>
                </label>
            }
        })
    };
    let seen = move || {
        let looked = shown || live.get();
        typed.with(
            |typed| if looked { fingerprint(version, &typed.action, &typed.rules) } else { String::new() },
        )
    };
    view! {
        <section class="network-verdict" aria-label=words.with_value(|words| words.text(T::Verdict)) node_ref=root>
            <h2 class="network-verdict-title">{words.with_value(|words| words.text(T::Verdict))}</h2>
            <div role="status" aria-live="polite">{lines}</div>
            <p class="network-period">{words.with_value(|words| words.text(T::Period))}</p>
            {confirmation}
            <input type="hidden" name="seen" value=seen/>
        </section>
    }
}

/// What the fields of the form around `root` hold.
fn fields(root: &web_sys::HtmlElement) -> Option<Typed> {
    let form = root.closest("form").ok()??;
    let field = |selector: &str| form.query_selector(selector).ok().flatten();
    Some(Typed {
        name: field("input[name=name]")?.dyn_into::<web_sys::HtmlInputElement>().ok()?.value(),
        action: field("select[name=action]")?.dyn_into::<web_sys::HtmlSelectElement>().ok()?.value(),
        rules: field("textarea[name=rules]")?.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?.value(),
    })
}

/// What was read, and what saving it would do; `None` while there is no rule.
pub(super) fn judged(judge: &Judge, place: Option<usize>, typed: &Typed) -> (Read, Option<Consequence>) {
    let read = read(&typed.rules);
    let action = action_of(&typed.action).filter(|_| !read.rules.is_empty());
    let consequence = action.map(|action| {
        let network = Network { name: typed.name.clone(), rules: read.rules.clone(), action };
        judge.consequence(Edit::Put(place, network))
    });
    (read, consequence)
}

/// All that there is to say, or that there is nothing yet.
pub(super) fn told(words: &Words, read: &Read, consequence: Option<&Consequence>, looked: bool) -> AnyView {
    let mut lines: Vec<Line> = read.remarks.iter().map(|line| remark(words, line)).collect();
    lines.extend(consequence.map(|it| consequences(words, it)).unwrap_or_default());
    let idle = (lines.is_empty()).then(|| {
        let message = if looked { T::VerdictIdle } else { T::VerdictLater };
        view! { <p class="network-idle">{words.text(message)}</p> }
    });
    let lines = lines.into_iter().map(|line| {
        view! {
            <li class=format!("verdict-line tone-{}", line.tone.code())>
                <Icon name=line.tone.icon()/>
                <span>{line.text}</span>
            </li>
        }
    });
    view! { {idle}<ul class="verdict-lines">{lines.collect_view()}</ul> }.into_any()
}
