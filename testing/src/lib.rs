//! Fixtures for the tests of this workspace: content, temporary folders, folder walkers, page assets and keys. Every function panics with
//! a message if it fails.
#![allow(clippy::unwrap_used, clippy::panic, reason = "only tests use this crate")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use carrot_core::{
    Policy,
    parse::{File, parse},
};
use tempfile::TempDir;

/// Returns the path of a file or folder of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Returns the folder of this repository's own content, for tests of facts.
pub fn content_dir() -> PathBuf {
    repository("content")
}

/// Returns the content folder of the example bot, for tests of code. It shares no id with this repository's content.
pub fn example_dir() -> PathBuf {
    repository("examples/dormouse")
}

/// Reads the files of this repository's content.
pub fn content_files() -> Vec<File> {
    files_of(&content_dir())
}

/// Reads the files of the example bot.
pub fn example_files() -> Vec<File> {
    files_of(&example_dir())
}

/// Reads the files of the example bot, and adds terms of service in two languages, which the example lacks.
pub fn example_files_with_terms() -> Vec<File> {
    let mut files = example_files();
    files.extend([
        file(
            "terms/source.toml",
            "[[source]]\nid = \"house-rules\"\ntitle = \"Dormouse's house rules\"\nby = \"dormouse\"\nkind = \"document\"\nas_of = 2026-03-09\n\
             [source.sections]\nuse = \"Use\"\npay = \"Payment\"\n",
        ),
        file(
            "terms/terms.md",
            "# House rules {#terms party=dormouse}\n\n## Fair use {#fair-use source=house-rules/use}\n\n\
             ### Reminders must not be used to pester people {#no-pestering}\n\nA reminder that pesters somebody is deleted.\n\n\
             ## Payment {#payment source=house-rules/pay}\n\n### Acorns are not paid back {#no-refunds}\n\n\
             What was paid in acorns stays in the nest.\n",
        ),
        file(
            "terms/fr/terms.md",
            "# Règlement {#terms}\n\n## Bon usage {#fair-use}\n\n### Un rappel ne doit importuner personne {#no-pestering}\n\n\
             Un rappel qui importune est supprimé.\n",
        ),
    ]);
    files
}

fn files_of(dir: &Path) -> Vec<File> {
    carrot_loader::read(dir).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns this repository's content. It is parsed once for each test program.
pub fn content() -> &'static Policy {
    static CONTENT: OnceLock<Policy> = OnceLock::new();
    CONTENT.get_or_init(|| policy(&content_files()))
}

/// Returns the example bot's content. It is parsed once for each test program.
pub fn example() -> &'static Policy {
    static EXAMPLE: OnceLock<Policy> = OnceLock::new();
    EXAMPLE.get_or_init(|| policy(&example_files()))
}

/// Parses content files, and returns their policy. Panics with the diagnostics if there is an error.
#[track_caller]
pub fn policy(files: &[File]) -> Policy {
    let parsed = parse(files);
    parsed.policy.unwrap_or_else(|| panic!("{:#?}", parsed.diagnostics))
}

/// Creates a content file in memory.
pub fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// Parses a text that is known to be valid, such as an id.
#[track_caller]
pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// Returns the files that Trunk builds for the page, by name: `index.html` with links to a script, a wasm file and `boot.js`. The script and
/// the wasm are empty, so tests need neither Trunk nor a wasm target.
pub fn trunk_files() -> BTreeMap<String, Vec<u8>> {
    let index = fs::read_to_string(repository("index.html")).unwrap();
    let lines = index.lines().filter(|line| !line.contains("data-trunk")).flat_map(|line| [line, "\n"]);
    let program = [
        "<link rel=modulepreload id=program href=./carrot-web-0123456789abcdef.js data-wasm=./carrot-web-0123456789abcdef_bg.wasm>\n",
        "<script type=module src=./boot-0123456789abcdef.js></script>\n",
    ];
    let template: String = lines.chain(program).collect::<String>().replace("</head>", "<style>html{color:red}</style></head>");
    let files = [
        ("index.html", template.into_bytes()),
        ("carrot-web-0123456789abcdef.js", b"export {};".to_vec()),
        ("carrot-web-0123456789abcdef_bg.wasm", b"\0asm".to_vec()),
        ("boot-0123456789abcdef.js", fs::read(repository("web/boot.js")).unwrap()),
    ];
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// The public key of the first test vector of RFC 8032, for tests that need a valid key and check no signature.
pub const PUBLIC_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// Returns bytes as hexadecimal digits, as Discord writes keys and signatures.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A temporary folder that is removed when it is dropped.
#[derive(Debug)]
pub struct Folder(TempDir);

impl Folder {
    /// Creates an empty folder.
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Returns the folder's path.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns the folder's path, for a command line.
    pub fn as_str(&self) -> &str {
        self.path().to_str().unwrap()
    }

    /// Returns the path of a file in the folder.
    pub fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Returns the path of a file in the folder, for a command line.
    pub fn text(&self, name: &str) -> String {
        self.join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file, and creates its parent folders. Returns its path.
    #[track_caller]
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes content files at their paths.
    pub fn write_all(&self, files: &[File]) {
        for file in files {
            self.write(&file.path, &file.bytes);
        }
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads all files below a folder. The keys are their paths, which are relative to the folder and have slashes.
pub fn files_below(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(dir: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap() {
            let entry = entry.unwrap();
            let name = [prefix, entry.file_name().to_str().unwrap()].concat();
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &[name.as_str(), "/"].concat(), files);
            } else {
                files.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(dir, "", &mut files);
    files
}

/// Runs the example in the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_removed_when_it_is_dropped() {
        let folder = Folder::new();
        folder.write("a/b.txt", "text");
        folder.write("c.txt", "");
        let path = folder.path().to_owned();
        assert_eq!(files_below(&path).into_keys().collect::<Vec<_>>(), ["a/b.txt", "c.txt"]);
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn example_and_content_are_two_bots() {
        let name = |policy: &Policy| policy.parties.first().map(|party| party.name.clone());
        assert_ne!(name(example()), name(content()));
    }
}
