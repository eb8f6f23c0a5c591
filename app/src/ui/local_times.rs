//! Rewrites the times of a page, which the server writes in UTC, into the browser's own zone.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// One of these on a page rewrites every `<time class="moment">` of it; what the server wrote stays as the
/// element's tooltip. Draws nothing itself.
#[island]
pub fn LocalTimes(
    /// The language to write in, as a BCP 47 tag.
    language: String,
) -> impl IntoView {
    Effect::new(move |_| {
        let _ = rewrite_all(&language);
    });
}

fn rewrite_all(language: &str) -> Result<(), JsValue> {
    let Some(window) = web_sys::window() else { return Ok(()) };
    let Some(document) = window.document() else { return Ok(()) };
    // the page's language in the reader's own variety: `en-GB` writes dates otherwise than `en-US`
    let variety = window.navigator().language().filter(|variety| variety.split('-').next() == Some(language));
    let language = variety.as_deref().unwrap_or(language);
    let moments = format(language, &[("dateStyle", "medium"), ("timeStyle", "short")])?;
    let clocks = format(language, &[("timeStyle", "medium")])?;
    let times = document.get_elements_by_class_name("moment");
    for time in (0..times.length()).filter_map(|i| times.item(i)) {
        let Some(instant) = time.get_attribute("datetime") else { continue };
        let date = js_sys::Date::new(&JsValue::from_str(&instant));
        let formatter =
            if time.get_attribute("data-local").as_deref() == Some("clock") { &clocks } else { &moments };
        let written = time.text_content().unwrap_or_default();
        time.set_attribute("title", &written)?;
        time.set_text_content(formatter.call1(&JsValue::NULL, &date)?.as_string().as_deref());
    }
    Ok(())
}

fn format(language: &str, options: &[(&str, &str)]) -> Result<js_sys::Function, JsValue> {
    let bag = js_sys::Object::new();
    for (name, value) in options {
        js_sys::Reflect::set(&bag, &JsValue::from_str(name), &JsValue::from_str(value))?;
    }
    let locales = js_sys::Array::of1(&JsValue::from_str(language));
    Ok(js_sys::Intl::DateTimeFormat::new(&locales, &bag).format())
}
