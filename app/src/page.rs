//! The table of pages and forms: which path, who may see it, what renders it.
//!
//! What isn't in the table isn't served, and every entry says who may reach it, so that a new page or server
//! function can't be open by forgetting something (see the tests).

use crate::error::{ApiError, ApiResult, Problem};
use crate::form::FormFailure;
use crate::i18n::Words;
use crate::port::Ports;
use crate::visit::{Administrator, Caller, PasswordVerified, SignedIn, Supporter, Visit};
use leptos::prelude::AnyView;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sekisho_engine::policy::{RememberMe, SignIn};
use sekisho_engine::time::Day;
use sekisho_engine::time::Seconds;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

mod table;
pub use table::{FORMS, PAGES};

/// Who may reach a page or a server function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Whoever is in the middle of signing in.
    PasswordVerified,
    /// Whoever is signed in.
    SignedIn,
    /// Signed-in people of the role support, and administrators.
    Support,
    /// Signed-in administrators.
    Administrator,
}

impl Access {
    /// Whether `caller` may pass.
    ///
    /// # Errors
    /// `SignInRequired`, `SignInExpired` or `NotAllowed`.
    pub fn admit(self, caller: &Caller) -> ApiResult<()> {
        match (self, caller) {
            (Self::Public, _) | (Self::SignedIn, Caller::SignedIn(_)) => Ok(()),
            (Self::Administrator, Caller::SignedIn(person)) => {
                Administrator::of(person).map(|_| ()).ok_or_else(|| Problem::NotAllowed.into())
            }
            (Self::Support, Caller::SignedIn(person)) => {
                Supporter::of(person).map(|_| ()).ok_or_else(|| Problem::NotAllowed.into())
            }
            (Self::PasswordVerified, caller) => {
                caller.half().map(|_| ()).ok_or_else(|| Problem::SignInExpired.into())
            }
            (Self::SignedIn | Self::Support | Self::Administrator, _) => Err(Problem::SignInRequired.into()),
        }
    }
}

/// A page.
pub struct PageRoute {
    /// Its path, in the router's notation: `/admin/people/{id}`.
    pub path: &'static str,
    /// Who may see it.
    pub access: Access,
    /// Loads what it needs and renders the whole document.
    pub render: fn(PageContext) -> PageFuture,
}

/// A server function that is the action of a form.
pub struct FormRoute {
    /// Its path.
    pub endpoint: &'static str,
    /// Who may call it.
    pub access: Access,
    /// The page that is shown again when it could not be done. `{name}` is a field of the form.
    pub page: &'static str,
    /// Whether it carries a whole list: then whoever is signed in may send up to [`LIST_BODY`] bytes.
    pub list: bool,
}

pub use crate::form::LIST_BODY;

/// A page being rendered.
pub type PageFuture = Pin<Box<dyn Future<Output = ApiResult<AnyView>> + Send>>;

/// What a page is rendered from.
#[derive(Clone)]
pub struct PageContext {
    /// The request.
    pub visit: Visit,
    /// The server.
    pub ports: Arc<Ports>,
    /// The words to speak in.
    pub words: Words,
    /// The path that was asked for.
    pub path: String,
    /// Parts of the path, by name.
    pub params: Vec<(String, String)>,
    /// The query, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The form that could not be done, when the page is shown because of one.
    pub failure: Option<FormFailure>,
    /// The fields of the form that this page answers, when it is shown because of one that changes nothing.
    pub answered: Vec<(String, String)>,
    /// The portal as its operator named it, and where its files are.
    pub portal: Arc<Portal>,
}

/// What the pages need to know of the installation.
#[derive(Debug, Clone, Default)]
pub struct Portal {
    /// The portal's name, in titles and authenticator labels.
    pub name: String,
    /// The path of the operator's logo, if they have one.
    pub logo: Option<String>,
    /// The stylesheet's path.
    pub stylesheet: String,
    /// The boot script's path; `None` where the browser half was not built.
    pub boot_script: Option<String>,
    /// The path of the boot script of pages on which a whole list is edited; `None` where the browser half was not
    /// built.
    pub editors_script: Option<String>,
    /// The path of the script that counts down a wait; `None` where the browser half was not built.
    pub countdown_script: Option<String>,
    /// The path of the script that proves an address of the other family; `None` where the browser half was not
    /// built.
    pub prove_script: Option<String>,
    /// How a person says who they are.
    pub sign_in: SignIn,
    /// Browsers that stay signed in.
    pub remember_me: RememberMe,
    /// The last day of the one-step way in, if there is one.
    pub one_step_until: Option<Day>,
    /// Whether authenticator apps are offered.
    pub totp_offered: bool,
    /// Whether the portal's own OTP app is offered.
    pub paired_offered: bool,
    /// The address of that app's page.
    pub authenticator: String,
    /// Its script and its icon.
    pub authenticator_files: AuthenticatorFiles,
    /// Whether an administrator wants 6-digit e-mailed codes to be offered.
    pub email_otp_offered: bool,
    /// Whether those go to an address of the person's own choice.
    pub email_otp_external: bool,
    /// Whether somebody who has several methods is asked which one to use.
    pub asks_method: bool,
    /// Where people reach support, as an address or a URL; possibly empty.
    pub support_contact: String,
    /// Where support may be asked to remove second factors: how long an approval waits before it takes effect.
    /// `None`: there is no form for it.
    pub support_requests: Option<Seconds>,
}

