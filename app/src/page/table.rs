//! The tables themselves.

use super::Access::{self, Administrator, PasswordVerified, Public, SignedIn};
use super::{FormRoute, PageRoute};

/// Every page.
pub const PAGES: &[PageRoute] = &[];

const fn form(endpoint: &'static str, access: Access, page: &'static str) -> FormRoute {
    FormRoute { endpoint, access, page }
}

/// Every form's action.
pub const FORMS: &[FormRoute] = &[
    form("/api/sign-in/begin", Public, "/sign-in?next={next}"),
    form("/api/sign-in/verify", PasswordVerified, "/sign-in/verify?factor={factor}"),
    form("/api/sign-in/send-code", PasswordVerified, "/sign-in/verify?factor=email"),
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
    form("/api/session/reauthenticate", SignedIn, "/reauthenticate?next={next}"),
    form("/api/totp/confirm", SignedIn, "/security/mfa/totp"),
    form("/api/totp/remove", SignedIn, "/security/mfa"),
    form("/api/email-otp/send", SignedIn, "/security/mfa/email"),
    form("/api/email-otp/confirm", SignedIn, "/security/mfa/email"),
    form("/api/email-otp/remove", SignedIn, "/security/mfa"),
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
    form("/api/admin/clear-rules", Administrator, "/admin/people/{id}"),
    form("/api/admin/end-sessions", Administrator, "/admin/people/{id}"),
];
