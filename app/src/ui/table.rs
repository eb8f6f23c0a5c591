//! Tables. On a narrow screen each row becomes a card, and each cell says by itself what it is.

use super::Text;
use leptos::prelude::*;

/// A table of rows (`<tr>`) of [`Cell`]s.
#[component]
pub fn Table(
    /// What the table tells, for screen readers.
    #[prop(into)]
    caption: Text,
    /// The headings of the columns; an empty one stands over buttons.
    columns: Vec<Text>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let columns = columns
        .into_iter()
        .map(|column| match column.is_empty() {
            true => view! { <td></td> }.into_any(),
            false => view! { <th scope="col">{column}</th> }.into_any(),
        })
        .collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>{columns}</tr></thead>
            <tbody>{children()}</tbody>
        </table>
    }
    .into_any()
}

/// A cell.
#[component]
pub fn Cell(
    /// The heading of its column, shown where the row is a card.
    #[prop(into)]
    label: Text,
    /// Whether it is what the row is about.
    #[prop(optional)]
    main: bool,
    /// Whether it holds buttons.
    #[prop(optional)]
    actions: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <td data-label=(!label.is_empty()).then_some(label) class:cell-main=main class:cell-actions=actions>
            {children()}
        </td>
    }
    .into_any()
}
