//! Reads the folder of the built page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::encoding::Encoding;

/// Name of the file that contains the hash and headers of each file.
pub const HEADERS_FILE: &str = "headers.json";

/// Reason why a folder cannot be served. Its text names the problem, the place, and a fix.
#[derive(Debug)]
pub enum SiteError {
    /// The folder does not exist.
    NoFolder(PathBuf),
    /// The path names a file, not a folder.
    NotFolder(PathBuf),
    /// The folder has no `index.html`.
    NoIndex(PathBuf),
    /// The folder has no `headers.json`.
    NoHeaders(PathBuf),
    /// The folder's `headers.json` was written by another version of this program.
    OtherVersion(PathBuf),
    /// A file that `headers.json` lists is missing.
    MissingFile(PathBuf),
    /// A document loads a file that does not exist.
    Incomplete {
        /// The document.
        document: PathBuf,
        /// The missing file, as the document names it.
        loads: String,
    },
    /// A file differs from the file that was built: it does not match its hash, or is incomplete.
    Altered(PathBuf),
    /// A file or folder cannot be read.
    Unreadable(PathBuf, io::Error),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const FIX: &str = "build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist";
        match self {
            Self::NoFolder(path) => write!(f, "there is no folder `{}`: {FIX}", path.display()),
            Self::NotFolder(path) => write!(f, "`{}` is a file, not a folder: {FIX}", path.display()),
            Self::NoIndex(path) => write!(f, "there is no `index.html` in `{}`: {FIX}", path.display()),
            Self::NoHeaders(path) => {
                write!(f, "there is no `headers.json` in `{}`: write it with `carrot headers --write`, or {FIX}", path.display())
            }
            Self::OtherVersion(path) => write!(f, "`{}` was written by another version of carrot: {FIX}", path.display()),
            Self::MissingFile(path) => {
                write!(f, "`{}` is missing, so the folder was not copied completely: {FIX}", path.display())
            }
            Self::Incomplete { document, loads } => {
                write!(f, "`{}` loads `{loads}`, which is missing, so the build is not complete: {FIX}", document.display())
            }
            Self::Altered(path) => {
                write!(f, "`{}` is not the file that was built: it was changed, or not copied completely: {FIX}", path.display())
            }
            Self::Unreadable(path, cause) if cause.kind() == io::ErrorKind::NotADirectory => {
                write!(f, "`{}` cannot be read: {cause}: name a folder with --dist", path.display())
            }
            Self::Unreadable(path, cause) => {
                write!(f, "`{}` cannot be read: {cause}: allow this user to read it, or build the page again", path.display())
            }
        }
    }
}

impl std::error::Error for SiteError {}

/// A file of the folder, with its bytes.
#[derive(Debug)]
pub(crate) struct FolderFile {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

/// Reads all files of a folder, by request path. Skips symbolic links, names that begin with a dot (except `.well-known`), and the files
/// that the build writes for servers (`headers.json`, `_headers…`).
///
/// # Errors
/// If the folder is missing, has no `index.html`, or cannot be read.
pub(crate) fn read(dir: &Path) -> Result<BTreeMap<String, FolderFile>, SiteError> {
    check(dir)?;
    let mut found = BTreeMap::new();
    walk(dir, "/", &mut found)?;
    found.remove(&format!("/{HEADERS_FILE}"));
    if found.get("/index.html").is_none_or(|index| index.bytes.is_empty()) {
        return Err(SiteError::NoIndex(dir.to_owned()));
    }
    Ok(found)
}

/// Checks that a path is a folder.
///
/// # Errors
/// If it is missing or a file, or cannot be read.
pub(crate) fn check(dir: &Path) -> Result<(), SiteError> {
    match fs::metadata(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(SiteError::NoFolder(dir.to_owned())),
        Err(error) => Err(SiteError::Unreadable(dir.to_owned(), error)),
        Ok(metadata) if !metadata.is_dir() => Err(SiteError::NotFolder(dir.to_owned())),
        Ok(_) => Ok(()),
    }
}

fn walk(dir: &Path, prefix: &str, found: &mut BTreeMap<String, FolderFile>) -> Result<(), SiteError> {
    let fail = |cause| SiteError::Unreadable(dir.to_owned(), cause);
    for entry in fs::read_dir(dir).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let kind = entry.file_type().map_err(fail)?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let path = entry.path();
        if name.starts_with('.') && name != ".well-known" || name.starts_with("_headers") {
            continue;
        }
        if kind.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), found)?;
        } else if kind.is_file() {
            let bytes = fs::read(&path).map_err(|cause| SiteError::Unreadable(path.clone(), cause))?;
            found.insert(format!("{prefix}{name}"), FolderFile { path, bytes });
        }
    }
    Ok(())
}

/// Returns whether a file is the compressed form of another file in `paths`.
pub(crate) fn is_packed(path: &str, paths: &BTreeSet<String>) -> bool {
    let plain = |encoding: Encoding| path.strip_suffix(encoding.ending());
    [Encoding::Brotli, Encoding::Gzip].into_iter().filter_map(plain).any(|plain| paths.contains(plain))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn errors_name_the_folder_and_a_fix() {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let folders = [src.join("no/such/dist"), src.join("folder.rs"), src.join("folder.rs/dist"), src.clone()];
        let printed: String = folders.iter().map(|folder| format!("{}\n", read(folder).unwrap_err())).collect();
        expect![[r#"
            there is no folder `SRC/no/such/dist`: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `SRC/folder.rs` is a file, not a folder: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
            `SRC/folder.rs/dist` cannot be read: Not a directory (os error 20): name a folder with --dist
            there is no `index.html` in `SRC`: build the page with `carrot build` or `cargo xtask build`, or name its folder with --dist
        "#]].assert_eq(&printed.replace(src.to_str().unwrap(), "SRC"));
    }
}
