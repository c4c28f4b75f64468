//! Prints the page to `carrot.pdf` with a browser.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::failure::Failure;

/// The file's name in the site.
pub(super) const NAME: &str = "carrot.pdf";
/// The size of the paper. Otherwise browsers choose the size by locale.
const A4: &[u8] = b"<style>@page{size:A4}</style>";
/// Time for a browser to start and to print a long page on a slow machine.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Prints a self-contained HTML page to PDF. The same page and the same browser give the same bytes.
///
/// # Errors
/// If the browser cannot be started, takes longer than [`TIMEOUT`], or prints no PDF.
pub(super) fn print(browser: &Path, page: &[u8]) -> Result<Vec<u8>, Failure> {
    let dir = TempFolder(env::temp_dir().join(format!("carrot-pdf-{}", std::process::id())));
    let (html, pdf) = (dir.0.join("index.html"), dir.0.join(NAME));
    fs::create_dir_all(&dir.0)
        .and_then(|()| fs::write(&html, [page, A4].concat()))
        .map_err(|error| Failure::not_written(&html, &error, "set TMPDIR to another folder"))?;
    let mut command = Command::new(browser);
    // Disable the sandbox, because root cannot use it. The browser only reads the page that was written above.
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--no-pdf-header-footer",
    ]);
    command.arg(flag_with_path("--user-data-dir=", &dir.0.join("profile"))).arg(flag_with_path("--print-to-pdf=", &pdf)).arg(&html);
    let run = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut run = run.map_err(|error| {
        Failure::Other(format!(
            "`{}` cannot be started: {error}: name Chromium or Chrome with --pdf, or leave the option out",
            browser.display()
        ))
    })?;
    let begun = Instant::now();
    while run.try_wait().map_err(Failure::other)?.is_none() {
        if begun.elapsed() > TIMEOUT {
            let _ = run.kill().and_then(|()| run.wait());
            return Err(timeout_error(browser));
        }
        thread::sleep(Duration::from_millis(20));
    }
    let printed = fs::read(&pdf).ok().filter(|bytes| bytes.starts_with(b"%PDF-"));
    printed.map(with_fixed_dates).ok_or_else(|| {
        Failure::Other(format!("`{}` printed no PDF: name Chromium or Chrome with --pdf, or leave the option out", browser.display()))
    })
}

fn timeout_error(browser: &Path) -> Failure {
    Failure::Other(format!(
        "`{}` did not print the page within {} s: try again when the machine is less busy, or leave --pdf out",
        browser.display(),
        TIMEOUT.as_secs()
    ))
}

fn flag_with_path(name: &str, path: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from(name);
    option.push(path);
    option
}

/// Replaces the creation date by a fixed date of the same length, because a PDF refers to its parts by their offsets.
fn with_fixed_dates(mut pdf: Vec<u8>) -> Vec<u8> {
    const FIXED: &[u8] = b"20000101000000";
    for name in [&b"/CreationDate (D:"[..], b"/ModDate (D:"] {
        let found = pdf.windows(name.len()).position(|window| window == name);
        let date = found.map(|start| start + name.len()).and_then(|from| pdf.get_mut(from..from + FIXED.len()));
        if let Some(date) = date.filter(|date| date.iter().all(u8::is_ascii_digit)) {
            date.copy_from_slice(FIXED);
        }
    }
    pdf
}

/// Temporary folder, removed on drop.
struct TempFolder(PathBuf);

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn pdf_dates_are_fixed() {
        let dated = |day: &str| format!("%PDF-1.4\n/CreationDate (D:{day}123344+00'00')\n/ModDate (D:{day}123344+00'00')>> (D:{day})");
        let other = with_fixed_dates(dated("20261128").into_bytes());
        assert_eq!(
            String::from_utf8(other).unwrap(),
            "%PDF-1.4\n/CreationDate (D:20000101000000+00'00')\n/ModDate (D:20000101000000+00'00')>> (D:20261128)"
        );
        assert_eq!(with_fixed_dates(b"%PDF-1.4 /CreationDate (D:today)".to_vec()), b"%PDF-1.4 /CreationDate (D:today)");
    }

    #[test]
    fn browser_errors_name_the_fix() {
        let error = |browser: &str| match print(Path::new(browser), b"<p>page</p>") {
            Err(Failure::Other(sentence)) => sentence,
            other => panic!("{other:?}"),
        };
        let printed = [timeout_error(Path::new("chromium")).to_string(), error("no-such-browser"), error("true")];
        expect![[r#"
            `chromium` did not print the page within 120 s: try again when the machine is less busy, or leave --pdf out
            `no-such-browser` cannot be started: No such file or directory (os error 2): name Chromium or Chrome with --pdf, or leave the option out
            `true` printed no PDF: name Chromium or Chrome with --pdf, or leave the option out"#]].assert_eq(&printed.join("\n"));
    }
}
