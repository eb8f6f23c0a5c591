//! Entries of the log as a table: a person's own, or, with a column for whose they are, everybody's.

use super::browser::browser;
use super::tell::tell;
use super::text::HistoryText as T;
use super::{Actor, LogEntry, LogFilter, Page, Repeated, filter};
use crate::admin::person_path;
use crate::decision::text::DecisionText;
use crate::decision::{entry_path, recorded};
use crate::ui::{
    Badge, Button, ButtonKind, Cell, EmptyState, Field, FieldKind, IconName, LinkButton, Moment, MomentStyle,
    Pager, SelectField, Table, Text, Tone, moment_text, page, say, say_with,
};
use leptos::prelude::*;
use sekisho_engine::history::{Group, Outcome};

/// The fields that narrow the log. `keep` is sent along: name and value.
#[component]
pub fn LogFilterForm(
    /// The page that shows the log.
    path: &'static str,
    /// What is shown now.
    filter: LogFilter,
    /// What else the page's query holds.
    #[prop(optional_no_strip)]
    keep: Option<(&'static str, String)>,
) -> impl IntoView {
    let any = || (String::new(), say(T::FilterAny));
    let groups = Group::ALL.into_iter().map(|group| (group.as_str().to_owned(), say(group_text(group))));
    let refused = (Outcome::Refused.as_str().to_owned(), say(T::Refused));
    let clear = match &keep {
        Some((name, value)) => format!("{path}?{name}={value}"),
        None => path.to_owned(),
    };
    view! {
        <form method="get" action=path class="filter" role="search">
            {keep.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })}
            <SelectField
                name="group"
                label=say(T::FilterGroup)
                options=std::iter::once(any()).chain(groups).collect()
                value=filter.group.clone().unwrap_or_default()
            />
            <SelectField
                name="outcome"
                label=say(T::FilterOutcome)
                options=vec![any(), refused]
                value=filter.outcome.map(Outcome::as_str).unwrap_or_default()
            />
            <Field
                name="text"
                kind=FieldKind::Search
                label=say(T::FilterText)
                value=filter.text.clone().unwrap_or_default()
                maxlength=u32::try_from(filter::TEXT_MAX).unwrap_or(u32::MAX)
                optional=true
            />
            <div class="filter-actions">
                <Button kind=ButtonKind::Secondary icon=IconName::Search>{say(T::FilterSubmit)}</Button>
                {filter.is_narrow().then(|| view! {
                    <a class="button button-quiet" href=clear>{say(T::FilterClear)}</a>
                })}
            </div>
        </form>
    }
}

const fn group_text(group: Group) -> T {
    match group {
        Group::SignIn => T::GroupSignIn,
        Group::Session => T::GroupSession,
        Group::Password => T::GroupPassword,
        Group::Mfa => T::GroupMfa,
        Group::Allowlist => T::GroupAllowlist,
        Group::Network => T::GroupNetwork,
        Group::Gate => T::GroupGate,
        Group::Account => T::GroupAccount,
        Group::Support => T::GroupSupport,
        Group::Mail => T::GroupMail,
    }
}

