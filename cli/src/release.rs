//! `carrot release`: stores the content as an edition, with a summary of the changes since the last one.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use carrot_core::{
    Date,
    history::{Diff, Edition, History, Labels, Snapshot, diff, markdown},
    i18n::Messages,
};
use carrot_loader::{
    check::today,
    disk,
    history::{self, FOLDER, NEXT_NOTE},
};

use crate::{content::ContentArgs, failure::Failure, print};

/// Store the content as an edition in its folder `history/`
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
A change that promises less must be named by its id in the note. `carrot diff` shows the ids.

Examples:
  carrot release --content my-bot --note 'First edition'
  carrot release --content my-bot --date 2026-03-03 --note 'reminder-retention: reminders are kept longer, so that you can repeat them'")]
pub(crate) struct Args {
    /// Day of the release, such as 2026-03-03 [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
    /// Note for readers of this edition [default: the text of `history/next.md`]
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// An id that was removed, and the id that replaces it; may be repeated
    #[arg(long, value_name = "OLD=NEW", value_parser = parse_pair)]
    retire: Vec<(String, String)>,
}

/// Parses a day, such as 2026-03-03.
pub(crate) fn parse_date(text: &str) -> Result<Date, String> {
    serde_json::from_value(text.into()).map_err(|_| "it is not a day of the calendar: write it like 2026-03-03".to_owned())
}

fn parse_pair(text: &str) -> Result<(String, String), String> {
    let (old, new) = text.split_once('=').ok_or("it is not OLD=NEW, such as kept-30-days=kept-90-days")?;
    Ok((old.trim().to_owned(), new.trim().to_owned()))
}

pub(crate) fn run(content: &ContentArgs, args: &Args) -> Result<(), Failure> {
    content.reject_overlay("release")?;
    let dir = content.dir_or_default("release")?;
    let policy = content.load_dir(&dir)?;
    let history = history::read(&dir).map_err(Failure::other)?;
    let now = Snapshot::of(&policy).map_err(Failure::other)?;
    let last = history.as_ref().and_then(History::last);
    let date = match args.date {
        Some(date) => date,
        None => today().map_err(Failure::Other)?,
    };
    if let Some(last) = last.filter(|last| date < last.date) {
        let origin = if args.date.is_some() { "--date" } else { "this machine's clock" };
        return Err(Failure::Other(format!(
            "the day {date} ({origin}) is before edition {} of {}: name a later day with --date, or set the clock",
            last.number, last.date
        )));
    }
    let changes = last.map(|last| diff(&last.policy, &now));
    let retired = retired(&args.retire, history.as_ref(), &now)?;
    if let (Some(last), Some(changes)) = (last, &changes)
        && changes.is_empty()
        && retired.is_empty()
    {
        return print(&format!("nothing changed since edition {} of {}: there is nothing to release\n", last.number, last.date));
    }
    let stored_note = history::next_note(&dir).map_err(|error| Failure::not_read(&dir.join(FOLDER).join(NEXT_NOTE), &error))?;
    let from_file = args.note.is_none() && !stored_note.is_empty();
    let note = args.note.clone().unwrap_or(stored_note);
    let note = note.trim();
    check_promises(history.as_ref(), &now, changes.as_ref(), note)?;
    let number = last.map_or(1, |last| last.number + 1);
    let text = Edition::text(number, date, note, &retired, &policy).map_err(Failure::other)?;
    let summary = summary(number, date, note, changes.as_ref());
    let file = Edition::file_name(number, date);
    let written = history::write(&dir, &file, &text, &summary);
    let paths = written.map_err(|error| Failure::not_written(&dir.join(FOLDER).join(&file), &error, "release a copy of the folder"))?;
    if from_file {
        let next = dir.join(FOLDER).join(NEXT_NOTE);
        fs::remove_file(&next).map_err(|error| Failure::Other(note_not_removed(&next, &error, number)))?;
    }
    print(&format!("released edition {number} of {date}: `{}` and `{}`\n", paths[0].display(), paths[1].display()))
}

