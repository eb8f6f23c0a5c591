//! The desk at which a list is edited: the verdict with its buttons, and the panels, judged anew at each keystroke.
//!
//! The text belongs to the form around it. Where no script runs the desk is the same: then every button asks the
//! server, and what was not shown yet is shown before anything is saved.

use super::edit::Edit;
use super::judge::{Judge, Judged};
use super::panels::{self, Hands, told};
use super::text::DraftText as T;
use super::{Ground, wording};
use crate::allowlist::fingerprint;
use crate::allowlist::judge::usual_network;
use crate::form::LIST_BODY;
use crate::i18n::Words;
use crate::ui::{Icon, IconName};
use leptos::html;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use sekisho_engine::allowlist::Rule;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlTextAreaElement;

/// How long nothing is typed before the verdict is read out.
const PAUSE: Duration = Duration::from_millis(900);

/// How the desk begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The text, where it isn't the saved list's.
    pub text: Option<String>,
    /// Whether the author has been shown what saving it would do: the form came back.
    pub looked: bool,
}

/// A box to be ticked before a list is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agree {
    /// What ticking it says.
    pub label: String,
    /// What it sends, as `confirmed`.
    pub value: String,
}

/// What the desk works with.
#[derive(Clone, Copy)]
struct Desk {
    words: StoredValue<Words>,
    ground: StoredValue<Ground>,
    judge: StoredValue<Judge>,
    /// The text that was judged last.
    text: StoredValue<String>,
    judged: RwSignal<Judged>,
    /// Texts from before a button changed them.
    past: RwSignal<Vec<String>>,
    /// What went wrong with a file.
    failed: RwSignal<Option<T>>,
    live: RwSignal<bool>,
    looked: bool,
    root: NodeRef<html::Div>,
    consent: NodeRef<html::Input>,
}

impl Desk {
    fn new(words: Words, ground: Ground, shown: Shown) -> Self {
        let text = shown.text.unwrap_or_else(|| ground.saved.clone());
        let mut judge = Judge::new(&ground);
        let judged = judge.read(&text);
        Self {
            words: StoredValue::new(words),
            ground: StoredValue::new(ground),
            judge: StoredValue::new(judge),
            text: StoredValue::new(text),
            judged: RwSignal::new(judged),
            past: RwSignal::new(Vec::new()),
            failed: RwSignal::new(None),
            live: RwSignal::new(false),
            looked: shown.looked,
            root: NodeRef::new(),
            consent: NodeRef::new(),
        }
    }

    fn say(self, message: T) -> String {
        self.words.with_value(|words| words.text(message).into_owned())
    }

    fn fill(self, message: T, values: &[(&str, &str)]) -> String {
        self.words.with_value(|words| words.fill(message, values))
    }

    /// Whether the author sees what is judged: the browser does it now, or the server has.
    fn seen(self) -> bool {
        self.looked || self.live.get()
    }

    /// The text of the form.
    fn area(self) -> Option<HtmlTextAreaElement> {
        let form = self.root.get_untracked()?.closest("form").ok()??;
        form.query_selector("textarea[name=text]").ok()??.dyn_into().ok()
    }

    /// Judges what stands in the form, if it is another text than before.
    fn look(self) {
        let Some(text) = self.area().map(|area| area.value()) else { return };
        if self.text.with_value(|known| *known == text) {
            return;
        }
        if let Some(judged) = self.judge.try_update_value(|judge| judge.read(&text)) {
            self.judged.set(judged);
        }
        self.text.set_value(text);
        // consent is to one list: another one that leaves out the same address is asked about anew
        if let Some(consent) = self.consent.get_untracked() {
            consent.set_checked(false);
        }
    }

    /// Puts `text` into the form. The one before can be fetched back.
    fn put(self, text: &str) {
        let Some(area) = self.area() else { return };
        self.past.update(|past| past.push(area.value()));
        self.replace(&area, text);
    }

    fn replace(self, area: &HtmlTextAreaElement, text: &str) {
        area.set_value(text);
        self.failed.set(None);
        self.look();
        // the button that was pressed may be gone by now; what is read stays in view
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = area.focus_with_options(&options);
    }

    fn undo(self) {
        let before = self.past.try_update(Vec::pop).flatten();
        if let (Some(area), Some(text)) = (self.area(), before) {
            self.replace(&area, &text);
        }
    }

    fn edit(self, edit: &Edit) {
        self.look();
        let after = self.judge.with_value(|judge| {
            self.judged.with_untracked(|judged| self.text.with_value(|text| judge.edited(judged, text, edit)))
        });
        self.put(&after);
    }

