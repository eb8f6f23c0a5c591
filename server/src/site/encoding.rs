//! Which of a file's encodings to send: content negotiation by `Accept-Encoding` (RFC 9110 §12.5.3).

/// A content coding that site files are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli.
    Brotli,
    /// gzip.
    Gzip,
    /// As it is.
    Identity,
}

impl Encoding {
    /// The value of `Content-Encoding`; `None` for a file as it is.
    pub(super) const fn header(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }
}

/// The encoding among `available`, given best first, that the client likes best. Whoever refuses everything is
/// sent the file as it is, as the standard allows.
pub(super) fn negotiate(accept: &str, available: &[Encoding]) -> Encoding {
    let mut best = (Encoding::Identity, 0);
    for &encoding in available {
        let weight = weight(accept, encoding);
        if weight > best.1 {
            best = (encoding, weight);
        }
    }
    best.0
}

/// How much the client wants `encoding`, in thousandths; 0 is a refusal.
fn weight(accept: &str, encoding: Encoding) -> u16 {
    let mut wildcard = None;
    for member in accept.split(',') {
        let (coding, parameters) = member.split_once(';').unwrap_or((member, ""));
        let coding = coding.trim();
        if coding.eq_ignore_ascii_case(encoding.name()) {
            return quality(parameters);
        }
        if coding == "*" {
            wildcard = Some(quality(parameters));
        }
    }
    // What is not mentioned is refused, except the file as it is, which comes after all that is mentioned.
    wildcard.unwrap_or(u16::from(encoding == Encoding::Identity))
}

/// The weight in `q=0.5`, in thousandths; 1000 without one, 0 when it can't be read.
fn quality(parameters: &str) -> u16 {
    let Some((name, value)) = parameters.split_once('=') else { return 1000 };
    if !name.trim().eq_ignore_ascii_case("q") {
        return 1000;
    }
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let fraction =
        fraction.bytes().chain(*b"000").take(3).fold(0, |sum, byte| sum * 10 + u16::from(byte & 15));
    match (whole, digits) {
        ("1", true) => 1000,
        ("0", true) => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Encoding::{Brotli, Gzip, Identity};

    #[test]
    fn the_client_decides_and_brotli_wins_a_draw() {
        for (accept, expected) in [
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip, deflate", Gzip),
            ("", Identity),
            ("deflate", Identity),
            ("BR", Brotli),
            ("br;q=0.5, gzip;q=0.8", Gzip),
            ("br;q=0.5,gzip;q=0.5", Brotli),
            ("br;q=0, gzip", Gzip),
            ("br;q=0.000, *;q=0.1", Gzip),
            ("*", Brotli),
            ("*;q=0", Identity),
            ("identity, br;q=0.1", Identity),
            ("identity;q=0, gzip;q=0.001", Gzip),
            ("br ; Q=0.9 , gzip ; q=0.95", Gzip),
            ("br;q=2, gzip;q=0.1", Gzip),
            ("br;q=0.1234, gzip;q=0.1", Gzip),
            ("brotli, gzipped", Identity),
        ] {
            assert_eq!(negotiate(accept, &[Brotli, Gzip, Identity]), expected, "{accept}");
        }
    }

    #[test]
    fn only_what_is_there_is_chosen() {
        assert_eq!(negotiate("br, gzip", &[Identity]), Identity);
        assert_eq!(negotiate("br, gzip;q=0.1", &[Gzip, Identity]), Gzip);
    }
}
