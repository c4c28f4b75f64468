//! The page as files, read into memory once: what is served later touches no disk and cannot leave the folder.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt, fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    encoding::Encoding,
    headers::{self, Header, Manifest, sha256},
};
use hyper::{
    HeaderMap,
    body::Bytes,
    header::{ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, VARY},
};

/// The files of a folder, by the paths under which they are asked for.
#[derive(Debug, Default)]
pub struct Site {
    files: HashMap<String, File>,
    passed_over: Vec<PathBuf>,
}

/// One file, in every encoding in which it can be sent.
#[derive(Debug)]
pub struct File {
    /// As it is sent, and in which encoding, the smallest first and the bytes as they are last.
    forms: Vec<(Encoding, Form)>,
    /// Its headers, for static hosts.
    headers: Vec<Header>,
    /// When it was written, as far as the system knows.
    pub(crate) modified: Option<SystemTime>,
}

/// A file in one encoding.
#[derive(Debug)]
pub struct Form {
    /// What changes when the file or its encoding changes (a strong ETag).
    pub etag: String,
    /// What is sent.
    pub bytes: Bytes,
    /// The headers that go with it, also where a client has it already.
    pub headers: HeaderMap,
}

/// The folder cannot be served: one lower-case sentence with the way out.
#[derive(Debug)]
pub enum SiteError {
    /// It is not there, or no folder.
    Missing(PathBuf),
    /// There is no `index.html` in it.
    Unbuilt(PathBuf),
    /// There is no `headers.json` in it.
    NoHeaders(PathBuf),
    /// Its `headers.json` is of another version of this program.
    OtherVersion(PathBuf),
    /// One of the files that were built is missing.
    Gone(PathBuf),
    /// One of its documents loads something that is not there.
    Incomplete {
        /// The document.
        document: PathBuf,
        /// What it loads, as it stands there.
        loads: String,
    },
    /// One of its files is not what it was when it was built: it is not what the hash in its name says, or its end is missing.
    Altered(PathBuf),
    /// The system does not let us read something in it.
    Unreadable(PathBuf, io::Error),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const WAY_OUT: &str = "build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist";
        match self {
            Self::Missing(path) => write!(f, "there is no folder `{}`: {WAY_OUT}", path.display()),
            Self::Unbuilt(path) => write!(f, "there is no `index.html` in `{}`: {WAY_OUT}", path.display()),
            Self::NoHeaders(path) => {
                write!(f, "there is no `headers.json` in `{}`: write it with `carrot headers --write`, or {WAY_OUT}", path.display())
            }
            Self::OtherVersion(path) => write!(f, "`{}` was written by another version of carrot: {WAY_OUT}", path.display()),
            Self::Gone(path) => {
                write!(f, "`{}` is missing, as if the folder had been copied in part: {WAY_OUT}", path.display())
            }
            Self::Incomplete { document, loads } => {
                write!(f, "`{}` loads `{loads}`, which is not there, as if a build had been cut short: {WAY_OUT}", document.display())
            }
            Self::Altered(path) => {
                write!(f, "`{}` is not what was built, as if it had been copied in part or changed since: {WAY_OUT}", path.display())
            }
            Self::Unreadable(path, cause) => write!(f, "`{}` cannot be read: {cause}", path.display()),
        }
    }
}

impl std::error::Error for SiteError {}

/// Where a file stands, and what is in it.
pub(crate) type Place = (PathBuf, Vec<u8>);
/// What a walk through the folder finds, by path.
pub(crate) type Found = BTreeMap<String, Place>;

/// Reads all files of a folder into memory. Links, names that begin with a dot, and what the build writes for servers (`headers.json`,
/// `_headers…`) are passed over.
///
/// # Errors
/// Where the folder is missing, holds no `index.html`, or cannot be read to its end.
pub(crate) fn files_of(dir: &Path) -> Result<Found, SiteError> {
    if !dir.is_dir() {
        return Err(SiteError::Missing(dir.to_owned()));
    }
    let mut found = Found::new();
    walk(dir, "/", &mut found)?;
    found.remove(&format!("/{}", headers::FILE));
    if found.get("/index.html").is_none_or(|(_, bytes)| bytes.is_empty()) {
        return Err(SiteError::Unbuilt(dir.to_owned()));
    }
    Ok(found)
}

/// Whether a file is a compressed form of another one of these.
pub(crate) fn is_packed(path: &str, names: &BTreeSet<String>) -> bool {
    packed(path).is_some_and(|(_, of)| names.contains(of))
}

