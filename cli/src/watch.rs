//! Waits for changes of a content folder.

use std::{thread::sleep, time::Duration};

use carrot_core::parse::File;
use carrot_loader::check::Checked;

use crate::failure::Failure;

/// Time between two checks for changed files.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// Reads the content again and again, until its files differ from `files`. Read errors are ignored, because editors replace files while they save.
pub(crate) fn wait_for_change(files: &[File], read: impl Fn() -> Result<Option<Checked>, Failure>) -> Checked {
    loop {
        sleep(POLL_INTERVAL);
        if let Ok(Some(checked)) = read()
            && checked.files != files
        {
            return checked;
        }
    }
}
