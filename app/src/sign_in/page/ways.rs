//! The two ways in, side by side, while those who have no second factor yet may come in without one.

use crate::page::PageContext;
use crate::sign_in::text::SignInText as T;
use crate::sign_in::{WAY, page_path, way_code, way_from_code};
use crate::ui::{Alert, HiddenField, Icon, IconName, Text, Tone, day_text, say};
use leptos::prelude::*;
use sekisho_engine::sign_in::Way;
use sekisho_engine::time::Day;

/// What the sign-in page knows of the one-step way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    /// There is the usual way only.
    Usual,
    /// There are two; the one in the address is shown with its form.
    Both { shown: Way, last: Day },
    /// The one-step way was asked for, and its last day is over.
    Over { last: Day },
}

impl Ways {
    /// What the page was asked for, and what there is.
    pub(super) fn of(cx: &PageContext) -> Self {
        let asked = cx.query(WAY).map_or(Way::Usual, way_from_code);
        match cx.portal.one_step_until {
            Some(last) if cx.visit.now < last.ends() => Self::Both { shown: asked, last },
            Some(last) if asked == Way::OneStep => Self::Over { last },
            _ => Self::Usual,
        }
    }

    /// Whether there are two.
    pub(super) const fn are_two(self) -> bool {
        matches!(self, Self::Both { .. })
    }

    /// Whether the form is the one-step way's. A browser that came in by it can't stay signed in: the next visit
    /// would be by the usual way.
    pub(super) const fn is_one_step(self) -> bool {
        matches!(self, Self::Both { shown: Way::OneStep, .. })
    }

    /// The field that tells a form's way.
    pub(super) fn field(self) -> Option<AnyView> {
        self.is_one_step().then(|| view! { <HiddenField name=WAY value=way_code(Way::OneStep)/> }.into_any())
    }

    /// `form` among the ways in: in the column of its own, beside the way to the other.
    pub(super) fn around(self, cx: &PageContext, next: &str, form: AnyView) -> AnyView {
        match self {
            Self::Usual => form,
            Self::Over { last } => over(cx, last, form),
            Self::Both { shown, last } => both(cx, shown, last, next, form),
        }
    }
}

fn over(cx: &PageContext, last: Day, form: AnyView) -> AnyView {
    let told = cx.words.fill(T::OneStepOver, &[("day", &day_text(cx.words.language, last))]);
    view! {
        <Alert tone=Tone::Info><p>{told}</p></Alert>
        {form}
    }
    .into_any()
}

fn both(cx: &PageContext, shown: Way, last: Day, next: &str, form: AnyView) -> AnyView {
    let until = cx.words.fill(T::OneStepUntil, &[("day", &day_text(cx.words.language, last))]);
    let mut form = Some(form);
    let mut column = |way: Way, label: T, about: T, until: Option<String>| {
        let what = view! {
            <span class="way-in-what">{say(about)}</span>
            {until.map(|until| view! { <span class="way-in-until">{until}</span> })}
        }
        .into_any();
        match form.take_if(|_| way == shown) {
            Some(form) => here(say(label), what, form),
            None => elsewhere(page_path("/sign-in", way, next), say(label), what),
        }
    };
    let two_step = column(Way::Usual, T::TwoStepWay, T::TwoStepFor, None);
    let one_step = column(Way::OneStep, T::OneStepWay, T::OneStepFor, Some(until));
    view! { <div class="ways-in">{two_step}{one_step}</div> }.into_any()
}

/// The way that is shown, with its form.
fn here(label: Text, what: AnyView, form: AnyView) -> AnyView {
    view! {
        <section class="way-in">
            <h2 class="way-in-title">{label}</h2>
            <p class="way-in-words">{what}</p>
            {form}
        </section>
    }
    .into_any()
}

/// The other way, behind a link.
fn elsewhere(href: String, label: Text, what: AnyView) -> AnyView {
    view! {
        <section class="way-in">
            <h2 class="way-in-title">
                <a class="way-in-link" href=href><span>{label}</span><Icon name=IconName::ChevronRight/></a>
            </h2>
            <p class="way-in-words">{what}</p>
        </section>
    }
    .into_any()
}
