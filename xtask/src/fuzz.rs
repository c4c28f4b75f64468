//! Fuzzes the parsers for `test --full`: runs random bytes, queries and requests through every
//! parser for minutes. It needs a nightly compiler, which no other task needs, so it is installed
//! only here.

use std::{env, fs, path::PathBuf, process::Command};

use serde::Deserialize;

use crate::{failure::Failure, project, setup, shell};

/// Seconds for each target, unless `FUZZ_SECONDS` is set.
const SECONDS: u64 = 600;
/// An input that takes longer than this many seconds counts as a failure.
const MAX_SECONDS_PER_INPUT: u64 = 20;
/// Maximum length of an input, in bytes. A query is one line, and a file of this length is enough
/// to find most errors.
const MAX_LEN: u64 = 4096;

/// Proof that the tools for fuzzing are installed: a nightly compiler and cargo-fuzz.
pub(crate) struct FuzzTools {
    seconds: u64,
    cargo_fuzz: PathBuf,
}

/// Finds or installs the tools. Call this before the gate, so that a missing tool is reported at
/// once.
pub(crate) fn install_tools() -> Result<FuzzTools, Failure> {
    let seconds = seconds(env::var_os("FUZZ_SECONDS").map(|value| value.to_string_lossy().into_owned()).as_deref())?;
    setup::nightly()?;
    Ok(FuzzTools { seconds, cargo_fuzz: setup::cargo_fuzz()? })
}

/// Runs every target on its seeds and on the inputs that earlier runs found.
pub(crate) fn run(tools: &FuzzTools) -> Result<(), Failure> {
    for target in targets(&project::read("fuzz/Cargo.toml")?)? {
        let corpus = project::root().join("fuzz/corpus").join(&target);
        fs::create_dir_all(&corpus).map_err(|error| Failure::not_written(&corpus, &error))?;
        let mut fuzz = Command::new("rustup");
        fuzz.args(["run", "nightly"]).arg(&tools.cargo_fuzz).args(["run", &target]).arg(&corpus).arg(seeds(&target)).arg("--");
        fuzz.args([
            format!("-max_total_time={}", tools.seconds),
            format!("-timeout={MAX_SECONDS_PER_INPUT}"),
            format!("-max_len={MAX_LEN}"),
        ]);
        let dictionary = format!("fuzz/{target}.dict");
        if project::root().join(&dictionary).is_file() {
            fuzz.arg(format!("-dict={dictionary}"));
        }
        fuzz.current_dir(project::root()).env("CARGO_TARGET_DIR", project::target_dir()?.join("xtask/fuzz"));
        // The Cargo that started us belongs to another toolchain, and sets it for child processes.
        for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN", "RUSTFLAGS", "CARGO_BUILD_TARGET"] {
            fuzz.env_remove(variable);
        }
        shell::run(&mut fuzz).map_err(|cause| Failure::Fuzz { target, cause: cause.into() })?;
    }
    Ok(())
}

fn seconds(value: Option<&str>) -> Result<u64, Failure> {
    match value.filter(|value| !value.is_empty()) {
        None => Ok(SECONDS),
        // The fuzzer interprets 0 as no limit.
        Some(value) => value.parse().ok().filter(|seconds| *seconds > 0).ok_or_else(|| Failure::FuzzSeconds(value.to_owned())),
    }
}

/// Returns the targets that fuzz/Cargo.toml lists.
fn targets(manifest: &str) -> Result<Vec<String>, Failure> {
    #[derive(Deserialize)]
    struct Manifest {
        bin: Vec<Bin>,
    }
    #[derive(Deserialize)]
    struct Bin {
        name: String,
    }
    let manifest: Manifest = toml::from_str(manifest).map_err(|error| Failure::invalid("fuzz/Cargo.toml", &error.message()))?;
    Ok(manifest.bin.into_iter().map(|bin| bin.name).collect())
}

/// Returns the folder of a target's seeds.
fn seeds(target: &str) -> String {
    match target {
        "import" => "examples/policies".to_owned(),
        _ => format!("fuzz/seeds/{target}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_run_and_has_seeds() {
        let targets = targets(&project::read("fuzz/Cargo.toml").unwrap()).unwrap();
        assert_eq!(targets, ["markdown", "toml", "search", "import", "interaction", "gateway"]);
        for target in targets {
            assert!(fs::read_dir(project::root().join(seeds(&target))).unwrap().next().is_some(), "{target}");
        }
    }

    #[test]
    fn fuzz_seconds_overrides_ten_minutes() {
        assert_eq!(seconds(None), Ok(600));
        assert_eq!(seconds(Some("")), Ok(600));
        assert_eq!(seconds(Some("10")), Ok(10));
        for wrong in ["0", "-1", "ten", "1.5"] {
            assert_eq!(seconds(Some(wrong)), Err(Failure::FuzzSeconds(wrong.to_owned())));
        }
    }
}
