//! Answers as plain JavaScript objects.

use js_sys::{Array, BigInt, Object, Reflect};
use sekisho_engine::address::{AddressRange, Count};
use wasm_bindgen::JsValue;

/// An object with these properties.
pub(crate) fn object<const N: usize>(properties: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in properties {
        set(&object, name, &value);
    }
    object
}

/// Gives `object` a property.
pub(crate) fn set(object: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a plain object takes any property");
}

/// An array of what `items` become.
pub(crate) fn array<T>(items: impl IntoIterator<Item = T>, item: impl FnMut(T) -> JsValue) -> JsValue {
    items.into_iter().map(item).collect::<Array>().into()
}

/// An array of texts.
pub(crate) fn texts<T: ToString>(items: impl IntoIterator<Item = T>) -> JsValue {
    array(items, |text| text.to_string().into())
}

/// A number of addresses, exactly: a `bigint`.
pub(crate) fn count(count: Count) -> JsValue {
    match count.to_u128() {
        Some(count) => BigInt::from(count).into(),
        None => BigInt::new(&count.to_string().into()).map_or(JsValue::NULL, JsValue::from),
    }
}

/// A place in a list. Lists have fewer than 2^32 rules.
pub(crate) fn place(place: usize) -> JsValue {
    u32::try_from(place).unwrap_or(u32::MAX).into()
}

/// `null` for nothing.
pub(crate) fn or_null<T: Into<JsValue>>(value: Option<T>) -> JsValue {
    value.map_or(JsValue::NULL, Into::into)
}

/// `{ family, first, last }`.
pub(crate) fn range(range: AddressRange) -> JsValue {
    object([
        ("family", range.family().to_string().into()),
        ("first", range.first().to_string().into()),
        ("last", range.last().to_string().into()),
    ])
}

/// The bytes `span` of `text` as JavaScript counts: in UTF-16 code units.
pub(crate) fn span(text: &str, span: std::ops::Range<usize>) -> JsValue {
    array([span.start, span.end], |at| place(text.get(..at).unwrap_or(text).encode_utf16().count()))
}
