//! Setting up an authenticator and verifying what it shows, once: `cargo run --example second_factor`

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "it is a program, and has a clock")]

use sekisho_engine::otp::{Code, Key, Params, Skew, TimeStep, totp, uri::Enrolment};
use sekisho_engine::time::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A program takes these from the operating system: `getrandom::fill(&mut bytes)`.
    let bytes = b"12345678901234567890".to_vec();
    let params = Params::default();
    let key = Key::new(bytes)?;
    let names = Enrolment { issuer: "Portal".into(), account: "alice@example.org".into(), key, params };
    println!("as a QR code:   {}", names.to_uri());
    println!("typed by hand:  {}", names.key.in_groups());

    // The engine never asks what time it is.
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let now = Timestamp::from_unix(i64::try_from(seconds)?);
    let shown = totp::generate(&names.key, &params, TimeStep::at(now, params.period)).as_text();
    println!("it shows:       {shown}, for {} more", totp::time_left(&params, now));

    // People type spaces; and a code is accepted once.
    let typed: Code = format!("{} {}", &shown[..3], &shown[3..]).parse()?;
    let mut last_used = None;
    for attempt in ["first", "second"] {
        match totp::verify(&names.key, &params, &typed, now, Skew::One, last_used) {
            Ok(step) => {
                last_used = Some(step);
                println!("{attempt} attempt:  accepted, as time step {}", step.get());
            }
            Err(error) => println!("{attempt} attempt: {error}"),
        }
    }
    Ok(())
}
