//! Computes the response headers of the page's files, for this server and for static hosts.
//!
//! There are three [profiles](Profile). No site may put the page itself into a frame. Every site may frame the documents below `embed/`.
//! Every site may load all other files, because widgets and scripts on other sites need them. The content security policy of a document
//! allows its inline scripts and styles by their hashes. So it never needs `unsafe-inline`, and if a script or style was changed after
//! the build, the browser blocks it and reports it in the console.

mod document;
mod hosts;
mod manifest;

use document::Document;
pub use hosts::HeaderFormat;
pub(crate) use manifest::sha256;
pub use manifest::{Entry, Manifest};

pub use crate::folder::HEADERS_FILE;

/// Group of files with the same rules for other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// A document that no site may frame.
    Page,
    /// A document that other sites may frame.
    Embed,
    /// A script, a program or an export, which every site may load.
    Asset,
}

impl Profile {
    /// Returns the profile of the file at a path, which begins with a slash.
    ///
    /// ```
    /// use carrot_server::headers::Profile;
    /// assert_eq!(Profile::of("/fr/index.html"), Profile::Page);
    /// assert_eq!(Profile::of("/embed/index.html"), Profile::Embed);
    /// assert_eq!(Profile::of("/embed/v1.js"), Profile::Asset);
    /// ```
    pub fn of(path: &str) -> Self {
        match path.ends_with(".html") {
            true if path.starts_with("/embed/") => Self::Embed,
            true => Self::Page,
            false => Self::Asset,
        }
    }
}

/// A header's name and value.
pub type Header = (String, String);

/// Headers of responses that are not files, such as errors. With them, browsers run no script in such a response, and show it in no
/// frame.
pub const NO_FILE: &[(&str, &str)] = &[
    ("content-security-policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("cross-origin-resource-policy", "same-origin"),
    NOSNIFF,
    REFERRER,
    NO_FRAMES,
];
const NOSNIFF: (&str, &str) = ("x-content-type-options", "nosniff");
const REFERRER: (&str, &str) = ("referrer-policy", "no-referrer");
const NO_FRAMES: (&str, &str) = ("x-frame-options", "DENY");
/// The header that makes browsers use only TLS for this host for a year. It does not apply to other hosts of the same domain.
pub const HSTS: (&str, &str) = ("strict-transport-security", "max-age=31536000");

/// `Permissions-Policy`: the features of browsers that no document uses.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
                           gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
                           publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// Returns the headers of the file at a path, without those that depend on the response (length, type, encoding, tag).
///
/// ```
/// let headers = carrot_server::headers::of("/index.html", b"<style>p{}</style>");
/// let policy = headers.iter().find(|(name, _)| name == "content-security-policy").unwrap();
/// assert!(policy.1.starts_with("default-src 'none'; ") && policy.1.contains("style-src 'sha256-"));
/// ```
pub fn of(path: &str, bytes: &[u8]) -> Vec<Header> {
    headers_and_loads(path, bytes).0
}

/// Returns the headers like [`of`], and the URLs of the scripts, style sheets and wasm files that a document loads, as they are written
/// in it.
pub(crate) fn headers_and_loads(path: &str, bytes: &[u8]) -> (Vec<Header>, Vec<String>) {
    let profile = Profile::of(path);
    let mut headers = vec![("cache-control".to_owned(), cache(path, bytes).to_owned())];
    let mut add = |(name, value): (&str, &str)| headers.push((name.to_owned(), value.to_owned()));
    match profile {
        Profile::Page => {
            add(("cross-origin-resource-policy", "same-origin"));
            add(("cross-origin-opener-policy", "same-origin"));
            add(NO_FRAMES);
        }
        Profile::Embed => {
            add(("cross-origin-resource-policy", "cross-origin"));
            add(("cross-origin-opener-policy", "same-origin"));
            // A page that is cross-origin isolated accepts only frames with this header.
            add(("cross-origin-embedder-policy", "require-corp"));
            // In `inline` mode, the widget fetches the document from another site.
            add(("access-control-allow-origin", "*"));
        }
        Profile::Asset => {
            add(("cross-origin-resource-policy", "cross-origin"));
            add(("access-control-allow-origin", "*"));
        }
    }
    add(NOSNIFF);
    add(REFERRER);
    if profile == Profile::Asset {
        return (headers, Vec::new());
    }
    add(("permissions-policy", PERMISSIONS));
    // Let browsers run frames in a process of their own. Otherwise a frame on a page of the same site would slow down that page.
    add(("origin-agent-cluster", "?1"));
    let document = Document::read(bytes);
    headers.push(("content-security-policy".to_owned(), document.policy(profile)));
    (headers, document.loads)
}

/// Type of files with an unknown ending.
const BYTES: &str = "application/octet-stream";

/// Returns the `Content-Type` of the file at a path, by the ending of its name.
pub(crate) fn content_type(path: &str) -> String {
    match mime_guess::from_path(path).first_raw() {
        // The ending `.ts` also belongs to a video format, which the library returns.
        _ if path.ends_with(".ts") => "text/plain; charset=utf-8".to_owned(),
        _ if path.ends_with("/changes.xml") => "application/atom+xml; charset=utf-8".to_owned(),
        Some(kind) if kind.starts_with("text/") => format!("{kind}; charset=utf-8"),
        Some(kind) => kind.to_owned(),
        None => BYTES.to_owned(),
    }
}

/// Returns the `Cache-Control` of a file. A file whose name has the hash of its bytes never changes. `embed/v1.js` may be a few minutes
/// old, because many sites request it. Browsers must revalidate all other files each time. The answer is 304 if the file is unchanged.
fn cache(path: &str, bytes: &[u8]) -> &'static str {
    // Other names may have as many digits, such as `photo-202611301200.txt`, and keep the name when the file changes.
    if hash(path).is_some_and(|hash| is_hash_of(hash, &sha256(bytes))) {
        "public, max-age=31536000, immutable"
    } else if path == "/embed/v1.js" {
        "public, max-age=300, stale-while-revalidate=86400"
    } else {
        NO_CACHE
    }
}

