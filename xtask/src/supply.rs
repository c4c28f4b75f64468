//! Checks the supply chain: licenses and sources of dependencies, lists of components, and that a
//! build depends only on the commit.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use serde_json::{Value, json};

use crate::{failure::Failure, project, setup, shell, sizes, wasm};

/// Checks licenses, bans and sources with deny.toml. It needs no network if the dependencies are downloaded.
pub(crate) fn dependencies(deny: &Path) -> Result<(), Failure> {
    // `fetch` without a target gets the crates of all platforms, which deny.toml also covers.
    shell::run(project::cargo().args(["fetch", "--locked", "--quiet"]))?;
    shell::run(&mut cargo_deny(deny, &["--offline", "--locked"], &["licenses", "bans", "sources"]))
}

/// Runs `cargo xtask advisories`.
pub(crate) fn advisories() -> Result<ExitCode, Failure> {
    let outcome = shell::run(&mut cargo_deny(&setup::cargo_deny()?, &["--locked"], &["advisories"]));
    outcome.map(|()| ExitCode::SUCCESS).map_err(|cause| Failure::Advisories(cause.into()))
}

fn cargo_deny(deny: &Path, options: &[&str], checks: &[&str]) -> Command {
    let mut command = Command::new(deny);
    project::in_project(&mut command);
    command.args(options).arg("check").args(checks);
    command
}

/// Removes the path of Cargo's dependency folder from the wasm that a command builds. Otherwise the path would be in panic messages, and
/// would differ between machines.
pub(crate) fn without_machine_paths(command: &mut Command) {
    if let Some(home) = cargo_home() {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("--remap-path-prefix={}=cargo", home.display()));
    }
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// Builds the committed and staged files in two folders from scratch, and fails if a byte of the pages differs.
pub(crate) fn reproducible_build() -> Result<(), Failure> {
    let place = project::target_dir()?.join("xtask/twice");
    let _ = fs::remove_dir_all(&place);
    // The name and length of the folder must not affect the build.
    let folders = [place.join("a"), place.join("another-folder")];
    let mut dists = Vec::new();
    for folder in &folders {
        copy_tracked_files(folder)?;
        let mut cargo = Command::new(project::cargo_path());
        cargo.args(["run", "--locked", "--quiet", "--package", "xtask", "--", "build"]).current_dir(folder);
        // Remove variables that Cargo set for this folder.
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_") && *name != "CARGO_HOME") {
            cargo.env_remove(name);
        }
        shell::run(cargo.env_remove("PUBLIC_URL"))?;
        dists.push(folder.join("dist"));
        // The second build must start from scratch, too.
        let _ = fs::remove_dir_all(folder.join("target"));
    }
    let differing = differing_files(&dists[0], &dists[1])?;
    let _ = fs::remove_dir_all(&place);
    match differing.as_slice() {
        [] => Ok(()),
        names => Err(Failure::BuildsDiffer(names.join(", "))),
    }
}

/// Copies the files that git tracks to a folder.
fn copy_tracked_files(folder: &Path) -> Result<(), Failure> {
    let mut git = Command::new("git");
    project::in_project(&mut git);
    let files = shell::capture(git.args(["ls-files", "-z"])).ok_or(Failure::NoGit)?;
    for name in files.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (project::root().join(name), folder.join(name));
        let parent = to.parent().unwrap_or(folder);
        fs::metadata(&from).map_err(|error| Failure::not_read(&from, &error))?;
        let copied = fs::create_dir_all(parent).and_then(|()| fs::copy(&from, &to));
        copied.map_err(|error| Failure::not_written(&to, &error))?;
    }
    Ok(())
}

