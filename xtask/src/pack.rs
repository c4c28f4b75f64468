//! Makes a built page ready to be served: compressed files beside the others, and the headers that go with them, for hosts that read
//! such files.

use std::{
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{project, shell, sizes};

/// The endings of files that shrink.
const SHRINK: [&str; 13] = ["bin", "css", "csv", "html", "js", "json", "md", "mjs", "svg", "ts", "txt", "wasm", "xml"];

/// Compresses what shrinks, and has the server write the headers of all files.
pub(crate) fn pack(dist: &Path, server: &Path) -> Result<(), String> {
    compress(dist)?;
    let mut headers = Command::new(server);
    project::in_project(&mut headers);
    shell::run(headers.args(["headers", "--write", "--dist"]).arg(dist))
}

/// Writes `a.br` and `a.gz` beside each `a` that shrinks.
fn compress(dist: &Path) -> Result<(), String> {
    for path in sizes::files(dist)? {
        if !path.extension().and_then(|it| it.to_str()).is_some_and(|it| SHRINK.contains(&it)) {
            continue;
        }
        let bytes = fs::read(&path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        let packed = [("br", sizes::brotli(&bytes)), ("gz", gzip(&bytes))];
        for (ending, packed) in packed {
            let packed = packed.map_err(|error| format!("`{}` cannot be compressed: {error}", path.display()))?;
            if packed.len() < bytes.len() {
                let place = beside(&path, ending);
                fs::write(&place, packed).map_err(|error| format!("`{}` cannot be written: {error}", place.display()))?;
            }
        }
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(ending);
    name.into()
}

/// Without a time in it: the same bytes come to the same file.
fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shrinks_is_compressed_the_same_every_time() {
        let dist = std::env::temp_dir().join(format!("xtask-pack-{}", std::process::id()));
        fs::create_dir_all(dist.join("fr")).unwrap();
        fs::write(dist.join("fr/index.html"), "carrot ".repeat(100)).unwrap();
        fs::write(dist.join("one.txt"), "1").unwrap();
        fs::write(dist.join("a.png"), "carrot ".repeat(100)).unwrap();
        let pack = || -> Vec<_> {
            compress(&dist).unwrap();
            sizes::files(&dist).unwrap().into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
        };
        let files = pack();
        let names: Vec<_> = files.iter().map(|(path, _)| path.strip_prefix(&dist).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.png", "fr/index.html", "fr/index.html.br", "fr/index.html.gz", "one.txt"]);
        assert_eq!(pack(), files);
        fs::remove_dir_all(dist).unwrap();
    }
}
