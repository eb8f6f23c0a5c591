//! The dashboard: how the account is protected, what to do next, what happened lately.

use crate::account::DashboardView;
use crate::account::text::AccountText as T;
use crate::grant::section::silent_proof;
use crate::history::LogEntry;
use crate::history::tell::tell;
use crate::page::{PageContext, PageFuture};
use crate::recommendation::dialog::dialog;
use crate::support::own::own_request;
use crate::two_step;
use crate::ui::{
    Badge, ButtonKind, Card, EmptyState, Icon, IconName, LinkButton, Moment, PortalPage, Row, Rows, Section,
    Text, Tone, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::history::Outcome;

/// `/`.
#[must_use]
pub fn dashboard(cx: PageContext) -> PageFuture {
    Box::pin(async move {
        let person = cx.person()?;
        let view = cx.ports.account.dashboard(&cx.visit, person).await?;
        let asked = cx.ports.support.own(&cx.visit, person).await?;
        let document = PortalPage::new(Section::Dashboard, cx.words.text(T::DashboardTitle))
            .heading(cx.words.fill(T::Hello, &[("name", &person.name)]))
            .description(cx.words.text(T::HelloWhat))
            .with_islands();
        let one_step_until = cx.portal.one_step_until.filter(|last| cx.visit.now < last.ends());
        Ok(document.render(&cx, move || {
            view! {
                {view.recommend_by_dialog.then(dialog)}
                {asked.map(own_request)}
                {silent_proof(view.proves_family)}
                {if view.two_step_due {
                    Some(two_step::page::invitation(one_step_until))
                } else {
                    view.recommend_mfa.then(recommendation)
                }}
                <div class="status-cards">
                    {mfa(&view)}
                    {allowlist(&view)}
                    {sessions(&view)}
                </div>
                {recent(view.recent)}
            }
        }))
    })
}

fn recommendation() -> AnyView {
    view! {
        <section class="recommendation">
            <span class="recommendation-icon"><Icon name=IconName::ShieldCheck/></span>
            <div class="recommendation-words">
                <h2 class="recommendation-title">{say(T::RecommendTitle)}</h2>
                <p>{say(T::RecommendWhat)}</p>
            </div>
            <LinkButton href="/security/mfa/choose" kind=ButtonKind::Primary>{say(T::RecommendDo)}</LinkButton>
        </section>
    }
    .into_any()
}

/// What a status card tells.
struct Status {
    icon: IconName,
    title: Text,
    tone: Tone,
    state: Text,
    lines: Vec<Text>,
    href: &'static str,
    action: Text,
}

fn status_card(status: Status) -> AnyView {
    let Status { icon, title, tone, state, lines, href, action } = status;
    view! {
        <section class="card status-card">
            <div class="status-head">
                <span class="card-icon"><Icon name=icon/></span>
                <Badge tone=tone text=state/>
            </div>
            <h2 class="status-title">{title}</h2>
            <div class="status-lines">{lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
            <a class="status-link" href=href>{action}<Icon name=IconName::ChevronRight/></a>
        </section>
    }
    .into_any()
}

fn mfa(view: &DashboardView) -> AnyView {
    let any = view.totp || view.paired || view.email_otp;
    let on = any && !view.switched_off;
    let mut lines = Vec::new();
    let apps = [(view.totp, T::MethodTotp), (view.paired, T::MethodPaired)];
    lines.extend(apps.into_iter().filter(|(active, _)| *active).map(|(_, name)| say(name)));
    if view.totp || view.paired {
        let left = view.recovery_left;
        lines.push(match left {
            0 => say(T::RecoveryNone),
            _ => say_with(T::RecoveryLeft, &[("count", &left.to_string())]),
        });
    }
    if view.email_otp {
        lines.push(say(if view.email_forbidden { T::MethodEmailForbidden } else { T::MethodEmail }));
    }
    if !on {
        lines.push(say(T::MfaOffWhat));
    }
    status_card(Status {
        icon: IconName::Shield,
        title: say(T::MfaTitle),
        tone: if on && !view.email_forbidden { Tone::Good } else { Tone::Warning },
        state: say(if on { T::MfaOn } else { T::MfaOff }),
        lines,
        href: "/security/mfa",
        action: say(if any { T::MfaManage } else { T::MfaSetUp }),
    })
}

fn allowlist(view: &DashboardView) -> AnyView {
    let restricted = view.rules > 0;
    let (tone, line) = match (restricted, view.covered) {
        (false, _) => (Tone::Neutral, T::AllowlistOpenWhat),
        (true, Some(true)) => (Tone::Good, T::Covered),
        (true, Some(false)) => (Tone::Danger, T::NotCovered),
        (true, None) => (Tone::Warning, T::CoverUnknown),
    };
    let state = match view.rules {
        0 => say(T::AllowlistOpen),
        1 => say(T::AllowlistRule),
        many => say_with(T::AllowlistRules, &[("count", &many.to_string())]),
    };
    status_card(Status {
        icon: IconName::Place,
        title: say(T::AllowlistTitle),
        tone,
        state,
        lines: vec![say(line)],
        href: "/security/allowlist",
        action: say(T::AllowlistManage),
    })
}

fn sessions(view: &DashboardView) -> AnyView {
    let (state, line) = match view.sessions {
        0 | 1 => (say(T::SessionOne), T::SessionOneWhat),
        many => (say_with(T::SessionMany, &[("count", &many.to_string())]), T::SessionManyWhat),
    };
    status_card(Status {
        icon: IconName::Device,
        title: say(T::SessionsTitle),
        tone: Tone::Neutral,
        state,
        lines: vec![say(line)],
        href: "/security/sessions",
        action: say(T::SessionsReview),
    })
}

fn recent(entries: Vec<LogEntry>) -> AnyView {
    let all = view! {
        <a class="more-link" href="/history/log">{say(T::RecentAll)}<Icon name=IconName::ChevronRight/></a>
    }
    .into_any();
    let content = if entries.is_empty() {
        view! {
            <EmptyState
                icon=IconName::History
                title=say(T::RecentNone)
                text=say(T::RecentNoneWhat)
            />
        }
        .into_any()
    } else {
        let rows = entries.into_iter().map(|entry| recent_row(&entry)).collect_view();
        view! { <Rows>{rows}</Rows> }.into_any()
    };
    view! { <Card title=say(T::RecentTitle) actions=all>{content}</Card> }.into_any()
}

fn recent_row(entry: &LogEntry) -> AnyView {
    let at = entry.at;
    let told = tell(&page().words, &entry.event);
    let (icon, tone) = match entry.outcome {
        Outcome::Success => (IconName::CheckCircle, Tone::Neutral),
        Outcome::Refused => (IconName::Error, Tone::Danger),
    };
    let address = entry.address.map(|address| view! { <p><code>{address.to_string()}</code></p> });
    let when = view! { <div class="row-meta"><p><Moment at=at/></p>{address}</div> }.into_any();
    view! {
        <Row icon=icon tone=tone title=told.title actions=when>
            {told.detail.map(|detail| view! { <p>{detail}</p> })}
        </Row>
    }
    .into_any()
}