/// Returns the names of files that differ between two folders.
pub(crate) fn differing_files(left: &Path, right: &Path) -> Result<Vec<String>, Failure> {
    let read = |dist: &Path| -> Result<BTreeMap<String, Vec<u8>>, Failure> {
        let file = |path: PathBuf| {
            let name = path.strip_prefix(dist).unwrap_or(&path).display().to_string();
            fs::read(&path).map(|bytes| (name, bytes)).map_err(|error| Failure::not_read(&path, &error))
        };
        sizes::files_below(dist)?.into_iter().map(file).collect()
    };
    let (left, right) = (read(left)?, read(right)?);
    let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    Ok(names.into_iter().filter(|name| left.get(*name) != right.get(*name)).cloned().collect())
}

/// Runs `cargo xtask sbom`: one list of what is shipped, which is the program for this machine and the page's wasm.
///
/// It is made from `cargo tree` instead of cargo-cyclonedx, because that writes a file beside each `Cargo.toml` of the workspace, and
/// for one target. It would be one more tool to install, and its files would still have to be joined.
pub(crate) fn sbom() -> Result<ExitCode, Failure> {
    let lock = project::read("Cargo.lock")?;
    let mut parts = BTreeMap::new();
    let mut products = Vec::new();
    for (product, target) in [("carrot", None), ("carrot-web", Some(wasm::TARGET))] {
        products.push(add_components(&tree(product, target)?, &lock, &mut parts)?);
    }
    println!("{:#}", cyclonedx(&products, &parts));
    Ok(ExitCode::SUCCESS)
}

/// A package in the output of `cargo tree`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Package {
    name: String,
    version: String,
    license: String,
}

/// Returns the dependencies that are part of a product, without those that only build or test it or generate its code.
fn tree(product: &str, target: Option<&str>) -> Result<String, Failure> {
    let mut cargo = project::cargo();
    cargo.args([
        "tree",
        "--locked",
        "--package",
        product,
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "depth",
        "--format",
        "|{p}|{l}",
    ]);
    if let Some(target) = target {
        cargo.args(["--target", target]);
    }
    shell::capture(&mut cargo).ok_or_else(|| Failure::FailedSilently(shell::typed(&cargo)))
}

/// Adds a whole tree to the components, each with the references of its dependencies, and returns the reference of the product.
fn add_components(tree: &str, lock: &str, parts: &mut BTreeMap<String, (Value, BTreeSet<String>)>) -> Result<String, Failure> {
    // The references from the product down to the current line.
    let mut ancestors: Vec<String> = Vec::new();
    for line in tree.lines() {
        let read = || -> Option<(usize, Package)> {
            let (depth, rest) = line.split_once('|')?;
            let (package, license) = rest.split_once('|')?;
            let mut words = package.split_whitespace();
            let (name, version) = (words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned());
            Some((depth.parse().ok()?, Package { name, version, license: license.trim_end_matches(" (*)").to_owned() }))
        };
        let (depth, package) = read().ok_or_else(|| Failure::InvalidTreeLine(line.to_owned()))?;
        let own = reference(&package);
        ancestors.truncate(depth);
        if let Some((_, references)) = ancestors.last().and_then(|parent| parts.get_mut(parent)) {
            references.insert(own.clone());
        }
        parts.entry(own.clone()).or_insert_with(|| (component(&package, lock), BTreeSet::new()));
        ancestors.push(own);
    }
    ancestors.into_iter().next().ok_or(Failure::EmptyTree)
}

/// Returns the package URL (purl).
fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn component(package: &Package, lock: &str) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": reference(package),
        "name": package.name,
        "version": package.version,
        "purl": reference(package),
    });
    // Older packages write a slash for `OR`.
    let expression = package.license.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
    component["licenses"] = json!([{ "expression": expression }]);
    if let Some(checksum) = checksum(lock, &package.name, &package.version) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// Returns the hash of a package's archive from Cargo.lock.
fn checksum(lock: &str, name: &str, version: &str) -> Option<String> {
    let lock: toml::Table = toml::from_str(lock).ok()?;
    let packages = lock.get("package")?.as_array()?;
    let text = |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    packages
        .iter()
        .find(|package| text(package, "name").as_deref() == Some(name) && text(package, "version").as_deref() == Some(version))
        .and_then(|package| text(package, "checksum"))
}

