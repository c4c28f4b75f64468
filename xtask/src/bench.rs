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
        None | Some("core") => Err("core/benches is missing: nothing can be measured".to_owned()),
        Some(what) => Err(format!(
            "nothing measures `{what}` yet: there is `cargo xtask bench core`, and `cargo xtask build` prints what the page weighs"
        )),
    }
}
