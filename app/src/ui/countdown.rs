//! The countdown beside a button that can't be used yet. Without JavaScript it names the time of day instead,
//! and the server refuses what comes too early.

use leptos::prelude::*;
use std::time::Duration;

/// Counts down to when the submit button of the form around it may be used again.
#[island]
pub fn Countdown(
    /// Seconds from now on.
    seconds: i64,
    /// What is said before the browser counts: names the time of day.
    at: String,
    /// What is said while it counts; `{time}` is what is left, as `0:29`.
    waiting: String,
    /// What is said when the time has come.
    ready: String,
) -> impl IntoView {
    let left = RwSignal::new(None::<i64>);
    let place = NodeRef::<leptos::html::Span>::new();
    Effect::new(move |_| {
        let ends = js_sys::Date::now() + seconds as f64 * 1_000.0;
        let tick = move || left.set(Some(seconds_until(ends)));
        tick();
        let Ok(timer) = set_interval_with_handle(tick, Duration::from_millis(500)) else { return };
        Effect::new(move |_| {
            let over = left.get() == Some(0);
            if over {
                timer.clear();
            }
            if let Some(place) = place.get() {
                hold_button(&place, !over);
            }
        });
    });
    let text = move || match left.get() {
        None => at.clone(),
        Some(0) => ready.clone(),
        Some(left) => waiting.replace("{time}", &format!("{}:{:02}", left / 60, left % 60)),
    };
    view! { <span class="countdown" role="timer" node_ref=place>{text}</span> }
}

/// Disables or enables the submit button of the form that `place` is in.
fn hold_button(place: &web_sys::Element, hold: bool) {
    if let Ok(Some(form)) = place.closest("form")
        && let Ok(Some(button)) = form.query_selector("button[type=submit]")
    {
        let _ = if hold { button.set_attribute("disabled", "") } else { button.remove_attribute("disabled") };
    }
}

/// Whole seconds until `ends`, in milliseconds of the browser's clock, rounded up; 0 when it is past.
#[allow(clippy::cast_possible_truncation, reason = "a wait is at most an hour")]
fn seconds_until(ends: f64) -> i64 {
    ((ends - js_sys::Date::now()) / 1_000.0).ceil().max(0.0) as i64
}
