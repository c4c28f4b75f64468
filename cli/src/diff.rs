//! `carrot diff`: compares two editions, folders, files or git revisions, and lists changes by direction.

use std::{fs, path::Path, process::Command};

use carrot_core::{
    Policy,
    history::{Diff, History, Labels, Snapshot, diff, markdown},
    i18n::Messages,
    parse::{File, Parsed},
};
use carrot_loader::history;

use crate::{
    content::{ContentArgs, require_valid},
    failure::Failure,
    print,
};

/// Show what changed between two editions, folders, files or git revisions
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
OLD and NEW are each one of:
  3, 2026-03-03, last     an edition of the content, by number, day, or the newest
  my-bot                  a content folder
  policy.json             a file that `carrot build` wrote, or an edition's file
  HEAD~1, main            a git revision of the content folder

Examples:
  carrot diff --content my-bot              the last edition and the content as it is
  carrot diff --content my-bot 2 3
  carrot diff --content my-bot main > comment.md")]
pub(crate) struct Args {
    /// The old side [default: the last edition]
    #[arg(value_name = "OLD", default_value = "last")]
    old: String,
    /// The new side [default: the content as it is]
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    content.reject_overlay("diff")?;
    let sides = Sides { content };
    let old = sides.snapshot(&args.old)?;
    let new = match &args.new {
        Some(new) => sides.snapshot(new)?,
        None => folder_snapshot(content, &content.dir_or_default("diff")?)?,
    };
    let changes = diff(&old, &new);
    if args.json {
        let json = serde_json::to_string_pretty(&changes).map_err(Failure::other)?;
        return print(&format!("{json}\n"));
    }
    print(&text(&changes))
}

fn text(changes: &Diff) -> String {
    markdown(changes, Labels(Messages::En))
}

/// Reads the two sides of a comparison.
struct Sides<'a> {
    content: &'a ContentArgs,
}

impl Sides<'_> {
    /// Reads the content that the user names: an edition, a folder, a file or a git revision.
    fn snapshot(&self, name: &str) -> Result<Snapshot, Failure> {
        let path = Path::new(name);
        if let Some(edition) = self.find_edition(name)? {
            return Ok(edition);
        }
        if path.is_dir() {
            return folder_snapshot(self.content, path);
        }
        if path.is_file() {
            return file_snapshot(path);
        }
        let dir = self.content.dir_or_default("diff")?;
        revision_snapshot(&dir, name)
    }

    /// Finds an edition of the content by number, by date, or the last one by `last`. Returns `None` if `name` has none of these forms.
    ///
    /// # Errors
    /// If the content has no editions, or not this one.
    fn find_edition(&self, name: &str) -> Result<Option<Snapshot>, Failure> {
        // A name of seven digits or more may be the abbreviated hash of a git commit.
        let number: Option<u32> = name.parse().ok().filter(|_| name.len() < 7);
        let is_day = name.len() == 10 && name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if number.is_none() && !is_day && name != "last" {
            return Ok(None);
        }
        let dir = self.content.dir_or_default("diff")?;
        let Some(history) = history::read(&dir).map_err(Failure::other)? else {
            return Err(Failure::Other(format!("there are no editions in `{}`: `carrot release` makes the first", dir.display())));
        };
        let found = match (name, number) {
            ("last", _) => history.last(),
            (_, Some(number)) => history.editions().iter().find(|edition| edition.number == number),
            // Of several editions of a day, the last one is in force.
            _ => history.editions().iter().rfind(|edition| edition.date.to_string() == name),
        };
        let edition =
            found.ok_or_else(|| Failure::Usage(format!("unknown edition `{name}`: use one of: {}", list_editions(&history))))?;
        Ok(Some(edition.policy.clone()))
    }
}

fn list_editions(history: &History) -> String {
    history.editions().iter().map(|edition| format!("{} ({})", edition.number, edition.date)).collect::<Vec<_>>().join(", ")
}

/// Reads a content folder.
fn folder_snapshot(content: &ContentArgs, dir: &Path) -> Result<Snapshot, Failure> {
    Snapshot::of(&content.load_dir(dir)?).map_err(Failure::other)
}

/// Reads a `policy.json`, or an edition's file, packed or not.
fn file_snapshot(path: &Path) -> Result<Snapshot, Failure> {
    let shown = path.display();
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let text = if packed { history::unpacked(path) } else { fs::read_to_string(path) };
    let text = text.map_err(|error| Failure::not_read(path, &error))?;
    let invalid = |error: serde_json::Error| {
        Failure::Other(format!("`{shown}` is not a policy.json ({error}): name one that `carrot build` wrote"))
    };
    let mut value: serde_json::Value = serde_json::from_str(&text).map_err(invalid)?;
    let value = if value["policy"].is_object() { value["policy"].take() } else { value };
    let snapshot: Snapshot = serde_json::from_value(value).map_err(invalid)?;
    if snapshot.bot.name.is_empty() {
        return Err(Failure::Other(format!("`{shown}` has no `bot`: name a policy.json that `carrot build` wrote")));
    }
    Ok(snapshot)
}

/// Reads the content folder as it was in a git revision.
fn revision_snapshot(dir: &Path, name: &str) -> Result<Snapshot, Failure> {
    let unknown = |why: &str| format!("`{name}` is not an edition, a folder, a file or a git revision of `{}`: {why}", dir.display());
    if name.starts_with('-') || name.contains(':') {
        return Err(Failure::Usage(unknown("use a revision such as `HEAD~1`, without `:`, and without `-` at its beginning")));
    }
    let git = |args: &[&str]| -> Result<Vec<u8>, Failure> {
        let output = Command::new("git").arg("-C").arg(dir).args(args).output();
        // Without git, the name may still be correct, so this is not a usage error.
        let output = output.map_err(|error| {
            Failure::Other(unknown(&format!("git cannot be started ({error}): install git, or name an edition, a folder or a file")))
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let message = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned();
        Err(Failure::Usage(unknown(&message)))
    };
    let list = git(&["ls-tree", "-r", "-z", "--name-only", name, "--", "."])?;
    let mut files = Vec::new();
    for path in String::from_utf8_lossy(&list).split('\0') {
        let is_content = path.ends_with(".md") || path.ends_with(".toml");
        if is_content && !Path::new(path).starts_with(history::FOLDER) {
            files.push(File { bytes: git(&["show", &format!("{name}:./{path}")])?, path: path.to_owned() });
        }
    }
    if files.is_empty() {
        return Err(Failure::Other(format!("the git revision `{name}` has no content in `{}`: name another revision", dir.display())));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    match carrot_loader::parse(&files) {
        Parsed { policy: Some(policy), .. } => Snapshot::of(&policy).map_err(Failure::other),
        _ => Err(Failure::Other(format!(
            "the content in `{}` has errors at the git revision `{name}`: check it out, and run `carrot check`",
            dir.display()
        ))),
    }
}

impl ContentArgs {
    /// Loads the content of a folder in its original language. It must have no error.
    pub(crate) fn load_dir(&self, dir: &Path) -> Result<Policy, Failure> {
        let checked = Self::from_dir(dir).read_checked()?;
        let Some(checked) = checked else { return Err(Failure::Other("no content folder given: name one with --content".to_owned())) };
        Ok(require_valid(checked)?.0)
    }
}
