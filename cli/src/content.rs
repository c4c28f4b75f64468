//! Reads the content: from a folder, or this repository's own, which is embedded in the program.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bot_embed::Content;
use carrot_core::{Policy, Translation, from_bytes, history::History, parse::Parsed};
use carrot_loader::{check::Checked, history};

use crate::{failure::Failure, log};

/// This repository's content.
const EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/content.bin"));

/// The files of the editions of this repository's content.
const EMBEDDED_HISTORY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/history.bin"));

/// The options that select the content.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ContentArgs {
    /// Folder of the content [default: the content that the program was built with]
    #[arg(long = "content", value_name = "DIR", env = "CONTENT_DIR", global = true)]
    dir: Option<PathBuf>,
    /// Folder with an operator's own files. They are added to the content, and replace its files with the same paths
    #[arg(long, value_name = "DIR", env = "CONTENT_OVERLAY", global = true)]
    overlay: Option<PathBuf>,
}

impl ContentArgs {
    /// Creates arguments that name a folder, as if the user had named it.
    pub(crate) fn from_dir(dir: &Path) -> Self {
        Self { dir: Some(dir.to_owned()), overlay: None }
    }

    /// Creates arguments for another folder with the same overlay.
    pub(crate) fn with_dir(&self, dir: &Path) -> Self {
        Self { dir: Some(dir.to_owned()), overlay: self.overlay.clone() }
    }

    /// Returns an error if an overlay is set. For a command that compares or stores the content itself, without the operator's files.
    pub(crate) fn reject_overlay(&self, command: &str) -> Result<(), Failure> {
        match &self.overlay {
            Some(_) => {
                Err(Failure::Usage(format!("`carrot {command}` does not support an overlay: leave out --overlay and CONTENT_OVERLAY")))
            }
            None => Ok(()),
        }
    }

    /// Returns the folder that the user names.
    pub(crate) fn dir(&self) -> Option<&PathBuf> {
        self.dir.as_ref()
    }

    /// Reads and parses the folder that the user names. Returns its content with the diagnostics, or `None` if the user names no folder.
    ///
    /// # Errors
    /// If a folder cannot be read, the content folder is empty, or an overlay is set without a content folder.
    pub(crate) fn read_checked(&self) -> Result<Option<Checked>, Failure> {
        let Some(dir) = &self.dir else {
            let hint = "--overlay needs a content folder: name it with --content or CONTENT_DIR";
            return if self.overlay.is_some() { Err(Failure::Usage(hint.to_owned())) } else { Ok(None) };
        };
        require_folder(dir, "name a content folder with --content or CONTENT_DIR")?;
        let shown = dir.display();
        let checked = match &self.overlay {
            None => Checked::read(dir, shown.to_string()),
            Some(overlay) => {
                require_folder(overlay, "name a folder with --overlay or CONTENT_OVERLAY")?;
                Checked::read_overlaid(dir, shown.to_string(), overlay)
            }
        };
        let checked = checked.map_err(Failure::other)?;
        if checked.files.is_empty() {
            return Err(Failure::Other(format!(
                "there is no content in `{shown}`: name a folder with .md and .toml files with --content or CONTENT_DIR"
            )));
        }
        Ok(Some(checked))
    }

    /// Loads the content: the folder that the user names, or this repository's.
    ///
    /// # Errors
    /// As for [`Self::read_checked`], or if the content has an error.
    pub(crate) fn load(&self) -> Result<Content, Failure> {
        let Some(checked) = self.read_checked()? else {
            return Ok(self.with_changes(Content::from_bytes(EMBEDDED).map_err(Failure::other)?));
        };
        let (policy, translations) = require_valid(checked)?;
        Ok(self.with_changes(Content::new(policy, translations)))
    }

    /// Returns the history of the content; `None` without editions. If the editions cannot be read, logs the reason and returns `None`,
    /// because the page and the replies work without a history.
    pub(crate) fn history(&self) -> Option<History> {
        let read = match &self.dir {
            Some(dir) => history::read(dir).map_err(|error| error.to_string()),
            None => from_bytes::<Vec<(String, Vec<u8>)>>(EMBEDDED_HISTORY)
                .map_err(|error| error.to_string())
                .and_then(|files| history::of_files(&files).map_err(|error| error.to_string())),
        };
        read.unwrap_or_else(|error| {
            log(&error);
            None
        })
    }

    /// Returns the content in all its languages, the original first.
    ///
    /// # Errors
    /// As for [`Self::read_checked`], or if the content has an error.
    pub(crate) fn all_languages(&self) -> Result<Vec<Translation>, Failure> {
        let Some(checked) = self.read_checked()? else { return from_bytes(EMBEDDED).map_err(Failure::other) };
        let (policy, translations) = require_valid(checked)?;
        Ok(std::iter::once(Translation::original(policy)).chain(translations).collect())
    }
}

/// Returns an error if a path is not a folder. `hint` is the last part of the error, and explains how to name another folder.
fn require_folder(dir: &Path, hint: &str) -> Result<(), Failure> {
    let shown = dir.display();
    let problem = match fs::metadata(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => format!("there is no folder `{shown}`"),
        Err(error) => format!("`{shown}` cannot be read: {error}"),
        Ok(metadata) if !metadata.is_dir() => format!("`{shown}` is a file, not a folder"),
        Ok(_) => return Ok(()),
    };
    Err(Failure::Other(format!("{problem}: {hint}")))
}

/// Returns the policy and its translations.
///
/// # Errors
/// If the content has an error. The message says how to see all errors.
pub(crate) fn require_valid(checked: Checked) -> Result<(Policy, Vec<Translation>), Failure> {
    let (folder, errors) = (checked.folder.clone(), checked.error_count());
    match checked.parsed {
        Parsed { policy: Some(policy), translations, .. } => Ok((policy, translations)),
        _ => {
            let errors = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
            Err(Failure::Other(format!("the content in `{folder}` has {errors}: `carrot check --content {folder}` shows them")))
        }
    }
}
