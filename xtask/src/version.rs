//! Versions of tools, as tools print them and as Cargo.lock pins them, with the comparisons that xtask needs.

use std::fmt;

use serde::Deserialize;

use crate::failure::Failure;

/// A version of three numbers. A suffix (`-beta.1`, `+abc`) is ignored, because no tool of this project needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u64, pub(crate) u64, pub(crate) u64);

impl Version {
    /// Returns the first version in a tool's `--version` output: `trunk 0.21.14`, `v20.20.2`, `wasm-bindgen 0.2.130 (abc)`.
    pub(crate) fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let word = word.trim_start_matches('v');
        let word = word.split(['-', '+']).next()?;
        let mut numbers = word.split('.').map(|number| number.parse().ok());
        let version = Self(numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[derive(Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// Returns the version of a package in the text of a Cargo.lock.
pub(crate) fn locked(lock: &str, package: &str) -> Result<Version, Failure> {
    let lock: Lock = toml::from_str(lock).map_err(|error| Failure::invalid("Cargo.lock", &error.message()))?;
    let versions: Vec<&str> = lock.package.iter().filter(|entry| entry.name == package).map(|entry| entry.version.as_str()).collect();
    match versions.as_slice() {
        [version] => Version::parse(version)
            .ok_or_else(|| Failure::InvalidLockedVersion { package: package.to_owned(), version: (*version).to_owned() }),
        [] => Err(Failure::NotLocked(package.to_owned())),
        _ => Err(Failure::LockedInSeveralVersions { package: package.to_owned(), versions: versions.join(", ") }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_output() {
        assert_eq!(Version::find("trunk 0.21.14\n"), Some(Version(0, 21, 14)));
        assert_eq!(Version::find("v20.20.2"), Some(Version(20, 20, 2)));
        assert_eq!(Version::find("wasm-bindgen 0.2.130 (0123456789 2026-01-01)"), Some(Version(0, 2, 130)));
        assert_eq!(Version::find("trunk 0.22.0-beta.1"), Some(Version(0, 22, 0)));
        assert_eq!(Version::find("trunk"), None);
        assert_eq!(Version::find("trunk 1.2"), None);
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(Version(0, 21, 14) > Version(0, 21, 9));
        assert!(Version(0, 22, 0) > Version(0, 21, 14));
        assert!(Version(1, 0, 0) > Version(0, 99, 99));
    }

    #[test]
    fn locked_version_is_read_from_cargo_lock() {
        let lock = "version = 4\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n[[package]]\nname = \"yew\"\nversion = \"0.23.0\"\n";
        assert_eq!(locked(lock, "wasm-bindgen"), Ok(Version(0, 2, 130)));
        assert_eq!(locked(lock, "gloo"), Err(Failure::NotLocked("gloo".to_owned())));
        assert_eq!(
            locked(&format!("{lock}[[package]]\nname = \"yew\"\nversion = \"0.22.0\"\n"), "yew"),
            Err(Failure::LockedInSeveralVersions { package: "yew".to_owned(), versions: "0.23.0, 0.22.0".to_owned() })
        );
    }
}