/// A page of the log, with the ways to newer and older entries.
#[component]
pub fn LogTable(
    /// The page that shows it.
    path: &'static str,
    /// What else the page's query holds, to be kept in its links.
    #[prop(optional_no_strip)]
    keep: Option<(&'static str, String)>,
    /// What is shown.
    filter: LogFilter,
    /// The entries.
    log: Page<LogEntry>,
    /// Whether to say whose they are.
    #[prop(optional)]
    whose: bool,
    /// Whether sign-ins lead to why they were decided so, which administrators may ask.
    #[prop(optional)]
    why: bool,
) -> impl IntoView {
    let href = |query: String| match &keep {
        Some((name, value)) => format!("{path}?{name}={value}&{query}"),
        None => format!("{path}?{query}"),
    };
    let newer = log.entries.first().filter(|_| log.newer).map(|entry| href(filter.newer_than(entry.id)));
    let older = log.entries.last().filter(|_| log.older).map(|entry| href(filter.older_than(entry.id)));
    if log.entries.is_empty() {
        let text = if filter.is_narrow() { T::EmptyFilter } else { T::EmptyLog };
        return view! {
            <EmptyState icon=IconName::History title=say(T::Title) text=say(text)/>
            <Pager newer=newer older=older/>
        }
        .into_any();
    }
    view! {
        <LogRows entries=log.entries whose=whose why=why/>
        <Pager newer=newer older=older/>
    }
    .into_any()
}

/// The way to the log as a file.
#[component]
pub fn CsvLink(
    /// Where it is, with the filter in force.
    href: String,
) -> impl IntoView {
    view! {
        <p class="card-foot">
            <LinkButton href=href kind=ButtonKind::Quiet icon=IconName::Download>{say(T::Csv)}</LinkButton>
        </p>
    }
}

/// Entries, as they are.
#[component]
pub fn LogRows(
    /// The entries.
    entries: Vec<LogEntry>,
    /// Whether to say whose they are.
    #[prop(optional)]
    whose: bool,
    /// Whether sign-ins lead to why they were decided so, which administrators may ask.
    #[prop(optional)]
    why: bool,
) -> impl IntoView {
    let mut columns = vec![say(T::ColumnTime), say(T::ColumnEvent)];
    if whose {
        columns.push(say(T::ColumnPerson));
    }
    columns.push(say(T::ColumnFrom));
    let rows = entries.into_iter().map(|entry| row(entry, whose, why)).collect_view();
    view! { <Table caption=say(T::Title) columns=columns>{rows}</Table> }
}

fn row(entry: LogEntry, whose: bool, why: bool) -> AnyView {
    let told = tell(&page().words, &entry.event);
    let why = why.then(|| why_link(&entry, &told.title)).flatten();
    let refused = entry.outcome == Outcome::Refused;
    let by = actor(&entry.actor).map(|who| say_with(T::By, &[("who", &who)]));
    let account = entry.account;
    view! {
        <tr class:entry-refused=refused>
            <Cell label=say(T::ColumnTime)><Moment at=entry.at/></Cell>
            <Cell label=say(T::ColumnEvent) main=true>
                <span class="entry-title">
                    {told.title}
                    {refused.then(|| view! { " "<Badge tone=Tone::Danger text=say(T::Refused)/> })}
                </span>
                {entry.repeated.map(|repeated| view! { <span class="entry-detail">{again(repeated)}</span> })}
                {told.detail.map(|detail| view! { <span class="entry-detail">{detail}</span> })}
                {by.map(|by| view! { <span class="entry-by">{by}</span> })}
                {why}
            </Cell>
            {whose.then(|| view! {
                <Cell label=say(T::ColumnPerson)>
                    {match account {
                        Some((id, email)) => view! { <a href=person_path(id)>{email}</a> }.into_any(),
                        None => say(T::NoAccount).into_any(),
                    }}
                </Cell>
            })}
            <Cell label=say(T::ColumnFrom)>
                {match entry.address {
                    Some(address) => view! { <span class="address">{address.to_string()}</span> }.into_any(),
                    None => view! { <span class="entry-nowhere">{say(T::UnknownAddress)}</span> }.into_any(),
                }}
                {browser_text(&entry.user_agent).map(|text| view! {
                    <span class="entry-browser" title=entry.user_agent.clone()>{text}</span>
                })}
            </Cell>
        </tr>
    }
    .into_any()
}

/// The way to why a sign-in was decided so; nothing for what is none.
fn why_link(entry: &LogEntry, title: &str) -> Option<AnyView> {
    recorded::asked_again(&entry.event)?;
    let when = moment_text(page().words.language, entry.at, MomentStyle::Full);
    let describe = say_with(DecisionText::WhyOf, &[("event", title), ("when", &when)]);
    Some(
        view! {
            <a class="entry-why" href=entry_path(entry.id) aria-label=describe>{say(DecisionText::Why)}</a>
        }
        .into_any(),
    )
}

/// How often it happened again, and when it did last.
fn again(repeated: Repeated) -> AnyView {
    let times = say_with(T::Repeated, &[("count", &repeated.times.to_string())]);
    view! { {times}" "<Moment at=repeated.last/> }.into_any()
}

/// Who did it, where it wasn't the person whose history it is.
fn actor(actor: &Actor) -> Option<Text> {
    match actor {
        Actor::Self_ => None,
        Actor::Person(name) => Some(name.clone().into()),
        Actor::CommandLine => Some(say(T::ByCommandLine)),
        Actor::Portal => Some(say(T::ByPortal)),
        Actor::Anonymous => Some(say(T::ByAnonymous)),
    }
}

/// A browser's short name: `Firefox on Windows`.
fn browser_text(user_agent: &str) -> Option<Text> {
    let browser = browser(user_agent)?;
    Some(match browser.system {
        Some(system) => say_with(T::BrowserOn, &[("browser", &browser.program), ("system", system)]),
        None => browser.program.into(),
    })
}
