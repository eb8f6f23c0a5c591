//! Judging a draft, its buttons, and what past sign-ins come to, held to the engine's own answers.

use super::own::fared;
use super::*;
use crate::allowlist::judge::Here;
use sekisho_engine::address::ClientAddress;
use sekisho_engine::allowlist::{Code, Document, LineError, Restriction, RuleSet, holding};
use sekisho_engine::method::Methods;
use sekisho_engine::network::Networks;
use sekisho_engine::policy::{AccountState, Policy, Role};
use sekisho_engine::sign_in::{
    AccountFacts, Door, Group, Met, MfaChoice, Past, Refusal, Shown as ShownAtDoor, Way, replay,
};

const HERE: &str = "9.9.9.9";
/// 2026-11-22.
const NOW: i64 = 1_795_305_600;

fn ground(saved: &str, from: &[&str]) -> Ground {
    Ground {
        saved: saved.to_owned(),
        version: 3,
        now: Timestamp::from_unix(NOW),
        current: Some(HERE.parse().unwrap()),
        from: from.iter().map(|text| text.parse().unwrap()).collect(),
        max_rules: 10_000,
        trial_minutes: 10,
        caution: Caution::Here,
        ways: Ways { look: String::new(), save: String::new(), attempt: String::new() },
    }
}

fn judged(saved: &str, text: &str) -> Judged {
    Judge::new(&ground(saved, &[])).read(text)
}

fn codes(judged: &Judged) -> Vec<String> {
    let code = |odd: &Odd| format!("{}:{:?}", odd.code.as_str(), odd.lines);
    judged.odd.iter().map(code).collect()
}

fn after(text: &str, edit: &str) -> String {
    edited(&ground("", &[]), text, edit)
}

#[test]
fn lines_that_cant_be_read_are_told_by_their_number_and_the_others_are_judged() {
    let judged =
        judged("", "# Offices\n9.9.9.256\n\n9.9.9.0/24 # here\n9.9.9.0/24\n8.8.8.8 until 2026-02-30\n");
    let told: Vec<(usize, &str)> =
        judged.wrong.iter().map(|wrong| (wrong.line, wrong.error.code())).collect();
    assert_eq!(told, [(2, "rule"), (5, "duplicate"), (6, "day")]);
    assert_eq!(judged.wrong[1].error, LineError::Duplicate(4));
    assert_eq!((judged.rules, judged.held[0].line), (1, 4));
    assert_eq!(judged.here, Here::Keeps(HERE.parse().unwrap()));
}

#[test]
fn a_list_that_leaves_its_author_out_is_tried_first_and_names_the_address() {
    let out = judged("", "8.8.8.0/24\n");
    assert!(out.try_first);
    assert_eq!(out.to_confirm(), Some(HERE.parse().unwrap()));
    assert_eq!(out.restriction, Restriction::Begins);
    let within = judged("", "9.9.0.0/16\n");
    assert!(!within.try_first && within.to_confirm().is_none());
    // the portal's list is tried whenever anybody loses
    let mut portal = Ground { caution: Caution::AnyLoss, ..ground("all\n", &[]) };
    assert!(Judge::new(&portal).read("9.9.0.0/16\n").try_first);
    assert!(!Judge::new(&portal).read("all\n8.8.8.8\n").try_first);
    portal.current = None;
    assert!(!Judge::new(&portal).read("").try_first);
}

#[test]
fn what_holds_is_what_the_engine_says_holds() {
    for text in [
        "9.9.9.9 until 2026-11-21\n8.8.8.8\n",
        "9.9.9.9 until 2026-11-21\n8.8.8.8 until 2026-11-22\n",
        "9.9.9.9 until 2026-11-20\n8.8.8.8 until 2026-11-21\n7.7.7.7 until 2026-11-21\n",
        "9.9.9.9 until 2026-11-21\n",
        "9.9.9.9 until 2026-11-21\n9.9.9.9\n8.8.8.8\n",
        "",
    ] {
        let held: Vec<_> = judged("", text).held.into_iter().map(|held| held.rule).collect();
        let engine = holding(&Document::parse(text).document.entries, Timestamp::from_unix(NOW));
        assert_eq!(held, engine.rules.rules(), "{text}");
    }
    let ended = judged("", "9.9.9.9 until 2026-11-21\n8.8.8.8\n");
    assert_eq!((ended.rules, ended.ended), (2, 1));
}

