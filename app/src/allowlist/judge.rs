//! What a change to the list would do for the person in front of it: the engine's preview, seen from where
//! they are now. The server's page and the browser's island call the same code; the server decides again when
//! the change is made.

use sekisho_engine::address::{Address, Family, Prefix};
use sekisho_engine::allowlist::{
    AddressPreview, Change, Parsed, Preview, Restriction, Rule, RuleError, RuleSet, Verdict,
};

/// A person's list, and the addresses that it is judged against.
#[derive(Debug, Clone)]
pub struct Judge {
    list: RuleSet,
    current: Option<Address>,
    addresses: Vec<Address>,
    max_rules: usize,
    /// Where each rule stands among those that are shown, where that is elsewhere.
    places: Option<Vec<usize>>,
}

/// What stands in the field.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    /// Nothing, or white space.
    Nothing,
    /// Something that is no rule.
    NotARule {
        /// As it was typed.
        text: String,
        /// What is wrong with it.
        error: RuleError,
    },
    /// A rule.
    Rule {
        /// As it was typed, without white space around it.
        text: String,
        /// What was read.
        parsed: Parsed,
        /// What adding it would do.
        consequence: Consequence,
    },
}

impl Typed {
    /// The rule, if it is one.
    #[must_use]
    pub const fn rule(&self) -> Option<Rule> {
        match self {
            Self::Rule { parsed, .. } => Some(parsed.rule),
            Self::Nothing | Self::NotARule { .. } => None,
        }
    }
}

/// What one change would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Consequence {
    /// The engine's answer. Its first address is the current one, where that is known.
    pub preview: Preview,
    /// What becomes of the address that one comes from now.
    pub here: Here,
    /// The other addresses that could be used so far and no longer could.
    pub losses: Vec<Address>,
    /// Whether the rules that would be left admit everybody because `all` is one of them.
    pub everybody: bool,
    /// Whether the list has no room for one more.
    pub full: bool,
}

/// What becomes of the address that one comes from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// It isn't known.
    Unknown,
    /// Nothing is restricted afterwards.
    Unrestricted(Address),
    /// Admitted before and after, by a list that restricts.
    Keeps(Address),
    /// Admitted afterwards only.
    Gains(Address),
    /// Admitted so far, refused afterwards.
    Loses(Address),
    /// Refused before and after.
    StaysOut(Address),
}

impl Here {
    /// The address that has to be named and confirmed before such a change is saved.
    #[must_use]
    pub const fn to_confirm(self) -> Option<Address> {
        match self {
            Self::Loses(address) | Self::StaysOut(address) => Some(address),
            Self::Unknown | Self::Unrestricted(_) | Self::Keeps(_) | Self::Gains(_) => None,
        }
    }
}

impl Judge {
    /// Compiles `rules` once; `recent` are other addresses that one signed in from.
    #[must_use]
    pub fn new(
        rules: impl IntoIterator<Item = Rule>,
        current: Option<Address>,
        recent: impl IntoIterator<Item = Address>,
        max_rules: usize,
    ) -> Self {
        let others = recent.into_iter().filter(|address| Some(*address) != current);
        let addresses = current.into_iter().chain(others).collect();
        Self { list: RuleSet::compile(rules), current, addresses, max_rules, places: None }
    }

    /// The rules are those at these places of the list that is shown, which holds others besides; ascending.
    #[must_use]
    pub fn at_places(self, places: Vec<usize>) -> Self {
        Self { places: Some(places), ..self }
    }

    /// Where the rule at `at` stands in the list that is shown.
    #[must_use]
    pub fn shown_at(&self, at: usize) -> usize {
        self.places.as_ref().and_then(|places| places.get(at).copied()).unwrap_or(at)
    }

    /// Which of the rules stands at `place` of the list that is shown; `None` where it isn't one of them.
    fn judged_at(&self, place: usize) -> Option<usize> {
        match &self.places {
            Some(places) => places.binary_search(&place).ok(),
            None => Some(place),
        }
    }

    /// The list.
    #[must_use]
    pub const fn list(&self) -> &RuleSet {
        &self.list
    }

    /// The addresses judged: the current one first, where it is known.
    #[must_use]
    pub fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// The address that one comes from.
    #[must_use]
    pub const fn current(&self) -> Option<Address> {
        self.current
    }

    /// Whether `all` is one of the rules.
    #[must_use]
    pub fn admits_everybody(&self) -> bool {
        self.list.rules().contains(&Rule::All)
    }

    /// What adding the rule that `text` is would do.
    #[must_use]
    pub fn typed(&self, text: &str) -> Typed {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Typed::Nothing;
        }
        match Rule::parse(text) {
            Err(error) => Typed::NotARule { text: text.to_owned(), error },
            Ok(parsed) => {
                let full = self.list.rules().len() >= self.max_rules;
                let mut consequence = self.consequence(Change::Add(parsed.rule));
                consequence.full = full;
                consequence.everybody = parsed.rule == Rule::All || self.admits_everybody();
                Typed::Rule { text: trimmed.to_owned(), parsed, consequence }
            }
        }
    }

    /// What removing the rule at `place` of the list that is shown would do; `None` when it isn't judged.
    #[must_use]
    pub fn removal(&self, place: usize) -> Option<Consequence> {
        let place = self.judged_at(place)?;
        let rules = self.list.rules();
        rules.get(place)?;
        let mut consequence = self.consequence(Change::Remove(place));
        consequence.everybody = rules.iter().enumerate().any(|(at, rule)| at != place && *rule == Rule::All);
        Some(consequence)
    }

    /// What the list says now about each address.
    #[must_use]
    pub fn now(&self) -> Vec<AddressPreview> {
        let verdicts = self.addresses.iter().map(|&address| (address, self.list.verdict(address)));
        verdicts
            .map(|(address, verdict)| AddressPreview { address, before: verdict, after: verdict })
            .collect()
    }

    fn consequence(&self, change: Change) -> Consequence {
        let preview = Preview::of(&self.list, change, &self.addresses);
        let known = usize::from(self.current.is_some());
        let losses = preview.addresses.iter().skip(known);
        let losses = losses.filter(|a| a.before.admits() && !a.after.admits()).map(|a| a.address).collect();
        let here = if self.current.is_some() {
            preview.addresses.first().map_or(Here::Unknown, |a| becomes(a.address, a.before, a.after))
        } else {
            Here::Unknown
        };
        Consequence { preview, here, losses, everybody: false, full: false }
    }
}

impl Consequence {
    /// Whether the server refuses this addition because it can't tell the address one comes from.
    #[must_use]
    pub fn refused_as_unknown(&self) -> bool {
        self.here == Here::Unknown
            && matches!(self.preview.restriction, Restriction::Begins | Restriction::Stays)
    }
}

/// What becomes of the address that one comes from, by what is said of it before and after.
#[must_use]
pub const fn becomes(address: Address, before: Verdict, after: Verdict) -> Here {
    match (before.admits(), after.admits()) {
        (_, true) if matches!(after, Verdict::Unrestricted) => Here::Unrestricted(address),
        (true, true) => Here::Keeps(address),
        (false, true) => Here::Gains(address),
        (true, false) => Here::Loses(address),
        (false, false) => Here::StaysOut(address),
    }
}

/// The network that an address is usually part of, where offering it is of more use than the address: an IPv6
/// address changes within its /64 (RFC 8981), an IPv4 address stands for itself.
#[must_use]
pub fn usual_network(address: Address) -> Option<Rule> {
    match address.family() {
        Family::V4 => None,
        Family::V6 => Prefix::of(address, 64).map(Rule::from),
    }
}
