use super::*;
use proptest::prelude::*;

fn wrong(text: &str) -> Vec<(usize, &'static str)> {
    Document::parse(text).wrong.iter().map(|wrong| (wrong.line, wrong.error.code())).collect()
}

#[test]
fn comments_notes_and_ends_come_back_as_they_were() {
    let text = "# Offices\n#\n##of the group\n192.0.2.0/24 # Tokyo\n\n\
                198.51.100.7 until 2026-11-30 # hotel # 12\nall\n2001:db8::/32 until 2027-01-01\n# the end\n";
    let read = Document::parse(text);
    assert_eq!(read.wrong, []);
    assert_eq!(read.lines, [4, 6, 7, 8]);
    assert_eq!(read.document.to_string(), text);
    let hotel = &read.document.entries[1];
    assert_eq!(hotel.note, "hotel # 12");
    assert_eq!(hotel.until, Some("2026-11-30".parse().unwrap()));
    assert_eq!(hotel.above, [""]);
}

#[test]
fn white_space_and_spellings_become_canonical() {
    let read = Document::parse("\n\n \t192.0.2.9/255.255.255.0\t until  2026-11-30#x \r\n\n\n\n# y\n\n");
    assert_eq!(read.document.to_string(), "192.0.2.0/24 until 2026-11-30 # x\n\n# y\n");
    assert_eq!(Document::parse("").document, Document::default());
    assert_eq!(Document::parse("\n \n").document, Document::default());
}

#[test]
fn what_is_wrong_is_told_by_its_line_and_loses_nothing_else() {
    let text = "192.0.2.1\nnonsense # n\n192.0.2.1 # again\n192.0.2.2 till 2026-01-01\n192.0.2.3 until\n\
                192.0.2.4 until 2026-02-30\n192.0.2.5 until 2026-01-01 x\n192.0.2.6";
    let expected = [(2, "rule"), (3, "duplicate"), (4, "rest"), (5, "day"), (6, "day"), (7, "rest")];
    assert_eq!(wrong(text), expected);
    assert_eq!(Document::parse(text).document.to_string(), "192.0.2.1\n192.0.2.6\n");
    let long = "あ".repeat(Entry::NOTE_MAX + 1);
    assert_eq!(wrong(&format!("192.0.2.1 # {long}\n# {long}")), [(1, "note_too_long"), (2, "note_too_long")]);
    assert_eq!(wrong(&format!("192.0.2.1 # {}", &long[3..])), []);
    assert_eq!(wrong("192.0.2.1 # a\u{7}b"), [(1, "control")]);
    let told = Document::parse("192.0.2.1\n192.0.2.1").wrong[0].to_string();
    assert_eq!(told, "line 2: the rule stands on line 1 already");
}

proptest! {
    #[test]
    fn any_text_is_read_and_what_was_read_reads_back(text in "[ #\\n0-9a-f:./untilx-]{0,200}") {
        let read = Document::parse(&text);
        let again = Document::parse(&read.document.to_string());
        prop_assert_eq!(&again.document, &read.document);
        prop_assert_eq!(again.wrong, []);
        prop_assert_eq!(read.lines.len(), read.document.entries.len());
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        prop_assert!(read.document.entries.len() + read.wrong.len() <= lines);
    }
}
