//! The table of prepared responses for all files of the page and their compressed forms. The files are read and checked once, so
//! requests do not read the disk.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use axum::{body::Body, response::Response};
use hyper::{
    HeaderMap, StatusCode,
    body::Bytes,
    header::{
        ACCEPT_ENCODING, ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue,
        IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE, VARY,
    },
};
use percent_encoding::percent_decode_str;

pub use crate::folder::SiteError;
use crate::{
    encoding::{Encoding, accepted},
    folder::{FolderFile, is_packed, read},
    headers::{self, Header, Manifest, sha256},
    response::{RequestKind, text},
};

/// All files of the page, by request path.
#[derive(Debug, Default)]
pub struct Site {
    files: HashMap<String, File>,
    skipped: Vec<PathBuf>,
}

/// One file, in every available encoding.
#[derive(Debug)]
pub struct File {
    /// Brotli, then gzip, then the uncompressed bytes.
    variants: Vec<(Encoding, Variant)>,
    /// Time of the last change, if the file system knows it.
    modified: Option<SystemTime>,
}

/// A file in one encoding, ready to be sent.
#[derive(Debug)]
pub struct Variant {
    /// The strong ETag, which changes with the file and with the encoding.
    pub etag: String,
    /// The body.
    pub bytes: Bytes,
    /// The headers. A response with status 304 has them, too, except for `Content-Type`.
    pub headers: HeaderMap,
}

impl Site {
    /// Reads a folder and checks each file against `headers.json`.
    ///
    /// `a.br` and `a.gz` are variants of `a` if they unpack to the bytes of `a`. Otherwise they are skipped. A file that `headers.json` does
    /// not list was added after the build. It gets the headers of its type. If it is a document, its content security policy allows no
    /// scripts.
    ///
    /// # Errors
    /// If the folder is missing, has no `index.html` or no `headers.json`, differs from what was built, or cannot be read.
    pub fn load(dir: &Path) -> Result<Self, SiteError> {
        let mut found = read(dir)?;
        let manifest = Manifest::read(dir)?;
        let paths: BTreeSet<String> = found.keys().cloned().collect();
        if let Some(missing) = manifest.files.keys().find(|path| !paths.contains(*path)) {
            return Err(SiteError::MissingFile(dir.join(missing.trim_start_matches('/'))));
        }
        let mut sources = Vec::with_capacity(paths.len());
        for path in paths.iter().filter(|path| !is_packed(path, &paths)) {
            let Some(plain) = found.remove(path) else { continue };
            let packed =
                [Encoding::Brotli, Encoding::Gzip].map(|encoding| (encoding, found.remove(&format!("{path}{}", encoding.ending()))));
            sources.push((path.clone(), plain, packed));
        }
        // Unpacking takes most of the time until the server starts, so all cores share it.
        let share = sources.len().div_ceil(std::thread::available_parallelism().map_or(1, usize::from)).max(1);
        let mut site = Self::default();
        std::thread::scope(|scope| {
            let mut threads = Vec::new();
            while !sources.is_empty() {
                let part = sources.split_off(sources.len().saturating_sub(share));
                let manifest = &manifest;
                let prepare = move |(path, plain, packed)| prepare(path, plain, packed, manifest);
                threads.push(scope.spawn(move || part.into_iter().map(prepare).collect::<Result<Vec<_>, _>>()));
            }
            for thread in threads {
                for (path, file, skipped) in thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))? {
                    site.files.insert(path, file);
                    site.skipped.extend(skipped);
                }
            }
            Ok(site)
        })
    }

    /// Returns the file at a request's path. The file of a folder is its `index.html`.
    pub fn file(&self, path: &str) -> Option<&File> {
        // Proxies disagree on whether an encoded slash ends a folder's name.
        if path.contains("%2f") || path.contains("%2F") {
            return None;
        }
        let path = percent_decode_str(path).decode_utf8().ok()?;
        if path.ends_with('/') { self.files.get(&format!("{path}index.html")) } else { self.files.get(&*path) }
    }

    /// Returns whether a path names a folder without the slash at the end. There, a browser would resolve the page's relative links wrongly.
    pub fn is_folder(&self, path: &str) -> bool {
        !path.ends_with('/') && self.file(&format!("{path}/")).is_some()
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the compressed files that do not unpack to the file that they belong to.
    pub fn skipped(&self) -> &[PathBuf] {
        &self.skipped
    }
}

