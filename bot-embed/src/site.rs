//! The page as files, read into memory once: what is served later touches no disk and cannot leave the folder.

use std::{
    collections::HashMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use hyper::body::Bytes;
use sha2::{Digest, Sha256};

/// The files of a folder, by the paths under which they are asked for.
#[derive(Debug, Default)]
pub struct Site {
    files: HashMap<String, File>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// Of which type it is.
    pub content_type: &'static str,
    /// What changes when the file changes (a strong ETag).
    pub etag: String,
    /// What stands in it.
    pub bytes: Bytes,
}

/// The folder cannot be served: one lower-case sentence with the way out.
#[derive(Debug)]
pub enum SiteError {
    /// It is not there, or no folder.
    Missing(PathBuf),
    /// There is no `index.html` in it.
    Unbuilt(PathBuf),
    /// The system does not let us read something in it.
    Unreadable(PathBuf, io::Error),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => {
                write!(
                    f,
                    "there is no folder `{}`: build the page with `cargo xtask build`, or name its folder with --dist",
                    path.display()
                )
            }
            Self::Unbuilt(path) => {
                write!(
                    f,
                    "there is no `index.html` in `{}`: build the page with `cargo xtask build`, or name its folder with --dist",
                    path.display()
                )
            }
            Self::Unreadable(path, cause) => write!(f, "`{}` cannot be read: {cause}", path.display()),
        }
    }
}

impl std::error::Error for SiteError {}

impl Site {
    /// Reads a folder. Links and names that begin with a dot are passed over.
    ///
    /// # Errors
    /// Where the folder is missing, holds no `index.html`, or cannot be read to its end.
    pub fn load(dir: &Path) -> Result<Self, SiteError> {
        if !dir.is_dir() {
            return Err(SiteError::Missing(dir.to_owned()));
        }
        let mut site = Self::default();
        site.walk(dir, "/")?;
        match site.file("/") {
            Some(_) => Ok(site),
            None => Err(SiteError::Unbuilt(dir.to_owned())),
        }
    }

    fn walk(&mut self, dir: &Path, prefix: &str) -> Result<(), SiteError> {
        let fail = |cause| SiteError::Unreadable(dir.to_owned(), cause);
        for entry in fs::read_dir(dir).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let kind = entry.file_type().map_err(fail)?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let path = entry.path();
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                self.walk(&path, &format!("{prefix}{name}/"))?;
            } else if kind.is_file() {
                let bytes = fs::read(&path).map_err(|cause| SiteError::Unreadable(path, cause))?;
                self.files.insert(format!("{prefix}{name}"), File::new(&name, bytes));
            }
        }
        Ok(())
    }

    /// The file for a path as it stands in a request; a folder's is its `index.html`.
    pub fn file(&self, path: &str) -> Option<&File> {
        let path = percent_decoded(path)?;
        if path.ends_with('/') { self.files.get(&(path + "index.html")) } else { self.files.get(&path) }
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
}

impl File {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let digest = Sha256::digest(&bytes);
        let etag: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self { content_type: content_type(name), etag: format!("\"{etag}\""), bytes: bytes.into() }
    }
}

/// The bytes behind `%2F` and the like; none where they are not UTF-8 or cut short.
fn percent_decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok().filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "ts" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(percent_decoded("/a%20b").as_deref(), Some("/a b"));
        assert_eq!(percent_decoded("/%252e").as_deref(), Some("/%2e"));
        for bad in ["/%", "/%2", "/%zz", "/%+1", "/%ff"] {
            assert_eq!(percent_decoded(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_served_says_so() {
        let missing = Site::load(Path::new("no/such/dist")).unwrap_err().to_string();
        assert_eq!(
            missing,
            "there is no folder `no/such/dist`: build the page with `cargo xtask build`, or name its folder with --dist"
        );
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(Site::load(&src).unwrap_err().to_string().starts_with("there is no `index.html` in `"));
    }
}
