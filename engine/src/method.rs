//! Second factors: the methods, and sets of them.

use std::fmt;

/// A way to show a second factor. The order is the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Method {
    /// A time-based one-time password of an authenticator application (RFC 6238).
    Totp,
    /// A time-based one-time password of the portal's own application, paired by two codes.
    Paired,
    /// A code sent by mail. Claims no assurance level (SP 800-63B-4 section 3.1.3.1).
    Email,
    /// A recovery code: a look-up secret (SP 800-63B-4 section 3.1.2).
    Recovery,
}

impl Method {
    /// Every method, in order of preference.
    pub const ALL: [Self; 4] = [Self::Totp, Self::Paired, Self::Email, Self::Recovery];

    /// The method's stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Paired => "paired",
            Self::Email => "email",
            Self::Recovery => "recovery",
        }
    }

    /// The method of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Totp => 1,
            Self::Email => 2,
            Self::Recovery => 4,
            Self::Paired => 8,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of methods. Serialised as a list of names.
///
/// ```
/// use sekisho_engine::method::{Method, Methods};
/// let both = Methods::from([Method::Email, Method::Totp]);
/// assert_eq!(both.iter().collect::<Vec<_>>(), [Method::Totp, Method::Email]);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "Vec<Method>", into = "Vec<Method>")
)]
pub struct Methods(u8);

impl Methods {
    /// No method.
    pub const NONE: Self = Self(0);

    /// Whether the set has no method.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `method` is in the set.
    #[must_use]
    pub const fn contains(self, method: Method) -> bool {
        self.0 & method.bit() != 0
    }

    /// This set and `method`.
    #[must_use]
    pub const fn with(self, method: Method) -> Self {
        Self(self.0 | method.bit())
    }

    /// This set without `method`.
    #[must_use]
    pub const fn without(self, method: Method) -> Self {
        Self(self.0 & !method.bit())
    }

    /// The methods that are in both sets.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The methods of this set that aren't in `other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The methods, in order of preference.
    pub fn iter(self) -> impl Iterator<Item = Method> {
        Method::ALL.into_iter().filter(move |method| self.contains(*method))
    }

    /// The most preferred method of the set.
    #[must_use]
    pub fn first(self) -> Option<Method> {
        self.iter().next()
    }
}

impl FromIterator<Method> for Methods {
    fn from_iter<I: IntoIterator<Item = Method>>(methods: I) -> Self {
        methods.into_iter().fold(Self::NONE, Self::with)
    }
}

impl<const N: usize> From<[Method; N]> for Methods {
    fn from(methods: [Method; N]) -> Self {
        methods.into_iter().collect()
    }
}

impl From<Vec<Method>> for Methods {
    fn from(methods: Vec<Method>) -> Self {
        methods.into_iter().collect()
    }
}

impl From<Methods> for Vec<Method> {
    fn from(methods: Methods) -> Self {
        methods.iter().collect()
    }
}

impl fmt::Debug for Methods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Method, Methods};

    #[test]
    fn a_set_holds_what_was_put_in_and_lists_it_in_order_of_preference() {
        for bits in 0..16_u8 {
            let chosen: Vec<_> = Method::ALL
                .into_iter()
                .enumerate()
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, m)| m)
                .collect();
            let set: Methods = chosen.iter().rev().copied().collect();
            assert_eq!(set.iter().collect::<Vec<_>>(), chosen);
            assert_eq!(set.is_empty(), chosen.is_empty());
            assert_eq!(set.first(), chosen.first().copied());
            for method in Method::ALL {
                assert_eq!(set.contains(method), chosen.contains(&method));
                assert!(set.with(method).contains(method) && !set.without(method).contains(method));
                let alone = Methods::from([method]);
                assert_eq!(set.both(alone).contains(method), set.contains(method));
                assert!(!set.minus(alone).contains(method));
            }
        }
    }

    #[test]
    fn a_methods_name_reads_back() {
        for method in Method::ALL {
            assert_eq!(Method::from_name(method.as_str()), Some(method));
        }
        assert_eq!(Method::from_name("sms"), None);
    }
}
