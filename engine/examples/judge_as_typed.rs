//! Rules as somebody types them: `cargo run --example judge_as_typed 192.0.2.7/24 '192.168.1.*' fe80::1%eth0`

#![allow(clippy::print_stdout, reason = "it is a program")]

use sekisho_engine::allowlist::Rule;

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let shown =
        ["192.0.2.7/24", "2001:db8::/48", "192.168.1.*", "10.0.0.0/255.0.255.0", "portal.example.org"];
    let texts = if given.is_empty() { shown.map(str::to_owned).to_vec() } else { given };
    for text in texts {
        match Rule::parse(&text) {
            Ok(parsed) => {
                let note = if parsed.corrected { ", corrected" } else { "" };
                println!("{text}\n  {}{note}: {} addresses", parsed.canonical, parsed.rule.count());
            }
            Err(error) => {
                let span = error.span();
                let width = |part: &str| part.chars().count();
                let (before, fault) = (width(&text[..span.start]), width(&text[span]).max(1));
                println!("{text}\n{}{} {error}", " ".repeat(before), "^".repeat(fault));
            }
        }
    }
}