/// Prepares a file, and returns it with the compressed files that were skipped.
fn prepare(
    path: String,
    plain: FolderFile,
    packed: [(Encoding, Option<FolderFile>); 2],
    manifest: &Manifest,
) -> Result<(String, File, Vec<PathBuf>), SiteError> {
    let digest = sha256(&plain.bytes);
    let headers = match manifest.files.get(&path) {
        Some(entry) if entry.sha256 != digest => return Err(SiteError::Altered(plain.path)),
        Some(entry) => entry.headers.clone(),
        None => headers::of(&path, b""),
    };
    let (mut bodies, mut skipped) = (Vec::new(), Vec::new());
    for (encoding, packed) in packed {
        match packed {
            Some(packed) if !encoding.unpacks_to(&packed.bytes, &plain.bytes) => skipped.push(packed.path),
            Some(packed) if packed.bytes.len() < plain.bytes.len() => bodies.push((encoding, packed.bytes)),
            _ => {}
        }
    }
    let modified = fs::metadata(&plain.path).and_then(|file| file.modified()).ok();
    bodies.push((Encoding::Identity, plain.bytes));
    let several = bodies.len() > 1;
    let variant = |(encoding, bytes)| (encoding, Variant::new(&path, &digest[..32], encoding, several, &headers, bytes));
    let variants = bodies.into_iter().map(variant).collect();
    Ok((path, File { variants, modified }, skipped))
}

impl Variant {
    fn new(path: &str, digest: &str, encoding: Encoding, several: bool, headers: &[Header], bytes: Vec<u8>) -> Self {
        let etag = encoding.name().map_or_else(|| format!("\"{digest}\""), |name| format!("\"{digest}-{name}\""));
        let kind = headers::content_type(path);
        let mut all = vec![(CONTENT_TYPE.as_str(), kind.as_str()), (ETAG.as_str(), &etag), (ACCEPT_RANGES.as_str(), "none")];
        all.extend(headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        all.extend(encoding.name().map(|name| (CONTENT_ENCODING.as_str(), name)));
        all.extend(several.then_some((VARY.as_str(), "accept-encoding")));
        let parsed = |(name, value): (&str, &str)| Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?));
        Self { headers: all.into_iter().filter_map(parsed).collect(), etag, bytes: bytes.into() }
    }
}

impl File {
    /// Returns whether scripts of other sites may read it.
    pub(crate) fn is_shared(&self) -> bool {
        self.variants.iter().any(|(_, variant)| variant.headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN))
    }

    /// Returns the variant to send to a client that accepts these encodings, in this order.
    pub fn variant(&self, accepted: &[Encoding]) -> Option<&Variant> {
        accepted.iter().find_map(|wanted| self.variants.iter().find(|(encoding, _)| encoding == wanted)).map(|(_, variant)| variant)
    }

    /// Answers a request that has these headers. Ranges are not supported, so a request for a range gets the whole file.
    pub(crate) fn respond(&self, request: &HeaderMap) -> Response {
        let accepts = values(request, ACCEPT_ENCODING).collect::<Vec<_>>();
        let wanted = if request.contains_key(ACCEPT_ENCODING) { accepted(&accepts.join(",")) } else { vec![Encoding::Identity] };
        let Some(variant) = self.variant(&wanted) else {
            let sentence = "Accept-Encoding excludes every encoding of this file: allow br, gzip or identity";
            let mut response = text(RequestKind::File, StatusCode::NOT_ACCEPTABLE, sentence);
            response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
            return response;
        };
        if !self.precondition_holds(variant, request) {
            let sentence = "the file does not match If-Match or If-Unmodified-Since: request it again without them";
            return text(RequestKind::File, StatusCode::PRECONDITION_FAILED, sentence);
        }
        let unchanged = tags(request, IF_NONE_MATCH).any(|tag| tag == "*" || tag.trim_start_matches("W/") == variant.etag);
        let mut response = Response::new(if unchanged { Body::empty() } else { Body::from(variant.bytes.clone()) });
        *response.headers_mut() = variant.headers.clone();
        response.extensions_mut().insert(RequestKind::File);
        if unchanged {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(CONTENT_TYPE);
        }
        response
    }

    /// Checks `If-Match`, or `If-Unmodified-Since` if the request has no `If-Match`. By RFC 9110, a weak tag never matches, and an
    /// invalid date is ignored.
    ///
    /// `Last-Modified` is not sent, and `If-Modified-Since` is ignored, because a file's date is the time of its copy: two machines with the
    /// same build have different dates, but equal tags.
    fn precondition_holds(&self, variant: &Variant, request: &HeaderMap) -> bool {
        if request.contains_key(IF_MATCH) {
            return tags(request, IF_MATCH).any(|tag| tag == "*" || tag == variant.etag);
        }
        let date = values(request, IF_UNMODIFIED_SINCE).next().and_then(|date| httpdate::parse_http_date(date).ok());
        match (date, self.modified) {
            // Dates in headers are in whole seconds.
            (Some(date), Some(modified)) => modified < date + Duration::from_secs(1),
            _ => true,
        }
    }
}

/// Returns the values of a header that are text.
fn values(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok())
}

/// Returns the entity tags in a header.
fn tags(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    values(headers, name).flat_map(|value| value.split(',')).map(str::trim)
}
