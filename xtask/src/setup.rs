//! Installs tools: the wasm target, Trunk and wasm-bindgen for building; a browser and npm packages for testing. Installed
//! tools are used. Missing tools are installed once, with a note on how long it takes. If a tool cannot be installed, the error says how to
//! get it. Node is never installed.

use std::{
    env,
    ffi::OsString,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::Failure,
    project, shell,
    version::{self, Version},
    wasm::TARGET,
};

/// The version of Trunk to install if PATH has none of at least this version. It builds with every Rust version that this project
/// supports.
const TRUNK: Version = Version(0, 21, 14);
/// The version of cargo-fuzz to install if PATH has none of at least this version.
const CARGO_FUZZ: Version = Version(0, 13, 2);
/// The version of cargo-deny to install if PATH has none of at least this version.
const CARGO_DENY: Version = Version(0, 20, 2);
/// The version of geckodriver to install if PATH has none of at least this version.
const GECKODRIVER: Version = Version(0, 37, 1);

/// The tools for building, found or installed.
pub(crate) struct Tools {
    pub(crate) trunk: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
}

impl Tools {
    /// Returns the command for Trunk, in the repository, with the right wasm-bindgen first on its PATH.
    pub(crate) fn trunk(&self) -> Result<Command, Failure> {
        let path = env::var_os("PATH").unwrap_or_default();
        let dirs = [&self.trunk, &self.wasm_bindgen].into_iter().cloned().chain(env::split_paths(&path));
        let path = env::join_paths(dirs).map_err(|error| Failure::ToolsNotOnPath(error.to_string()))?;
        let mut trunk = Command::new(program(&self.trunk, "trunk"));
        project::in_project(&mut trunk);
        trunk.env("PATH", path).env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Trunk parses NO_COLOR as a boolean and fails for `NO_COLOR=1`, the usual value.
        if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            trunk.env("NO_COLOR", "true");
        } else {
            trunk.env_remove("NO_COLOR");
        }
        Ok(trunk)
    }

    /// Returns wasm-bindgen, which writes scripts for a wasm's interface. It must have the version that the wasm was built for.
    pub(crate) fn wasm_bindgen(&self) -> Command {
        Command::new(program(&self.wasm_bindgen, "wasm-bindgen"))
    }

    /// Returns the program that runs wasm tests in a browser.
    pub(crate) fn wasm_test_runner(&self) -> PathBuf {
        program(&self.wasm_bindgen, "wasm-bindgen-test-runner")
    }
}

/// Finds or installs the tools for building. It prints nothing and needs no network if all are installed.
pub(crate) fn for_building() -> Result<Tools, Failure> {
    wasm_target()?;
    let wasm_bindgen = version::locked(&project::read("Cargo.lock")?, "wasm-bindgen")?;
    let cache = project::tools_dir()?;
    Ok(Tools {
        trunk: Tool {
            package: "trunk",
            programs: &["trunk"],
            version: TRUNK,
            accepts_newer: true,
            duration: "6 to 12 minutes on two cores",
            source: registry("trunk", TRUNK),
        }
        .ensure_installed(&cache)?,
        wasm_bindgen: Tool {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            version: wasm_bindgen,
            accepts_newer: false,
            duration: "2 to 4 minutes on two cores",
            source: registry("wasm-bindgen-cli", wasm_bindgen),
        }
        .ensure_installed(&cache)?,
    })
}

/// Finds or installs cargo-fuzz, which runs the fuzz targets on a nightly compiler.
pub(crate) fn cargo_fuzz() -> Result<PathBuf, Failure> {
    let tool = Tool {
        package: "cargo-fuzz",
        programs: &["cargo-fuzz"],
        version: CARGO_FUZZ,
        accepts_newer: true,
        duration: "1 to 2 minutes on two cores",
        source: registry("cargo-fuzz", CARGO_FUZZ),
    };
    Ok(program(&tool.ensure_installed(&project::tools_dir()?)?, "cargo-fuzz"))
}

/// Finds or installs cargo-deny, which checks dependencies against deny.toml.
pub(crate) fn cargo_deny() -> Result<PathBuf, Failure> {
    let tool = Tool {
        package: "cargo-deny",
        programs: &["cargo-deny"],
        version: CARGO_DENY,
        accepts_newer: true,
        duration: "5 to 8 minutes on two cores",
        source: registry("cargo-deny", CARGO_DENY),
    };
    Ok(program(&tool.ensure_installed(&project::tools_dir()?)?, "cargo-deny"))
}

/// Finds or installs geckodriver, which controls Firefox. Debian has no package for it.
pub(crate) fn geckodriver() -> Result<PathBuf, Failure> {
    let tool = Tool {
        package: "geckodriver",
        programs: &["geckodriver"],
        version: GECKODRIVER,
        accepts_newer: true,
        duration: "2 to 5 minutes on two cores",
        source: registry("geckodriver", GECKODRIVER),
    };
    Ok(program(&tool.ensure_installed(&project::tools_dir()?)?, "geckodriver"))
}

