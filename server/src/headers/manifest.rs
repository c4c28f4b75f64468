//! Reads and writes `headers.json`, which contains the hash and headers of each file. The build writes it, so that the server does not
//! have to parse HTML.
//!
//! ```json
//! { "version": 1, "headers": [[["cache-control", "no-cache"], …], …], "files": { "/index.html": { "sha256": "…", "headers": 0 } } }
//! ```
//!
//! Many documents share their headers, so each list is written once, and files refer to it by index.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Header, document::resolved, hash, headers_and_loads, is_hash_of};
use crate::folder::{self, HEADERS_FILE, SiteError, is_packed, read};

/// Version of the file's format.
const VERSION: u32 = 1;

/// Hash and headers of each file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The files, by request path.
    pub files: BTreeMap<String, Entry>,
}

/// Hash and headers of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its headers, without those that depend on the response, such as its length.
    pub headers: Vec<Header>,
}

/// The format of `headers.json`.
#[derive(Serialize, Deserialize)]
struct RawManifest {
    version: u32,
    headers: Vec<Vec<Header>>,
    files: BTreeMap<String, RawEntry>,
}

#[derive(Serialize, Deserialize)]
struct RawEntry {
    sha256: String,
    /// The index of the list of headers.
    headers: usize,
}

impl Manifest {
    /// Computes the headers of all files of a built page.
    ///
    /// # Errors
    /// If the folder is missing, has no `index.html`, is incomplete, or cannot be read.
    pub fn build(dist: &Path) -> Result<Self, SiteError> {
        let files = read(dist)?;
        Self::from_files(dist, &files.iter().map(|(path, source)| (path.as_str(), source.bytes.as_slice())).collect())
    }

    /// Computes the headers of `files`, whose keys are request paths such as `/index.html`. `dist` is only used in error messages.
    ///
    /// # Errors
    /// If a document is truncated or loads a missing file, or if a file's hash does not match its name.
    pub fn from_files(dist: &Path, files: &BTreeMap<&str, &[u8]>) -> Result<Self, SiteError> {
        let names: BTreeSet<String> = files.keys().map(|path| (*path).to_owned()).collect();
        let on_disk = |path: &str| dist.join(path.trim_start_matches('/'));
        let mut manifest = Self::default();
        let mut loaded = BTreeSet::new();
        for (path, bytes) in files.iter().filter(|(path, _)| !is_packed(path, &names)) {
            let (headers, loads) = headers_and_loads(path, bytes);
            if let Some(missing) = loads.iter().find(|url| resolved(path, url).is_some_and(|file| !names.contains(&file))) {
                return Err(SiteError::Incomplete { document: on_disk(path), loads: missing.clone() });
            }
            // Every built document ends with `</html>`. Without this tag, the document was truncated.
            let has = |tag: &[u8]| bytes.windows(tag.len()).any(|window| window == tag);
            if path.ends_with(".html") && has(b"<html") && !has(b"</html>") {
                return Err(SiteError::Altered(on_disk(path)));
            }
            loaded.extend(loads.iter().filter_map(|url| resolved(path, url)));
            manifest.files.insert((*path).to_owned(), Entry { sha256: sha256(bytes), headers });
        }
        // Reject a hashed file name whose hash is wrong, because browsers cache such files for a year.
        match loaded.iter().find(|path| manifest.files.get(*path).is_some_and(|entry| !entry.matches_name(path))) {
            Some(path) => Err(SiteError::Altered(on_disk(path))),
            None => Ok(manifest),
        }
    }

