//! The pages of Admin → Networks: what each loads.

use super::editor::{Edited, editor};
use super::judge::Judge;
use super::list::network_list;
use super::text::NetworkText as T;
use super::{NetworkView, NetworksView};
use crate::admin::labels::{AdminTab, admin_tabs};
use crate::admin::text::AdminText;
use crate::error::Problem;
use crate::id::NetworkId;
use crate::page::{PageContext, PageFuture};
use crate::ui::{ButtonKind, IconName, LinkButton, PortalPage, Section, say};
use leptos::prelude::*;

pub(super) const PATH: &str = "/admin/networks";

pub(super) fn judge(view: &NetworksView) -> Judge {
    let networks = view.networks.iter().map(|view| view.network.clone()).collect();
    Judge::new(networks, view.current, view.asking, view.visitors.clone())
}

/// `/admin/networks`.
pub fn networks(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let view = cx.ports.network.view(&cx.visit, &cx.administrator()?).await?;
        let document = PortalPage::new(Section::Admin, cx.words.text(T::Title))
            .tabs(cx.words.text(AdminText::Title), admin_tabs(&cx.words, AdminTab::Networks));
        let document = if view.networks.is_empty() { document } else { document.actions(add) };
        Ok(document.render(&cx, move || network_list(&view, &judge(&view))))
    })
}

pub(super) fn add() -> AnyView {
    view! {
        <LinkButton href=format!("{PATH}/new") kind=ButtonKind::Primary icon=IconName::Plus>
            {say(T::Add)}
        </LinkButton>
    }
    .into_any()
}

/// `/admin/networks/{id}`; `new` for one that isn't there yet.
pub fn network(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let view = cx.ports.network.view(&cx.visit, &cx.administrator()?).await?;
        let edited = match cx.param::<String>("id")?.as_str() {
            "new" => None,
            id => {
                let id: NetworkId = id.parse().map_err(|_| Problem::NotFound)?;
                let found = view.networks.iter().enumerate().find(|(_, view)| view.id == id);
                let (place, NetworkView { id, network }) = found.ok_or(Problem::NotFound)?;
                Some(Edited { place, id: *id, network: network.clone() })
            }
        };
        let title = if edited.is_some() { T::EditTitle } else { T::NewTitle };
        let document = PortalPage::new(Section::Admin, cx.words.text(title))
            .back(PATH, cx.words.text(T::Back))
            .with_editors();
        Ok(document.render(&cx, move || editor(&view, edited)))
    })
}
