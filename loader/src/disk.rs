//! Error messages for files that cannot be read, written or removed. Each ends with a fix that depends on the cause, unless the error's own
//! text has one.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

/// Returns the message for a file or folder that cannot be read.
pub fn not_read(path: &Path, error: &io::Error) -> String {
    let fix = match error.kind() {
        ErrorKind::NotFound => ": check its path",
        ErrorKind::PermissionDenied => ": allow this user to read it",
        ErrorKind::IsADirectory => ": name a file",
        ErrorKind::NotADirectory => ": name a folder",
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof => {
            ": save it as UTF-8 text, or copy it again if it is a packed file"
        }
        // Only this workspace creates errors of this kind. Their text has a fix.
        ErrorKind::Other => "",
        _ => ": check the disk, then try again",
    };
    format!("`{}` cannot be read: {error}{fix}", path.display())
}

/// Returns the message for a file or folder that cannot be written. `elsewhere` is the last part of the
/// message: how to choose another place, such as "name another folder with --out".
pub fn not_written(path: &Path, error: &io::Error, elsewhere: &str) -> String {
    format!("`{}` cannot be written: {error}: {}, or {elsewhere}", path.display(), fix(error))
}

/// Returns the message for a file or folder that cannot be removed. `elsewhere` is as for [`not_written`].
pub fn not_removed(path: &Path, error: &io::Error, elsewhere: &str) -> String {
    format!("`{}` cannot be removed: {error}: {}, or {elsewhere}", path.display(), fix(error))
}

/// Returns the fix for a file that cannot be written or removed.
fn fix(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "allow this user to write there",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "free some space there",
        ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => {
            "move away the file or folder that is in the way"
        }
        ErrorKind::NotFound => "create the folder that it is in",
        _ => "check the disk",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn message_for_each_error_kind_has_a_fix() {
        let path = Path::new("out/index.html");
        let kinds = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::StorageFull,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::InvalidData,
            ErrorKind::TimedOut,
        ];
        let mut printed = String::new();
        for error in kinds.map(io::Error::from) {
            printed += &format!("{}\n{}\n", not_read(path, &error), not_written(path, &error, "name another folder with --out"));
        }
        printed += &not_read(path, &io::Error::other("it is a pipe: move it away"));
        printed += "\n";
        printed += &not_removed(path, &ErrorKind::PermissionDenied.into(), "name another folder with --out");
        expect![[r#"
            `out/index.html` cannot be read: entity not found: check its path
            `out/index.html` cannot be written: entity not found: create the folder that it is in, or name another folder with --out
            `out/index.html` cannot be read: permission denied: allow this user to read it
            `out/index.html` cannot be written: permission denied: allow this user to write there, or name another folder with --out
            `out/index.html` cannot be read: read-only filesystem or storage medium: check the disk, then try again
            `out/index.html` cannot be written: read-only filesystem or storage medium: allow this user to write there, or name another folder with --out
            `out/index.html` cannot be read: no storage space: check the disk, then try again
            `out/index.html` cannot be written: no storage space: free some space there, or name another folder with --out
            `out/index.html` cannot be read: is a directory: name a file
            `out/index.html` cannot be written: is a directory: move away the file or folder that is in the way, or name another folder with --out
            `out/index.html` cannot be read: not a directory: name a folder
            `out/index.html` cannot be written: not a directory: move away the file or folder that is in the way, or name another folder with --out
            `out/index.html` cannot be read: invalid data: save it as UTF-8 text, or copy it again if it is a packed file
            `out/index.html` cannot be written: invalid data: check the disk, or name another folder with --out
            `out/index.html` cannot be read: timed out: check the disk, then try again
            `out/index.html` cannot be written: timed out: check the disk, or name another folder with --out
            `out/index.html` cannot be read: it is a pipe: move it away
            `out/index.html` cannot be removed: permission denied: allow this user to write there, or name another folder with --out"#]].assert_eq(&printed);
    }
}