/// Returns the software bill of materials as CycloneDX JSON, without a time and a serial number, so that one commit always gives the same
/// file.
fn cyclonedx(products: &[String], parts: &BTreeMap<String, (Value, BTreeSet<String>)>) -> Value {
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": { "type": "application", "bom-ref": "product", "name": "carrot", "version": env!("CARGO_PKG_VERSION") },
        },
        "components": parts.values().map(|(component, _)| component).collect::<Vec<_>>(),
        "dependencies": std::iter::once(json!({ "ref": "product", "dependsOn": products }))
            .chain(parts.iter().map(|(reference, (_, own))| json!({ "ref": reference, "dependsOn": own })))
            .collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use carrot_testing::Folder;

    use super::*;

    #[test]
    fn sbom_has_runtime_dependencies_only() {
        let lock = project::read("Cargo.lock").unwrap();
        let mut parts = BTreeMap::new();
        let server = add_components(&tree("carrot", None).unwrap(), &lock, &mut parts).unwrap();
        let names: Vec<_> = parts.values().map(|(component, _)| component["name"].as_str().unwrap()).collect();
        for (name, is_listed) in [
            ("hyper", true),
            ("carrot-core", true),
            ("ed25519-dalek", true),
            ("toml", true),
            ("serde_derive", false),
            ("yew", true),
            ("divan", false),
        ] {
            assert_eq!(names.contains(&name), is_listed, "{name}");
        }
        let sbom = cyclonedx(&[server], &parts);
        for component in sbom["components"].as_array().unwrap() {
            let is_own = ["bot-embed", "carrot", "carrot-core", "carrot-import", "carrot-loader", "carrot-server", "carrot-web"]
                .contains(&component["name"].as_str().unwrap());
            assert!(is_own || component["hashes"][0]["content"].as_str().is_some_and(|hash| hash.len() == 64), "{component}");
            assert!(component["licenses"][0]["expression"].is_string(), "{component}");
        }
        // Every dependency refers to components of the list.
        let references: BTreeSet<_> =
            sbom["components"].as_array().unwrap().iter().map(|component| component["bom-ref"].as_str().unwrap()).collect();
        for dependency in sbom["dependencies"].as_array().unwrap() {
            for on in dependency["dependsOn"].as_array().unwrap() {
                assert!(references.contains(on.as_str().unwrap()), "{on}");
            }
        }
    }

    #[test]
    fn releases_in_the_decision_about_libraries_are_in_cargo_lock() {
        let text = project::read("docs/decisions/11-libraries.md").unwrap();
        let lock = project::read("Cargo.lock").unwrap();
        let named = text
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
            .filter(|cell| cell.ends_with(|c: char| c.is_ascii_digit()));
        let named: Vec<_> =
            named.flat_map(|cell| cell.split(", ")).map(|crate_and_release| crate_and_release.split_once(' ').unwrap()).collect();
        assert!(named.len() > 10, "{named:?}");
        for (name, version) in named {
            assert!(checksum(&lock, name, version).is_some(), "{name} {version} is not in Cargo.lock: correct the table");
        }
    }

    #[test]
    fn differing_files_are_those_with_other_names_or_bytes() {
        let [left, right] = [Folder::new(), Folder::new()];
        for (folder, name, text) in [(&left, "a", "1"), (&right, "a", "1"), (&left, "b", "1"), (&right, "b", "2"), (&right, "c", "")] {
            folder.write(name, text);
        }
        assert_eq!(differing_files(left.path(), right.path()).unwrap(), ["b", "c"]);
    }

    #[test]
    fn every_ignored_advisory_has_a_reason() {
        let deny: toml::Table = toml::from_str(&project::read("deny.toml").unwrap()).unwrap();
        for exception in deny["advisories"]["ignore"].as_array().unwrap() {
            assert!(exception["reason"].as_str().is_some_and(|reason| reason.len() > 20), "{exception:?}");
        }
        assert_eq!(deny["sources"]["unknown-registry"].as_str(), Some("deny"));
    }
}
