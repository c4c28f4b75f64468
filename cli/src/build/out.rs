//! The folder that a site is written to. Files that an earlier build has written are replaced or removed; all others are kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use carrot_loader::disk;
use carrot_web::render::Files;

use super::LAST_FILE;
use crate::failure::Failure;

/// Lists the files that the build has written, one path a line. Its name begins with a dot: `carrot serve` and the configurations
/// in `deploy/` do not serve such files.
const LIST_FILE: &str = ".carrot-build";

/// A folder to write to.
#[derive(Debug)]
pub(super) struct OutputFolder {
    dir: PathBuf,
    /// The option that names the folder, for messages.
    option: &'static str,
    /// The files that an earlier build has written, by path in the folder.
    own: BTreeSet<String>,
    /// The other entries by path in the folder, with whether each is a folder.
    foreign: BTreeMap<String, bool>,
}

impl OutputFolder {
    /// Reads the state of a folder, which may be missing. Changes nothing. `option` names the folder on the command line.
    pub(super) fn open(dir: PathBuf, option: &'static str) -> Result<Self, Failure> {
        let mut out = Self { own: BTreeSet::new(), foreign: BTreeMap::new(), dir, option };
        let shown = out.shown();
        let dir = out.dir.clone();
        let cannot = |error: io::Error| Failure::not_read(&dir, &error);
        match fs::metadata(&out.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(out),
            Err(error) => return Err(cannot(error)),
            Ok(metadata) if !metadata.is_dir() => {
                return Err(Failure::Other(format!("`{shown}` is a file, not a folder: name a folder to write with {option}")));
            }
            Ok(_) => {}
        }
        let list = match fs::read_to_string(out.dir.join(LIST_FILE)) {
            Ok(list) => Some(list),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(cannot(error)),
        };
        out.own = list.iter().flat_map(|list| list.lines()).filter(|path| is_inside(path)).map(str::to_owned).collect();
        let mut found = BTreeMap::new();
        walk(&out.dir, "", &mut found).map_err(cannot)?;
        out.foreign = found.into_iter().filter(|(path, _)| !out.own.contains(path)).collect();
        match out.foreign.iter().find(|(_, is_folder)| !**is_folder) {
            Some((path, _)) if list.is_none() => Err(Failure::Other(format!(
                "`{shown}` contains files that `carrot build` has not written, such as `{path}`: empty it, or name another folder with {option}"
            ))),
            _ => Ok(out),
        }
    }

    /// Returns the last part of errors about a folder that cannot be changed.
    fn other_folder_hint(&self) -> String {
        format!("name another folder with {}", self.option)
    }

    /// Fails if the folder is in the content folder. Content is all `.md` and `.toml` files there, and the site has such files, too.
    pub(super) fn refuse_inside(&self, content: &Path) -> Result<(), Failure> {
        // The folder may be missing. Then the folder that it will be in counts.
        let existing =
            self.dir.ancestors().map(|dir| if dir.as_os_str().is_empty() { Path::new(".") } else { dir }).find(|dir| dir.exists());
        let real = |path: &Path| fs::canonicalize(path).ok();
        let (Some(out), Some(content_dir)) = (existing.and_then(real), real(content)) else { return Ok(()) };
        if !out.starts_with(content_dir) {
            return Ok(());
        }
        Err(Failure::Usage(format!(
            "`{}` is in the content folder `{}`, so its files would be read as content: name a folder outside of it with {}",
            self.shown(),
            content.display(),
            self.option
        )))
    }

    /// Returns the path of the folder.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Returns the path of the folder, for messages.
    pub(super) fn shown(&self) -> String {
        self.dir.display().to_string()
    }