/// The value of `Cache-Control` by which browsers may store a file, but must revalidate it before each use.
const NO_CACHE: &str = "no-cache";

/// Returns the part of a file's name that may be a hash: hexadecimal digits, as Trunk and the build write them.
pub(crate) fn hash(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_hash = |part: &&str| {
        part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    name.split(['-', '_', '.']).find(is_hash)
}

/// Returns whether the hash in a file's name is that of its bytes: the first 16 hexadecimal digits of their SHA-256. Trunk omits leading
/// zeros, so they are added before the comparison.
pub(crate) fn is_hash_of(hash: &str, sha256: &str) -> bool {
    sha256.starts_with(&format!("{hash:0>16}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(path: &str, html: &str, name: &str) -> Option<String> {
        of(path, html.as_bytes()).into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn policy(html: &str) -> String {
        header("/index.html", html, "content-security-policy").unwrap()
    }

    #[test]
    fn inline_scripts_and_styles_are_allowed_by_hash() {
        // The hash of `p{}` is that of `printf 'p{}' | openssl dgst -sha256 -binary | base64`.
        let html = "<!doctype html><!-- <script>no()</script> --><script type=\"application/ld+json\">{}</script><STYLE>p{}</STYLE>\
                    <p title='<style>'>&lt;script&gt;</p><style>p{}</style>";
        assert_eq!(
            policy(html),
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; \
             img-src 'self' data:; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        );
        let script = policy("<script>a()</script>");
        assert!(
            script.contains("; script-src 'sha256-") && !script.contains("'self'; conn") && !script.contains("connect-src"),
            "{script}"
        );
    }

    #[test]
    fn policy_allows_own_scripts_and_wasm_only_if_the_document_loads_them() {
        let page = policy("<link rel=modulepreload href=./a.js data-wasm=./a.wasm><script type=module src=./b.js></script>");
        assert!(page.contains("; script-src 'self' 'wasm-unsafe-eval'; ") && page.contains("; connect-src 'self'; "), "{page}");
        let sheet = policy("<link rel=stylesheet href=a.css>");
        assert!(sheet.contains("; style-src 'self'; ") && !sheet.contains("script-src"), "{sheet}");
        for html in ["", "<p>", "<script>a</script><style>b</style><script src=x></script><link href=x.wasm rel=preload>"] {
            let policy = policy(html);
            assert!(
                policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval")
            );
        }
    }

    #[test]
    fn headers_of_each_profile_allow_framing_and_loading_as_listed() {
        for (path, resource, origin, frames) in [
            ("/index.html", "same-origin", None, Some("DENY")),
            ("/fr/index.html", "same-origin", None, Some("DENY")),
            ("/embed/index.html", "cross-origin", Some("*"), None),
            ("/embed/fr/index.html", "cross-origin", Some("*"), None),
            ("/embed/v1.js", "cross-origin", Some("*"), None),
            ("/policy.json", "cross-origin", Some("*"), None),
            ("/pkg/carrot.js", "cross-origin", Some("*"), None),
        ] {
            assert_eq!(header(path, "", "cross-origin-resource-policy").as_deref(), Some(resource), "{path}");
            assert_eq!(header(path, "", "access-control-allow-origin").as_deref(), origin, "{path}");
            assert_eq!(header(path, "", "x-frame-options").as_deref(), frames, "{path}");
            assert_eq!(header(path, "", "x-content-type-options").as_deref(), Some("nosniff"), "{path}");
            let framed = header(path, "", "content-security-policy").map(|policy| policy.contains("frame-ancestors 'none'"));
            assert_eq!(framed, (Profile::of(path) != Profile::Asset).then_some(frames.is_some()), "{path}");
        }
    }

    #[test]
    fn cache_control_depends_on_the_name() {
        // The first digits of the SHA-256 of `hello`, and of `zero 6`, which begins with a zero that Trunk omits.
        for (path, bytes, kept) in [
            ("/boot-2cf24dba5fb0a30e.js", "hello", "public, max-age=31536000, immutable"),
            ("/carrot-web-2cf24dba5fb0a30e_bg.wasm", "hello", "public, max-age=31536000, immutable"),
            ("/boot-47185c2ea48a367.js", "zero 6", "public, max-age=31536000, immutable"),
            ("/boot-2cf24dba5fb0a30e.js", "hello!", "no-cache"),
            ("/photo-202611301200.txt", "hello", "no-cache"),
            ("/screenshot-20261130120000.png", "", "no-cache"),
            ("/embed/v1.js", "", "public, max-age=300, stale-while-revalidate=86400"),
            ("/index.html", "", "no-cache"),
            ("/policy.json", "", "no-cache"),
            ("/2cf24dba5fb0a30e/index.html", "hello", "no-cache"),
            ("/boot-2cf24dba.js", "hello", "no-cache"),
            ("/effaced-facade-deadbeefcafe.js", "", "no-cache"),
        ] {
            assert_eq!(cache(path, bytes.as_bytes()), kept, "{path}");
        }
    }
}
