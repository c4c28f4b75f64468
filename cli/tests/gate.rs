//! Tests the examples in `docs/gate`: the git hook, and the commands of the workflow.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::{editions::ExampleContent, process::text};
use carrot_testing::{Folder, repository};
use expect_test::expect;

/// Returns the path of a file in `docs/gate`.
fn gate_file(name: &str) -> PathBuf {
    repository("docs/gate").join(name)
}

/// Returns a `PATH` that begins with a folder, and then has the folder of `carrot`.
fn path_with(first: &Path) -> String {
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
        .env("PATH", path_with(content.path()))
        .env("CONTENT_DIR", ".")
        .output()
        .unwrap()
}

/// Commits all files of the content folder.
fn commit(content: &ExampleContent) -> Output {
    assert!(git(content, &["add", "."]).status.success());
    git(content, &["commit", "--quiet", "-m", "One"])
}

/// The hook checks only staged files.
#[test]
fn hook_stops_a_commit_with_a_weaker_promise_until_the_note_names_it() {
    let content = ExampleContent::new();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    assert!(git(&content, &["init", "--quiet"]).status.success());
    fs::create_dir_all(content.path().join(".git/hooks")).unwrap();
    fs::copy(gate_file("pre-commit"), content.path().join(".git/hooks/pre-commit")).unwrap();
    let first = commit(&content);
    assert!(first.status.success(), "{}", text(&first.stderr));

    let file = content.path().join("bot/data.toml");
    let strong = fs::read(&file).unwrap();
    content.keep_longer();
    let weak = fs::read(&file).unwrap();
    let stopped = commit(&content);
    assert!(!stopped.status.success());
    // git sends the hook's output to standard error.
    let printed = [&stopped.stdout[..], &stopped.stderr].concat();
    let printed = text(&printed);
    assert!(printed.contains("error[weaker]"), "{printed}");
    expect!["pre-commit: `carrot diff --content .` shows what changed; `git commit --no-verify` commits all the same"]
        .assert_eq(printed.lines().last().unwrap());
    fs::write(&file, &strong).unwrap();
    assert!(!git(&content, &["commit", "--quiet", "-m", "One"]).status.success(), "the weaker promise is still staged");
    assert!(git(&content, &["reset", "--quiet"]).status.success());
    fs::write(&file, &weak).unwrap();
    fs::write(content.path().join("unrelated.md"), "").unwrap();
    fs::write(content.history_file("next.md"), "account-number: kept longer, for invoices.\n").unwrap();
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

/// A script replaces `gh`.
#[test]
fn workflow_comments_on_changes_and_fails_until_the_note_names_the_weaker_promise() {
    let content = ExampleContent::new();
    // Use another folder than the content, so that the comment's file does not count as content.
    let tools = Folder::new();
    let gh = tools.write(
        "gh",
        "#!/bin/sh\necho \"$@\" >> gh.txt\n# There is no comment to edit yet.\ncase \"$*\" in *--edit-last*) exit 1 ;; esac\n",
    );
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(git(&content, &["init", "--quiet"]).status.success());
    let workflow = fs::read_to_string(gate_file("policy-changes.yml")).unwrap();
    let [compare, comment, fail] = &steps(&workflow)[..] else { panic!("{workflow}") };
    let run = |step: &str, base: &str| {
        // GitHub runs a step like this.
        let mut bash = Command::new("bash");
        bash.args(["-e", "-c", step]).current_dir(tools.path()).env("PATH", path_with(tools.path())).env("CONTENT_DIR", content.path());
        bash.env("BASE", base).env("GITHUB_STEP_SUMMARY", "summary.txt").env("NUMBER", "7").env("GH_TOKEN", "none").output().unwrap()
    };
    let read = |file: &str| fs::read_to_string(tools.join(file)).unwrap();
    content.ok(&["release", "--date", "2026-01-31", "--note", "First edition."]);
    assert!(commit(&content).status.success());
    let base = text(&git(&content, &["rev-parse", "HEAD"]).stdout).trim().to_owned();

    let (mut comments, folder) = (String::new(), content.path().to_str().unwrap());
    assert!(run(compare, &base).status.success());
    comments += &read("comment.md");
    assert!(run(fail, &base).status.success());
    content.keep_longer();
    assert!(run(compare, &base).status.success());
    let posted = read("comment.md");
    comments += &posted;
    assert!(read("summary.txt").ends_with(&posted));
    assert!(run(comment, &base).status.success());
    expect![[r#"
        pr comment 7 --body-file comment.md --edit-last
        pr comment 7 --body-file comment.md
    "#]]
    .assert_eq(&read("gh.txt"));
    let failed = run(fail, &base);
    assert_eq!(failed.status.code(), Some(1), "{}", text(&failed.stdout));
    fs::write(content.history_file("next.md"), "account-number: kept longer, for invoices.\n").unwrap();
    assert!(run(fail, &base).status.success());

    // If the target branch has no content, the comment has the error about it.
    let empty = text(&git(&content, &["commit-tree", "-m", "Empty", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"]).stdout);
    assert!(run(compare, empty.trim()).status.success());
    comments += &read("comment.md").replace(empty.trim(), "REVISION").replace(folder, "CONTENT");
    expect![[r#"
        ### What changes in the policy
        Nothing changed in what this policy states.
        ### What changes in the policy
        ## Promises less (1)

        - **Account number**, How long it is kept: changed (`account-number`)
          - Before: As long as a reminder of yours
          - Now: As long as necessary
          - Dormouse · Dormouse's privacy notice, 4. How long, 2026-03-02
        ### What changes in the policy
        carrot: the git revision `REVISION` has no content in `CONTENT`: name another revision
    "#]]
    .assert_eq(&comments);
}