    /// Reads a file that an earlier build has written.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.own.contains(path).then(|| fs::read(self.dir.join(path)).ok()).flatten()
    }

    /// Writes the files that are missing or differ, and removes those of an earlier build that the site no longer has.
    pub(super) fn write(&self, files: &Files) -> Result<(), Failure> {
        if let Some(path) = files.keys().find_map(|path| self.conflict_with(path)) {
            return Err(Failure::Other(format!(
                "`{}` is not from `carrot build`, which must write this file: move it away, or {}",
                self.dir.join(path).display(),
                self.other_folder_hint()
            )));
        }
        let list = |paths: &BTreeSet<&str>| paths.iter().flat_map(|path| [*path, "\n"]).collect::<String>().into_bytes();
        let new: BTreeSet<&str> = files.keys().map(String::as_str).collect();
        let both = new.iter().copied().chain(self.own.iter().map(String::as_str)).collect();
        // The list contains old and new files first, so that the next build knows the files of an interrupted one.
        self.write_file(LIST_FILE, &list(&both))?;
        for path in self.own.iter().filter(|path| !new.contains(path.as_str())) {
            self.remove(path)?;
        }
        for (path, bytes) in files.iter().filter(|(path, _)| *path != LAST_FILE) {
            if self.read(path).is_none_or(|there| there != *bytes) {
                self.write_file(path, bytes)?;
            }
        }
        if let Some(bytes) = files.get(LAST_FILE) {
            self.write_file(LAST_FILE, bytes)?;
        }
        self.write_file(LIST_FILE, &list(&new))
    }

    /// Returns the foreign file that prevents writing a file: one with its name, or one with the name of a folder above it.
    fn conflict_with<'a>(&self, path: &'a str) -> Option<&'a str> {
        let above = path.match_indices('/').map(|(slash, _)| &path[..slash]).find(|above| self.foreign.get(*above) == Some(&false));
        above.or_else(|| self.foreign.contains_key(path).then_some(path))
    }

    fn write_file(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.dir.join(path);
        let written = fs::create_dir_all(place.parent().unwrap_or(&self.dir)).and_then(|()| fs::write(&place, bytes));
        written.map_err(|error| Failure::not_written(&place, &error, &self.other_folder_hint()))
    }

    /// Removes a file, and its folders if they are empty then.
    fn remove(&self, path: &str) -> Result<(), Failure> {
        let place = self.dir.join(path);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Failure::Other(disk::not_removed(&place, &error, &self.other_folder_hint())));
            }
            _ => {}
        }
        let above = place.ancestors().skip(1).take_while(|above| *above != self.dir);
        // Stops at the first folder that is not empty.
        let _ = above.map(fs::remove_dir).take_while(Result::is_ok).count();
        Ok(())
    }
}

/// Returns whether a line of the list names a file in the folder, because the list may have been edited.
fn is_inside(path: &str) -> bool {
    path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// Finds all files and folders, by path, and whether each is a folder. Skips names that begin with a dot, such as `.git`. A link counts as a
/// file.
fn walk(dir: &Path, prefix: &str, found: &mut BTreeMap<String, bool>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') && name != ".well-known" {
            continue;
        }
        let path = format!("{prefix}{name}");
        let is_folder = entry.file_type()?.is_dir();
        if is_folder {
            walk(&entry.path(), &format!("{path}/"), found)?;
        }
        found.insert(path, is_folder);
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn unwritable_folder_error_has_path_and_fix() {
        // No program may add a file to /proc.
        let out = OutputFolder::open("/proc/carrot".into(), "--out").unwrap();
        let error = out.write(&Files::from([("index.html".to_owned(), Vec::new())])).unwrap_err();
        expect!["`/proc/carrot/.carrot-build` cannot be written: No such file or directory (os error 2): create the folder that it is in, or name another folder with --out"].assert_eq(&error.to_string());
    }

    #[test]
    fn unremovable_file_error_has_path_and_fix() {
        let folder = carrot_testing::Folder::new();
        // A folder took the place of the file.
        folder.write("old/file.txt", "");
        let out = OutputFolder { dir: folder.path().to_owned(), option: "--out", own: BTreeSet::new(), foreign: BTreeMap::new() };
        let error = out.remove("old").unwrap_err().to_string();
        expect!["`OUT/old` cannot be removed: Is a directory (os error 21): move away the file or folder that is in the way, or name another folder with --out"].assert_eq(&error.replace(folder.as_str(), "OUT"));
    }
}
