//! Renders pages without a server: sample people behind the ports, a fixed clock.

mod decisions;
mod events;
mod networks;
mod portal_rules;
mod ports;
mod requests;
pub mod sample;

pub use events::every_event;
use hydration_context::SsrSharedContext;
use leptos::prelude::{Owner, RenderHtml};
use leptos::reactive::computed::ScopedFuture;
pub use sample::{Sample, now};
use sekisho_app::error::{ApiError, Problem};
use sekisho_app::form::FormFailure;
use sekisho_app::i18n::{Language, Words};
use sekisho_app::page::{self, Access, AuthenticatorFiles, PAGES, PageContext, PageRoute, Portal};
use sekisho_app::visit::{Caller, Held, SetCookies, Visit};
use sekisho_engine::time::Seconds;
use std::future::Future;
use std::sync::Arc;

/// A page to be rendered: which, for whom, in which language.
pub struct Asked {
    pub path: String,
    pub query: Vec<(String, String)>,
    pub caller: Caller,
    pub language: Language,
    pub sample: Sample,
    pub failure: Option<FormFailure>,
    pub answered: Vec<(String, String)>,
}

/// A page as it came out.
pub struct Page {
    pub status: u16,
    pub html: String,
}

impl Asked {
    /// Asks for `path_and_query` as whoever the page is for.
    pub fn new(path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let pair = |pair: &str| pair.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned()));
        let caller = match find(path).map(|(route, _)| route.access) {
            Some(Access::SignedIn | Access::Support | Access::Administrator) => {
                Caller::SignedIn(sample::administrator())
            }
            Some(Access::PasswordVerified) => Caller::PasswordVerified(sample::half()),
            Some(Access::Public) | None => Caller::Anonymous,
        };
        Self {
            path: path.to_owned(),
            query: query.split('&').filter_map(pair).collect(),
            caller,
            language: Language::En,
            sample: Sample::Protected,
            failure: None,
            answered: Vec::new(),
        }
    }

    /// The page answers a form with these fields.
    pub fn answering(mut self, fields: &[(&str, &str)]) -> Self {
        self.answered = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        self
    }

    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    pub fn by(mut self, caller: Caller) -> Self {
        self.caller = caller;
        self
    }

    pub fn of(mut self, sample: Sample) -> Self {
        if let Caller::SignedIn(person) = &mut self.caller {
            person.trials = sample::trials(sample);
        }
        self.sample = sample;
        self
    }

    /// The page is shown again because `endpoint` answered `problem` at `field`.
    pub fn failed(
        mut self,
        endpoint: &str,
        problem: Problem,
        field: Option<&str>,
        values: &[(&str, &str)],
    ) -> Self {
        let error = match field {
            Some(field) => problem.at(field),
            None => ApiError::from(problem),
        };
        let values = values.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        self.failure = Some(FormFailure { endpoint: endpoint.to_owned(), error, values });
        self
    }

    /// Renders it as the server does.
    pub fn render(self) -> Page {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let found = find(&self.path);
        let cx = self.context(found.as_ref().map(|(_, params)| params.clone()).unwrap_or_default());
        let (status, view) = match found {
            Some((route, _)) => owner.with(|| block_on(ScopedFuture::new(page::render(route, cx)))),
            None => owner.with(|| page::render_error(&cx, Problem::NotFound.into())),
        };
        let html = owner.with(|| view.to_html());
        owner.unset_with_forced_cleanup();
        Page { status, html }
    }

    /// Renders the page that tells of `problem`.
    pub fn render_error(self, problem: Problem) -> Page {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let cx = self.context(Vec::new());
        let (status, view) = page::render_error(&cx, problem.into());
        let html = owner.with(|| view.to_html());
        owner.unset_with_forced_cleanup();
        Page { status, html }
    }

    fn context(self, params: Vec<(String, String)>) -> PageContext {
        PageContext {
            visit: Visit {
                now: now(),
                address: sample::here(),
                user_agent: sample::FIREFOX.to_owned(),
                language: self.language,
                request_id: "01K9Z6M3T7QW".to_owned(),
                caller: self.caller,
                held: Held { identifier: Some("hanako.aoyama@example.org".to_owned()), ..Held::default() },
                cookies: SetCookies::default(),
            },
            ports: Arc::new(ports::ports(self.sample)),
            words: Words::new(self.language, Arc::default()),
            path: self.path,
            params,
            query: self.query,
            failure: self.failure,
            answered: self.answered,
            portal: Arc::new(Portal {
                name: "Aoyama Client Portal".to_owned(),
                logo: None,
                stylesheet: "main.css".to_owned(),
                boot_script: Some("boot.js".to_owned()),
                editors_script: Some("boot-editors.js".to_owned()),
                countdown_script: Some("countdown.js".to_owned()),
                prove_script: Some("prove.js".to_owned()),
                sign_in: sample::sign_in(self.sample),
                remember_me: sample::remember_me(self.sample),
                one_step_until: sample::last_day(self.sample),
                totp_offered: true,
                paired_offered: true,
                authenticator_files: AuthenticatorFiles {
                    script: Some("/assets/authenticator-0123456789abcdef.js".to_owned()),
                    touch_icon: Some("/assets/authenticator-192-0123456789abcdef.png".to_owned()),
                },
                authenticator: "https://portal.example.org/authenticator".to_owned(),
                email_otp_offered: true,
                email_otp_external: self.sample == Sample::Crowded,
                asks_method: self.sample == Sample::Midway,
                support_contact: "support@example.org".to_owned(),
                support_requests: Some(match self.sample {
                    Sample::Fresh => Seconds::ZERO,
                    _ => Seconds::hours(24),
                }),
            }),
        }
    }
}

fn find(path: &str) -> Option<(&'static PageRoute, Vec<(String, String)>)> {
    let fits = |route: &&PageRoute| {
        let (wanted, given) = (route.path.split('/'), path.split('/'));
        wanted.clone().count() == given.clone().count()
            && wanted.zip(given).all(|(wanted, given)| wanted == given || wanted.starts_with('{'))
    };
    let route = PAGES.iter().find(|route| route.path == path).or_else(|| PAGES.iter().find(fits))?;
    let named = route.path.split('/').zip(path.split('/')).filter_map(|(wanted, given)| {
        let name = wanted.strip_prefix('{')?.strip_suffix('}')?;
        Some((name.to_owned(), given.to_owned()))
    });
    Some((route, named.collect()))
}

/// The sample ports answer at once, so one poll is enough.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("a sample port answers at once"),
    }
}
