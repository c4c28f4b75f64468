//! Finds the browsers and servers for tests: named by a variable, on PATH, or installed with apt.

use std::{env, fs, path::PathBuf, process::Command};

use crate::{failure::Failure, shell};

/// A Chromium, and its chromedriver.
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

const CHROME: Wanted = Wanted {
    variable: "CHROME",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    name: "Chromium or Chrome",
};
const DRIVER: Wanted = Wanted { variable: "CHROMEDRIVER", names: &["chromedriver"], name: "chromedriver" };

const FIREFOX: Wanted = Wanted { variable: "FIREFOX", names: &["firefox-esr", "firefox"], name: "Firefox" };

/// Finds Chromium and its driver, or installs both.
pub(crate) fn find_or_install_chromium() -> Result<Browser, Failure> {
    find_or_install(&["chromium", "chromium-driver"], find_chromium_and_driver)
}

/// Finds Chromium, if there is one. The page can be built without it.
pub(crate) fn find_chromium() -> Result<Option<PathBuf>, Failure> {
    CHROME.find()
}

/// Finds Firefox, or installs it. Debian has no package of its driver, so Cargo builds that.
pub(crate) fn find_or_install_firefox() -> Result<PathBuf, Failure> {
    find_or_install(&["firefox-esr"], || FIREFOX.search())
}

/// Finds nginx, or installs it: `carrot serve` is compared with it, and tested behind it.
pub(crate) fn find_or_install_nginx() -> Result<PathBuf, Failure> {
    const NGINX: Wanted = Wanted { variable: "NGINX", names: &["nginx", "/usr/sbin/nginx"], name: "nginx" };
    find_or_install(&["nginx-light"], || NGINX.search())
}

/// Finds Caddy, or installs it: `carrot serve` is compared with it.
pub(crate) fn find_or_install_caddy() -> Result<PathBuf, Failure> {
    const CADDY: Wanted = Wanted { variable: "CADDY", names: &["caddy"], name: "Caddy" };
    find_or_install(&["caddy"], || CADDY.search())
}

/// Finds wrk, or installs it. It is the load generator of `bench serve`.
pub(crate) fn find_or_install_wrk() -> Result<PathBuf, Failure> {
    const WRK: Wanted = Wanted { variable: "WRK", names: &["wrk"], name: "wrk" };
    find_or_install(&["wrk"], || WRK.search())
}

/// The result of looking for programs: all of them, or the first one that is missing.
enum Search<T> {
    Found(T),
    Missing(Wanted),
}

/// Finds the program, or installs it with apt as root on Debian or Ubuntu.
fn find_or_install<T>(packages: &[&str], find: impl Fn() -> Result<Search<T>, Failure>) -> Result<T, Failure> {
    let missing = match find()? {
        Search::Found(found) => return Ok(found),
        Search::Missing(missing) => missing,
    };
    let (joined, variable) = (packages.join(" "), missing.variable);
    if !(is_root() && is_debian()) {
        return Err(Failure::NotOnPath { name: missing.name, packages: joined, variable });
    }
    eprintln!(
        "set-up: {} is missing; installing {} with apt, up to 300 MB and a few minutes, once",
        missing.name,
        packages.join(" and ")
    );
    let apt = |args: &[&str]| shell::run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update"]).and_then(|()| apt(&[&["install", "-y"], packages].concat())).map_err(|cause| Failure::AptFailed {
        name: missing.name,
        cause: cause.into(),
        packages: joined,
        variable,
    })?;
    match find()? {
        Search::Found(found) => Ok(found),
        Search::Missing(missing) => {
            Err(Failure::AptInstalledElsewhere { name: missing.name, packages: packages.join(" and "), variable: missing.variable })
        }
    }
}

/// A program to look for.
struct Wanted {
    /// The variable of the environment that may name its path.
    variable: &'static str,
    /// The names of its file, in order of preference.
    names: &'static [&'static str],
    /// Its name in messages.
    name: &'static str,
}

impl Wanted {
    fn search(self) -> Result<Search<PathBuf>, Failure> {
        Ok(self.find()?.map_or(Search::Missing(self), Search::Found))
    }

    /// Returns the program that the user names, or one on PATH. A named program that is missing is an error.
    fn find(&self) -> Result<Option<PathBuf>, Failure> {
        let Some(named) = env::var_os(self.variable).filter(|path| !path.is_empty()) else {
            return Ok(self.names.iter().find_map(|name| shell::on_path(name)));
        };
        let path = PathBuf::from(&named);
        let found = if path.is_file() { path.canonicalize().ok() } else { named.to_str().and_then(shell::on_path) };
        match found {
            Some(path) => Ok(Some(path)),
            None => Err(Failure::NoProgram { variable: self.variable, path: path.display().to_string() }),
        }
    }
}

fn find_chromium_and_driver() -> Result<Search<Browser>, Failure> {
    let Some(chrome) = CHROME.find()? else { return Ok(Search::Missing(CHROME)) };
    let Some(driver) = DRIVER.find()? else { return Ok(Search::Missing(DRIVER)) };
    Ok(Search::Found(Browser { chrome, driver }))
}

fn is_root() -> bool {
    shell::capture(Command::new("id").arg("-u")).is_some_and(|id| id == "0")
}

fn is_debian() -> bool {
    shell::on_path("apt-get").is_some() && fs::read_to_string("/etc/os-release").is_ok_and(|text| names_debian(&text))
}

/// Returns whether an os-release names Debian, Ubuntu, or a distribution that is based on them.
fn names_debian(os_release: &str) -> bool {
    let values = os_release.lines().filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")));
    values.flat_map(|value| value.trim_matches('"').split_whitespace()).any(|id| matches!(id, "debian" | "ubuntu"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_derivatives_are_recognized_by_os_release() {
        assert!(names_debian("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n"));
        assert!(names_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!names_debian("ID=fedora\nNAME=\"not debian\"\n"));
        assert!(!names_debian(""));
    }
}
