//! The ports of a server that has sample people and does nothing.

use super::events::every_event;
use super::sample::{self, Sample};
use async_trait::async_trait;
use sekisho_app::account::port::AccountPort;
use sekisho_app::account::{AccountView, DashboardView};
use sekisho_app::admin::port::AdminPort;
use sekisho_app::admin::{Moved, PeopleFilter, PeopleView, PersonView};
use sekisho_app::allowlist::port::AllowlistPort;
use sekisho_app::allowlist::{AllowlistView, Draft, DraftView, TypedRule};
use sekisho_app::email_otp::port::EmailOtpPort;
use sekisho_app::email_otp::{EmailEnrolment, EmailOtpState, External};
use sekisho_app::error::{ApiResult, Problem};
use sekisho_app::form::ReturnPath;
use sekisho_app::forward_auth::RuleView;
use sekisho_app::forward_auth::port::ForwardAuthPort;
use sekisho_app::history::port::HistoryPort;
use sekisho_app::history::{LogEntry, LogFilter, MailEntry, MailFilter, Page};
use sekisho_app::i18n::Language;
use sekisho_app::id::{AccountId, RememberedId, RuleId, SessionId};
use sekisho_app::mfa::port::MfaPort;
use sekisho_app::mfa::{MfaSwitch, Switched};
use sekisho_app::pairing::Pairing;
use sekisho_app::pairing::port::PairingPort;
use sekisho_app::password::port::PasswordPort;
use sekisho_app::password::{PasswordGuide, ResetView};
use sekisho_app::policy::port::PolicyPort;
use sekisho_app::policy::{Circle, KeyView, PolicyView, Value};
use sekisho_app::port::Ports;
use sekisho_app::recommendation::port::RecommendationPort;
use sekisho_app::recovery::RecoveryView;
use sekisho_app::recovery::port::RecoveryPort;
use sekisho_app::remembered::RememberedView;
use sekisho_app::remembered::port::RememberedPort;
use sekisho_app::session::port::SessionPort;
use sekisho_app::session::{ReauthenticationView, SessionView};
use sekisho_app::setup::SetupView;
use sekisho_app::setup::port::SetupPort;
use sekisho_app::sign_in::port::SignInPort;
use sekisho_app::sign_in::{Begin, NextStep, VerifyView};
use sekisho_app::totp::port::TotpPort;
use sekisho_app::totp::{TotpEnrolment, TotpState};
use sekisho_app::two_step::TwoStepView;
use sekisho_app::two_step::port::TwoStepPort;
use sekisho_app::visit::{Administrator, PasswordVerified, SignedIn, Visit};
use sekisho_engine::address::Address;
use sekisho_engine::gate::{Need, Who};
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::policy::{Role, Weakness};
use sekisho_engine::time::Seconds;
use std::sync::Arc;

/// Ports that show `sample`.
pub fn ports(sample: Sample) -> Ports {
    let server = Arc::new(Server(sample));
    Ports {
        sign_in: server.clone(),
        session: server.clone(),
        password: server.clone(),
        policy: server.clone(),
        forward_auth: server.clone(),
        totp: server.clone(),
        pairing: server.clone(),
        two_step: server.clone(),
        mfa: server.clone(),
        email_otp: server.clone(),
        recommendation: server.clone(),
        recovery: server.clone(),
        remembered: server.clone(),
        allowlist: server.clone(),
        history: server.clone(),
        account: server.clone(),
        admin: server.clone(),
        decision: Arc::new(super::decisions::Decisions(sample)),
        grant: Arc::new(super::networks::Networks(sample)),
        network: Arc::new(super::networks::Networks(sample)),
        portal_rules: Arc::new(super::portal_rules::PortalRules(sample)),
        support: Arc::new(super::requests::Requests(sample)),
        setup: server,
    }
}

struct Server(Sample);

impl Server {
    fn enrolment(&self) -> TotpEnrolment {
        TotpEnrolment {
            uri: "otpauth://totp/Aoyama%20Client%20Portal:hanako.aoyama%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Aoyama%20Client%20Portal&algorithm=SHA1&digits=6&period=30".to_owned(),
            key: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".to_owned(),
            label: "Aoyama Client Portal: hanako.aoyama@example.org".to_owned(),
        }
    }