#[test]
fn the_difference_is_exact_and_against_what_is_saved() {
    let wide = judged("9.9.9.0/24\n", "9.9.9.0/25\n2600::/64\n");
    let lost: Vec<String> = wide.difference.lost.prefixes().map(|prefix| prefix.to_string()).collect();
    assert_eq!(lost, ["9.9.9.128/25"]);
    assert_eq!(wide.difference.gained.count().exponent_of_two(), Some(64));
    assert!(wide.changed);
    let same = judged("9.9.9.0/24\n", "9.9.9.0/24\r\n");
    assert!(same.difference.is_none() && !same.changed);
}

#[test]
fn a_rule_is_needless_only_where_the_other_one_holds_at_least_as_long() {
    let wide = |end: &str| codes(&judged("", &format!("9.9.9.0/24{end}\n9.9.9.7\n2600::/64\n")));
    assert_eq!(wide(""), ["redundant:[2]"]);
    assert_eq!(wide(" until 2027-01-31"), Vec::<String>::new());
    let narrow = "9.9.9.0/24 until 2027-01-31\n9.9.9.7 until 2027-01-30\n2600::/64\n";
    assert_eq!(codes(&judged("", narrow)), ["redundant:[2]"]);
    let halves = |one: &str, other: &str| {
        codes(&judged("", &format!("9.9.9.0/25{one}\n9.9.9.128/25{other}\n2600::/64\n")))
    };
    assert_eq!(halves("", ""), ["mergeable:[1, 2]"]);
    assert_eq!(halves(" until 2027-01-31", ""), Vec::<String>::new());
    assert_eq!(halves(" until 2027-01-31", " until 2027-01-31"), ["mergeable:[1, 2]"]);
    assert_eq!(codes(&judged("", "all until 2027-01-31\n9.9.9.9\n")), Vec::<String>::new());
    assert_eq!(codes(&judged("", "all\n9.9.9.9 until 2027-01-31\n")), ["all_beside_others:[1]"]);
}

#[test]
fn repairs_keep_comments_and_the_notes_of_what_stays() {
    let text = "# Offices\n9.9.9.0/25 # Tokyo\n# Lab\n9.9.9.128/25 # Osaka\n9.9.9.7 # desk\n2600::/64\n";
    assert_eq!(
        after(text, "repair mergeable 2"),
        "# Offices\n9.9.9.0/24 # Tokyo; Osaka\n# Lab\n9.9.9.7 # desk\n2600::/64\n"
    );
    assert_eq!(after(text, "repair redundant 5"), text.replace("9.9.9.7 # desk\n", ""));
    assert_eq!(after(text, "repair"), "# Offices\n9.9.9.0/24 # Tokyo; Osaka\n# Lab\n2600::/64\n");
    // what no longer fits changes nothing
    for edit in ["repair redundant 2", "repair mergeable 9", "mend 2", "widen 2", "nonsense", ""] {
        assert_eq!(after(text, edit), text, "{edit}");
    }
}

