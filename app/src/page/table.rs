//! The tables themselves.

use super::Access::{self, Administrator, PasswordVerified, Public, SignedIn, Support};
use super::{FormRoute, PageContext, PageFuture, PageRoute};
use crate::{
    account, admin, allowlist, email_otp, history, mfa, password, policy, recommendation, recovery, session,
    setup, sign_in, support, totp, two_step,
};

/// Every page.
pub const PAGES: &[PageRoute] = &[
    page("/", SignedIn, account::page::dashboard),
    page("/account", SignedIn, account::page::settings),
    page("/admin/history", Administrator, admin::page::history),
    page("/admin/people", Administrator, admin::page::people),
    page("/admin/people/new", Administrator, admin::page::new_person),
    page("/admin/people/{id}", Administrator, admin::page::person),
    page("/admin/policy", Administrator, policy::page::policy),
    page("/admin/requests", Support, support::page::requests),
    page("/admin/requests/{id}", Support, support::page::request),
    page("/forgot-password", Public, password::page::forgot_password),
    page("/history/log", SignedIn, history::page::log),
    page("/history/mail", SignedIn, history::page::mail),
    page("/profile", SignedIn, account::page::profile),
    page("/reauthenticate", SignedIn, session::page::reauthenticate),
    page("/reset-password", Public, password::page::reset_password),
    page("/security/allowlist", SignedIn, allowlist::page::allowlist),
    page("/security/mfa", SignedIn, mfa::mfa),
    page("/security/mfa/choose", SignedIn, recommendation::page::choose),
    page("/security/mfa/email", SignedIn, email_otp::page::email_otp),
    page("/security/mfa/recovery", SignedIn, recovery::page::recovery),
    page("/security/mfa/totp", SignedIn, totp::page::totp),
    page("/security/sessions", SignedIn, session::page::sessions),
    page("/security/two-step", SignedIn, two_step::page::two_step),
    page("/setup", Public, setup::page::setup),
    page("/sign-in", Public, sign_in::page::sign_in),
    page("/sign-in/enrol", PasswordVerified, sign_in::page::enrol),
    page("/sign-in/password", Public, sign_in::page::password),
    page("/sign-in/step-up", SignedIn, sign_in::page::step_up),
    page("/sign-in/verify", PasswordVerified, sign_in::page::verify),
    page("/support/mfa-removal", Public, support::page::ask),
    page("/support/stop", Public, support::page::stop),
];

const fn page(path: &'static str, access: Access, render: fn(PageContext) -> PageFuture) -> PageRoute {
    PageRoute { path, access, render }
}

const fn form(endpoint: &'static str, access: Access, page: &'static str) -> FormRoute {
    FormRoute { endpoint, access, page }
}

/// Every form's action.
pub const FORMS: &[FormRoute] = &[
    form("/api/sign-in/begin", Public, "/sign-in?next={next}&way={way}"),
    form("/api/sign-in/identify", Public, "/sign-in?next={next}&way={way}"),
    form("/api/sign-in/verify", PasswordVerified, "/sign-in/verify?factor={factor}"),
    form("/api/sign-in/send-code", PasswordVerified, "/sign-in/verify?factor=email"),
    form("/api/sign-in/step-up", SignedIn, "/sign-in/step-up?next={next}"),
    form("/api/sign-in/cancel", PasswordVerified, "/sign-in/verify"),
    form("/api/sign-in/out", SignedIn, "/"),
    form("/api/totp/confirm-at-sign-in", PasswordVerified, "/sign-in/enrol?method=totp"),
    form("/api/email-otp/send-at-sign-in", PasswordVerified, "/sign-in/enrol?method=email"),
    form("/api/email-otp/confirm-at-sign-in", PasswordVerified, "/sign-in/enrol?method=email"),
    form("/api/password/forgot", Public, "/forgot-password"),
    form("/api/password/reset", Public, "/reset-password"),
    form("/api/password/change", SignedIn, "/account"),
    form("/api/setup/complete", Public, "/setup"),
    form("/api/session/revoke", SignedIn, "/security/sessions"),
    form("/api/session/revoke-others", SignedIn, "/security/sessions"),
    form("/api/remembered/forget", SignedIn, "/security/sessions"),
    form("/api/session/reauthenticate", SignedIn, "/reauthenticate?next={next}"),
    form("/api/totp/confirm", SignedIn, "/security/mfa/totp"),
    form("/api/totp/remove", SignedIn, "/security/mfa"),
    form("/api/two-step/password", SignedIn, "/security/two-step"),
    form("/api/two-step/register", SignedIn, "/security/two-step?step=set-up"),
    form("/api/email-otp/send", SignedIn, "/security/mfa/email"),
    form("/api/email-otp/confirm", SignedIn, "/security/mfa/email"),
    form("/api/email-otp/remove", SignedIn, "/security/mfa"),
    form("/api/recommendation/put-off", SignedIn, "/"),
    form("/api/recommendation/choose", SignedIn, "/security/mfa/choose"),
    form("/api/recovery/make", SignedIn, "/security/mfa/recovery"),
    form("/api/recovery/saved", SignedIn, "/security/mfa/recovery"),
    form("/api/allowlist/add", SignedIn, "/security/allowlist"),
    form("/api/allowlist/remove", SignedIn, "/security/allowlist"),
    form("/api/account/save", SignedIn, "/account"),
    form("/api/account/language", Public, "/sign-in"),
    form("/api/account/request-address", SignedIn, "/account"),
    form("/api/account/confirm-address", SignedIn, "/account"),
    form("/api/account/cancel-address", SignedIn, "/account"),
    form("/api/admin/invite", Administrator, "/admin/people/new"),
    form("/api/admin/lock", Administrator, "/admin/people/{id}"),
    form("/api/admin/unlock", Administrator, "/admin/people/{id}"),
    form("/api/admin/reset-mfa", Administrator, "/admin/people/{id}"),
    form("/api/admin/set-method", Administrator, "/admin/people/{id}"),
    form("/api/admin/clear-rules", Administrator, "/admin/people/{id}"),
    form("/api/admin/end-sessions", Administrator, "/admin/people/{id}"),
    form("/api/support/request-mfa-removal", Public, "/support/mfa-removal"),
    form("/api/support/stop", Public, "/support/stop"),
    form("/api/support/stop-own", SignedIn, "/"),
    form("/api/support/take", Support, "/admin/requests/{id}"),
    form("/api/support/approve", Support, "/admin/requests/{id}"),
    form("/api/support/refuse", Support, "/admin/requests/{id}"),
];
