//! The rules of applications, on the policy's page.

use super::RuleView;
use super::text::ForwardAuthText as T;
use crate::ui::{Card, Cell, EmptyState, IconName, Table, say, say_with};
use leptos::prelude::*;
use sekisho_engine::gate::{Need, Who};
use sekisho_engine::policy::Role;

/// All rules, in their order.
pub(crate) fn applications(rules: &[RuleView]) -> AnyView {
    if rules.is_empty() {
        return view! {
            <Card title=say(T::Title)>
                <EmptyState icon=IconName::Globe title=say(T::Empty) text=say(T::EmptyWhat)/>
            </Card>
        }
        .into_any();
    }
    let columns = vec![say(T::ColumnOrder), say(T::ColumnPages), say(T::ColumnNeed), say(T::ColumnWho)];
    let rows = rules.iter().enumerate().map(|(at, rule)| row(at, rule)).collect_view();
    view! {
        <Card title=say(T::Title) description=say(T::Intro)>
            <div class="applications"><Table caption=say(T::Title) columns=columns>{rows}</Table></div>
        </Card>
    }
    .into_any()
}

fn row(at: usize, rule: &RuleView) -> AnyView {
    let never = rule.shadowed_by.map(|by| {
        let number = (by + 1).to_string();
        view! { <span class="entry-detail">{say_with(T::Never, &[("number", &number)])}</span> }
    });
    let need = match rule.need {
        Need::Bypass => T::NeedBypass,
        Need::OneFactor => T::NeedOneFactor,
        Need::TwoFactors => T::NeedTwoFactors,
        Need::Grant => T::NeedGrant,
    };
    let who = rule.who.iter().map(|who| view! { <li>{named(who)}</li> }).collect_view();
    let who = if rule.who.is_empty() {
        say(T::Everybody).into_any()
    } else {
        view! { <ul class="application-who">{who}</ul> }.into_any()
    };
    let pages = rule.pages.clone();
    view! {
        <tr>
            <Cell label=say(T::ColumnOrder)>{at + 1}</Cell>
            <Cell label=say(T::ColumnPages) main=true><code>{pages}</code>{never}</Cell>
            <Cell label=say(T::ColumnNeed)>{say(need)}</Cell>
            <Cell label=say(T::ColumnWho)>{who}</Cell>
        </tr>
    }
    .into_any()
}

fn named(who: &Who) -> AnyView {
    match who {
        Who::Role(Role::General) => say(T::RoleGeneral).into_any(),
        Who::Role(Role::Support) => say(T::RoleSupport).into_any(),
        Who::Role(Role::Admin) => say(T::RoleAdmin).into_any(),
        Who::Person(address) => address.to_string().into_any(),
    }
}
