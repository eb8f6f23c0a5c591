//! History: the tabs Log and Email.

use super::log_table::{CsvLink, LogFilterForm, LogTable};
use super::text::HistoryText as T;
use super::{LogFilter, MailEntry, MailFilter, MailState, filter};
use crate::page::{PageContext, PageFuture};
use crate::ui::text::UiText;
use crate::ui::{
    Badge, Button, ButtonKind, Card, Cell, EmptyState, Field, FieldKind, HistoryTab, IconName, Moment, Pager,
    PortalPage, Section, Table, Tone, history_tabs, say, say_with,
};
use leptos::prelude::*;

const LOG: &str = "/history/log";
const MAIL: &str = "/history/mail";

/// `/history/log`.
pub fn log(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let filter = LogFilter::from_query(&cx.query);
        let log = cx.ports.history.log(&cx.visit, cx.person()?, &filter).await?;
        let csv = format!("/history/log.csv?{}", filter.query());
        let document = PortalPage::new(Section::History, cx.words.text(UiText::TabLog))
            .tabs(cx.words.text(T::Title), history_tabs(&cx.words, HistoryTab::Log))
            .with_islands();
        Ok(document.render(&cx, move || {
            view! {
                <p class="page-description">{say(T::LogIntro)}</p>
                <Card>
                    <LogFilterForm path=LOG filter=filter.clone()/>
                    <LogTable path=LOG filter=filter log=log/>
                    <CsvLink href=csv/>
                </Card>
            }
        }))
    })
}

/// `/history/mail`.
pub fn mail(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let filter = MailFilter::from_query(&cx.query);
        let mails = cx.ports.history.mail(&cx.visit, cx.person()?, &filter).await?;
        let document = PortalPage::new(Section::History, cx.words.text(UiText::TabMail))
            .tabs(cx.words.text(T::Title), history_tabs(&cx.words, HistoryTab::Mail))
            .with_islands();
        let first = mails.entries.first().filter(|_| mails.newer);
        let last = mails.entries.last().filter(|_| mails.older);
        let newer = first.map(|mail| format!("{MAIL}?{}", filter.newer_than(mail.id)));
        let older = last.map(|mail| format!("{MAIL}?{}", filter.older_than(mail.id)));
        Ok(document.render(&cx, move || {
            view! {
                <p class="page-description">{say(T::MailIntro)}</p>
                <Card>
                    {mail_filter(&filter)}
                    {mail_table(&filter, mails.entries)}
                    <Pager newer=newer older=older/>
                </Card>
            }
        }))
    })
}

fn mail_filter(filter: &MailFilter) -> AnyView {
    view! {
        <form method="get" action=MAIL class="filter" role="search">
            <Field
                name="text"
                kind=FieldKind::Search
                label=say(T::FilterMailText)
                value=filter.text.clone().unwrap_or_default()
                maxlength=u32::try_from(filter::TEXT_MAX).unwrap_or(u32::MAX)
                optional=true
            />
            <div class="filter-actions">
                <Button kind=ButtonKind::Secondary icon=IconName::Search>{say(T::FilterSubmit)}</Button>
                {filter.text.is_some().then(|| view! {
                    <a class="button button-quiet" href=MAIL>{say(T::FilterClear)}</a>
                })}
            </div>
        </form>
    }
    .into_any()
}

fn mail_table(filter: &MailFilter, mails: Vec<MailEntry>) -> AnyView {
    if mails.is_empty() {
        let text = if filter.text.is_some() { T::EmptyFilter } else { T::EmptyMail };
        return view! {
            <EmptyState icon=IconName::Mail title=say(UiText::TabMail) text=say(text)/>
        }
        .into_any();
    }
    let columns = [T::ColumnTime, T::ColumnSubject, T::ColumnTo, T::ColumnState];
    let columns = columns.into_iter().map(|column| say(column)).collect();
    let rows = mails.into_iter().map(mail_row).collect_view();
    view! { <Table caption=say(UiText::TabMail) columns=columns>{rows}</Table> }.into_any()
}

fn mail_row(mail: MailEntry) -> AnyView {
    view! {
        <tr>
            <Cell label=say(T::ColumnTime)><Moment at=mail.at/></Cell>
            <Cell label=say(T::ColumnSubject) main=true><span class="entry-title">{mail.subject}</span></Cell>
            <Cell label=say(T::ColumnTo)>{mail.to}</Cell>
            <Cell label=say(T::ColumnState)>{mail_state(mail.state)}</Cell>
        </tr>
    }
    .into_any()
}

fn mail_state(state: MailState) -> AnyView {
    match state {
        MailState::Queued { next_attempt, attempts } => view! {
            <Badge tone=Tone::Info text=say(T::MailQueued)/>
            <span class="entry-detail">{say(T::MailNextAttempt)}" "<Moment at=next_attempt/></span>
            {(attempts > 0).then(|| view! {
                <span class="entry-detail">{say_with(T::MailAttempts, &[("count", &attempts.to_string())])}</span>
            })}
        }
        .into_any(),
        MailState::Sent { at } => view! {
            <Badge tone=Tone::Good text=say(T::MailSent)/>
            <span class="entry-detail"><Moment at=at/></span>
        }
        .into_any(),
        MailState::Failed { at, reason } => view! {
            <Badge tone=Tone::Danger text=say(T::MailFailed)/>
            <span class="entry-detail"><Moment at=at/></span>
            <span class="entry-detail">{reason}</span>
        }
        .into_any(),
        MailState::Expired { at } => view! {
            <Badge tone=Tone::Warning text=say(T::MailExpired)/>
            <span class="entry-detail"><Moment at=at/></span>
        }
        .into_any(),
    }
}
