//! The form that makes an account and sends its owner a link.

use super::text::AdminText as T;
use super::{ROLES, role_code};
use crate::admin::labels::role_text;
use crate::i18n::Language;
use crate::ui::{Button, Card, Field, FieldKind, Form, IconName, LinkButton, SelectField, page, say};
use leptos::prelude::*;
use sekisho_engine::policy::Role;

/// Address, name, role and language of somebody new.
pub(super) fn invite_form() -> AnyView {
    let roles = ROLES.into_iter().map(|role| (role_code(role).to_owned(), say(role_text(role))));
    let languages = Language::ALL.into_iter().map(|l| (l.tag().to_owned(), l.own_name().into()));
    view! {
        <Card>
            <Form action="/api/admin/invite">
                <Field name="email" kind=FieldKind::Email label=say(T::InviteEmail)/>
                <Field name="name" label=say(T::InviteName) maxlength=100/>
                <SelectField
                    name="role"
                    label=say(T::InviteRole)
                    options=roles.collect()
                    value=role_code(Role::General)
                    hint=say(T::InviteRoleHint)
                />
                <SelectField
                    name="language"
                    label=say(T::InviteLanguage)
                    options=languages.collect()
                    value=page().words.language.tag()
                />
                <div class="form-actions">
                    <Button icon=IconName::Mail>{say(T::InviteSubmit)}</Button>
                    <LinkButton href="/admin/people">{say(T::Cancel)}</LinkButton>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}