#[test]
fn all_repairs_together_change_nothing_today_nor_on_any_other_day() {
    let ends = ["", " until 2026-11-25", " until 2026-12-01", " until 2027-01-31"];
    let rules = [
        "9.9.9.0/25",
        "9.9.9.128/25",
        "9.9.9.7",
        "9.9.8.0/24",
        "9.9.0.0/16",
        "2600::/65",
        "2600:0:0:0:8000::/65",
        "9.9.9.128/26",
        "8.8.8.8",
    ];
    let mut state = 7_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..300 {
        let mut left = rules.to_vec();
        let mut text = String::new();
        for _ in 0..=draw(6) {
            let rule = left.remove(draw(left.len()));
            text += &format!("{rule}{}\n", ends[draw(ends.len())]);
        }
        let repaired = after(&text, "repair");
        assert_eq!(after(&repaired, "repair"), repaired, "{text}");
        for day in 0..80 {
            let now = Timestamp::from_unix(NOW + day * 86_400);
            let list = |text: &str| holding(&Document::parse(text).document.entries, now).rules;
            let difference = sekisho_engine::allowlist::Difference::of(&list(&text), &list(&repaired));
            assert!(difference.is_none(), "day {day}\n{text}->\n{repaired}");
        }
    }
}

#[test]
fn what_was_meant_by_a_line_is_offered() {
    let mend = |line: &str| after(&format!("7.7.7.7\n{line}\n"), "mend 2").replacen("7.7.7.7\n", "", 1);
    assert_eq!(mend("192.168.1.* # lab"), "192.168.1.0/24 # lab\n");
    assert_eq!(mend("9.9.9.9, 8.8.8.8"), "9.9.9.9\n8.8.8.8\n");
    assert_eq!(mend("9.9.9.9 Tokyo office"), "9.9.9.9 # Tokyo office\n");
    assert_eq!(mend("7.7.7.7"), "");
    assert_eq!(mend("9.9.9.9 # a\u{7}b"), "9.9.9.9 # ab\n");
    // nobody can tell
    assert_eq!(mend("9.9.9.9 until 2026-02-30"), "9.9.9.9 until 2026-02-30\n");
    assert_eq!(mend("office.example"), "office.example\n");
}

#[test]
fn an_address_is_added_on_a_line_of_its_own_and_a_made_up_one_gives_way_to_its_network() {
    assert_eq!(after("", "add 9.9.9.9"), "9.9.9.9\n");
    assert_eq!(after("8.8.8.8", "add 2600::/64"), "8.8.8.8\n2600::/64\n");
    assert_eq!(after("8.8.8.8\r\n\r\n", "add 9.9.9.9"), "8.8.8.8\n9.9.9.9\n");
    let made_up = "8.8.8.8\n2600:1:2:3:89ab:c1d2:e3f4:567 until 2027-01-31 # home\n";
    assert_eq!(after(made_up, "widen 2"), "8.8.8.8\n2600:1:2:3::/64 until 2027-01-31 # home\n");
}

#[test]
fn edits_are_told_apart_by_their_words() {
    for edit in [
        Edit::Add("9.9.9.0/24".parse().unwrap()),
        Edit::Mend { line: 7 },
        Edit::Repair { code: "redundant".to_owned(), line: 12 },
        Edit::RepairAll,
        Edit::Widen { line: 3 },
    ] {
        assert_eq!(edit.to_string().parse(), Ok(edit));
    }
}

#[test]
fn a_text_that_no_form_can_carry_is_told_before_it_is_sent() {
    assert!(!judged("", &"9.9.9.9 # x\n".repeat(1_000)).too_long);
    assert!(judged("", &"# 東京\n".repeat(50_000)).too_long);
}

