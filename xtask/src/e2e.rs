//! Runs the end-to-end tests of e2e/: Playwright tests the built page in a real browser, and the built server over HTTP. `test --full` also
//! tests the page in Firefox, but without Playwright, which would need a patched Firefox.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

use crate::{
    browser::{self, Browser},
    failure::Failure,
    project, setup, shell,
    version::Version,
};

/// Oldest accepted version of Node.
const NODE: Version = Version(20, 0, 0);
/// The public key of the first test vector of RFC 8032. e2e/discord.mjs signs with the published private key.
const PUBLIC_KEY: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/// Maximum time until a started server answers.
pub(crate) const STARTED_WITHIN: Duration = Duration::from_secs(15);

/// Checks that Node is installed, and installs the npm packages in e2e/package-lock.json, such as Playwright.
pub(crate) fn install_tools() -> Result<(), Failure> {
    require_node()?;
    install("e2e", "a package of e2e/package-lock.json is missing or out of date; a download of a few MB, once")?;
    // The tests run these examples.
    let missing = "a package for the examples in examples/embed is missing or out of date; a download of about 50 MB, once";
    ["examples/embed/api", "examples/embed/react"].iter().try_for_each(|folder| install(folder, missing))
}

/// Checks that Node is installed, and new enough.
pub(crate) fn require_node() -> Result<(), Failure> {
    let installed = shell::capture(Command::new("node").arg("--version")).and_then(|text| Version::find(&text));
    match installed {
        None => Err(Failure::NoNode { oldest: NODE.0 }),
        Some(version) if version < NODE => Err(Failure::OldNode { found: version.to_string(), oldest: NODE.0 }),
        Some(_) => Ok(()),
    }
}

/// Installs the packages in a folder's package-lock.json, if they are missing. Prints how long it takes.
pub(crate) fn install(name: &str, missing: &str) -> Result<(), Failure> {
    let folder = project::root().join(name);
    if is_installed(&folder) {
        return Ok(());
    }
    let npm = shell::on_path("npm").ok_or(Failure::NoNpm)?;
    eprintln!("set-up: {missing}");
    let mut npm = Command::new(npm);
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::run(&mut npm).map_err(|cause| Failure::NpmFailed { cause: cause.into(), folder: name.to_owned() })
}

/// Checks the types and the format of all JavaScript. `web/tsconfig.json` has the scripts that readers get, `e2e/tsconfig.json` all others.
pub(crate) fn check_javascript() -> Result<(), Failure> {
    let node = |arguments: &[&str]| {
        let mut node = Command::new("node");
        project::in_project(&mut node);
        shell::run(node.args(arguments))
    };
    for project in ["web/tsconfig.json", "e2e/tsconfig.json"] {
        node(&["e2e/node_modules/typescript/bin/tsc", "--project", project])?;
    }
    node(&["e2e/node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."])
        .map_err(|cause| Failure::JavaScriptFormat(cause.into()))
}

/// Starts the server on a free port, runs the tests against it, and ends it. `full` also runs the tests with the tag `@full`.
pub(crate) fn run(browser: &Browser, server: &Path, dist: &Path, full: bool) -> Result<(), Failure> {
    let running = Server::start(server, dist)?;
    let mut playwright = Command::new("node");
    playwright
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .current_dir(e2e_folder())
        .env("BASE_URL", format!("http://{}", running.address))
        .env("CARROT", server)
        .env("DIST", dist)
        .env("CHROME", &browser.chrome)
        .env("FULL", if full { "1" } else { "" });
    let outcome = shell::run(&mut playwright);
    running.end();
    outcome
}

/// Firefox and its driver, for the tests outside of Playwright.
pub(crate) struct Firefox {
    program: PathBuf,
    driver: PathBuf,
}

/// Finds or installs Firefox and geckodriver.
pub(crate) fn install_firefox() -> Result<Firefox, Failure> {
    Ok(Firefox { program: browser::find_or_install_firefox()?, driver: setup::geckodriver()? })
}

/// Tests the page in Firefox.
pub(crate) fn test_in_firefox(firefox: &Firefox, server: &Path, dist: &Path) -> Result<(), Failure> {
    let running = Server::start(server, dist)?;
    let mut node = Command::new("node");
    node.args(["--test-reporter=spec", "firefox.mjs"])
        .current_dir(e2e_folder())
        .env("BASE_URL", format!("http://{}", running.address))
        .env("FIREFOX", &firefox.program)
        .env("GECKODRIVER", &firefox.driver);
    let outcome = shell::run(&mut node);
    running.end();
    outcome
}

/// Tests the server behind nginx, with slow clients, and for half an hour, and compares it with nginx and Caddy.
pub(crate) fn test_under_load(nginx: &Path, caddy: &Path, server: &Path, dist: &Path) -> Result<(), Failure> {
    let mut node = Command::new("node");
    node.args(["--test-reporter=spec", "load.mjs"]).current_dir(e2e_folder());
    shell::run(node.env("NGINX", nginx).env("CADDY", caddy).env("CARROT", server).env("DIST", dist))
}

