//! Whose password a form is about, for password managers: a field that is there and can't be seen.

use leptos::prelude::*;

/// The account's user name beside a password field. Has no name, so that it isn't sent.
#[component]
pub fn UsernameHint(
    /// The user name: here, the address that one signs in with.
    #[prop(into)]
    username: String,
) -> impl IntoView {
    view! {
        <input
            class="visually-hidden"
            type="text"
            value=username
            autocomplete="username"
            readonly
            tabindex="-1"
            aria-hidden="true"
        />
    }
    .into_any()
}