/// Returns the error for a note that was stored in the edition, but could not be removed from its file.
fn note_not_removed(next: &Path, error: &io::Error, number: u32) -> String {
    disk::not_removed(next, error, &format!("remove it yourself: edition {number} was released, and has its note"))
}

/// Returns an error for an id with another meaning, or for a change that promises less and that the note does not name.
fn check_promises(history: Option<&History>, now: &Snapshot, changes: Option<&Diff>, note: &str) -> Result<(), Failure> {
    if let Some(reuse) = history.and_then(|history| history.reused(now).into_iter().next()) {
        return Err(Failure::Other(format!(
            "the id `{}` was {} in an earlier edition, and is {} now: an id never changes its meaning, so use a new one",
            reuse.id, reuse.was, reuse.is
        )));
    }
    let open = changes.map(|changes| changes.unacknowledged(note)).unwrap_or_default();
    if open.is_empty() {
        return Ok(());
    }
    let mut ids: Vec<String> = open.iter().map(|change| format!("`{}`", change.id)).collect();
    ids.dedup();
    let promises = if open.len() == 1 { "1 change promises".to_owned() } else { format!("{} changes promise", open.len()) };
    Err(Failure::Other(format!(
        "{promises} less than the last edition, and the note does not name {}: `carrot diff` shows what changed; say why in --note or `{FOLDER}/{NEXT_NOTE}`",
        ids.join(", ")
    )))
}

/// Checks that an earlier edition has each retired id, and that the content has its successor.
fn retired(pairs: &[(String, String)], history: Option<&History>, now: &Snapshot) -> Result<BTreeMap<String, String>, Failure> {
    let ids = now.ids();
    for (old, new) in pairs {
        let known =
            history.is_some_and(|history| history.editions().iter().any(|edition| edition.policy.ids().contains_key(old.as_str())));
        let problem = if !known {
            format!("no earlier edition has the id `{old}`: name an id that `carrot diff` reports as removed")
        } else if ids.contains_key(old.as_str()) {
            format!("the content still has the id `{old}`: remove it from the content, or leave out --retire")
        } else if !ids.contains_key(new.as_str()) {
            format!("the content has no id `{new}`: name the id that replaces `{old}`")
        } else {
            continue;
        };
        return Err(Failure::Usage(format!("--retire {old}={new} cannot be used: {problem}")));
    }
    Ok(pairs.iter().cloned().collect())
}

/// Returns the summary of an edition for people.
fn summary(number: u32, date: Date, note: &str, changes: Option<&Diff>) -> String {
    let labels = Labels(Messages::En);
    let mut out = format!("# Edition {number}, {date}\n\n");
    if !note.is_empty() {
        let _ = writeln!(out, "{note}\n");
    }
    match changes {
        Some(changes) => out + &markdown(changes, labels),
        None => out + labels.first_edition() + "\n",
    }
}

impl ContentArgs {
    /// Returns the folder to work on: the one that the user names, else `content/` in the current folder.
    ///
    /// # Errors
    /// If neither exists. The error names `command`.
    pub(crate) fn dir_or_default(&self, command: &str) -> Result<PathBuf, Failure> {
        let default = PathBuf::from("content");
        match self.dir() {
            Some(dir) => Ok(dir.clone()),
            None if default.is_dir() => Ok(default),
            None => Err(Failure::Usage(format!("`carrot {command}` found no content folder: name one with --content or CONTENT_DIR"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn note_that_cannot_be_removed_is_named_with_the_fix() {
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        expect!["`bot/history/next.md` cannot be removed: permission denied: allow this user to write there, or remove it yourself: edition 3 was released, and has its note"].assert_eq(&note_not_removed(Path::new("bot/history/next.md"), &error, 3));
    }
}