impl Site {
    /// Reads a folder. `a.br` and `a.gz` are other forms of `a`, if they are: what does not unpack to it is passed over. A file that
    /// `headers.json` does not list was added after the build, and is served with the headers of its kind; a document then runs nothing.
    ///
    /// # Errors
    /// Where the folder is missing, holds no `index.html` or no `headers.json`, is not what was built, or cannot be read to its end.
    pub fn load(dir: &Path) -> Result<Self, SiteError> {
        let mut found = files_of(dir)?;
        let manifest = Manifest::read(dir)?;
        let names: BTreeSet<String> = found.keys().cloned().collect();
        if let Some(gone) = manifest.files.keys().find(|path| !names.contains(*path)) {
            return Err(SiteError::Gone(dir.join(gone.trim_start_matches('/'))));
        }
        let mut take = |path: &str| found.remove(path);
        let mut parts: Vec<Part> = Vec::with_capacity(names.len());
        for path in names.iter().filter(|path| !is_packed(path, &names)) {
            let Some((place, bytes)) = take(path) else { continue };
            let packed = [Encoding::Brotli, Encoding::Gzip].map(|it| (it, take(&format!("{path}{}", it.ending()))));
            parts.push(Part { path: path.clone(), place, bytes, packed });
        }
        // Nobody is served before all of it is read, so all cores read.
        let share = parts.len().div_ceil(std::thread::available_parallelism().map_or(1, usize::from)).max(1);
        let read = std::thread::scope(|scope| {
            let mut workers = Vec::new();
            while !parts.is_empty() {
                let part = parts.split_off(parts.len().saturating_sub(share));
                let manifest = &manifest;
                workers.push(scope.spawn(move || part.into_iter().map(|part| part.read(manifest)).collect::<Result<Vec<_>, _>>()));
            }
            workers
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect::<Result<Vec<_>, _>>()
        })?;
        let mut site = Self::default();
        for (path, file, passed_over) in read.into_iter().flatten() {
            site.passed_over.extend(passed_over);
            site.files.insert(path, file);
        }
        Ok(site)
    }

    /// The file for a path as it stands in a request; a folder's is its `index.html`.
    pub fn file(&self, path: &str) -> Option<&File> {
        if path.contains('%') {
            return self.decoded(&percent_decoded(path)?);
        }
        self.decoded(path)
    }

    fn decoded(&self, path: &str) -> Option<&File> {
        if path.ends_with('/') { self.files.get(&format!("{path}index.html")) } else { self.files.get(path) }
    }

    /// Whether a path names a folder without its slash at the end; relative links would lead elsewhere from there.
    pub fn is_folder(&self, path: &str) -> bool {
        !path.ends_with('/') && self.file(&format!("{path}/")).is_some()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Compressed files that are not what they should be the other form of.
    pub fn passed_over(&self) -> &[PathBuf] {
        &self.passed_over
    }
}

/// A file with what is compressed of it.
struct Part {
    path: String,
    place: PathBuf,
    bytes: Vec<u8>,
    packed: [(Encoding, Option<Place>); 2],
}

impl Part {
    /// The file as it will be sent, and the compressed ones that are not it.
    fn read(self, manifest: &Manifest) -> Result<(String, File, Vec<PathBuf>), SiteError> {
        let Self { path, place, bytes, packed } = self;
        let digest = sha256(&bytes);
        let headers = match manifest.files.get(&path) {
            Some(entry) if entry.sha256 != digest => return Err(SiteError::Altered(place)),
            Some(entry) => entry.headers.clone(),
            None => headers::of(&path, b""),
        };
        let (mut forms, mut passed_over) = (Vec::new(), Vec::new());
        for (encoding, other) in packed {
            let Some((place, other)) = other else { continue };
            if !encoding.unpacks_to(&other, &bytes) {
                passed_over.push(place);
            } else if other.len() < bytes.len() {
                forms.push((encoding, other));
            }
        }
        forms.push((Encoding::Identity, bytes));
        let modified = fs::metadata(&place).and_then(|file| file.modified()).ok();
        let file = File { modified, ..File::new(&path, &digest[..32], forms, headers) };
        Ok((path, file, passed_over))
    }
}

impl File {
    fn new(path: &str, digest: &str, forms: Vec<(Encoding, Vec<u8>)>, headers: Vec<Header>) -> Self {
        let kind = headers::content_type(path);
        let several = forms.len() > 1;
        let form = |(encoding, bytes): (Encoding, Vec<u8>)| {
            let etag = match encoding.name() {
                Some(name) => format!("\"{digest}-{name}\""),
                None => format!("\"{digest}\""),
            };
            let mut map = HeaderMap::with_capacity(headers.len() + 6);
            for (name, value) in &headers {
                // Both are ours; what is no header would be a hole in nothing but the page.
                if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
                    map.insert(name, value);
                }
            }
            if let Ok(kind) = HeaderValue::from_str(&kind) {
                map.insert(CONTENT_TYPE, kind);
            }
            map.insert(ACCEPT_RANGES, HeaderValue::from_static("none"));
            if let Ok(etag) = HeaderValue::from_str(&etag) {
                map.insert(ETAG, etag);
            }
            if let Some(name) = encoding.name() {
                map.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            }
            if several {
                map.insert(VARY, HeaderValue::from_static("accept-encoding"));
            }
            (encoding, Form { etag, bytes: bytes.into(), headers: map })
        };
        Self { forms: forms.into_iter().map(form).collect(), headers, modified: None }
    }

