use super::{
    Between, Compat, EnrolAtSignIn, GrantBinding, MfaMode, OutOfBoundsError, PasswordRules, Policy, Role,
    Weakness,
};
use crate::method::{Method, Methods};
use crate::otp::Skew;
use crate::password::{Rules, Stands};
use crate::time::Seconds;

fn with(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = Policy::default();
    change(&mut policy);
    policy
}

#[test]
fn the_default_policy_is_sound_and_strict() {
    let policy = Policy::default();
    assert_eq!(policy.check(), Ok(()));
    assert_eq!(policy.password.rules, PasswordRules::Nist);
    assert_eq!(policy.mfa.mode, MfaMode::Recommended);
    assert_eq!(policy.mfa.default_method, Method::Totp);
    assert_eq!(policy.mfa.enrol_at_sign_in, EnrolAtSignIn::Allowed);
    assert_eq!(policy.grant.binding, GrantBinding::Session);
    assert_eq!(policy.mfa.email.life_minutes.get(), 10);
    let limits = policy.session_limits();
    assert_eq!((limits.idle, limits.absolute), (Seconds::HOUR, Seconds::DAY));
}

#[test]
fn keys_that_contradict_each_other_are_named() {
    let check = |change: fn(&mut Policy), key: &str| {
        assert_eq!(with(change).check().map_err(|error| error.key), Err(key));
    };
    check(|policy| policy.mfa.methods = Methods::NONE, "mfa.methods");
    check(|policy| policy.mfa.methods = Methods::from([Method::Totp, Method::Recovery]), "mfa.methods");
    check(|policy| policy.mfa.methods = Methods::from([Method::Email]), "mfa.default_method");
    check(
        |policy| {
            let (least, most) = (Between::constant::<40>(), Between::constant::<32>());
            policy.password.compat = Compat { least, most, ..Compat::default() };
        },
        "password.compat.least",
    );
    check(
        |policy| {
            policy.session.idle_minutes = Between::constant::<61>();
            policy.session.absolute_hours = Between::constant::<1>();
        },
        "session.idle_minutes",
    );
    check(|policy| policy.remember_me.absolute_days = Between::constant::<13>(), "remember_me.idle_days");
}

#[test]
fn a_number_out_of_its_bounds_is_refused_with_the_bounds() {
    assert_eq!(Between::<1, 10>::try_from(10).map(Between::get), Ok(10));
    let error = Between::<1, 10>::try_from(11).unwrap_err();
    assert_eq!(error, OutOfBoundsError { value: 11, least: 1, most: 10 });
    assert_eq!(error.to_string(), "11 is not a whole number from 1 to 10");
}

#[test]
fn a_password_counts_as_the_only_factor_unless_a_second_one_is_always_shown() {
    for mode in [MfaMode::Never, MfaMode::OptIn, MfaMode::Recommended] {
        let policy = with(|policy| policy.mfa.mode = mode);
        assert_eq!(policy.password_stands(Role::General), Stands::Alone);
        assert_eq!(policy.password_stands(Role::Support), Stands::WithMfa);
        assert_eq!(policy.password_stands(Role::Admin), Stands::WithMfa);
        assert_eq!(policy.password_rules(Role::General), Rules::Nist { least: 15, most: 128 });
        assert_eq!(policy.password_rules(Role::Admin), Rules::Nist { least: 8, most: 128 });
    }
    let required = with(|policy| policy.mfa.mode = MfaMode::Required);
    assert_eq!(required.password_rules(Role::General), Rules::Nist { least: 8, most: 128 });
    let compat = with(|policy| policy.password.rules = PasswordRules::Compat);
    assert_eq!(
        compat.password_rules(Role::Admin),
        Rules::Compat { least: 6, most: 32, digits: 1, upper: 1, lower: 1 }
    );
}