/// Tests the server behind TLS with Mozilla's HTTP Observatory.
pub(crate) fn test_with_observatory(server: &Path, dist: &Path) -> Result<(), Failure> {
    if shell::on_path("openssl").is_none() {
        return Err(Failure::NoOpenssl);
    }
    let mut node = Command::new("node");
    project::in_project(&mut node);
    shell::run(node.arg("e2e/observatory/scan.mjs").env("CARROT", server).env("DIST", dist))
}

/// Installs the Observatory.
pub(crate) fn install_observatory() -> Result<(), Failure> {
    install("e2e/observatory", "Mozilla's Observatory is missing or out of date; a download of about 130 MB, once")
}

/// Installs the bundlers and runtimes that the npm package must work with.
pub(crate) fn install_bundlers() -> Result<(), Failure> {
    install("e2e/bundlers", "bundlers and runtimes are missing or out of date; a download of about 150 MB, once")
}

/// Builds and runs small programs with the npm package in each bundler and runtime.
pub(crate) fn test_in_bundlers(browser: &Browser, dist: &Path) -> Result<(), Failure> {
    let mut node = Command::new("node");
    project::in_project(&mut node);
    shell::run(node.args(["--test-reporter=spec", "e2e/bundlers/run.mjs"]).env("DIST", dist).env("CHROME", &browser.chrome))
}

fn e2e_folder() -> PathBuf {
    project::root().join("e2e")
}

/// Returns whether the packages of a folder are installed and up to date. npm writes `node_modules/.package-lock.json` at the end of an
/// installation. If it is older than `package-lock.json`, it belongs to another version.
fn is_installed(folder: &Path) -> bool {
    let written = |path: &str| -> Option<SystemTime> { fs::metadata(folder.join(path)).ok()?.modified().ok() };
    match (written("node_modules/.package-lock.json"), written("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

/// A server that is ended when this value is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(program: &Path, dist: &Path) -> Result<Self, Failure> {
        let address = free_address()?;
        let mut command = Command::new(program);
        command
            .arg("serve")
            .arg("--dist")
            .arg(dist)
            .arg("--addr")
            .arg(address.to_string())
            .env("DISCORD_PUBLIC_KEY", PUBLIC_KEY)
            .env_remove("PORT")
            .env_remove("INTERACTION_MAX_AGE_S")
            .stdin(Stdio::null());
        let child = command.spawn().map_err(|error| Failure::not_started(&command, &error))?;
        let mut server = Self { child, address };
        let start = Instant::now();
        while !is_healthy(address) {
            if let Ok(Some(status)) = server.child.try_wait() {
                return Err(Failure::ServerEnded(status.to_string()));
            }
            if start.elapsed() > STARTED_WITHIN {
                return Err(Failure::ServerSilent { url: format!("http://{address}/healthz"), seconds: STARTED_WITHIN.as_secs() });
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    fn end(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // End it by its process id. Ignore an error: it may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a loopback address with a port that no program listens on.
pub(crate) fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::NoFreePort(error.to_string()))
}

/// Returns whether a server answers at an address within the time limit.
pub(crate) fn is_healthy_soon(address: SocketAddr) -> bool {
    let start = Instant::now();
    while !is_healthy(address) {
        if start.elapsed() > STARTED_WITHIN {
            return false;
        }
        thread::sleep(Duration::from_millis(50));
    }
    true
}

/// Returns whether `GET /healthz` answers 200.
fn is_healthy(address: SocketAddr) -> bool {
    let request = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    request().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_200_answer_is_healthy() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = thread::spawn(move || {
            for answer in ["HTTP/1.1 503 Service Unavailable\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nok"] {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = stream.read(&mut [0; 512]).unwrap();
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        assert!(!is_healthy(address));
        assert!(is_healthy(address));
        server.join().unwrap();
        assert!(!is_healthy(address));
    }

    #[test]
    fn packages_are_installed_again_when_the_lock_file_is_newer() {
        let folder = carrot_testing::Folder::new();
        folder.write("package-lock.json", "{}");
        assert!(!is_installed(folder.path()));
        folder.write("node_modules/.package-lock.json", "{}");
        assert!(is_installed(folder.path()));
        let lock = fs::File::options().write(true).open(folder.join("package-lock.json")).unwrap();
        lock.set_modified(SystemTime::now() + Duration::from_secs(60)).unwrap();
        assert!(!is_installed(folder.path()));
    }

    #[test]
    fn a_server_that_ends_at_once_is_an_error() {
        let failure = Server::start(Path::new("false"), Path::new("dist")).err().unwrap();
        assert_eq!(failure, Failure::ServerEnded("exit status: 1".to_owned()));
    }
}
