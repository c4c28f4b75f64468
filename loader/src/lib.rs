//! Reads content folders for programs, build scripts, xtask and tests, and bakes (embeds) content into programs. Content is read
//! from disk only here, because core has no input and output.

pub mod check;
pub mod disk;
pub mod history;
mod report;

use std::{
    collections::BTreeMap,
    env, fmt, fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

pub use report::report;

use carrot_core::{
    Policy, Translation,
    parse::{self, File, Parsed},
    to_bytes,
};

/// Returns the content folder: `CONTENT_DIR`, or `content/` in the workspace. A relative `CONTENT_DIR` is relative to the workspace,
/// because a build script does not know the user's folder. xtask makes it absolute first.
pub fn content_dir() -> PathBuf {
    match env::var_os("CONTENT_DIR").filter(|dir| !dir.is_empty()) {
        Some(dir) => in_workspace(Path::new(&dir)),
        None => own_content(),
    }
}

/// Returns this repository's own content folder. `CONTENT_DIR` has no effect.
pub fn own_content() -> PathBuf {
    in_workspace(Path::new("content"))
}

fn in_workspace(dir: &Path) -> PathBuf {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(dir);
    dir.canonicalize().unwrap_or(dir)
}

/// The error if a content folder cannot be read.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    cause: io::Error,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&disk::not_read(&self.path, &self.cause))
    }
}

impl std::error::Error for Error {}

/// Reads all `.md` and `.toml` files below a folder, in the order of their paths. The paths are relative to the folder. Names that
/// begin with a dot are skipped. Files that only look like content (`.markdown`) are returned without their text, for a warning. If
/// a file is larger than [`parse::MAX_FILE`], one byte more than the limit is read, which is enough to report it. Links to files
/// are followed.
///
/// # Errors
/// If a folder or file cannot be read, if a link leads to a folder, or if something with the name of a content file is neither a
/// file nor a folder, such as a pipe.
pub fn read(dir: &Path) -> Result<Vec<File>, Error> {
    let mut files = Vec::new();
    walk(dir, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Reads a content folder as [`read`] does, and the files of an overlay folder. A file of the overlay replaces the file with the
/// same path. Its other files are added. So people who run somebody else's bot can state their own contact and host, and keep the
/// rest of the policy.
///
/// # Errors
/// As [`read`], for either folder.
pub fn read_overlaid(dir: &Path, overlay: &Path) -> Result<Vec<File>, Error> {
    let mut files: BTreeMap<String, File> = read(dir)?.into_iter().map(|file| (file.path.clone(), file)).collect();
    files.extend(read(overlay)?.into_iter().map(|file| (file.path.clone(), file)));
    Ok(files.into_values().collect())
}

fn walk(dir: &Path, prefix: &str, files: &mut Vec<File>) -> Result<(), Error> {
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |cause| Error { path, cause }
    };
    for entry in fs::read_dir(dir).map_err(fail(dir))? {
        let entry = entry.map_err(fail(dir))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let relative = format!("{prefix}{name}");
        if name.starts_with('.') {
            continue;
        }
        let kind = entry.file_type().map_err(fail(&path))?;
        let content = name.ends_with(".md") || name.ends_with(".toml");
        if kind.is_dir() && relative == history::FOLDER {
            // Editions and their notes are not content.
        } else if kind.is_dir() {
            walk(&path, &format!("{relative}/"), files)?;
        } else if kind.is_symlink() && path.is_dir() {
            // A link to a folder may lead out of the content, or in a circle. Skipping it would silently lose content. So it is an
            // error.
            let problem = "it links to a folder, and such links are not followed: copy the folder instead";
            return Err(fail(&path)(io::Error::other(problem)));
        } else if content {
            files.push(File { bytes: read_file(&path).map_err(fail(&path))?, path: relative });
        } else if parse::looks_like_content(&name) {
            files.push(File { bytes: Vec::new(), path: relative });
        }
    }
    Ok(())
}

/// Reads a file, but at most one byte more than the limit. That is enough to refuse a large file, without filling the memory.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    // Check this before the file is opened: opening a pipe would wait for its writer.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is neither a file nor a folder: move it out of the content"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(parse::MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns whether the page reserves an id for its own elements. `web/reserved-ids.txt` lists these ids, because core does not know
/// the page.
pub fn is_reserved(id: &str) -> bool {
    let own = |id: &str| include_str!("../../web/reserved-ids.txt").lines().any(|line| line == id);
    own(id) || id.starts_with("def-") || id.strip_suffix("-title").is_some_and(own)
}

/// Parses the files of a content folder, and reports ids that the page reserves.
pub fn parse(files: &[File]) -> Parsed {
    parse::parse_reserving(files, &is_reserved)
}

/// Reads and parses a content folder.
///
/// # Errors
/// As [`read`]. Errors in the content are not errors here: [`Parsed::diagnostics`] contains them.
pub fn load(dir: &Path) -> Result<Parsed, Error> {
    Ok(parse(&read(dir)?))
}

/// Writes bytes to a file in `$OUT_DIR`, for `include_bytes!`. Only for build scripts.
///
/// # Errors
/// If Cargo does not name the folder, or the file cannot be written.
pub fn write(name: &str, bytes: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set: only Cargo's build scripts bake")?;
    Ok(fs::write(Path::new(&out).join(name), bytes)?)
}

/// Parses the content folder, and writes it to `$OUT_DIR` as `content.bin`, a list of [`Translation`]s with the original first. Returns
/// the original. Only for build scripts: Cargo runs the script again when content changes.
///
/// # Errors
/// As [`load_all`] and [`write()`].
pub fn bake() -> Result<Policy, Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-env-changed=CONTENT_DIR");
    bake_dir(&content_dir())
}

