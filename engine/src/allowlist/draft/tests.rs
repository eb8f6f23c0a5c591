//! Drafts against lists that are compiled anew, and lines against reading the whole text.

use proptest::prelude::*;

use super::*;
use crate::allowlist::{arbitrary, lint};

/// The draft says what the whole computation says.
fn check(draft: &Draft, saved: &[Rule], rules: &[Rule], from: &[Address]) -> Result<(), TestCaseError> {
    let list = |rules: &[Rule]| RuleSet::compile(rules.iter().copied());
    let (before, after) = (list(saved), list(rules));
    prop_assert_eq!(draft.rules(), rules);
    prop_assert_eq!(draft.saved(), saved);
    prop_assert_eq!(draft.is_changed(), rules != saved);
    prop_assert_eq!(draft.is_unrestricted(), after.is_unrestricted());
    prop_assert_eq!(draft.difference(), Difference::of(&before, &after));
    prop_assert_eq!(draft.findings(Limits::default()), lint(rules, Limits::default()));
    for (preview, &address) in draft.addresses().iter().zip(from) {
        let (before, after) = (before.verdict(address), after.verdict(address));
        prop_assert_eq!(*preview, AddressPreview { address, before, after });
    }
    prop_assert_eq!(draft.compile(), after);
    prop_assert_eq!(draft.addresses().len(), from.len());
    Ok(())
}

/// An edit of a list of small rules: where, how many go, and which come.
fn edit() -> impl Strategy<Value = (usize, usize, Vec<Rule>)> {
    (0..14_usize, 0..4_usize, prop::collection::vec(arbitrary::small_rule(), 0..4))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_draft_says_what_the_whole_computation_says_after_every_edit(
        saved in arbitrary::small_list(),
        edits in prop::collection::vec(edit(), 1..8),
    ) {
        let from = arbitrary::universe();
        let mut draft = Draft::new(&saved, &from);
        let mut rules = saved.clone();
        check(&draft, &saved, &rules, &from)?;
        for (at, gone, came) in edits {
            let (begin, end) = (at.min(rules.len()), (at + gone).min(rules.len()));
            rules.splice(begin..end, came.iter().copied());
            draft.edit(at..at + gone, &came);
            check(&draft, &saved, &rules, &from)?;
        }
    }

    #[test]
    fn a_draft_that_is_set_is_the_list_that_it_is_set_to(
        saved in arbitrary::small_list(),
        lists in prop::collection::vec(arbitrary::small_list(), 1..5),
    ) {
        let from = arbitrary::universe();
        let mut draft = Draft::new(&saved, &from);
        for rules in lists {
            draft.set(&rules);
            check(&draft, &saved, &rules, &from)?;
        }
    }

    #[test]
    fn lines_that_are_edited_are_the_lines_of_the_text(texts in prop::collection::vec("[ab\n]{0,12}", 1..8)) {
        let mut lines = Lines::default();
        for text in texts {
            let before: Vec<String> = lines.read().to_vec();
            let mut read = 0;
            let edit = lines.set(&text, |line| {
                read += 1;
                line.to_owned()
            });
            let after: Vec<&str> = text.lines().collect();
            prop_assert_eq!(lines.read(), &after[..], "{:?}", text);
            prop_assert_eq!(lines.text(), &text);
            prop_assert_eq!(read, edit.after.len());
            prop_assert_eq!(edit.before.start, edit.after.start);
            prop_assert_eq!(&before[..edit.before.start], &after[..edit.after.start]);
            prop_assert_eq!(&before[edit.before.end..], &after[edit.after.end..]);
        }
    }
}

#[test]
fn of_a_long_list_every_second_rule_can_be_replaced_at_once() {
    let rule = |nth: usize| format!("10.{}.{}.0/24", nth / 256, nth % 256).parse::<Rule>().unwrap();
    let saved: Vec<Rule> = (0..2_000).map(rule).collect();
    let other: Vec<Rule> =
        (0..2_000).map(|nth| if nth % 2 == 0 { rule(nth) } else { rule(nth + 3_000) }).collect();
    let from: Vec<Address> = ["10.0.1.7", "10.0.2.7", "10.12.0.1"].map(|text| text.parse().unwrap()).into();
    let mut draft = Draft::new(&saved, &from);
    draft.set(&other);
    check(&draft, &saved, &other, &from).unwrap();
}

#[test]
fn one_line_of_many_is_read_again_when_one_is_edited() {
    let text = |middle: &str| format!("{}{middle}{}", "192.0.2.7\n".repeat(500), "\n192.0.2.8".repeat(500));
    let mut lines = Lines::default();
    lines.set(&text("10.0.0.0/8"), |_| ());
    let check = |lines: &mut Lines<()>, middle: &str, before: Range<usize>, after: Range<usize>| {
        assert_eq!(lines.set(&text(middle), |_| ()), LineEdit { before, after }, "{middle:?}");
    };
    check(&mut lines, "10.0.0.0/9", 500..501, 500..501);
    check(&mut lines, "10.0.0.0/9", 1_001..1_001, 1_001..1_001);
    check(&mut lines, "10.0.0.0/9\n# more", 501..501, 501..502);
    check(&mut lines, "10.0.0.0/9\n", 501..502, 501..502);
    check(&mut lines, "", 500..501, 500..500);
}