/// Installs a nightly compiler, which fuzzing needs. The default toolchain stays the same.
pub(crate) fn nightly() -> Result<(), Failure> {
    let is_installed = || shell::capture(Command::new("rustup").args(["run", "nightly", "rustc", "--version"])).is_some();
    if is_installed() {
        return Ok(());
    }
    if shell::on_path("rustup").is_none() {
        return Err(Failure::NoRustupForNightly);
    }
    eprintln!("set-up: a nightly Rust is missing, which fuzzing needs; a download of about 100 MB, once");
    let install = ["toolchain", "install", "nightly", "--profile", "minimal", "--no-self-update"];
    let installed = shell::run(Command::new("rustup").args(install));
    if installed.is_ok() && is_installed() { Ok(()) } else { Err(Failure::NightlyFailed) }
}

/// Adds the wasm target to the Rust toolchain, if it is missing.
fn wasm_target() -> Result<(), Failure> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let is_installed = || {
        let libraries =
            shell::capture(Command::new(&rustc).args(["--print", "target-libdir", "--target", TARGET]).current_dir(project::root()));
        libraries.is_some_and(|dir| fs::read_dir(dir).is_ok_and(|mut files| files.next().is_some()))
    };
    if is_installed() {
        return Ok(());
    }
    if shell::on_path("rustup").is_none() {
        return Err(Failure::NoRustupForWasm);
    }
    eprintln!("set-up: Rust's target {TARGET} is missing; a download of about 20 MB, once");
    let added = shell::run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(project::root()));
    if added.is_ok() && is_installed() { Ok(()) } else { Err(Failure::WasmTargetFailed) }
}

/// A tool that Cargo can install.
struct Tool {
    package: &'static str,
    /// The names of its programs. The version is that of the first one.
    programs: &'static [&'static str],
    /// The version to install if it is missing.
    version: Version,
    /// True if a newer version on PATH is accepted.
    accepts_newer: bool,
    /// The time that the installation takes.
    duration: &'static str,
    /// Arguments for `cargo install`.
    source: Vec<OsString>,
}

/// Returns the arguments of `cargo install` for a release in the registry.
fn registry(package: &str, version: Version) -> Vec<OsString> {
    vec![package.into(), "--version".into(), version.to_string().into()]
}

impl Tool {
    /// Returns the folder with its programs: one on PATH, else the project's own, else a freshly installed one.
    fn ensure_installed(&self, cache: &Path) -> Result<PathBuf, Failure> {
        let on_path = shell::on_path(self.programs.first().copied().unwrap_or_default());
        if let Some(dir) = on_path.as_deref().and_then(Path::parent).filter(|dir| self.is_in(dir)) {
            return Ok(dir.to_owned());
        }
        let name = format!("{}-{}", self.package, self.version);
        let home = cache.join(&name);
        let bin = home.join("bin");
        if !self.is_in(&bin) {
            // The set-up of another clone may be installing the same tool.
            let _lock = lock(cache)?;
            if !self.is_in(&bin) {
                self.install(cache, &name)?;
            }
        }
        Ok(bin)
    }

    /// Returns whether a folder has all its programs in an accepted version.
    fn is_in(&self, dir: &Path) -> bool {
        let complete = self.programs.iter().all(|name| program(dir, name).is_file());
        let Some(first) = self.programs.first().filter(|_| complete) else { return false };
        let version = shell::capture(Command::new(program(dir, first)).arg("--version")).and_then(|text| Version::find(&text));
        version.is_some_and(|version| version == self.version || (self.accepts_newer && version > self.version))
    }

    /// Installs into a temporary folder and moves the result at the end, so that an interrupted set-up never leaves half a tool. The
    /// next set-up continues with the compiled parts.
    fn install(&self, cache: &Path, name: &str) -> Result<(), Failure> {
        eprintln!(
            "set-up: {} {} is missing; building it takes {}, once; it is installed in {}",
            self.package,
            self.version,
            self.duration,
            cache.join(name).display()
        );
        let temporary = cache.join(".installing").join(name);
        let root = temporary.join("root");
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&temporary).map_err(|error| Failure::tool_not_written(&temporary, &error))?;
        let install = |locked: &[&str]| {
            let mut cargo = Command::new(project::cargo_path());
            // Run outside of the repository, because its .cargo/config.toml is not for tools.
            cargo.current_dir(&temporary).arg("install").args(&self.source).args(locked).arg("--root").arg(&root);
            shell::run(cargo.env("CARGO_TARGET_DIR", temporary.join("target")).env_remove("CARGO_BUILD_TARGET"))
        };
        if install(&["--locked"]).is_err() {
            // The mirror of a registry may lack a locked dependency that has a newer compatible version.
            eprintln!("set-up: that failed; trying again without the lock file of {}", self.package);
            install(&[]).map_err(|_| self.not_installed())?;
        }
        if !self.is_in(&root.join("bin")) {
            return Err(self.not_installed());
        }
        let home = cache.join(name);
        let _ = fs::remove_dir_all(&home);
        fs::rename(&root, &home).map_err(|error| Failure::tool_not_written(&home, &error))?;
        let _ = fs::remove_dir_all(&temporary);
        Ok(())
    }

    fn not_installed(&self) -> Failure {
        Failure::ToolFailed { package: self.package, version: self.version.to_string() }
    }
}

