//! What a proxy asks about: host and page of the original request, in each of the proxies' conventions.
//!
//! Each part is said exactly once, or the question can't be understood: of two answers one would be forged.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, header};
use sekisho_engine::gate::{AskedPath, Authority};

/// The original request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Original {
    /// Host and port, lower case.
    pub(super) host: Authority,
    /// Path and query, as they were sent.
    pub(super) target: String,
    /// The method; `None` where the proxy doesn't say it.
    pub(super) method: Option<Method>,
}

/// The question can't be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclear;

/// What Envoy's way is mounted at; the original path follows.
pub(super) const EXT_AUTHZ: &str = "/api/authz/ext-authz";

impl Original {
    /// As nginx asks: `X-Original-URL` and `X-Original-Method`.
    pub(super) fn of_auth_request(headers: &HeaderMap, secure: bool) -> Result<Self, Unclear> {
        let url = one(headers, "x-original-url")?.ok_or(Unclear)?;
        Self::of_url(url, method(headers, "x-original-method")?, secure)
    }

    /// A whole address.
    pub(super) fn of_url(url: &str, method: Option<Method>, secure: bool) -> Result<Self, Unclear> {
        let rest = url.strip_prefix(scheme(secure)).and_then(|rest| rest.strip_prefix("://"));
        let rest = rest.ok_or(Unclear)?;
        let slash = rest.find('/').ok_or(Unclear)?;
        Self::new(&rest[..slash], &rest[slash..], method, secure)
    }

    /// As Caddy and Traefik ask: `X-Forwarded-Proto`, `-Host`, `-Uri` and `-Method`.
    pub(super) fn of_forward_auth(headers: &HeaderMap, secure: bool) -> Result<Self, Unclear> {
        check_scheme(headers, secure)?;
        let host = one(headers, "x-forwarded-host")?.ok_or(Unclear)?;
        let target = one(headers, "x-forwarded-uri")?.ok_or(Unclear)?;
        Self::new(host, target, method(headers, "x-forwarded-method")?, secure)
    }

    /// As Envoy asks: the original request itself, below [`EXT_AUTHZ`], and `X-Forwarded-Proto`.
    pub(super) fn of_ext_authz(parts: &Parts, secure: bool) -> Result<Self, Unclear> {
        check_scheme(&parts.headers, secure)?;
        let host = host(parts)?;
        let path = parts.uri.path_and_query().map_or("", |all| all.as_str());
        let target = path.strip_prefix(EXT_AUTHZ).ok_or(Unclear)?;
        Self::new(host, if target.is_empty() { "/" } else { target }, Some(parts.method.clone()), secure)
    }

    fn new(host: &str, target: &str, method: Option<Method>, secure: bool) -> Result<Self, Unclear> {
        let host = Authority::parse(host, secure).map_err(|_| Unclear)?;
        Ok(Self { host, target: target.to_owned(), method })
    }

    /// The path, read in the one way that leaves no doubt.
    pub(super) fn path(&self) -> Result<AskedPath<'_>, Unclear> {
        let path = self.target.split('?').next().unwrap_or_default();
        AskedPath::parse(path).map_err(|_| Unclear)
    }
}

/// The host that the request itself names, once.
pub(super) fn host(parts: &Parts) -> Result<&str, Unclear> {
    match parts.uri.authority() {
        Some(authority) => Ok(authority.as_str()),
        None => one(&parts.headers, header::HOST.as_str())?.ok_or(Unclear),
    }
}

/// The proxy says by which scheme the browser came: the portal's own.
fn check_scheme(headers: &HeaderMap, secure: bool) -> Result<(), Unclear> {
    let said = one(headers, "x-forwarded-proto")?.ok_or(Unclear)?;
    if said == scheme(secure) { Ok(()) } else { Err(Unclear) }
}

/// The name of the scheme.
pub(super) const fn scheme(secure: bool) -> &'static str {
    if secure { "https" } else { "http" }
}

fn method(headers: &HeaderMap, name: &'static str) -> Result<Option<Method>, Unclear> {
    one(headers, name)?.map(|text| text.parse().map_err(|_| Unclear)).transpose()
}

/// A header's value, if it is there once, in printable ASCII.
pub(super) fn one<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Unclear> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Unclear),
        _ => Err(Unclear),
    }
}

/// Whether a browser asks for a page that it will show, rather than a script for data.
pub(super) fn is_page(headers: &HeaderMap) -> bool {
    let says = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let script = says(HeaderName::from_static("x-requested-with"))
        .is_some_and(|with| with.eq_ignore_ascii_case("XMLHttpRequest"));
    let mode = says(HeaderName::from_static("sec-fetch-mode"));
    let html = says(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
    html && !script && mode.is_none_or(|mode| mode == "navigate")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn t26_nginx_is_understood_only_where_the_url_is_said_once_and_plainly() {
        let check = |lines: &[(&'static str, &str)], expected: Option<(&str, &str)>| {
            let read = Original::of_auth_request(&headers(lines), true).ok();
            let read = read.as_ref().map(|read| (read.host.as_str(), read.target.as_str()));
            assert_eq!(read, expected, "{lines:?}");
        };
        let url = |url: &'static str| [("x-original-url", url)];
        check(&url("https://Wiki.example.test/a?b=c"), Some(("wiki.example.test", "/a?b=c")));
        check(&url("https://wiki.example.test:443/"), Some(("wiki.example.test", "/")));
        for wrong in [
            "http://wiki.example.test/",
            "HTTPS://wiki.example.test/",
            "https:///a",
            "https://wiki.example.test",
            "https://wiki.example.test?x=/",
            "https://a@wiki.example.test/",
            "https://wiki.example.test\\@evil.test/",
            "//wiki.example.test/",
            "/a",
            "",
        ] {
            check(&[("x-original-url", wrong)], None);
        }
        check(&[], None);
        let twice = [("x-original-url", "https://a.test/"), ("x-original-url", "https://a.test/")];
        check(&twice, None);
        check(&[("x-original-url", "https://a.test/"), ("x-original-method", "G E T")], None);
    }

    #[test]
    fn t26_caddy_and_traefik_are_understood_only_where_each_part_is_said_once() {
        let all = [
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "wiki.example.test"),
            ("x-forwarded-uri", "/a?b"),
            ("x-forwarded-method", "POST"),
        ];
        let read = Original::of_forward_auth(&headers(&all), true).unwrap();
        assert_eq!(
            (read.host.as_str(), read.target.as_str(), read.method),
            ("wiki.example.test", "/a?b", Some(Method::POST))
        );
        assert!(
            Original::of_forward_auth(&headers(&all), false).is_err(),
            "another scheme than the portal's"
        );
        for at in 0..3 {
            let less: Vec<_> =
                all.iter().enumerate().filter(|(nth, _)| *nth != at).map(|(_, line)| *line).collect();
            assert!(Original::of_forward_auth(&headers(&less), true).is_err(), "without {}", all[at].0);
            let more: Vec<_> = all.iter().chain([&all[at]]).copied().collect();
            assert!(Original::of_forward_auth(&headers(&more), true).is_err(), "twice {}", all[at].0);
        }
        let mut listed = all;
        listed[1].1 = "wiki.example.test, evil.test";
        assert!(Original::of_forward_auth(&headers(&listed), true).is_err());
    }
}
