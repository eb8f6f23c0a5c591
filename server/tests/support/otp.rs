//! An authenticator that isn't ours: `oathtool`.

use std::process::Command;

/// The key in base 32 that an enrolment page shows.
pub fn key_on(page: &str) -> String {
    let shown = page.find("secret-key").expect("a key on the page");
    let at = shown + page[shown..].find("<code>").expect("the key") + "<code>".len();
    page[at..].split('<').next().unwrap_or_default().replace(' ', "")
}

/// The code of `key` at a moment, six digits, thirty seconds, SHA-1.
pub fn code(key: &str, unix: i64) -> String {
    let now = format!("@{unix}");
    let out = Command::new("oathtool")
        .args(["--totp", "--base32", "--digits=6", "--now", &now, key])
        .output()
        .expect("oathtool is missing: install the package oathtool");
    assert!(out.status.success(), "oathtool: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("digits").trim().to_owned()
}
