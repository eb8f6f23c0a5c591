//! The pages about requests to support: what each loads, and the public form.

use super::QueueFilter;
use super::queue::queue_cards;
use super::request::request_cards;
use super::stop::stop_page;
use super::text::{RequestText as R, SupportText as T};
use super::{COMPANY_MAX, NAME_MAX, NUMBER_MAX, SUMMARY_MAX};
use crate::admin::labels::{AdminTab, admin_tabs};
use crate::admin::text::AdminText;
use crate::error::Problem;
use crate::form::Notice;
use crate::id::RequestId;
use crate::page::{PageContext, PageFuture};
use crate::ui::{
    Alert, AuthPage, Button, ButtonKind, CheckBox, Field, FieldKind, Form, LinkButton, PortalPage, Section,
    Tab, TextArea, Tone, duration_text, page as asked_page, say, say_with,
};
use crate::visit::{Administrator, Caller};
use leptos::prelude::*;
use sekisho_engine::time::Seconds;

/// `/support/mfa-removal`: the form; then what happens next.
#[must_use]
pub fn ask(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let wait = cx.portal.support_requests.ok_or(Problem::NotFound)?;
        let sent = cx.query("done").and_then(Notice::from_code) == Some(Notice::SupportRequested);
        Ok(if sent && cx.failure.is_none() { sent_page(&cx, wait) } else { ask_page(&cx) })
    })
}

fn ask_page(cx: &PageContext) -> AnyView {
    let (email, name) = match &cx.visit.caller {
        Caller::SignedIn(person) => (person.email.clone(), person.name.clone()),
        Caller::Anonymous | Caller::PasswordVerified(_) => (String::new(), String::new()),
    };
    let page = AuthPage::new(cx.words.text(T::Title)).description(cx.words.text(T::What)).wide();
    page.render(cx, move || {
        view! {
            <Form action="/api/support/request-mfa-removal">
                <Field
                    name="email"
                    kind=FieldKind::Email
                    label=say(T::Email)
                    hint=say(T::EmailHint)
                    value=email
                    autocomplete="email"
                />
                <Field name="name" label=say(T::Name) value=name autocomplete="name" maxlength=most(NAME_MAX)/>
                <div class="field-pair">
                    <Field
                        name="company"
                        label=say(T::Company)
                        autocomplete="organization"
                        maxlength=most(COMPANY_MAX)
                    />
                    <Field
                        name="phone"
                        kind=FieldKind::Phone
                        label=say(T::Phone)
                        autocomplete="tel"
                        maxlength=most(NUMBER_MAX)
                    />
                </div>
                <Field
                    name="case_number"
                    label=say(T::CaseNumber)
                    hint=say(T::CaseNumberHint)
                    maxlength=most(NUMBER_MAX)
                    optional=true
                />
                <TextArea
                    name="summary"
                    label=say(T::Summary)
                    hint=say(T::SummaryHint)
                    maxlength=SUMMARY_MAX
                    optional=true
                />
                <Alert tone=Tone::Warning title=say(T::RiskTitle)><p>{say(T::Risk)}</p></Alert>
                <CheckBox name="acknowledged" label=say(T::Acknowledge) required=true/>
                <div class="form-actions form-actions-stacked">
                    <Button wide=true>{say(T::Send)}</Button>
                    <a class="quiet-link" href="/sign-in">{say(T::BackToSignIn)}</a>
                </div>
            </Form>
        }
    })
}

fn most(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}

/// Says the same whether there is such an account or not.
fn sent_page(cx: &PageContext, wait: Seconds) -> AnyView {
    let page = AuthPage::new(cx.words.text(T::SentTitle)).description(cx.words.text(T::SentWhat));
    page.without_notice().render(cx, move || {
        let effect = match wait.get() {
            0 => say(T::SentAtOnce),
            _ => say_with(T::SentWait, &[("time", &duration_text(&asked_page().words, wait))]),
        };
        view! {
            <ol class="next-steps">
                <li>{say(T::SentNotice)}</li>
                <li>{say(T::SentReview)}</li>
                <li>{effect}</li>
                <li>{say(T::SentDone)}</li>
            </ol>
            <p class="request-note">{say(T::SentAgain)}</p>
            <div class="form-actions">
                <LinkButton href="/sign-in" kind=ButtonKind::Primary wide=true>{say(T::BackToSignIn)}</LinkButton>
            </div>
        }
    })
}

/// `/support/stop`: by the link that was mailed with an approval.
#[must_use]
pub fn stop(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let view = cx.ports.support.stop_view(&cx.visit).await?;
        Ok(stop_page(&cx, view))
    })
}

/// `/admin/requests?state=done&page=2`: the queue.
#[must_use]
pub fn requests(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let filter = QueueFilter {
            done: cx.query("state") == Some("done"),
            page: cx.query("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
        };
        let view = cx.ports.support.queue(&cx.visit, &cx.supporter()?, filter).await?;
        let document = PortalPage::new(Section::Admin, cx.words.text(AdminText::TabRequests))
            .tabs(cx.words.text(AdminText::Title), tabs(&cx))
            .with_islands();
        Ok(document.render(&cx, move || queue_cards(view, filter)))
    })
}

/// Of Admin, support sees the requests alone.
fn tabs(cx: &PageContext) -> Vec<Tab> {
    let tabs = admin_tabs(&cx.words, AdminTab::Requests);
    match cx.person().ok().and_then(Administrator::of) {
        Some(_) => tabs,
        None => tabs.into_iter().filter(|tab| tab.current).collect(),
    }
}

/// `/admin/requests/{id}`: one request.
#[must_use]
pub fn request(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let by = cx.supporter()?;
        let id: RequestId = cx.param("id")?;
        let view = cx.ports.support.request(&cx.visit, &by, id).await?;
        let administers = Administrator::of(by.person()).is_some();
        let document =
            PortalPage::new(Section::Admin, cx.words.fill(R::Title, &[("name", &view.asked.name)]))
                .back("/admin/requests", cx.words.text(R::Back))
                .with_islands();
        Ok(document.render(&cx, move || request_cards(view, administers)))
    })
}