    /// Puts the cursor on a line, and the line into view: no line is broken, so all are of one height.
    fn go(self, line: usize) {
        let Some(area) = self.area() else { return };
        let text = area.value();
        let (mut start, mut length) = (0, 0);
        for (at, one) in (1..).zip(text.split('\n')) {
            length = one.encode_utf16().count();
            if at == line {
                break;
            }
            start += length + 1;
        }
        let [start, end] = [start, start + length].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let _ = area.focus();
        let _ = area.set_selection_range(start, end);
        let lines = i32::try_from(text.split('\n').count()).unwrap_or(i32::MAX).max(1);
        let above = i32::try_from(line).unwrap_or(i32::MAX).saturating_sub(1);
        let height = area.scroll_height() / lines;
        area.set_scroll_top(above.saturating_mul(height).saturating_sub(area.client_height() / 2));
    }

    /// Reads a file into the form.
    fn import(self, input: &web_sys::HtmlInputElement) {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // the same file can be chosen again
        let again = input.clone();
        if file.size() > f64::from(u32::try_from(LIST_BODY).unwrap_or(u32::MAX)) {
            again.set_value("");
            return self.failed.set(Some(T::ImportTooLong));
        }
        let Ok(reader) = web_sys::FileReader::new() else { return };
        let done = reader.clone();
        let read = Closure::once_into_js(move || {
            again.set_value("");
            match done.result().ok().and_then(|text| text.as_string()) {
                // a NUL is in no text
                Some(text) if !text.contains('\0') => self.put(&text.replace("\r\n", "\n")),
                _ => self.failed.set(Some(T::ImportUnread)),
            }
        });
        reader.set_onloadend(Some(read.unchecked_ref()));
        if reader.read_as_text(&file).is_err() {
            self.failed.set(Some(T::ImportUnread));
        }
    }

    /// Begins to listen. Effects run in the browser only; what was typed before is judged first.
    fn wake(self, spoken: RwSignal<String>) {
        Effect::new(move |_| {
            if self.root.get().is_none() {
                return;
            }
            self.look();
            self.live.set(true);
            // the text belongs to the page: its events are heard where they arrive
            window_event_listener(leptos::ev::input, move |event| {
                let text = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
                if text.is_some() && text == self.area() {
                    self.look();
                }
            });
        });
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |before: Option<()>| {
            self.judged.track();
            if before.is_none() {
                return;
            }
            waiting.with_value(|waiting| waiting.as_ref().inspect(|waiting| waiting.clear()).is_some());
            let speak = move || {
                let lines = self.verdict();
                spoken.set(lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join(" "));
            };
            waiting.set_value(set_timeout_with_handle(speak, PAUSE).ok());
        });
    }

    fn verdict(self) -> Vec<crate::allowlist::wording::Line> {
        self.words.with_value(|words| {
            self.ground.with_value(|ground| {
                self.judged.with_untracked(|judged| wording::verdict(words, ground, judged))
            })
        })
    }
}

/// The verdict with its buttons, then the panels, of which `panel` makes the first: whom the list concerns. `agree`
/// says what has to be ticked before the list is saved.
///
/// The form around it holds the `version` that the ground has, and the `text`.
pub fn desk(
    words: Words,
    ground: Ground,
    shown: Shown,
    panel: impl Fn(&Words, &Judged) -> AnyView + Send + Sync + 'static,
    agree: impl Fn(&Words, &Judged) -> Option<Agree> + Send + Sync + 'static,
) -> AnyView {
    // boxed, so that the browser downloads the desk once for all lists
    at_desk(words, ground, shown, Box::new(panel), Box::new(agree))
}

type Told<T> = Box<dyn Fn(&Words, &Judged) -> T + Send + Sync>;

fn at_desk(
    words: Words,
    ground: Ground,
    shown: Shown,
    panel: Told<AnyView>,
    agree: Told<Option<Agree>>,
) -> AnyView {
    let version = ground.version;
    let look = StoredValue::new(ground.ways.look.clone());
    let desk = Desk::new(words, ground, shown);
    let spoken = RwSignal::new(String::new());
    desk.wake(spoken);
    let hands = Hands {
        edit: Callback::new(move |edit| desk.edit(&edit)),
        go: Callback::new(move |line| desk.go(line)),
        look,
        live: desk.live,
    };
    let seen = move || {
        desk.judged.track();
        if desk.seen() { desk.text.with_value(|text| fingerprint(version, text)) } else { String::new() }
    };
    let panels = move || {
        desk.words.with_value(|words| {
            desk.judged.with(|judged| {
                view! {
                    {panels::lines(words, judged, hands)}
                    {panel(words, judged)}
                    {panels::difference(words, judged)}
                    {panels::findings(words, judged, hands)}
                }
                .into_any()
            })
        })
    };
    view! {
        <div class="draft-desk" node_ref=desk.root>
            {tools(desk, hands)}
            <section class="draft-verdict" aria-label=desk.say(T::Verdict)>
                <h2 class="draft-panel-title">{desk.say(T::Verdict)}</h2>
                {move || {
                    desk.judged.track();
                    told(desk.verdict())
                }}
                {buttons(desk, agree)}
                <input type="hidden" name="seen" value=seen/>
                <p class="visually-hidden" role="status" aria-live="polite">{spoken}</p>
            </section>
            <div class="draft-panels">{panels}</div>
        </div>
    }
    .into_any()
}

