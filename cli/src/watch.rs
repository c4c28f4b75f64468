//! Waits for changes of a content folder.

use std::{thread::sleep, time::Duration};

use carrot_core::parse::File;
use carrot_loader::check::Checked;

use crate::failure::Failure;

/// Time between two looks for changed files.
const PAUSE: Duration = Duration::from_millis(300);

/// Reads the content again and again, until its files differ. Read errors are ignored, because editors replace files while they save.
pub(crate) fn changed(before: &[File], read: impl Fn() -> Result<Option<Checked>, Failure>) -> Checked {
    loop {
        sleep(PAUSE);
        if let Ok(Some(checked)) = read()
            && checked.files != before
        {
            return checked;
        }
    }
}