/// Waits until no other set-up uses the tools' folder. The lock is released when the process ends.
fn lock(cache: &Path) -> Result<File, Failure> {
    let fail = |error| Failure::tool_not_written(cache, &error);
    fs::create_dir_all(cache).map_err(fail)?;
    let file = File::create(cache.join(".lock")).map_err(fail)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!("set-up: another set-up is installing tools; waiting for it");
            file.lock().map_err(fail)?;
        }
        Err(TryLockError::Error(error)) => return Err(fail(error)),
    }
    Ok(file)
}

/// Returns the path of a program in a folder.
fn program(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    use carrot_testing::Folder;

    use super::*;

    /// Creates a crate with one program that prints a version, in a folder of its own, and describes it as a tool.
    fn tool(prints: &str) -> (Tool, Folder) {
        let home = Folder::new();
        let source = home.join("source");
        let manifest = "[package]\nname = \"xtask-test-tool\"\nversion = \"1.2.3\"\nedition = \"2024\"\n[workspace]\n";
        home.write("source/Cargo.toml", manifest);
        home.write("source/src/main.rs", format!("fn main() {{ println!(\"xtask-test-tool {prints}\"); }}"));
        let tool = Tool {
            package: "xtask-test-tool",
            programs: &["xtask-test-tool"],
            version: Version(1, 2, 3),
            accepts_newer: false,
            duration: "a second",
            source: vec!["--path".into(), source.into(), "--offline".into()],
        };
        (tool, home)
    }

    #[test]
    fn missing_tool_is_installed_once_despite_leftovers() {
        let (tool, home) = tool("1.2.3");
        let cache = home.join("cache");
        // Leftovers of interrupted installations: an empty home, and half a root.
        fs::create_dir_all(cache.join("xtask-test-tool-1.2.3")).unwrap();
        fs::create_dir_all(cache.join(".installing/xtask-test-tool-1.2.3/root/bin")).unwrap();
        let bin = tool.ensure_installed(&cache).unwrap();
        assert_eq!(bin, cache.join("xtask-test-tool-1.2.3/bin"));
        assert!(!cache.join(".installing/xtask-test-tool-1.2.3").exists());
        // The tool is found again. It cannot have been installed again, because its source is gone.
        fs::remove_dir_all(home.join("source")).unwrap();
        assert_eq!(tool.ensure_installed(&cache).unwrap(), bin);
    }

    #[test]
    fn dockerfile_has_the_tool_versions_of_setup() {
        let dockerfile = project::read("Dockerfile").unwrap();
        let wasm_bindgen = version::locked(&project::read("Cargo.lock").unwrap(), "wasm-bindgen").unwrap();
        for line in [
            format!("cargo install trunk --version {TRUNK} --locked"),
            format!("cargo install wasm-bindgen-cli --version {wasm_bindgen} --locked"),
            format!("rustup target add {TARGET}"),
        ] {
            assert!(dockerfile.contains(&line), "Dockerfile lacks `{line}`");
        }
        let toolchain = dockerfile.lines().find_map(|line| line.strip_prefix("FROM rust:")).and_then(Version::find).unwrap();
        let oldest = project::read("Cargo.toml")
            .unwrap()
            .lines()
            .find_map(|line| line.strip_prefix("rust-version = ")?.trim_matches('"').parse::<f32>().ok());
        assert!(oldest.is_some() && toolchain >= Version(1, 89, 0), "{toolchain}");
        // Check that app.json is valid for Heroku.
        let app: serde_json::Value = serde_json::from_str(&project::read("app.json").unwrap()).unwrap();
        assert_eq!((&app["stack"], &app["env"]["PROXIES"]["value"]), (&"container".into(), &"1".into()));
        let project: toml::Table = toml::from_str(&project::read("deploy/heroku-static/project.toml").unwrap()).unwrap();
        assert_eq!(project["com"]["heroku"]["static-web-server"]["root"].as_str(), Some("dist"));
    }

    #[test]
    fn tool_of_another_version_or_without_a_program_is_not_used() {
        let (mut tool, home) = tool("1.2.4");
        let cache = home.join("cache");
        let failure = tool.ensure_installed(&cache).unwrap_err();
        assert_eq!(failure, Failure::ToolFailed { package: "xtask-test-tool", version: "1.2.3".to_owned() });
        assert!(!cache.join("xtask-test-tool-1.2.3").exists());
        tool.accepts_newer = true;
        let bin = tool.ensure_installed(&cache).unwrap();
        tool.programs = &["xtask-test-tool", "its-companion"];
        assert!(!tool.is_in(&bin));
    }
}