/// What changes the text: the address one comes from, a file, and the way back.
fn tools(desk: Desk, hands: Hands) -> AnyView {
    let current = desk.ground.with_value(|ground| ground.current);
    let add = current.map(|address| {
        let network = usual_network(address).map(|rule| (rule, T::AddNetwork));
        let rules = network.into_iter().chain([(Rule::from(address), T::AddAddress)]);
        let buttons = rules.map(|(rule, message)| {
            let label = desk.fill(message, &[("rule", &rule.to_string())]);
            hands.button(Edit::Add(rule), label)
        });
        buttons.collect_view()
    });
    let (import, undo) = (StoredValue::new(desk.say(T::Import)), StoredValue::new(desk.say(T::Undo)));
    let file = move || {
        desk.live.get().then(|| {
            view! {
                <label class="button button-secondary button-small draft-import">
                    {import.get_value()}
                    <input
                        type="file"
                        class="visually-hidden"
                        accept=".txt,.csv,.conf,text/plain"
                        on:change=move |event| desk.import(&event_target(&event))
                    />
                </label>
            }
        })
    };
    let back = move || {
        let there = desk.past.with(|past| !past.is_empty());
        there.then(|| {
            view! {
                <button type="button" class="button button-quiet button-small" on:click=move |_| desk.undo()>
                    {undo.get_value()}
                </button>
            }
        })
    };
    let failed = move || {
        desk.failed.get().map(|message| {
            view! {
                <p class="field-error" role="alert"><Icon name=IconName::Error/><span>{desk.say(message)}</span></p>
            }
        })
    };
    view! { <div class="draft-tools">{add}{file}{back}{failed}</div> }.into_any()
}

/// Saving and trying out: first the one that fits.
fn buttons(desk: Desk, agree: Told<Option<Agree>>) -> AnyView {
    let (ways, minutes) = desk.ground.with_value(|ground| (ground.ways.clone(), ground.trial_minutes));
    let minutes = minutes.to_string();
    let (save, attempt) = (StoredValue::new(ways.save), StoredValue::new(ways.attempt));
    let try_label = StoredValue::new(desk.fill(T::Try, &[("minutes", &minutes)]));
    let hint = desk.fill(T::TryHint, &[("minutes", &minutes)]);
    let confirm = move || {
        let asked = desk.words.with_value(|words| desk.judged.with(|judged| agree(words, judged)));
        asked.filter(|_| desk.seen()).map(|Agree { label, value }| {
            view! {
                <label class="checkbox-label confirm-lockout">
                    <input type="checkbox" name="confirmed" value=value required node_ref=desk.consent/>
                    <span>{label}</span>
                </label>
            }
        })
    };
    let button = move |first: bool, tried: bool| {
        let kind = if first { "button button-primary" } else { "button button-secondary" };
        let off = desk.live.get() && desk.judged.with(|judged| judged.too_long);
        let (label, way) = if tried {
            (try_label.get_value(), attempt.get_value())
        } else {
            (desk.say(if first { T::Save } else { T::SaveNow }), save.get_value())
        };
        // the box is about saving
        view! {
            <button type="submit" class=kind formaction=way formnovalidate=tried disabled=off>{label}</button>
        }
        .into_any()
    };
    let both = move || {
        let tried = desk.judged.with(|judged| judged.try_first);
        [button(true, tried), button(false, !tried)].into_iter().collect_view()
    };
    let look = StoredValue::new(ways.look);
    let check = move || {
        (!desk.live.get()).then(|| {
            view! {
                <button type="submit" class="button button-quiet" formaction=look.get_value() formnovalidate>
                    {desk.say(T::Look)}
                </button>
            }
        })
    };
    view! {
        {confirm}
        <div class="form-actions">{both}{check}</div>
        <p class="field-hint">{hint}</p>
    }
    .into_any()
}
