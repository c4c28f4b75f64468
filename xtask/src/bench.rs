//! Measuring, for those who make the project faster or smaller. What nothing measures yet is said so, never passed over.

use std::process::ExitCode;

use crate::{project, shell};

/// `cargo xtask bench`.
pub(crate) fn bench(what: Option<&str>) -> Result<ExitCode, String> {
    match what {
        None | Some("core") if project::root().join("core/benches").is_dir() => {
            // First the budgets: the others are for whoever looks for what takes the time.
            let bench = || {
                let mut cargo = project::cargo();
                cargo.args(["bench", "--package", "carrot-core", "--all-features"]);
                cargo
            };
            shell::run(bench().args(["--bench", "budgets"]))?;
            shell::run(bench().args(["--bench", "core", "--bench", "parse", "--bench", "search"]))?;
            Ok(ExitCode::SUCCESS)
        }
        None | Some("core") => Err("core/benches is missing: nothing can be measured".to_owned()),
        Some(what) => Err(format!(
            "nothing measures `{what}` yet: there is `cargo xtask bench core`, and `cargo xtask build` prints what the page weighs"
        )),
    }
}
