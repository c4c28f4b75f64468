//! A content folder without editions, for tests of `carrot release` and `carrot diff`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use carrot_testing::{Folder, example_files};

use crate::process::{carrot, text};

/// The example's content without its editions, in a folder of its own.
pub(crate) struct ExampleContent(Folder);

impl ExampleContent {
    pub(crate) fn new() -> Self {
        let folder = Folder::new();
        folder.write_all(&example_files());
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs a command with this content.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        carrot(args).arg("--content").arg(self.path()).output().unwrap()
    }

    /// Runs a command that succeeds, and returns its output.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that fails, and returns its error.
    pub(crate) fn error(&self, args: &[&str]) -> String {
        self.error_and_code(args).0
    }

    /// Runs a command that fails, and returns its error and its exit code.
    pub(crate) fn error_and_code(&self, args: &[&str]) -> (String, i32) {
        let output = self.run(args);
        let code = output.status.code().unwrap();
        assert!(matches!(code, 1 | 2), "{args:?}: {}", text(&output.stdout));
        let error = text(&output.stderr);
        assert_eq!(error.lines().count(), 1, "{error}");
        (error, code)
    }

    /// Replaces text in a file.
    pub(crate) fn replace(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let before = fs::read_to_string(&path).unwrap();
        assert!(before.contains(from), "{file}: {from}");
        fs::write(path, before.replace(from, to)).unwrap();
    }

    /// Makes a promise weaker.
    pub(crate) fn keep_longer(&self) {
        self.replace("bot/data.toml", "As long as a reminder of yours", "As long as necessary");
    }

    /// Returns the path of a file in `history/`.
    pub(crate) fn history_file(&self, name: &str) -> PathBuf {
        self.path().join("history").join(name)
    }
}
