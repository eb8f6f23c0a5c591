//! The pages of Admin: what each loads.

use super::PeopleFilter;
use super::invite::invite_form;
use super::labels::{AdminTab, admin_tabs};
use super::people::{filter_of, people_list};
use super::person::person_cards;
use super::text::AdminText as T;
use crate::grant;
use crate::history::LogFilter;
use crate::history::log_table::{CsvLink, LogFilterForm, LogTable};
use crate::history::text::HistoryText;
use crate::id::AccountId;
use crate::page::{PageContext, PageFuture};
use crate::ui::{ButtonKind, Card, IconName, LinkButton, PortalPage, Section, say, say_with};
use leptos::prelude::*;

const HISTORY: &str = "/admin/history";

/// `/admin/people`.
pub fn people(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let filter: PeopleFilter = filter_of(&cx);
        let view = cx.ports.admin.people(&cx.visit, &cx.administrator()?, &filter).await?;
        let document = PortalPage::new(Section::Admin, cx.words.text(T::TabPeople))
            .tabs(cx.words.text(T::Title), admin_tabs(&cx.words, AdminTab::People))
            .actions(invite)
            .with_islands();
        Ok(document.render(&cx, move || people_list(view, &filter)))
    })
}

fn invite() -> AnyView {
    view! {
        <LinkButton href="/admin/people/new" kind=ButtonKind::Primary icon=IconName::Plus>
            {say(T::Invite)}
        </LinkButton>
    }
    .into_any()
}

/// `/admin/people/new`.
pub fn new_person(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        cx.administrator()?;
        let document = PortalPage::new(Section::Admin, cx.words.text(T::InviteTitle))
            .back("/admin/people", cx.words.text(T::BackToPeople))
            .description(cx.words.text(T::InviteIntro));
        Ok(document.render(&cx, invite_form))
    })
}

/// `/admin/people/{id}`.
pub fn person(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let admin = cx.administrator()?;
        let id: AccountId = cx.param("id")?;
        let view = cx.ports.admin.person(&cx.visit, &admin, id).await?;
        let log = cx.ports.history.log_of(&cx.visit, &admin, Some(id), &LogFilter::default()).await?;
        let grants = cx.ports.grant.of(&cx.visit, &admin, id).await?;
        let document = PortalPage::new(Section::Admin, view.row.name.clone())
            .back("/admin/people", cx.words.text(T::BackToPeople))
            .with_islands();
        Ok(document.render(&cx, move || {
            let grants = grant::section::of_person(id, grants.as_deref());
            view! { {person_cards(&view, log)}{grants} }
        }))
    })
}

/// `/admin/history`, and one person's with `?account=`.
pub fn history(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let admin = cx.administrator()?;
        let filter = LogFilter::from_query(&cx.query);
        let account = cx.query("account").and_then(|id| id.parse::<AccountId>().ok());
        let person = match account {
            Some(id) => Some(cx.ports.admin.person(&cx.visit, &admin, id).await?),
            None => None,
        };
        let log = cx.ports.history.log_of(&cx.visit, &admin, account, &filter).await?;
        let document = PortalPage::new(Section::Admin, cx.words.text(T::TabHistory))
            .tabs(cx.words.text(T::Title), admin_tabs(&cx.words, AdminTab::History))
            .with_islands();
        Ok(document.render(&cx, move || {
            let intro = match &person {
                Some(person) => say_with(T::HistoryOf, &[("name", &person.row.name)]),
                None => say(HistoryText::AllIntro),
            };
            let keep = account.map(|id| ("account", id.to_string()));
            let whose = account.map(|id| format!("account={id}&")).unwrap_or_default();
            let csv = format!("{HISTORY}.csv?{whose}{}", filter.query());
            view! {
                <p class="page-description">
                    {intro}
                    {person.map(|_| view! { " "<a href=HISTORY>{say(T::HistoryEverybody)}</a> })}
                </p>
                <Card>
                    <LogFilterForm path=HISTORY filter=filter.clone() keep=keep.clone()/>
                    <LogTable path=HISTORY filter=filter log=log keep=keep whose=account.is_none() why=true/>
                    <CsvLink href=csv/>
                </Card>
            }
        }))
    })
}
