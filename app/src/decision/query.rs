//! A question as it stands in a URL, or in the fields of the form.

use super::Asked;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

impl Asked {
    /// The question in these fields, in whatever order they stand.
    #[must_use]
    pub fn from_fields(fields: &[(String, String)]) -> Self {
        let value = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        Self {
            person: value("person"),
            address: value("address"),
            at: value("at"),
            way: value("way"),
            shown: value("shown"),
            entry: value("entry"),
            policy: value("policy"),
            rules: value("rules"),
        }
    }

    /// The page that answers the question, without the draft.
    ///
    /// ```
    /// use sekisho_app::decision::Asked;
    /// let asked = Asked { person: "ada@example.org".to_owned(), ..Asked::default() };
    /// assert_eq!(asked.path(), "/admin/decisions?person=ada%40example%2Eorg");
    /// ```
    #[must_use]
    pub fn path(&self) -> String {
        let fields = [
            ("person", &self.person),
            ("address", &self.address),
            ("at", &self.at),
            ("way", &self.way),
            ("shown", &self.shown),
            ("entry", &self.entry),
        ];
        let typed = fields.into_iter().filter(|(_, value)| !value.trim().is_empty());
        let pairs = typed
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value.trim(), NON_ALPHANUMERIC)));
        format!("/admin/decisions?{}", pairs.collect::<Vec<_>>().join("&"))
    }
}