    fn email_enrolment(&self) -> EmailEnrolment {
        let sent = (self.0 == Sample::Midway).then(sample::sent);
        if self.0 == Sample::Crowded {
            let present = Some("hanako@home.example.net".to_owned());
            let forbidden = vec!["example.org".to_owned(), "edu.example.org".to_owned()];
            return EmailEnrolment { email: None, external: Some(External { present, forbidden }), sent };
        }
        EmailEnrolment { email: Some("hanako.aoyama@example.org".to_owned()), external: None, sent }
    }
}

fn one_page<T>(entries: Vec<T>) -> Page<T> {
    Page { entries, older: true, newer: false }
}

#[async_trait]
impl SignInPort for Server {
    async fn begin(&self, _: &Visit, _: Begin<'_>) -> ApiResult<NextStep> {
        Err(Problem::SignInRefused.into())
    }

    async fn identify(&self, _: &Visit, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn verify_view(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<VerifyView> {
        Ok(VerifyView {
            factors: Method::ALL.to_vec(),
            usual: Some(Method::Totp),
            email: Some("h•••@example.org".to_owned()),
            email_forbidden: (self.0 == Sample::Crowded).then(|| "example.org".to_owned()),
            sent: (self.0 == Sample::Midway).then(sample::sent),
            expires: sample::now().plus(Seconds::minutes(9)),
        })
    }

    async fn enrolment_methods(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<Methods> {
        Ok(Methods::from([Method::Totp, Method::Email]))
    }

    async fn send_code(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<()> {
        Ok(())
    }

    async fn step_up(&self, _: &Visit, _: &SignedIn, _: Option<ReturnPath>) -> ApiResult<NextStep> {
        Ok(NextStep::Verify)
    }

    async fn verify(
        &self,
        _: &Visit,
        _: &PasswordVerified,
        _: Method,
        _: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(None)
    }

    async fn cancel(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<()> {
        Ok(())
    }

    async fn sign_out(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl SessionPort for Server {
    async fn list(&self, _: &Visit, _: &SignedIn) -> ApiResult<Vec<SessionView>> {
        Ok(sample::sessions(self.0))
    }

    async fn revoke(&self, _: &Visit, _: &SignedIn, _: SessionId) -> ApiResult<()> {
        Ok(())
    }

    async fn revoke_others(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn reauthentication(&self, _: &Visit, _: &SignedIn) -> ApiResult<ReauthenticationView> {
        Ok(ReauthenticationView { totp: self.0 == Sample::Protected })
    }

    async fn reauthenticate(&self, _: &Visit, _: &SignedIn, _: &str, _: &str) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl RememberedPort for Server {
    async fn list(&self, _: &Visit, _: &SignedIn) -> ApiResult<Vec<RememberedView>> {
        Ok(sample::browsers(self.0))
    }

    async fn forget(&self, _: &Visit, _: &SignedIn, _: RememberedId) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl PasswordPort for Server {
    async fn guide(&self, _: &Visit, _: &SignedIn) -> ApiResult<PasswordGuide> {
        Ok(sample::guide())
    }

    async fn change(&self, _: &Visit, _: &SignedIn, _: &str, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn request_reset(&self, _: &Visit, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn open_link(&self, _: &Visit, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn reset_view(&self, _: &Visit) -> ApiResult<ResetView> {
        let email = "hanako.aoyama@example.org".to_owned();
        match self.0 {
            Sample::Fresh => Err(Problem::LinkSpent.into()),
            sample => Ok(ResetView { guide: sample::guide(), email, clears_mfa: sample == Sample::Crowded }),
        }
    }

    async fn reset(&self, _: &Visit, _: &str) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl TotpPort for Server {
    async fn state(&self, _: &Visit, _: &SignedIn) -> ApiResult<TotpState> {
        Ok(match self.0 {
            Sample::Fresh => TotpState::Off,
            Sample::Midway => TotpState::Disabled { since: sample::ago(Seconds::hours(3)) },
            Sample::Protected | Sample::Crowded => TotpState::Active {
                since: sample::ago(Seconds::days(90)),
                last_used: Some(sample::ago(Seconds::hours(2))),
            },
        })
    }

    async fn enrolment(&self, _: &Visit, _: &SignedIn) -> ApiResult<TotpEnrolment> {
        Ok(self.enrolment())
    }

    async fn confirm(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn remove(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn enrolment_at_sign_in(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<TotpEnrolment> {
        Ok(self.enrolment())
    }

    async fn confirm_at_sign_in(
        &self,
        _: &Visit,
        _: &PasswordVerified,
        _: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(None)
    }
}

#[async_trait]
impl PairingPort for Server {
    async fn state(&self, visit: &Visit, person: &SignedIn) -> ApiResult<TotpState> {
        TotpPort::state(self, visit, person).await
    }

    async fn pairing(&self, _: &Visit, _: &SignedIn) -> ApiResult<Pairing> {
        Ok(Pairing { user_code: "J7SC-C6SG-WT1G-5SJA".to_owned(), paired: self.0 != Sample::Fresh })
    }

    async fn take(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn remove(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn pairing_at_sign_in(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<Pairing> {
        Ok(Pairing { user_code: "J7SC-C6SG-WT1G-5SJA".to_owned(), paired: self.0 != Sample::Fresh })
    }

    async fn take_at_sign_in(&self, _: &Visit, _: &PasswordVerified, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm_at_sign_in(
        &self,
        _: &Visit,
        _: &PasswordVerified,
        _: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(None)
    }
}

#[async_trait]
impl TwoStepPort for Server {
    async fn view(&self, _: &Visit, _: &SignedIn) -> ApiResult<TwoStepView> {
        Ok(match self.0 {
            Sample::Fresh => TwoStepView::Password { guide: sample::guide(), method: Method::Totp },
            Sample::Midway => TwoStepView::Authenticator { method: Method::Totp, password_set: true },
            Sample::Protected => TwoStepView::Done { method: Method::Totp },
            Sample::Crowded => TwoStepView::Done { method: Method::Email },
        })
    }

    async fn set_password(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl MfaPort for Server {
    async fn state(&self, _: &Visit, _: &SignedIn) -> ApiResult<MfaSwitch> {
        Ok(match self.0 {
            Sample::Fresh => MfaSwitch::NotOffered,
            Sample::Protected => MfaSwitch::On { methods: true },
            Sample::Midway => MfaSwitch::On { methods: false },
            _ => MfaSwitch::Off { methods: true },
        })
    }

    async fn switch(&self, _: &Visit, _: &SignedIn, _: bool) -> ApiResult<Switched> {
        Ok(Switched::Unchanged)
    }
}

#[async_trait]
impl EmailOtpPort for Server {
    async fn state(&self, _: &Visit, _: &SignedIn) -> ApiResult<EmailOtpState> {
        Ok(match self.0 {
            Sample::Fresh => EmailOtpState::Off,
            _ => EmailOtpState::Active {
                email: "hanako.aoyama@example.org".to_owned(),
                forbidden: (self.0 == Sample::Crowded).then(|| "example.org".to_owned()),
                since: sample::ago(Seconds::days(12)),
                last_used: None,
            },
        })
    }

    async fn enrolment(&self, _: &Visit, _: &SignedIn) -> ApiResult<EmailEnrolment> {
        Ok(self.email_enrolment())
    }

    async fn send(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn remove(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn enrolment_at_sign_in(&self, _: &Visit, _: &PasswordVerified) -> ApiResult<EmailEnrolment> {
        Ok(self.email_enrolment())
    }

    async fn send_at_sign_in(&self, _: &Visit, _: &PasswordVerified, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm_at_sign_in(
        &self,
        _: &Visit,
        _: &PasswordVerified,
        _: &str,
    ) -> ApiResult<Option<ReturnPath>> {
        Ok(None)
    }
}

#[async_trait]
impl RecoveryPort for Server {
    async fn view(&self, _: &Visit, _: &SignedIn) -> ApiResult<RecoveryView> {
        let codes = (1..=10).map(|n| format!("k7{n:02}-m4qd-x9t{}-w2hz", n % 10)).collect();
        let on = self.0 != Sample::Fresh;
        Ok(RecoveryView {
            left: if on { 8 } else { 0 },
            made: if on { 10 } else { 0 },
            since: on.then(|| sample::ago(Seconds::days(90))),
            unsaved: (self.0 == Sample::Midway).then_some(codes),
        })
    }

    async fn make(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn saved(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl AllowlistPort for Server {
    async fn view(&self, _: &Visit, _: &SignedIn) -> ApiResult<AllowlistView> {
        Ok(sample::allowlist(self.0))
    }

    async fn draft(&self, _: &Visit, _: &SignedIn) -> ApiResult<DraftView> {
        Ok(sample::draft(self.0))
    }

    async fn export(&self, _: &Visit, _: &SignedIn) -> ApiResult<String> {
        Ok(sample::allowlist(self.0).text)
    }

    async fn add(&self, _: &Visit, _: &SignedIn, _: TypedRule<'_>, _: Option<Address>) -> ApiResult<()> {
        Ok(())
    }

    async fn amend(
        &self,
        _: &Visit,
        _: &SignedIn,
        _: RuleId,
        _: TypedRule<'_>,
        _: Option<Address>,
    ) -> ApiResult<()> {
        Ok(())
    }

    async fn save(&self, _: &Visit, _: &SignedIn, _: Draft<'_>) -> ApiResult<()> {
        Ok(())
    }

    async fn begin_trial(&self, _: &Visit, _: &SignedIn, _: Draft<'_>) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm_trial(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn undo_trial(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }

    async fn remove(&self, _: &Visit, _: &SignedIn, _: RuleId, _: Option<Address>) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl HistoryPort for Server {
    async fn log(&self, _: &Visit, _: &SignedIn, _: &LogFilter) -> ApiResult<Page<LogEntry>> {
        Ok(match self.0 {
            Sample::Fresh => one_page(Vec::new()),
            Sample::Crowded => Page { entries: every_event(), older: true, newer: true },
            Sample::Protected | Sample::Midway => one_page(sample::log()),
        })
    }

    async fn mail(&self, _: &Visit, _: &SignedIn, _: &MailFilter) -> ApiResult<Page<MailEntry>> {
        Ok(one_page(if self.0 == Sample::Fresh { Vec::new() } else { sample::mails() }))
    }

    async fn log_of(
        &self,
        _: &Visit,
        _: &Administrator,
        _: Option<AccountId>,
        _: &LogFilter,
    ) -> ApiResult<Page<LogEntry>> {
        Ok(one_page(sample::log()))
    }
}

#[async_trait]
impl AccountPort for Server {
    async fn view(&self, _: &Visit, _: &SignedIn) -> ApiResult<AccountView> {
        Ok(sample::account(self.0))
    }

    async fn dashboard(&self, _: &Visit, _: &SignedIn) -> ApiResult<DashboardView> {
        Ok(sample::dashboard(self.0))
    }

    async fn save(&self, _: &Visit, _: &SignedIn, _: &str, _: Option<Language>) -> ApiResult<()> {
        Ok(())
    }

    async fn choose_language(&self, _: &Visit, _: Language) -> ApiResult<()> {
        Ok(())
    }

    async fn request_address(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn confirm_address(&self, _: &Visit, _: &SignedIn, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn cancel_address(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl AdminPort for Server {
    async fn people(&self, _: &Visit, _: &Administrator, _: &PeopleFilter) -> ApiResult<PeopleView> {
        let page = if self.0 == Sample::Crowded { 2 } else { 1 };
        let moved = (self.0 == Sample::Crowded).then_some(Moved { moved: 412, all: 1_310 });
        Ok(PeopleView { people: sample::people(), total: 1_310, page, moved })
    }

    async fn person(&self, _: &Visit, _: &Administrator, id: AccountId) -> ApiResult<PersonView> {
        sample::person(id).ok_or_else(|| Problem::NotFound.into())
    }

    async fn invite(
        &self,
        _: &Visit,
        _: &Administrator,
        _: &str,
        _: &str,
        _: Role,
        _: Language,
    ) -> ApiResult<AccountId> {
        Ok(AccountId(9))
    }

    async fn lock(&self, _: &Visit, _: &Administrator, _: AccountId) -> ApiResult<()> {
        Ok(())
    }

    async fn unlock(&self, _: &Visit, _: &Administrator, _: AccountId) -> ApiResult<()> {
        Ok(())
    }

    async fn reset_mfa(&self, _: &Visit, _: &Administrator, _: AccountId) -> ApiResult<()> {
        Ok(())
    }

    async fn set_method(&self, _: &Visit, _: &Administrator, _: AccountId, _: Method) -> ApiResult<()> {
        Ok(())
    }

    async fn clear_rules(&self, _: &Visit, _: &Administrator, _: AccountId) -> ApiResult<()> {
        Ok(())
    }

    async fn end_sessions(&self, _: &Visit, _: &Administrator, _: AccountId) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl SetupPort for Server {
    async fn open_link(&self, _: &Visit, _: &str) -> ApiResult<()> {
        Ok(())
    }

    async fn view(&self, _: &Visit) -> ApiResult<SetupView> {
        Ok(match self.0 {
            Sample::Fresh => SetupView::FirstAdministrator { guide: sample::guide() },
            _ => SetupView::Invited {
                email: "rosa@example.org".to_owned(),
                name: "Rosa Almeida".to_owned(),
                guide: sample::guide(),
            },
        })
    }

    async fn complete(&self, _: &Visit, _: &str, _: &str, _: &str) -> ApiResult<()> {
        Ok(())
    }
}

#[async_trait]
impl PolicyPort for Server {
    async fn in_force(&self, _: &Visit, _: &Administrator) -> ApiResult<PolicyView> {
        let key =
            |name, value, from: Option<&str>| KeyView { name, value, from: from.map(ToOwned::to_owned) };
        let file = Some("/etc/sekisho/sekisho.toml:12");
        Ok(PolicyView {
            preset: (self.0 != Sample::Fresh).then(|| "success-portal".to_owned()),
            keys: vec![
                key("policy.sign_in.one_step_until", Value::Nothing, None),
                key("policy.mfa.methods", Value::Many(vec!["totp".to_owned(), "email".to_owned()]), file),
                key("policy.password.context_words", Value::Many(Vec::new()), None),
                key("policy.session.idle_minutes", Value::One("60".to_owned()), None),
                key("policy.remember_me.offered", Value::Switch(true), Some("preset success-portal:9")),
                key("policy.reset_clears_mfa", Value::Switch(false), None),
            ],
            weaknesses: if self.0 == Sample::Fresh { Vec::new() } else { Weakness::ALL.to_vec() },
            circle: match self.0 {
                Sample::Fresh => None,
                Sample::Crowded => Some(Circle::ToDomains { named: vec!["example.org".to_owned()], more: 2 }),
                _ => Some(Circle::ToAccount),
            },
        })
    }
}

#[async_trait]
impl ForwardAuthPort for Server {
    async fn rules(&self, _: &Visit, _: &Administrator) -> ApiResult<Vec<RuleView>> {
        if self.0 == Sample::Fresh {
            return Ok(Vec::new());
        }
        let rule = |pages: &str, need, who: &[Who], shadowed_by| RuleView {
            pages: pages.to_owned(),
            need,
            who: who.to_vec(),
            shadowed_by,
        };
        let alice = Who::Person("alice@example.org".parse().expect("an address"));
        Ok(vec![
            rule("wiki.example.org/public", Need::Bypass, &[], None),
            rule("*.example.org", Need::TwoFactors, &[], None),
            rule("admin.example.org:8443", Need::Grant, &[Who::Role(Role::Admin), alice], None),
            rule("crm.example.org", Need::OneFactor, &[Who::Role(Role::Support)], Some(1)),
        ])
    }
}

#[async_trait]
impl RecommendationPort for Server {
    async fn put_off(&self, _: &Visit, _: &SignedIn) -> ApiResult<()> {
        Ok(())
    }
}