/// The files that the OTP app's page names; `None` where the browser half was not built.
#[derive(Debug, Clone, Default)]
pub struct AuthenticatorFiles {
    /// The script's path.
    pub script: Option<String>,
    /// The path of the icon for a home screen.
    pub touch_icon: Option<String>,
}

impl PageContext {
    /// The first value of `name` in the query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The part of the path that is called `name`.
    ///
    /// # Errors
    /// `NotFound` when it isn't what it should be.
    pub fn param<T: std::str::FromStr>(&self, name: &str) -> ApiResult<T> {
        self.params
            .iter()
            .find(|(known, _)| known == name)
            .and_then(|(_, value)| value.parse().ok())
            .ok_or_else(|| Problem::NotFound.into())
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// `SignInRequired`.
    pub fn person(&self) -> ApiResult<&SignedIn> {
        match &self.visit.caller {
            Caller::SignedIn(person) => Ok(person),
            _ => Err(Problem::SignInRequired.into()),
        }
    }

    /// The administrator.
    ///
    /// # Errors
    /// `SignInRequired` or `NotAllowed`.
    pub fn administrator(&self) -> ApiResult<Administrator> {
        Administrator::of(self.person()?).ok_or_else(|| Problem::NotAllowed.into())
    }

    /// Whoever looks after requests to support.
    ///
    /// # Errors
    /// `SignInRequired` or `NotAllowed`.
    pub fn supporter(&self) -> ApiResult<Supporter> {
        Supporter::of(self.person()?).ok_or_else(|| Problem::NotAllowed.into())
    }

    /// The half-finished sign-in.
    ///
    /// # Errors
    /// `SignInExpired`.
    pub fn half(&self) -> ApiResult<PasswordVerified> {
        self.visit.caller.half().ok_or_else(|| Problem::SignInExpired.into())
    }

    /// The failure of the form that posts to `endpoint`, if that is why the page is shown.
    #[must_use]
    pub fn failure_of(&self, endpoint: &str) -> Option<&FormFailure> {
        self.failure.as_ref().filter(|failure| failure.endpoint == endpoint)
    }
}

/// The form route of `endpoint`.
#[must_use]
pub fn form(endpoint: &str) -> Option<&'static FormRoute> {
    FORMS.iter().find(|form| form.endpoint == endpoint)
}

impl FormRoute {
    /// The path of the page to show again, with the form's fields filled in.
    #[must_use]
    pub fn page_for(&self, values: &[(String, String)]) -> String {
        let encoded: Vec<(&str, String)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), utf8_percent_encode(value, NON_ALPHANUMERIC).to_string()))
            .collect();
        let pairs: Vec<(&str, &str)> = encoded.iter().map(|(n, v)| (*n, v.as_str())).collect();
        crate::i18n::fill(self.page, &pairs)
    }
}

/// Renders `page`, or the error page that goes with what went wrong; says which status the answer has.
pub async fn render(page: &'static PageRoute, cx: PageContext) -> (u16, AnyView) {
    let failed = cx.failure.as_ref().map(|failure| failure.error.problem.status());
    let rendered = match page.access.admit(&cx.visit.caller) {
        Ok(()) => (page.render)(cx.clone()).await,
        Err(refused) => Err(refused),
    };
    match rendered {
        Ok(view) => (failed.unwrap_or(200), view),
        Err(error) => render_error(&cx, error),
    }
}

/// Renders the page that tells of `error`.
#[must_use]
pub fn render_error(cx: &PageContext, mut error: ApiError) -> (u16, AnyView) {
    if error.request_id.is_empty() {
        error.request_id.clone_from(&cx.visit.request_id);
    }
    (error.problem.status(), crate::ui::error_page::error_page(cx, &error))
}
