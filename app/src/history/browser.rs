//! The short name of a browser or program: `Firefox on Windows`, from the `User-Agent` header (RFC 9110
//! section 10.1.5).
//!
//! The header is what the program says of itself: a hint for people, never a ground for a decision.

/// Browsers, most particular first: nearly all of them also claim to be those further down.
const BROWSERS: &[(&str, &str)] = &[
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("Thunderbird/", "Thunderbird"),
    ("curl/", "curl"),
];

/// Systems, most particular first.
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// What a program is called, and on which system it runs, as far as `user_agent` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// The program.
    pub program: String,
    /// The system.
    pub system: Option<&'static str>,
}

/// The browser or program that calls itself `user_agent`; `None` if it says nothing.
///
/// ```
/// use sekisho_app::history::browser::browser;
/// let firefox = browser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").unwrap();
/// assert_eq!((firefox.program.as_str(), firefox.system), ("Firefox", Some("Linux")));
/// ```
#[must_use]
pub fn browser(user_agent: &str) -> Option<Browser> {
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(token, _)| user_agent.contains(token)).map(|(_, name)| *name)
    };
    let program = find(BROWSERS).map(str::to_owned).or_else(|| first_product(user_agent))?;
    Some(Browser { program, system: find(SYSTEMS) })
}

/// The name before the first slash or space of an unknown program, cut to what fits a line.
fn first_product(user_agent: &str) -> Option<String> {
    let name: String = user_agent.split(['/', ' ']).next()?.chars().take(30).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::browser;

    fn check(user_agent: &str, program: &str, system: Option<&str>) {
        let found = browser(user_agent).expect("a program");
        assert_eq!((found.program.as_str(), found.system), (program, system), "{user_agent}");
    }

    #[test]
    fn browsers_that_claim_to_be_others_are_told_by_what_is_theirs_alone() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        check(
            &format!(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/156.0 Safari/537.36 Edg/156.0"
            ),
            "Edge",
            Some("Windows"),
        );
        check(
            &format!("Mozilla/5.0 (Linux; Android 16) {webkit} Chrome/156.0 Mobile Safari/537.36"),
            "Chrome",
            Some("Android"),
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari",
            Some("iPhone"),
        );
        check(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox",
            Some("macOS"),
        );
    }

    #[test]
    fn an_unknown_program_is_called_by_the_first_word_it_says() {
        check("sekisho-probe/1.0", "sekisho-probe", None);
        assert_eq!(browser(""), None);
    }
}
