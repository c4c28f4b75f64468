//! Builds and serves the page: runs Trunk with pinned tools and the selected content, and checks the size budgets.

use std::{
    ffi::OsStr,
    fs, io,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use serde::Deserialize;

use crate::{
    browser, check, e2e,
    failure::Failure,
    package, project,
    setup::{self, Tools},
    shell,
    sizes::{self, Sizes},
    supply,
};

/// The port of `run`.
const PORT: u16 = 8080;

fn address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], PORT))
}

/// Runs `cargo xtask build`.
pub(crate) fn build() -> Result<ExitCode, Failure> {
    check::before_build()?;
    let sizes = build_page(&setup::for_building()?, Profile::Release, &project::root().join("dist"))?;
    check_budgets(&sizes, project::content_dir().is_none())?;
    Ok(ExitCode::SUCCESS)
}

/// Runs `cargo xtask run`.
pub(crate) fn run() -> Result<ExitCode, Failure> {
    // Check the port first, because the build takes minutes.
    check_port(address())?;
    check::before_build()?;
    let sizes = build_page(&setup::for_building()?, Profile::Release, &project::root().join("dist"))?;
    check_budgets(&sizes, false)?;
    let server = Profile::Release.program()?;
    // Replace this process by the server, so that a signal to it ends the server. A second process announces the address.
    let xtask = std::env::current_exe().map_err(|error| Failure::OwnPathUnknown(error.to_string()))?;
    let _ = Command::new(xtask).arg("announce").arg(&server).stdin(Stdio::null()).spawn();
    let mut serve = Command::new(&server);
    project::in_project(&mut serve);
    shell::exec(serve.args(["serve", "--dist", "dist", "--addr"]).arg(address().to_string()))
}

/// Prints the address as soon as the server answers. If it never answers, it prints nothing, because the server has reported why.
pub(crate) fn announce(server: &str) -> ExitCode {
    if e2e::is_healthy_soon(address()) {
        println!();
        println!("  the page      http://{}", address());
        println!("  in Discord    {} preview '/privacy topic:retention'", project::relative_to_user(Path::new(server)));
        println!("  stop          Ctrl-C");
        println!();
    }
    ExitCode::SUCCESS
}

/// Fails if the address is already in use.
fn check_port(address: SocketAddr) -> Result<(), Failure> {
    TcpListener::bind(address).map(drop).map_err(|error| Failure::PortTaken {
        port: address.port(),
        ip: address.ip().to_string(),
        problem: error.to_string(),
        next: address.port().wrapping_add(1),
    })
}

/// Runs `cargo xtask serve`.
pub(crate) fn serve(args: &[String]) -> Result<ExitCode, Failure> {
    check::before_build()?;
    let mut trunk = setup::for_building()?.trunk()?;
    trunk.arg("serve");
    // Trunk.toml lists the watched folders, including the repository's content. Replace that folder by the selected one.
    if let Some(content) = project::content_dir() {
        for path in watched_folders(&project::read("Trunk.toml")?, &content)? {
            trunk.arg("--watch").arg(path);
        }
    }
    shell::exec(trunk.args(args))
}

/// Returns the folders that Trunk.toml watches, with another content folder in place of the repository's.
fn watched_folders(trunk_toml: &str, content: &Path) -> Result<Vec<PathBuf>, Failure> {
    #[derive(Deserialize)]
    struct Trunk {
        watch: Watch,
    }
    #[derive(Deserialize)]
    struct Watch {
        watch: Vec<PathBuf>,
    }
    let trunk: Trunk = toml::from_str(trunk_toml).map_err(|error| Failure::invalid("Trunk.toml", &error.message()))?;
    Ok(trunk.watch.watch.into_iter().map(|path| if path == Path::new("content") { content.to_owned() } else { path }).collect())
}

/// Runs `trunk build` with `dist` as output. `web/src/bin/prerender.rs` lists the environment variables that it accepts.
pub(crate) fn with_trunk(tools: &Tools, dist: &Path, variables: &[(&str, &OsStr)]) -> Result<(), Failure> {
    let mut trunk = tools.trunk()?;
    supply::without_machine_paths(&mut trunk);
    shell::run(trunk.envs(variables.iter().copied()).args(["build", "--locked", "--release", "--dist"]).arg(dist))
}

/// Builds the parts of the page that do not depend on content: its wasm, JavaScript and CSS, and the npm package around the content. The
/// program `carrot` contains them.
pub(crate) fn build_assets(tools: &Tools) -> Result<(), Failure> {
    let built = project::target_dir()?.join("xtask/trunk");
    with_trunk(tools, &built, &[("ASSETS_ONLY", OsStr::new("1"))])?;
    package::build(tools, &built)?;
    let assets = assets_dir()?;
    // Keep the folder if its files are equal, because a new modification time would make Cargo rebuild the program.
    if assets.is_dir() && supply::differing_files(&built, &assets)?.is_empty() {
        return Ok(());
    }
    let replaced = remove_dir(&assets).and_then(|()| fs::rename(&built, &assets));
    replaced.map_err(|error| Failure::not_written(&assets, &error))
}

fn assets_dir() -> Result<PathBuf, Failure> {
    Ok(project::target_dir()?.join("xtask/assets"))
}

