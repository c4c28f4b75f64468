//! A content folder for tests of editions.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use carrot_testing::{Folder, example_files};

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

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_carrot"));
        command.args(args).arg("--content").arg(self.path()).stdin(Stdio::null()).env_remove("CONTENT_DIR");
        command.output().unwrap()
    }

    /// Runs a command that succeeds, and returns what it prints.
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    }

    /// Runs a command that fails, and returns its sentence.
    pub(crate) fn fails(&self, args: &[&str]) -> String {
        self.fails_with_code(args).0
    }

    /// Runs a command that fails, and returns its sentence and its exit code.
    pub(crate) fn fails_with_code(&self, args: &[&str]) -> (String, i32) {
        let output = self.run(args);
        let code = output.status.code().unwrap();
        assert!(matches!(code, 1 | 2), "{args:?}: {}", text(&output.stdout));
        let sentence = text(&output.stderr);
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
        (sentence, code)
    }

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

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join("history").join(name)
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
