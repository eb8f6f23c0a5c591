use super::Parts;
use crate::mail::EmailAddress;
use lettre::message::Mailbox;
use proptest::prelude::*;
use sekisho_engine::time::Timestamp;

fn from() -> Mailbox {
    "Sekisho 関所 <no-reply@portal.example.org>".parse().unwrap()
}

/// The mail's header lines, unfolded, and the recipients of its envelope.
fn made(to: &str, subject: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let parts = Parts {
        from: &from(),
        in_the_name_of: None,
        to: &to.parse().unwrap(),
        subject,
        text,
        message_id: "<0123@portal.example.org>",
        date: Timestamp::from_unix(1_795_299_420),
    };
    let message = parts.message().unwrap();
    let whole = String::from_utf8(message.formatted()).unwrap();
    assert!(whole.is_ascii(), "a mail travels as ASCII: {whole}");
    let (head, _) = whole.split_once("\r\n\r\n").unwrap();
    let lines = head.replace("\r\n ", " ").split("\r\n").map(ToOwned::to_owned).collect();
    (lines, message.envelope().to().iter().map(ToString::to_string).collect())
}

#[test]
fn a_mail_has_the_headers_that_a_machines_mail_should_have() {
    let (lines, to) = made("alice@example.org", "確認コード", "コードは 123456 です。\n");
    for expected in [
        "To: alice@example.org",
        "Message-ID: <0123@portal.example.org>",
        "Date: Sat, 21 Nov 2026 22:17:00 +0000",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected} is not in {lines:#?}");
    }
    assert!(lines.iter().any(|line| line.starts_with("Subject: =?utf-8?")), "{lines:#?}");
    assert_eq!(to, ["alice@example.org"]);
}

#[test]
fn a_mail_in_a_persons_name_says_who_sends_it_and_errors_come_back_to_the_portal() {
    let parts = Parts {
        from: &from(),
        in_the_name_of: Some(&"alice@example.org".parse().unwrap()),
        to: &"alice@home.example.net".parse().unwrap(),
        subject: "OTP notification (OTP発行のお知らせ)",
        text: "123456\n",
        message_id: "<0123@portal.example.org>",
        date: Timestamp::from_unix(1_795_299_420),
    };
    let message = parts.message().unwrap();
    let whole = String::from_utf8(message.formatted()).unwrap();
    assert!(
        whole.contains("\r\nFrom: alice@example.org\r\n") || whole.starts_with("From: alice@example.org\r\n")
    );
    assert_eq!(whole.matches("Sender: ").count(), 1, "{whole}");
    assert!(whole.contains("<no-reply@portal.example.org>"), "{whole}");
    let envelope = message.envelope();
    assert_eq!(envelope.from().map(ToString::to_string).as_deref(), Some("no-reply@portal.example.org"));
    assert_eq!(envelope.to().len(), 1);
}

#[test]
fn no_field_adds_a_header_or_a_recipient() {
    let names = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
    };
    let (plain, _) = made("alice@example.org", "Hello", "text");
    for smuggled in [
        "x\r\nBcc: mallory@example.net",
        "x\nBcc: mallory@example.net",
        "x\rBcc: m@e",
        "\r\n\r\nbody",
        "x\0y",
    ] {
        for (subject, text) in [(smuggled, "text"), ("Hello", smuggled)] {
            let (lines, to) = made("alice@example.org", subject, text);
            assert_eq!(names(&lines), names(&plain), "{subject:?} {text:?}");
            assert_eq!(to, ["alice@example.org"]);
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_an_address_is_exactly_one_recipient(
        text in "[ -~]{0,30}(\\PC|[\r\n\t,;<>()\"\\\\])?[ -~]{0,10}@[a-zA-Z0-9.-]{0,30}(\\PC|[\r\n,>])?",
    ) {
        if let Ok(address) = text.parse::<EmailAddress>() {
            let (lines, to) = made(address.as_str(), "Hello", "text");
            prop_assert_eq!(to, vec![address.to_string()]);
            prop_assert_eq!(lines.iter().filter(|line| line.starts_with("To: ")).count(), 1);
        }
    }

    #[test]
    fn every_ordinary_address_can_be_written_to(
        text in "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\\.[a-z0-9]{1,9}){0,3}@([a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?\\.){1,3}[a-z]{2,9}",
    ) {
        let address: EmailAddress = text.parse().unwrap();
        let (_, to) = made(address.as_str(), "Hello", "text");
        prop_assert_eq!(to, vec![address.to_string()]);
    }
}
