//! The words that an island takes with it to the browser.

use super::{Language, Overrides, Words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A language, and the operator's own texts of some features: small enough to be an island's property.
///
/// ```
/// use sekisho_app::i18n::{Language, Words};
/// let words = Words::new(Language::Ja, Default::default());
/// assert_eq!(Words::from(words.excerpt(&["allowlist"])).language, Language::Ja);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    language: Language,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    own: BTreeMap<String, String>,
}

impl Words {
    /// What an island that speaks for `features` needs of these words.
    #[must_use]
    pub fn excerpt(&self, features: &[&str]) -> Excerpt {
        let own = self.overrides.get(&self.language).into_iter().flatten();
        let wanted = |key: &str| key.split_once('.').is_some_and(|(feature, _)| features.contains(&feature));
        let own = own.filter(|(key, _)| wanted(key)).map(|(key, text)| (key.clone(), text.clone())).collect();
        Excerpt { language: self.language, own }
    }
}

impl From<Excerpt> for Words {
    fn from(excerpt: Excerpt) -> Self {
        let overrides = Overrides::from([(excerpt.language, excerpt.own)]);
        Self::new(excerpt.language, Arc::new(overrides))
    }
}
