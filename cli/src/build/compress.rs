//! Compresses the site's files: writes `a.br` and `a.gz` beside a file `a` if they are smaller.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::Mutex,
    thread,
};

use carrot_server::encoding::Encoding;
use carrot_web::render::Files;

use super::out::OutputFolder;

/// Endings of files that are worth compressing.
const COMPRESSIBLE: [&str; 13] = ["bin", "css", "csv", "html", "js", "json", "md", "mjs", "svg", "ts", "txt", "wasm", "xml"];

/// Returns the compressed forms of files. Reuses those of an earlier build that unpack to the same bytes, because compressing takes
/// most of the time of a build.
pub(super) fn compress(files: &Files, out: &OutputFolder) -> io::Result<Files> {
    let mut jobs: Vec<(&String, &Vec<u8>)> = files.iter().filter(|(path, _)| is_compressible(path)).collect();
    // `next` takes from the end, so the largest files come first. Then all cores finish at about the same time.
    jobs.sort_by_key(|(path, bytes)| (bytes.len(), *path));
    let jobs = Mutex::new(jobs);
    let next = || jobs.lock().ok()?.pop();
    let work = || -> io::Result<Files> {
        let mut done = Files::new();
        while let Some((path, bytes)) = next() {
            for encoding in [Encoding::Brotli, Encoding::Gzip] {
                let name = format!("{path}{}", encoding.ending());
                let packed = match out.read(&name).filter(|packed| encoding.unpacks_to(packed, bytes)) {
                    Some(packed) => packed,
                    None => pack(encoding, quality(path), bytes)?,
                };
                if packed.len() < bytes.len() {
                    done.insert(name, packed);
                }
            }
        }
        Ok(done)
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let done: Vec<Files> = done.collect::<io::Result<_>>()?;
        Ok(done.into_iter().flatten().collect::<BTreeMap<_, _>>())
    })
}

fn is_compressible(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| COMPRESSIBLE.contains(&ending))
}

/// Returns brotli's quality for a file, from 0 to 11. At 11, compression takes a second for each megabyte, or five seconds after each
/// change of content, so only the files that every reader of the page loads get it. Documents for frames, and the npm package's
/// content, get 10: half the time for files that are 3 % larger. Exports, and the script that contains the package's wasm, are loaded
/// rarely and get 9: a tenth of the time for files that are 10 % larger.
fn quality(path: &str) -> i32 {
    let rarely = [".json", ".csv", ".md", ".txt", "pkg/bytes.js"];
    if rarely.iter().any(|end| path.ends_with(end)) {
        9
    } else if path == "pkg/content.bin" || path.starts_with("embed/") && path.ends_with(".html") {
        10
    } else {
        11
    }
}

/// Compresses a file.
fn pack(encoding: Encoding, quality: i32, bytes: &[u8]) -> io::Result<Vec<u8>> {
    match encoding {
        Encoding::Brotli => {
            let mut out = Vec::new();
            let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
            brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
            Ok(out)
        }
        // The header has no modification time, so that the same bytes always give the same file.
        Encoding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Encoding::Identity => Ok(bytes.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressible_files_are_compressed_to_the_same_bytes_each_time() {
        let out = OutputFolder::open(std::env::temp_dir().join("carrot-compress-no-such-folder"), "--out").unwrap();
        let text = "carrot ".repeat(100).into_bytes();
        let files =
            Files::from([("fr/index.html", text.clone()), ("one.txt", vec![b'1']), ("a.png", text)].map(|(a, b)| (a.to_owned(), b)));
        let packed = compress(&files, &out).unwrap();
        assert_eq!(packed.keys().collect::<Vec<_>>(), ["fr/index.html.br", "fr/index.html.gz"]);
        assert_eq!(compress(&files, &out).unwrap(), packed);
    }
}
