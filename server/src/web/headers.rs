//! Headers that every answer has (OWASP ASVS 5.0, 3.4), and which `Host` is answered at all.

use super::Web;
use crate::config::{Config, Origin, Server};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; \
     base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const PERMISSIONS_POLICY: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), clipboard-write=(self)";

/// The policy of every page. Browsers hold the way on after a form against `form-action`, and signing in leads to
/// the application that asked for it: so the hosts that the operator's rules name may follow.
#[must_use]
pub fn content_security_policy(config: &Config) -> HeaderValue {
    let scheme = if config.server.origin.is_secure() { "https" } else { "http" };
    let mut policy = CONTENT_SECURITY_POLICY.to_owned();
    let families: String = config.server.origins_by_family().map(|origin| format!(" {origin}")).collect();
    policy = policy.replacen("connect-src 'self'", &format!("connect-src 'self'{families}"), 1);
    for rule in config.gate.web.rules.iter() {
        let source = format!(" {scheme}://{}", rule.host);
        // an address in brackets is no source (CSP3 section 2.3.1); a host is named once
        if !source.contains('[') && !policy.split(' ').any(|known| known == source.trim()) {
            policy.push_str(&source);
        }
    }
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(CONTENT_SECURITY_POLICY))
}

/// Adds the headers to every answer, whoever made it.
pub async fn secure(State(web): State<Web>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // `no-referrer` would turn the Origin of a form's POST into "null"
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY);
    if web.core.config.server.origin.is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(web.content_security_policy);
    response
}

/// Refuses a request for another host than the configured one: what is built from the host in other
/// programs (links, redirects, caches) can't be led astray here.
pub async fn known_host(State(web): State<Web>, request: Request, next: Next) -> Response {
    let server = &web.core.config.server;
    let origin = &server.origin;
    if is_at(&request, origin) || proves_family(&request, server) {
        next.run(request).await
    } else {
        let text = format!("This portal is at {origin}\n");
        (StatusCode::MISDIRECTED_REQUEST, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
            .into_response()
    }
}

fn is_at(request: &Request, origin: &Origin) -> bool {
    host(request).is_some_and(|host| host.eq_ignore_ascii_case(origin.authority()))
}

/// The names of one family prove an address, and are good for nothing else.
fn proves_family(request: &Request, server: &Server) -> bool {
    request.uri().path() == crate::grant::http::PROVE
        && server.origins_by_family().any(|origin| is_at(request, origin))
}

fn host(request: &Request) -> Option<&str> {
    let named = |headers: &HeaderMap| headers.get_all(header::HOST).iter().count();
    match (request.uri().authority(), named(request.headers())) {
        (Some(authority), _) => Some(authority.as_str()),
        (None, 1) => request.headers().get(header::HOST).and_then(|value| value.to_str().ok()),
        _ => None,
    }
}

/// Whether the request was made by one of our own pages. Browsers say so in `Sec-Fetch-Site`, in `Origin`,
/// or in both; both must agree, and a request that says neither isn't taken for one of ours.
#[must_use]
pub fn is_same_origin(headers: &HeaderMap, origin: &str) -> bool {
    let one = |name: HeaderName| -> Option<Option<&str>> {
        let mut values = headers.get_all(name).iter();
        match (values.next(), values.next()) {
            (None, _) => None,
            (Some(value), None) => Some(value.to_str().ok()),
            // twice: neither is believed
            _ => Some(None),
        }
    };
    let site = one(HeaderName::from_static("sec-fetch-site"));
    let from = one(header::ORIGIN);
    let site_ok = site.is_none_or(|site| site == Some("same-origin"));
    let origin_ok = from.is_none_or(|from| from == Some(origin));
    site_ok && origin_ok && (site.is_some() || from.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_request_that_says_it_is_ours_and_nothing_else_is_same_origin() {
        let check = |pairs: &[(&'static str, &'static str)], expected: bool| {
            let headers = pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();
            assert_eq!(is_same_origin(&headers, "https://portal.example"), expected, "{pairs:?}");
        };
        check(&[("origin", "https://portal.example")], true);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "https://portal.example")], true);
        check(&[], false);
        check(&[("origin", "null")], false);
        check(&[("origin", "https://portal.example.evil.example")], false);
        check(&[("origin", "http://portal.example")], false);
        check(&[("origin", "https://portal.example:444")], false);
        for site in ["cross-site", "same-site", "none", ""] {
            check(&[("sec-fetch-site", site), ("origin", "https://portal.example")], false);
        }
        check(&[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")], false);
    }
}