/// Parses a given folder, and writes it as [`bake`] does. Only for build scripts.
///
/// # Errors
/// As [`bake`].
pub fn bake_dir(dir: &Path) -> Result<Policy, Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed={}", dir.display());
    let all = load_all(dir)?;
    write("content.bin", &to_bytes(&all)?)?;
    let original = all.into_iter().next().ok_or("there is no content")?;
    Ok(original.policy)
}

/// Reads a content folder in all its languages, the original first, and prints its diagnostics.
///
/// # Errors
/// As [`read`], and if the content has an error.
pub fn load_all(dir: &Path) -> Result<Vec<Translation>, String> {
    let files = read(dir).map_err(|error| error.to_string())?;
    let Parsed { policy, translations, diagnostics, .. } = parse(&files);
    eprint!("{}", report(&files, &diagnostics, &|file| dir.join(file).display().to_string()));
    let policy = policy.ok_or("the content has errors: `cargo xtask check` shows them")?;
    Ok(std::iter::once(Translation::original(policy)).chain(translations).collect())
}

/// Runs the example in the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use carrot_core::diagnostic::Code;
    use carrot_testing::Folder;
    use expect_test::expect;

    use super::*;

    fn folder() -> Folder {
        let folder = Folder::new();
        fs::create_dir(folder.join("bot")).unwrap();
        folder
    }

    #[test]
    fn large_file_is_reported_without_being_read_completely() {
        let dir = folder();
        let file = fs::File::create(dir.join("bot/policy.md")).unwrap();
        // Write nothing into it: a sparse file of a gigabyte takes no space.
        file.set_len(1 << 30).unwrap();
        let read = read(dir.path()).unwrap();
        assert_eq!(read[0].bytes.len(), parse::MAX_FILE + 1);
        assert_eq!(parse::parse(&read).diagnostics[0].code, Code::TooLarge);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_an_error() {
        let dir = folder();
        fs::write(dir.join("bot/policy.md"), "").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.join("bot/again")).unwrap();
        let error = read(dir.path()).unwrap_err().to_string();
        let problem = "it links to a folder, and such links are not followed: copy the folder instead";
        assert!(error.ends_with(&format!("bot/again` cannot be read: {problem}")), "{error}");
        fs::remove_file(dir.join("bot/again")).unwrap();
        assert_eq!(read(dir.path()).unwrap().len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_an_error() {
        let dir = folder();
        std::os::unix::fs::symlink("nowhere.md", dir.join("bot/lost.md")).unwrap();
        let error = read(dir.path()).unwrap_err().to_string();
        assert!(error.contains("bot/lost.md` cannot be read"), "{error}");
        fs::remove_file(dir.join("bot/lost.md")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(dir.join("bot/pipe.md")).unwrap();
        let error = read(dir.path()).unwrap_err().to_string();
        assert!(
            error.contains("bot/pipe.md` cannot be read: it is neither a file nor a folder: move it out of the content"),
            "{error}"
        );
    }

    #[test]
    fn the_pages_own_ids_are_reserved() {
        for (id, reserved) in [("query", true), ("policy-title", true), ("def-x", true), ("retention", false), ("# behind", false)] {
            assert_eq!(is_reserved(id), reserved, "{id}");
        }
        let text = "# Policy {#policy}\n\n## A {#a}\n\n### Query {#query}\n\nText.\n";
        let files = [File { path: "bot/policy.md".to_owned(), bytes: text.as_bytes().to_vec() }];
        assert!(parse(&files).diagnostics.iter().any(|it| it.code == Code::ReservedId));
        assert!(!parse::parse(&files).diagnostics.iter().any(|it| it.code == Code::ReservedId), "core knows no page");
    }

    #[test]
    fn what_build_scripts_cannot_bake_is_one_sentence() {
        // Cargo sets the variable for build scripts, not for tests.
        expect!["OUT_DIR is not set: only Cargo's build scripts bake"].assert_eq(&write("content.bin", b"").unwrap_err().to_string());
        let dir = folder();
        dir.write("bot/policy.md", "# Policy {#policy}\n## A {#a}\n### B {#b}\n\n<b>loud</b>\n");
        expect!["the content has errors: `cargo xtask check` shows them"].assert_eq(&load_all(dir.path()).unwrap_err());
    }

    #[test]
    fn unknown_extensions_get_a_warning() {
        let dir = folder();
        for name in ["POLICY.MD", "policy.markdown", "bot.tml", "notes.txt"] {
            fs::write(dir.join("bot").join(name), "# Text").unwrap();
        }
        let parsed = load(dir.path()).unwrap();
        let named: Vec<_> = parsed.diagnostics.iter().filter(|it| it.code == Code::UnknownEnding).map(|it| it.file.as_str()).collect();
        assert_eq!(named, ["bot/POLICY.MD", "bot/bot.tml", "bot/policy.markdown"]);
    }
}