    /// Reads the `headers.json` of a folder.
    ///
    /// # Errors
    /// If the folder or the file is missing, or if the file is invalid or of another version.
    pub fn read(dist: &Path) -> Result<Self, SiteError> {
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        folder::check(dist)?;
        let path = dist.join(HEADERS_FILE);
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => SiteError::NoHeaders(dist.to_owned()),
            _ => SiteError::Unreadable(path.clone(), error),
        })?;
        let altered = || SiteError::Altered(path.clone());
        match serde_json::from_slice(&bytes) {
            Ok(Version { version: VERSION }) => {}
            Ok(_) => return Err(SiteError::OtherVersion(path)),
            Err(_) => return Err(altered()),
        }
        let raw: RawManifest = serde_json::from_slice(&bytes).map_err(|_| altered())?;
        let entry = |RawEntry { sha256, headers }| Some(Entry { sha256, headers: raw.headers.get(headers)?.clone() });
        let files = raw.files.into_iter().map(|(path, raw)| Some((path, entry(raw)?))).collect::<Option<_>>();
        files.map(|files| Self { files }).ok_or_else(altered)
    }

    /// Returns the text of `headers.json`.
    pub fn to_json(&self) -> String {
        let mut indices: BTreeMap<&[Header], usize> = BTreeMap::new();
        let mut headers: Vec<Vec<Header>> = Vec::new();
        let mut files = BTreeMap::new();
        for (path, entry) in &self.files {
            let index = *indices.entry(&entry.headers).or_insert_with(|| {
                headers.push(entry.headers.clone());
                headers.len() - 1
            });
            files.insert(path.clone(), RawEntry { sha256: entry.sha256.clone(), headers: index });
        }
        // Strings and numbers can always be written as JSON.
        serde_json::to_string(&RawManifest { version: VERSION, headers, files }).unwrap_or_default()
    }

    /// Returns the headers of all files, by path, for static hosts.
    pub fn headers(&self) -> BTreeMap<String, Vec<Header>> {
        self.files.iter().map(|(path, entry)| (path.clone(), entry.headers.clone())).collect()
    }
}

impl Entry {
    /// Returns whether the hash in the file's name is that of its bytes. Also returns true for a name without a hash.
    fn matches_name(&self, path: &str) -> bool {
        hash(path).is_none_or(|hash| is_hash_of(hash, &self.sha256))
    }
}

/// Returns the SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use carrot_testing::Folder;
    use expect_test::expect;

    use super::*;

    #[test]
    fn written_manifest_is_read_unchanged() {
        let folder = Folder::new();
        for (name, text) in [("index.html", "<style>p{}</style>"), ("a.js", "a()"), ("b.js", "b()")] {
            folder.write(name, text);
        }
        let dist = folder.path();
        let missing = dist.join("nope");
        assert_eq!(Manifest::read(&missing).unwrap_err().to_string(), read(&missing).unwrap_err().to_string());
        let built = Manifest::build(dist).unwrap();
        assert_eq!(built.files.keys().collect::<Vec<_>>(), ["/a.js", "/b.js", "/index.html"]);
        let json = built.to_json();
        fs::write(dist.join(HEADERS_FILE), &json).unwrap();
        assert_eq!(Manifest::read(dist).unwrap(), built);
        assert_eq!(Manifest::build(dist).unwrap(), built, "headers.json is not a file of the page");
    }

    #[test]
    fn errors_of_a_manifest_name_the_file_and_a_fix() {
        let folder = Folder::new();
        folder.write("index.html", "<style>p{}</style>");
        folder.write("a.js", "a()");
        let json = Manifest::build(folder.path()).unwrap().to_json();
        let error = || format!("{}\n", Manifest::read(folder.path()).unwrap_err()).replace(folder.as_str(), "DIST");
        let mut printed = error();
        for changed in [
            json.replace("\"version\":1", "\"version\":2"),
            json[..json.len() - 9].to_owned(),
            json.replace("\"headers\":1", "\"headers\":9"),
            String::new(),
        ] {
            assert_ne!(changed, json);
            folder.write(HEADERS_FILE, changed);
            printed += &error();
        }
        expect![[r#"
            there is no `headers.json` in `DIST`: write it with `carrot headers --write`, or build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `DIST/headers.json` was written by another version of carrot: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `DIST/headers.json` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `DIST/headers.json` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `DIST/headers.json` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        "#]].assert_eq(&printed);
    }

    #[test]
    fn manifest_of_a_changed_script_or_truncated_document_is_an_error() {
        // The first 16 digits of the SHA-256 of `hello`.
        const SCRIPT: &str = "b-2cf24dba5fb0a30e.js";
        let error = |document: &str, script: &str| {
            let folder = Folder::new();
            folder.write("index.html", document);
            folder.write(SCRIPT, script);
            Manifest::build(folder.path()).err().map(|error| format!("{error}\n").replace(folder.as_str(), "DIST"))
        };
        let document = format!("<!doctype html><html><script src=\"./{SCRIPT}\"></script></html>");
        assert_eq!(error(&document, "hello"), None);
        let changed_script = error(&document, "hell").unwrap();
        let truncated_document = error(&document[..document.len() - 1], "hello").unwrap();
        expect![[r#"
            `DIST/b-2cf24dba5fb0a30e.js` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `DIST/index.html` is not the file that was built: it was changed, or not copied completely: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        "#]].assert_eq(&[changed_script, truncated_document].concat());
    }
}
