//! Fields of a form: a label, a hint, the control, and what is wrong with what was typed.

use super::form::{FieldState, field_state};
use super::{Icon, IconName, Text};
use leptos::prelude::*;

/// What is typed into a text field; decides the keyboard and what the browser checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Anything.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A user name.
    Username,
    /// Something to look for.
    Search,
    /// A day of the calendar.
    Day,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Username => "text",
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Search => "search",
            Self::Day => "date",
        }
    }

    const fn is_prose(self) -> bool {
        !matches!(self, Self::Email | Self::Phone | Self::Username)
    }
}

/// Label, hint and error around a control: for controls of one's own. The control's `id`, `aria-describedby`
/// and `aria-invalid` come from the same [`FieldState`].
pub(super) fn around(
    state: &FieldState,
    label: Text,
    hint: Option<Text>,
    optional: Option<Text>,
    control: AnyView,
) -> AnyView {
    let class = if state.error.is_some() { "field has-error" } else { "field" };
    view! {
        <div class=class>
            <label class="field-label" for=state.id.clone()>
                {label}
                {optional.map(|word| view! { <span class="field-optional">{word}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="field-hint" id=state.hint_id()>{hint}</p> })}
            {control}
            {field_error(state)}
        </div>
    }
    .into_any()
}

/// What is wrong with a field, below it.
pub(super) fn field_error(state: &FieldState) -> Option<AnyView> {
    state.error.clone().map(|error| {
        view! {
            <p class="field-error" id=state.error_id()>
                <Icon name=IconName::Error/>
                <span>{error}</span>
            </p>
        }
        .into_any()
    })
}

/// A line of text.
#[component]
pub fn Field(
    /// The field's name in the form.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// What is typed into it.
    #[prop(default = FieldKind::Text)]
    kind: FieldKind,
    /// A sentence below the label.
    #[prop(optional, into)]
    hint: Option<Text>,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// The `autocomplete` token.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The most characters.
    #[prop(default = 254)]
    maxlength: u32,
    /// Whether it may stay empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// Whether it has the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let has_hint = hint.is_some();
    let control = view! {
        <input
            class="input"
            id=state.id.clone()
            type=kind.input_type()
            name=name
            value=state.typed.clone().unwrap_or(value)
            autocomplete=autocomplete
            maxlength=maxlength.to_string()
            required=!optional
            autofocus=autofocus || state.error.is_some()
            autocapitalize=(!kind.is_prose()).then_some("none")
            spellcheck=(!kind.is_prose()).then_some("false")
            aria-describedby=state.described_by(has_hint)
            aria-invalid=state.invalid()
        />
    };
    around(&state, label, hint, optional.then(optional_word), control.into_any())
}

pub(super) fn optional_word() -> Text {
    super::page().words.text(super::text::UiText::Optional)
}

/// A line of text that is decided already: it is shown and sent along, and what is beside it leads to where it
/// can be changed.
#[component]
pub fn FixedField(
    /// The field's name in the form.
    name: &'static str,
    /// What it is.
    #[prop(into)]
    label: Text,
    /// What is in it.
    #[prop(default = FieldKind::Text)]
    kind: FieldKind,
    /// What it holds.
    #[prop(into)]
    value: String,
    /// The `autocomplete` token: password managers read the field, too.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The way to change it.
    children: Children,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let class = if state.error.is_some() { "field has-error" } else { "field" };
    view! {
        <div class=class>
            <div class="fixed-head">
                <label class="field-label" for=state.id.clone()>{label}</label>
                {children()}
            </div>
            <input
                class="input input-fixed"
                id=state.id.clone()
                type=kind.input_type()
                name=name
                value=value
                autocomplete=autocomplete
                readonly
                aria-describedby=state.described_by(false)
                aria-invalid=state.invalid()
            />
            {field_error(&state)}
        </div>
    }
    .into_any()
}

/// A choice of one out of a few.
#[component]
pub fn SelectField(
    /// The field's name in the form.
    name: &'static str,
    /// What it asks for.
    #[prop(into)]
    label: Text,
    /// The values and what they are called.
    options: Vec<(String, Text)>,
    /// The value chosen at first.
    #[prop(optional, into)]
    value: String,
    /// A sentence below the label.
    #[prop(optional, into)]
    hint: Option<Text>,
) -> impl IntoView {
    let state = field_state(name, label.clone());
    let chosen = state.typed.clone().unwrap_or(value);
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    let control = view! {
        <div class="select">
            <select
                class="input"
                id=state.id.clone()
                name=name
                aria-describedby=state.described_by(hint.is_some())
                aria-invalid=state.invalid()
            >
                {options}
            </select>
            <Icon name=IconName::ChevronDown/>
        </div>
    };
    around(&state, label, hint, None, control.into_any())
}

/// A value that is sent along and not shown.
#[component]
pub fn HiddenField(
    /// The field's name in the form.
    name: &'static str,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