#[test]
fn sign_ins_fare_as_the_engines_replay_says() {
    let places: Vec<OwnPlace> = [("9.9.9.9", 3, 0), ("8.8.8.8", 2, 0), ("2600::1", 4, 1), ("7.7.7.7", 0, 5)]
        .into_iter()
        .map(|(address, count, refused)| OwnPlace {
            address: address.parse().unwrap(),
            note: String::new(),
            count,
            refused,
        })
        .collect();
    let ground =
        Ground { from: places.iter().map(|place| place.address).collect(), ..ground("9.9.9.9\n", &[]) };
    for text in ["9.9.9.9\n", "8.8.8.0/24\n", "2600::/64\n7.0.0.0/8\n", "", "all\n", "1.1.1.1\n"] {
        let judged = Judge::new(&ground).read(text);
        let fared = fared(&places, &judged);
        assert_eq!((fared.count, fared.lost), (9, lost_in_replay(text, &places)), "{text}");
    }
    let let_in = Judge::new(&ground).read("9.9.9.9\n7.0.0.0/8\n");
    let let_in: Vec<String> = fared(&places, &let_in).let_in.iter().map(|(at, _)| at.to_string()).collect();
    assert_eq!(let_in, ["7.7.7.7"]);
}

fn lost_in_replay(text: &str, places: &[OwnPlace]) -> u64 {
    let now = Timestamp::from_unix(NOW);
    let rules = holding(&Document::parse(text).document.entries, now).rules;
    let (open, policy, networks) = (RuleSet::default(), Policy::default(), Networks::default());
    let account = AccountFacts {
        role: Role::General,
        state: AccountState::Active,
        rules: &rules,
        bar: None,
        registered: Methods::NONE,
        disabled: Methods::NONE,
        mfa: MfaChoice::Off,
        preferred: None,
        grants: &[],
    };
    let past = places.iter().flat_map(|place| {
        let times = usize::try_from(place.count).unwrap();
        std::iter::repeat_n(place.address, times)
    });
    let past: Vec<Past<'_>> = past
        .map(|address| Past {
            account,
            address: ClientAddress::Known(address),
            at: now,
            way: Way::Usual,
            shown: ShownAtDoor::Password,
            met: Met::In,
        })
        .collect();
    let door = Door { policy: &policy, portal_rules: &open, networks: &networks };
    let groups = replay(door, &past);
    let lost = groups.iter().filter(|group| group.is == Met::Refused(Refusal::NotInAccountRules));
    assert!(groups.iter().all(Group::is_lost));
    lost.map(|group| u64::try_from(group.places.len()).unwrap()).sum()
}

#[test]
fn a_finding_says_which_lines_it_is_about_not_which_rules() {
    let judged = judged("", "# one\n\n9.9.9.0/24\n# two\n9.9.9.7\n2600::/64\n");
    assert_eq!(judged.odd[0].lines, [5]);
    assert_eq!(judged.odd[0].because.map(|(line, _)| line), Some(3));
    assert!(matches!(judged.odd[0].code, Code::Redundant { .. }));
}

#[test]
fn a_text_is_judged_the_same_whatever_was_typed_before_it() {
    const LINES: [&str; 7] =
        ["9.9.9.9", "8.8.8.0/24", "8.8.8.1/24 # x", "9.9.9.256", "", "# note", "9.9.9.9 until 2026-01-01"];
    // longer than what is compared at once
    let long: String = (0..60).map(|nth| format!("7.7.{nth}.0/24\n")).collect();
    let grounds = [ground("8.8.8.0/24\n", &["8.8.8.8"]), ground(&format!("{long}9.9.9.9\n"), &["7.7.7.7"])];
    for ground in grounds {
        let mut judge = Judge::new(&ground);
        // 7 stands for the end of the text; the step has no factor in common with how many there are
        for nth in 0..600_usize {
            let digits = nth * 1_597 % 4_096;
            let lines = (0..4).map(|place| digits >> (3 * place) & 7).map_while(|digit| LINES.get(digit));
            let lines: String = lines.flat_map(|line| [line, "\n"]).collect();
            let text = match nth % 3 {
                0 => lines,
                1 => format!("{long}{lines}"),
                _ => format!("{lines}{}", long.trim_end()),
            };
            let judged = judge.read(&text);
            assert_eq!(judged, Judge::new(&ground).read(&text), "{text}");
            assert_eq!(judged.changed, !text.lines().eq(ground.saved.lines()), "{text}");
        }
    }
}