    /// Whether scripts of other sites may read it.
    pub(crate) fn is_shared(&self) -> bool {
        self.headers.iter().any(|(name, _)| name == "access-control-allow-origin")
    }

    /// The form to send to a client that accepts these encodings, in this order; none where it accepts none that there is.
    pub fn form(&self, accepted: &[Encoding]) -> Option<&Form> {
        accepted.iter().find_map(|wanted| self.forms.iter().find(|(encoding, _)| encoding == wanted)).map(|(_, form)| form)
    }
}

fn walk(dir: &Path, prefix: &str, found: &mut Found) -> Result<(), SiteError> {
    let fail = |cause| SiteError::Unreadable(dir.to_owned(), cause);
    for entry in fs::read_dir(dir).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let kind = entry.file_type().map_err(fail)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let path = entry.path();
        if name.starts_with('.') || name.starts_with("_headers") {
            continue;
        }
        if kind.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), found)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path).map_err(|cause| SiteError::Unreadable(path.clone(), cause))?;
            found.insert(format!("{prefix}{name}"), (path, bytes));
        }
    }
    Ok(())
}

/// The encoding that a path names, and the path of what is encoded.
fn packed(path: &str) -> Option<(Encoding, &str)> {
    [Encoding::Brotli, Encoding::Gzip].into_iter().find_map(|encoding| Some((encoding, path.strip_suffix(encoding.ending())?)))
}

/// The path that an address in a document leads to; none where it leads elsewhere.
pub(crate) fn resolved(document: &str, address: &str) -> Option<String> {
    let address = percent_decoded(address.split(['?', '#']).next().unwrap_or_default())?;
    if address.is_empty() || address.starts_with('/') || address.split('/').next().is_some_and(|first| first.contains(':')) {
        return None;
    }
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes `%20` and the like. `None` if the result is not UTF-8, if a code is cut short, and for an encoded slash: proxies in front
/// differ in whether that one ends a folder's name.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok().filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            let byte = u8::from_str_radix(digits, 16).ok().filter(|byte| *byte != b'/')?;
            bytes.push(byte);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(percent_decoded("/a%20b").as_deref(), Some("/a b"));
        assert_eq!(percent_decoded("/%252e").as_deref(), Some("/%2e"));
        for bad in ["/%", "/%2", "/%zz", "/%+1", "/%ff", "/a%2fb", "/a%2Fb"] {
            assert_eq!(percent_decoded(bad), None, "{bad}");
        }
    }

    #[test]
    fn addresses_lead_from_a_document_to_files_beside_it() {
        for (document, address, path) in [
            ("/index.html", "./a.js", Some("/a.js")),
            ("/fr/index.html", "../a.js?v=1#b", Some("/a.js")),
            ("/index.html", "../../a.js", Some("/a.js")),
            ("/embed/index.html", "b/c.wasm", Some("/embed/b/c.wasm")),
            ("/index.html", "data:,", None),
            ("/index.html", "https://other.example/a.js", None),
            ("/index.html", "//other.example/a.js", None),
            ("/index.html", "#top", None),
        ] {
            assert_eq!(resolved(document, address).as_deref(), path, "{document} {address}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_served_says_so() {
        let missing = Site::load(Path::new("no/such/dist")).unwrap_err().to_string();
        assert_eq!(
            missing,
            "there is no folder `no/such/dist`: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist"
        );
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(Site::load(&src).unwrap_err().to_string().starts_with("there is no `index.html` in `"));
    }

    #[test]
    fn what_was_built_in_part_gets_no_headers() {
        // The first 16 digits of the SHA-256 of `hello`.
        const NAMED: &str = "b-2cf24dba5fb0a30e.js";
        let dir = std::env::temp_dir().join(format!("carrot-site-{}", std::process::id()));
        let load = |document: &str, script: &str| {
            fs::create_dir_all(&dir).unwrap();
            fs::write(dir.join("index.html"), document).unwrap();
            fs::write(dir.join(NAMED), script).unwrap();
            let error = Manifest::build(&dir).err().map(|error| error.to_string());
            fs::remove_dir_all(&dir).unwrap();
            error
        };
        let document = format!("<!doctype html><html><script src=\"./{NAMED}\"></script></html>");
        assert_eq!(load(&document, "hello"), None);
        let is = |error: Option<String>, name: &str| {
            let error = error.unwrap();
            assert!(
                error.contains(&format!("{name}` is not what was built, as if it had been copied in part or changed since: ")),
                "{error}"
            );
        };
        is(load(&document, "hell"), NAMED);
        is(load(&document[..document.len() - 1], "hello"), "index.html");
    }
}
