//! Past sign-ins against other lists: the engine's replay, with what decides besides the lists left at its default.

use sekisho_engine::address::{ClientAddress, UnknownReason};
use sekisho_engine::method::{Method, Methods};
use sekisho_engine::network::Networks;
use sekisho_engine::policy::{AccountState, Policy, Role};
use sekisho_engine::sign_in::{AccountFacts, Door, Met, MfaChoice, Past, Shown, Way, replay};
use sekisho_engine::time::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::list::RuleList;
use crate::object::{array, object, or_null, place};

/// Of sign-ins with the password and a second factor that came in from these addresses, one a line (an empty line:
/// the address isn't known), those that would be refused, grouped by the reason, the largest group first. The place
/// of the first line that is no address is thrown.
#[wasm_bindgen(js_name = replay)]
pub fn replayed(portal: &RuleList, account: &RuleList, addresses: &str) -> Result<JsValue, JsValue> {
    let (policy, networks) = (Policy::default(), Networks::default());
    let account = AccountFacts {
        role: Role::General,
        state: AccountState::Active,
        rules: account.set(),
        bar: None,
        registered: Methods::from([Method::Totp]),
        disabled: Methods::NONE,
        mfa: MfaChoice::On,
        preferred: None,
        grants: &[],
    };
    let past = |(at, text): (usize, &str)| {
        let address = match text {
            "" => ClientAddress::Unknown(UnknownReason::UnreadableHop),
            text => ClientAddress::Known(text.parse().map_err(|_| place(at))?),
        };
        let (way, shown) = (Way::Usual, Shown::PasswordAnd(Method::Totp));
        Ok(Past { account, address, at: Timestamp::from_unix(0), way, shown, met: Met::In })
    };
    let past = addresses.lines().enumerate().map(past).collect::<Result<Vec<Past<'_>>, JsValue>>()?;
    let door = Door { policy: &policy, portal_rules: portal.set(), networks: &networks };
    Ok(array(replay(door, &past), |group| {
        let reason = match group.is {
            Met::Refused(refusal) => Some(refusal.as_str()),
            _ => None,
        };
        object([("reason", or_null(reason)), ("places", array(group.places, place))])
    }))
}