/// Builds the page into a folder with `carrot build`, ready to be served, and weighs it.
pub(crate) fn build_page(tools: &Tools, profile: Profile, dist: &Path) -> Result<Sizes, Failure> {
    build_assets(tools)?;
    let program = build_carrot(profile)?;
    build_site(&program, dist)?;
    let mut sizes = sizes::measure(dist, &project::read("budgets.toml")?)?;
    if profile == Profile::Release {
        sizes.add_program(&program)?;
    }
    print!("{}", sizes.table());
    Ok(sizes)
}

/// Runs `carrot build` for the selected content. It refuses a folder with files that it has not written, because they may be the user's.
fn build_site(server: &Path, dist: &Path) -> Result<(), Failure> {
    let mut build = Command::new(server);
    project::in_project(&mut build);
    // The PDF needs a browser. Without a browser, the site has no PDF and no link to one.
    build.args(["build", "--out"]).arg(dist);
    if let Some(browser) = browser::find_chromium()? {
        build.arg("--pdf").arg(browser);
    }
    shell::run(&mut build)
}

/// Removes a folder, which may be missing.
fn remove_dir(dir: &Path) -> io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Compares sizes with their budgets. If one is exceeded, fails if the page has this repository's content (`is_own_content`). Otherwise only
/// prints the error, because another bot's policy may be longer.
pub(crate) fn check_budgets(sizes: &Sizes, is_own_content: bool) -> Result<(), Failure> {
    match sizes.budget_error() {
        Some(failure) if is_own_content => Err(failure),
        Some(failure) => {
            eprintln!("xtask: {failure}");
            Ok(())
        }
        None => Ok(()),
    }
}

/// A Cargo profile for the program `carrot`. The page's wasm, JavaScript and CSS are the same in both.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// The shipped program: link-time optimization takes one and a half minutes after each change.
    Release,
    /// The program in the gate: built in seconds, with overflow checks that the shipped one does not have.
    Gate,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Gate => "gate",
        }
    }

    /// Returns the folder of the programs of this profile.
    pub(crate) fn folder(self) -> Result<PathBuf, Failure> {
        Ok(project::target_dir()?.join(self.name()))
    }

    /// Returns the path of `carrot`, which `server` builds.
    pub(crate) fn program(self) -> Result<PathBuf, Failure> {
        Ok(self.folder()?.join(format!("carrot{}", std::env::consts::EXE_SUFFIX)))
    }
}

/// Builds the program `carrot`, with the page's parts if they have been built, and returns its path.
pub(crate) fn build_carrot(profile: Profile) -> Result<PathBuf, Failure> {
    build_programs(profile, &["--package", "carrot"])?;
    profile.program()
}

/// Builds programs of the build machine with a profile.
pub(crate) fn build_programs(profile: Profile, args: &[&str]) -> Result<(), Failure> {
    let mut cargo = project::cargo();
    let assets = assets_dir()?;
    if assets.is_dir() {
        cargo.env("CARROT_ASSETS", assets);
    }
    shell::run(cargo.args(["build", "--locked", "--profile", profile.name()]).args(args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_of_this_repository_must_be_within_the_budgets() {
        let dist = carrot_testing::Folder::new();
        dist.write("index.html", "<p>A policy that is longer than a byte</p>");
        let budgets =
            "[brotli]\nwasm = 1\njavascript = 1\ncss = 1\nhtml = 1\npage = 1\nelement = 1\npackage = 1\n[program]\nbytes = 1\n";
        let sizes = sizes::measure(dist.path(), budgets).unwrap();
        assert!(matches!(check_budgets(&sizes, true), Err(Failure::AboveBudgets(_))));
        assert_eq!(check_budgets(&sizes, false), Ok(()));
    }

    #[cfg(unix)]
    #[test]
    fn no_task_removes_files_from_the_folder_of_the_site() {
        let dist = carrot_testing::Folder::new();
        dist.write("robots.txt", "mine");
        // The program `true` stands in for `carrot`: it succeeds and writes nothing.
        assert_eq!(build_site(Path::new("true"), dist.path()), Ok(()));
        assert_eq!(fs::read_to_string(dist.join("robots.txt")).unwrap(), "mine");
    }

    /// Trunk empties its folder after each build.
    #[test]
    fn trunk_does_not_write_into_the_folder_of_the_site() {
        let trunk: toml::Table = toml::from_str(&project::read("Trunk.toml").unwrap()).unwrap();
        let dist = trunk["build"].get("dist").and_then(|dist| dist.as_str()).map(Path::new);
        assert!(dist.is_some_and(|dist| dist.starts_with("target")), "{dist:?}");
    }

    #[test]
    fn taken_port_is_an_error() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = taken.local_addr().unwrap();
        // `failures.txt` has the text of the error.
        assert!(matches!(check_port(address), Err(Failure::PortTaken { port, .. }) if port == address.port()));
        // Port 0 is always free. A port that was just given back may be taken by another test.
        assert_eq!(check_port(SocketAddr::from(([127, 0, 0, 1], 0))), Ok(()));
    }

    #[test]
    fn another_content_folder_is_watched_instead_of_the_repositorys() {
        let paths = watched_folders(&project::read("Trunk.toml").unwrap(), Path::new("/srv/other")).unwrap();
        assert!(
            paths.contains(&"/srv/other".into()) && paths.contains(&"web".into()) && !paths.contains(&"content".into()),
            "{paths:?}"
        );
    }
}
