//! A list while it is edited.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{
    self, AddressPreview, Entry, Finding, Limits, Line, LineError, Lines, Repair, Rule,
};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::list::{difference, verdict, wrong_line};
use crate::object::{array, object, place, set};

/// The text of a list beside the list as it is saved, and the addresses that it is judged for.
#[wasm_bindgen]
pub struct Draft {
    lines: Lines<Result<Line, LineError>>,
    draft: allowlist::Draft,
    /// For each rule the line that it stands on, from 0.
    line_of: Vec<usize>,
    limits: Limits,
    // what was asked for since the last edit
    findings: OnceCell<Vec<Finding>>,
    previews: OnceCell<Vec<AddressPreview>>,
}

#[wasm_bindgen]
impl Draft {
    /// A draft that is as the text `saved` is, judged for the addresses, one a line. What is no rule is no part of
    /// the saved list; of what is no address the place, from 0, is thrown.
    #[wasm_bindgen(constructor)]
    pub fn new(saved: &str, addresses: &str, v4: u8, v6: u8) -> Result<Draft, JsValue> {
        let read = |(at, text): (usize, &str)| text.parse::<Address>().map_err(|_| place(at));
        let from = addresses.lines().enumerate().map(read).collect::<Result<Vec<Address>, JsValue>>()?;
        let mut lines = Lines::default();
        lines.set(saved, Line::parse);
        let (rules, line_of) = rules(&lines);
        let draft = allowlist::Draft::new(&rules, &from);
        let limits = Limits { v4, v6 };
        Ok(Self { lines, draft, line_of, limits, findings: OnceCell::new(), previews: OnceCell::new() })
    }

    /// The text is now this one.
    pub fn edit(&mut self, text: &str) {
        self.lines.set(text, Line::parse);
        let (rules, line_of) = rules(&self.lines);
        self.draft.set(&rules);
        self.line_of = line_of;
        (self.findings, self.previews) = (OnceCell::new(), OnceCell::new());
    }

    /// The text.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.lines.text().to_owned()
    }

    /// How many rules the text has.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.draft.rules().len()
    }

    /// Whether the rules are other than the saved ones, or in another order.
    #[wasm_bindgen(getter)]
    pub fn changed(&self) -> bool {
        self.draft.is_changed()
    }

    /// The lines that can't be read.
    pub fn wrong(&self) -> JsValue {
        let mut texts = self.lines.text().lines();
        let lines = self.lines.read().iter().enumerate();
        let wrong = lines.filter_map(|(at, line)| {
            let text = texts.next().unwrap_or("");
            line.as_ref().err().map(|error| wrong_line(at + 1, text, error))
        });
        array(wrong, |line| line)
    }

    /// What becomes of addresses when the draft takes the place of the saved list; at most `limit` prefixes each.
    pub fn difference(&self, limit: usize) -> JsValue {
        difference(&self.draft.difference(), limit)
    }

    /// How many findings there are.
    #[wasm_bindgen(getter, js_name = findingCount)]
    pub fn finding_count(&self) -> usize {
        self.found().len()
    }

    /// The findings from one place up to another, each with its lines and its `index`.
    pub fn findings(&self, from: usize, to: usize) -> JsValue {
        let found = self.found().iter().enumerate().take(to).skip(from);
        array(found, |(index, finding)| {
            let told = crate::lint::finding(finding);
            set(&told, "index", &place(index));
            set(&told, "lines", &array(&finding.rules, |rule| place(self.line_of[*rule] + 1)));
            told
        })
    }

    /// For the addresses from one place up to another: what the saved list says and what the draft would.
    pub fn addresses(&self, from: usize, to: usize) -> JsValue {
        array(self.judged().iter().take(to).skip(from), |one| {
            object([
                ("address", one.address.to_string().into()),
                ("before", verdict(one.before, self.draft.saved())),
                ("after", verdict(one.after, self.draft.rules())),
                ("lost", one.is_lost().into()),
                ("gained", one.is_gained().into()),
            ])
        })
    }

    /// The places of the addresses that the saved list lets pass, and the draft would not.
    pub fn lost(&self) -> Vec<u32> {
        self.places(AddressPreview::is_lost)
    }

    /// The places of those that it doesn't, and the draft would.
    pub fn gained(&self) -> Vec<u32> {
        self.places(AddressPreview::is_gained)
    }

    /// The text with the finding of this index repaired: as it is, if there is nothing to repair.
    pub fn repaired(&self, index: usize) -> String {
        let repair = self.found().get(index).and_then(|finding| finding.repair.as_ref());
        self.with(repair.unwrap_or(&Repair::default()))
    }

    /// The text with every repair applied at once.
    #[wasm_bindgen(js_name = repairedAll)]
    pub fn repaired_all(&self) -> String {
        self.with(&Repair::all(self.draft.rules()))
    }
}

impl Draft {
    fn found(&self) -> &[Finding] {
        self.findings.get_or_init(|| self.draft.findings(self.limits))
    }

    fn judged(&self) -> &[AddressPreview] {
        self.previews.get_or_init(|| self.draft.addresses())
    }

    fn places(&self, of: impl Fn(&AddressPreview) -> bool) -> Vec<u32> {
        (0..).zip(self.judged()).filter(|(_, one)| of(one)).map(|(at, _)| at).collect()
    }

    /// The text with a repair applied: lines go, and the first of several that become one has its rule replaced and
    /// keeps its note.
    fn with(&self, repair: &Repair) -> String {
        let mut changed: BTreeMap<usize, Option<Rule>> =
            repair.remove.iter().map(|rule| (self.line_of[*rule], None)).collect();
        changed.extend(repair.add.iter().map(|(rule, into)| (self.line_of[*rule], Some(*into))));
        let mut text = String::with_capacity(self.lines.text().len());
        for ((at, line), read) in self.lines.text().lines().enumerate().zip(self.lines.read()) {
            match (changed.get(&at), read) {
                (None, _) => text.push_str(line),
                (Some(Some(rule)), Ok(Line::Entry(entry))) => {
                    text.push_str(&Entry { rule: *rule, ..entry.clone() }.to_string());
                }
                _ => continue,
            }
            text.push('\n');
        }
        text
    }
}

/// The rules of the lines, and on which line each of them is, from 0.
fn rules(lines: &Lines<Result<Line, LineError>>) -> (Vec<Rule>, Vec<usize>) {
    let rules = lines.read().iter().enumerate().filter_map(|(at, line)| match line {
        Ok(Line::Entry(entry)) => Some((entry.rule, at)),
        _ => None,
    });
    rules.unzip()
}
