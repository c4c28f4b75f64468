//! Measuring, for those who make the project faster or smaller. What nothing measures yet is said so, never passed over.

use std::process::ExitCode;

use crate::{project, shell};

/// `cargo xtask bench`.
pub(crate) fn bench(what: Option<&str>) -> Result<ExitCode, String> {
    match what {
        None | Some("core") if project::root().join("core/benches").is_dir() => {
            shell::run(project::cargo().args(["bench", "--package", "carrot-core", "--all-features"]))?;
            Ok(ExitCode::SUCCESS)
        }
        what => Err(format!(
            "nothing is measured for {} yet, except the page's weight: `cargo xtask build` prints it",
            what.map_or("anything".to_owned(), |what| format!("`{what}`"))
        )),
    }
}
