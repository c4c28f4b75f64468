//! Tests the examples in `docs/gate`: the hook of git, and the commands of the workflow.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::editions::{ExampleContent, text};

fn gate(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gate").join(file)
}

/// Returns a `PATH` with a folder first, and then this program's.
fn path(first: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_carrot")).parent().unwrap();
    format!("{}:{}:{}", first.display(), program.display(), env::var("PATH").unwrap_or_default())
}

/// Runs git in the content folder, which is a repository.
fn git(content: &ExampleContent, args: &[&str]) -> Output {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(content.path())
        .args(identity)
        .args(args)
        .env("PATH", path(content.path()))
        .env("CONTENT_DIR", ".")
        .output()
        .unwrap()
}

fn commit(content: &ExampleContent) -> Output {
    assert!(git(content, &["add", "."]).status.success());
    git(content, &["commit", "--quiet", "-m", "One"])
}

/// The hook stops a commit that makes a promise weaker, and lets all others through. It checks only
/// staged files.
#[test]
fn the_hook_stops_a_weaker_promise() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    assert!(git(&content, &["init", "--quiet"]).status.success());
    fs::create_dir_all(content.path().join(".git/hooks")).unwrap();
    fs::copy(gate("pre-commit"), content.path().join(".git/hooks/pre-commit")).unwrap();
    let first = commit(&content);
    assert!(first.status.success(), "{}", text(&first.stderr));

    let file = content.path().join("bot/data.toml");
    let strong = fs::read(&file).unwrap();
    content.keep_longer();
    let weak = fs::read(&file).unwrap();
    let stopped = commit(&content);
    assert!(!stopped.status.success() && text(&stopped.stderr).contains("pre-commit: "), "{}", text(&stopped.stderr));
    assert!(text(&stopped.stdout).contains("error[weaker]") || text(&stopped.stderr).contains("error[weaker]"));
    fs::write(&file, &strong).unwrap();
    assert!(!git(&content, &["commit", "--quiet", "-m", "One"]).status.success(), "the weaker promise is still staged");
    assert!(git(&content, &["reset", "--quiet"]).status.success());
    fs::write(&file, &weak).unwrap();
    fs::write(content.path().join("unrelated.md"), "").unwrap();
    fs::write(content.file("next.md"), "account-number: kept longer, for invoices.\n").unwrap();
    let named = commit(&content);
    assert!(named.status.success(), "{}", text(&named.stderr));
}

/// Returns the command of each step of a workflow.
fn steps(workflow: &str) -> Vec<String> {
    let mut lines = workflow.lines().peekable();
    let mut steps = Vec::new();
    while let Some(line) = lines.next() {
        let Some(command) = line.trim_start().trim_start_matches("- ").strip_prefix("run: ") else { continue };
        if command != "|" {
            steps.push(command.to_owned());
            continue;
        }
        let depth = |line: &str| line.len() - line.trim_start().len();
        let inner = lines.peek().map_or(0, |line| depth(line));
        let mut step = Vec::new();
        while let Some(line) = lines.next_if(|line| depth(line) >= inner) {
            step.push(line);
        }
        steps.push(step.join("\n"));
    }
    steps
}

/// The workflow writes a comment with the changes, and its last step fails until the note names the weaker promise. A script replaces
/// `gh`.
#[test]
fn the_workflow_comments_and_fails_until_the_promise_is_named() {
    let content = ExampleContent::new();
    // Use a folder beside the content, so that the comment's file does not count as content.
    let tools = content.path().with_extension("tools");
    fs::create_dir_all(&tools).unwrap();
    let gh = tools.join("gh");
    fs::write(
        &gh,
        "#!/bin/sh\necho \"$@\" >> gh.txt\n# There is no comment to edit yet.\ncase \"$*\" in *--edit-last*) exit 1 ;; esac\n",
    )
    .unwrap();
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(git(&content, &["init", "--quiet"]).status.success());
    let workflow = fs::read_to_string(gate("policy-changes.yml")).unwrap();
    let [compare, comment, fail] = &steps(&workflow)[..] else { panic!("{workflow}") };
    let run = |step: &str, base: &str| {
        // As GitHub runs a step.
        let mut bash = Command::new("bash");
        bash.args(["-e", "-c", step]).current_dir(&tools).env("PATH", path(&tools)).env("CONTENT_DIR", content.path());
        bash.env("BASE", base).env("GITHUB_STEP_SUMMARY", "summary.txt").env("NUMBER", "7").env("GH_TOKEN", "none").output().unwrap()
    };
    let read = |file: &str| fs::read_to_string(tools.join(file)).unwrap();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    assert!(commit(&content).status.success());
    let base = text(&git(&content, &["rev-parse", "HEAD"]).stdout).trim().to_owned();

    assert!(run(compare, &base).status.success());
    assert!(read("comment.md").contains("Nothing changed in what this policy states."), "{}", read("comment.md"));
    assert!(run(fail, &base).status.success());
    content.keep_longer();
    assert!(run(compare, &base).status.success());
    let posted = read("comment.md");
    assert!(
        posted.starts_with("### What changes in the policy\n## Promises less (1)") && posted.contains("`account-number`"),
        "{posted}"
    );
    assert!(read("summary.txt").ends_with(&posted));
    assert!(run(comment, &base).status.success());
    let called = read("gh.txt");
    assert!(called.ends_with("pr comment 7 --body-file comment.md\n") && called.lines().count() == 2, "{called}");
    let failed = run(fail, &base);
    assert_eq!(failed.status.code(), Some(1), "{}", text(&failed.stdout));
    fs::write(content.file("next.md"), "account-number: kept longer, for invoices.\n").unwrap();
    assert!(run(fail, &base).status.success());

    // A target branch without content is a sentence in the comment.
    let empty = text(&git(&content, &["commit-tree", "-m", "Empty", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"]).stdout);
    assert!(run(compare, empty.trim()).status.success());
    assert!(read("comment.md").contains(": name another revision"), "{}", read("comment.md"));
    fs::remove_dir_all(tools).unwrap();
}
