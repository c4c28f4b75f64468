//! A content folder for tests of editions.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The example's content without its editions, in a folder of its own.
pub(crate) struct Content(pub(crate) PathBuf);

impl Content {
    pub(crate) fn new(name: &str) -> Self {
        let dir = env::temp_dir().join(format!("carrot-history-{name}-{}", std::process::id()));
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/dormouse");
        assert!(Command::new("cp").arg("-r").arg(example).arg(&dir).status().unwrap().success());
        let _ = fs::remove_dir_all(dir.join("history"));
        Self(dir)
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_carrot"));
        command.args(args).arg("--content").arg(&self.0).stdin(Stdio::null()).env_remove("CONTENT_DIR");
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
        let output = self.run(args);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{args:?}: {}", text(&output.stdout));
        let sentence = text(&output.stderr);
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
        sentence
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
        self.0.join("history").join(name)
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