#[test]
fn every_choice_weaker_than_the_standards_is_named_with_the_requirement() {
    let strict = with(|policy| {
        policy.mfa.mode = MfaMode::Required;
        policy.mfa.methods = Methods::from([Method::Totp]);
        policy.mfa.totp.skew = Skew::None;
    });
    assert_eq!(strict.weaknesses(), []);
    let check = |change: fn(&mut Policy), expected: Weakness| {
        let mut policy = strict.clone();
        change(&mut policy);
        assert_eq!(policy.weaknesses(), [expected]);
        assert!(expected.fails().contains("ASVS 5.0"), "{expected:?}");
    };
    check(|policy| policy.password.rules = PasswordRules::Compat, Weakness::CompatPasswords);
    check(|policy| policy.mfa.methods = Methods::from([Method::Totp, Method::Email]), Weakness::EmailedCodes);
    check(|policy| policy.mfa.mode = MfaMode::OptIn, Weakness::MfaNotRequired);
    check(|policy| policy.mfa.totp.skew = Skew::One, Weakness::TotpSkew);
    check(|policy| policy.sign_in.one_step_until = "2027-03-31".parse().ok(), Weakness::OneStepSignIn);
    check(|policy| policy.session.idle_minutes = Between::constant::<61>(), Weakness::LongSessions);
    check(|policy| policy.session.absolute_hours = Between::constant::<25>(), Weakness::LongSessions);
    check(|policy| policy.remember_me.offered = true, Weakness::RememberedBrowsers);
    check(|policy| policy.reset_clears_mfa = true, Weakness::ResetClearsMfa);
    check(|policy| policy.support_requests.offered = true, Weakness::SupportRemovesMfa);
}

#[test]
fn the_one_step_way_is_open_until_its_last_day_has_ended() {
    let policy = with(|policy| policy.sign_in.one_step_until = "2027-03-31".parse().ok());
    let over = policy.sign_in.one_step_until.unwrap().ends();
    assert!(policy.one_step_open(over.minus(Seconds::new(1))));
    assert!(!policy.one_step_open(over));
    assert!(!Policy::default().one_step_open(over.minus(Seconds::new(1))));
}

#[cfg(feature = "serde")]
mod as_configuration {
    use super::{Method, MfaMode, PasswordRules, Policy, with};
    use serde_json::{Value, json};

    fn read(value: Value) -> Result<Policy, String> {
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_left_out_has_its_default() {
        assert_eq!(read(json!({})), Ok(Policy::default()));
        let expected = with(|policy| policy.mfa.mode = MfaMode::OptIn);
        assert_eq!(read(json!({ "mfa": { "mode": "opt-in" } })), Ok(expected));
    }

    #[test]
    fn a_policy_reads_back_as_it_was_written() {
        let policy = with(|policy| {
            policy.password.rules = PasswordRules::Compat;
            policy.password.context_words = vec!["関所".into()];
            policy.mfa.methods = [Method::Totp].into();
        });
        assert_eq!(read(serde_json::to_value(&policy).unwrap()), Ok(policy));
    }

    #[test]
    fn an_unknown_key_is_refused_and_the_known_ones_are_named() {
        for value in [
            json!({ "mfaa": {} }),
            json!({ "mfa": { "methode": [] } }),
            json!({ "mfa": { "totp": { "skews": 1 } } }),
            json!({ "password": { "nist": { "least": 15 } } }),
            json!({ "session": { "idle": 5 } }),
            json!({ "grant": { "minutes": 5 } }),
            json!({ "allowlist": { "who": "everyone" } }),
            json!({ "sign_in": { "pages": 1 } }),
            json!({ "remember_me": { "days": 14 } }),
            json!({ "support_requests": { "hours": 1 } }),
        ] {
            let error = read(value).unwrap_err();
            assert!(error.contains("unknown field") && error.contains("expected"), "{error}");
        }
    }

    #[test]
    fn a_value_out_of_bounds_is_refused_with_what_is_allowed() {
        let check = |value: Value, says: &str| {
            let error = read(value).unwrap_err();
            assert!(error.contains(says), "{error}");
        };
        check(json!({ "mfa": { "email": { "life_minutes": 11 } } }), "from 1 to 10");
        check(json!({ "mfa": { "totp": { "skew": 2 } } }), "0 or 1");
        check(json!({ "password": { "nist": { "alone": 14 } } }), "from 15 to 64");
        check(json!({ "password": { "nist": { "most": 63 } } }), "from 64 to 256");
        check(json!({ "mfa": { "mode": "sometimes" } }), "`opt-in`");
        check(json!({ "grant": { "binding": "ip" } }), "`source-address`");
        check(json!({ "sign_in": { "one_step_until": "2027-02-29" } }), "a day of the calendar");
        check(json!({ "support_requests": { "wait_hours": 169 } }), "from 0 to 168");
    }
}
