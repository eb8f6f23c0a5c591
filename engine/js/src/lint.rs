//! Findings and repairs.

use js_sys::{Array, Reflect};
use sekisho_engine::allowlist::{Code, Finding, Limits, Repair, Rule, lint};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::list::read;
use crate::object::{array, object, place, set, texts};

/// What is odd about rules, one a line. The limits are the shortest prefixes that aren't large.
#[wasm_bindgen(js_name = lint)]
pub fn findings(rules: &str, v4: u8, v6: u8) -> Result<JsValue, JsValue> {
    Ok(array(&lint(&read(rules)?, Limits { v4, v6 }), finding))
}

/// The rules, one a line, with a repair applied as a finding has it.
#[wasm_bindgen(js_name = applyRepair)]
pub fn apply_repair(rules: &str, repair: &JsValue) -> Result<JsValue, JsValue> {
    let property = |of: &JsValue, name: &str| Reflect::get(of, &name.into());
    let number = |value: &JsValue| value.as_f64().and_then(to_place).ok_or(JsValue::NULL);
    let mut read_repair = Repair::default();
    for at in Array::from(&property(repair, "remove")?) {
        read_repair.remove.push(number(&at)?);
    }
    for added in Array::from(&property(repair, "add")?) {
        let rule = property(&added, "rule")?.as_string().ok_or(JsValue::NULL)?;
        let rule = read(&rule)?.first().copied().ok_or(JsValue::NULL)?;
        read_repair.add.push((number(&property(&added, "place")?)?, rule));
    }
    read_repair.remove.sort_unstable();
    Ok(texts(read_repair.apply(&read(rules)?)))
}

/// The fewest rules that cover what the rules, one a line, cover.
#[wasm_bindgen(js_name = repairAll)]
pub fn repair_all(rules: &str) -> Result<JsValue, JsValue> {
    let rules = read(rules)?;
    Ok(texts(Repair::all(&rules).apply(&rules)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number in range")]
fn to_place(number: f64) -> Option<usize> {
    (number.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(&number)).then_some(number as usize)
}

/// `{ code, rules, …, repair }`, with what belongs to the code.
pub(crate) fn finding(finding: &Finding) -> JsValue {
    let found = object([
        ("code", finding.code.as_str().into()),
        ("rules", array(finding.rules.iter().copied(), place)),
        ("repair", finding.repair.as_ref().map_or(JsValue::NULL, repair)),
    ]);
    let detail = match finding.code {
        Code::Duplicate { of } => Some(("of", place(of))),
        Code::Redundant { by } => Some(("by", place(by))),
        Code::AllBesideOthers { all } => Some(("all", place(all))),
        Code::Mergeable { into } => Some(("into", into.to_string().into())),
        Code::Temporary { network } => Some(("network", Rule::from(network).to_string().into())),
        Code::OneFamily { missing } => Some(("missing", missing.to_string().into())),
        Code::Special(_) | Code::Large => None,
    };
    if let Some((name, value)) = detail {
        set(&found, name, &value);
    }
    found
}

/// `{ remove, add: [{ place, rule }] }`.
fn repair(repair: &Repair) -> JsValue {
    let added =
        |(at, rule): &(usize, Rule)| object([("place", place(*at)), ("rule", rule.to_string().into())]);
    object([("remove", array(repair.remove.iter().copied(), place)), ("add", array(&repair.add, added))])
}
