//! What becomes of addresses when one list takes the place of another, what is odd about the new one, and who would
//! be locked out: `cargo run --example change_a_list`

#![allow(clippy::print_stdout, reason = "it is a program")]

use sekisho_engine::address::Address;
use sekisho_engine::allowlist::{Document, Draft, Limits, Repair, Rule};

const SAVED: &str = "\
9.9.9.0/24 # Tokyo
2620:fe::/48
";
const TYPED: &str = "\
9.9.9.0/26 # Tokyo, first floor
9.9.9.64/26 # Tokyo, second floor
9.9.9.9
149.112.112.0/24 until 2027-03-31 # while we move
";
const FROM: [&str; 3] = ["9.9.9.17", "149.112.112.112", "2620:fe::fe"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = |text: &str| Document::parse(text).document.rules().collect::<Vec<Rule>>();
    let from = FROM.iter().map(|address| address.parse()).collect::<Result<Vec<Address>, _>>()?;
    let mut draft = Draft::new(&rules(SAVED), &from);
    draft.set(&rules(TYPED));

    let difference = draft.difference();
    for (name, side) in [("gained", &difference.gained), ("lost", &difference.lost)] {
        let prefixes: Vec<String> = side.prefixes().map(|prefix| prefix.to_string()).collect();
        println!("{name}: {} addresses: {}", side.count(), prefixes.join(", "));
    }
    for one in draft.addresses() {
        let note = if one.is_lost() { "would be locked out" } else { "gets in" };
        println!("{}: {note}", one.address);
    }
    for finding in draft.findings(Limits::default()) {
        println!("{} {:?}", finding.code.as_str(), finding.rules);
    }
    let repaired = Repair::all(draft.rules()).apply(draft.rules());
    println!("in fewer rules: {repaired:?}");
    Ok(())
}
