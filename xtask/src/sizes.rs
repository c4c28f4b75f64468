//! Measures the page's files, compressed with brotli, and compares the total of each kind of file with its maximum in budgets.toml.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::failure::Failure;

/// The kinds of files that are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FileKind {
    Wasm,
    JavaScript,
    Css,
    Html,
    /// The `.bin` files: the facts and the search index.
    Bundle,
    /// `embed/v1.js`, which other sites load to show the policy.
    Element,
    /// The wasm of the npm package. The page does not load it.
    Package,
}

/// The budgets (maximum sizes, in bytes), as written in budgets.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    brotli: ByteBudgets,
    program: ProgramBudget,
}

/// The budget of the program `carrot` as it is shipped, which is not compressed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgramBudget {
    bytes: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByteBudgets {
    wasm: usize,
    javascript: usize,
    css: usize,
    /// The page's own document, with its inline style sheet and script: what a reader waits for before the first paint.
    html: usize,
    /// Total of all files that one page loads.
    page: usize,
    /// `embed/v1.js`, which defines the element on other sites.
    element: usize,
    /// The wasm of the npm package.
    package: usize,
}

impl ByteBudgets {
    fn of(&self, kind: FileKind) -> Option<usize> {
        match kind {
            FileKind::Wasm => Some(self.wasm),
            FileKind::JavaScript => Some(self.javascript),
            FileKind::Css => Some(self.css),
            FileKind::Element => Some(self.element),
            FileKind::Package => Some(self.package),
            FileKind::Html => Some(self.html),
            FileKind::Bundle => None,
        }
    }
}

/// The sizes of a built page, and of the program that built it.
pub(crate) struct Sizes {
    budgets: ByteBudgets,
    program_budget: usize,
    /// The size of the program in bytes, if it was built as it is shipped.
    program: Option<usize>,
    /// The files of each kind: name and compressed size in bytes.
    parts: BTreeMap<FileKind, Vec<(String, usize)>>,
}

/// Measures the files of a built page. `budgets` is the text of budgets.toml.
pub(crate) fn measure(dist: &Path, budgets: &str) -> Result<Sizes, Failure> {
    let budgets: Budgets = toml::from_str(budgets).map_err(|error| Failure::invalid("budgets.toml", &error.message()))?;
    let mut sizes = Sizes { budgets: budgets.brotli, program_budget: budgets.program.bytes, program: None, parts: BTreeMap::new() };
    // Count only the files that index.html loads; skip those of other pages.
    let index = fs::read_to_string(dist.join("index.html")).unwrap_or_default();
    for path in files_below(dist)? {
        let name = path.strip_prefix(dist).unwrap_or(&path).display().to_string();
        let Some(kind) = kind(&path) else { continue };
        let kind = match (name.starts_with("pkg/"), kind) {
            (false, kind) => kind,
            (true, FileKind::Wasm) => FileKind::Package,
            (true, _) => continue,
        };
        let is_of_another_page = match kind {
            FileKind::Element => false,
            _ if path.starts_with(dist.join("embed")) => true,
            FileKind::Html => name != "index.html",
            FileKind::Bundle => !index.contains(&name),
            _ => false,
        };
        if is_of_another_page {
            continue;
        }
        let bytes = fs::read(&path).map_err(|error| Failure::not_read(&path, &error))?;
        // Use the size of the build's `.br` file. It is missing if compression did not make the file smaller.
        match fs::metadata(dist.join(format!("{name}.br"))) {
            Ok(packed) => {
                sizes.parts.entry(kind).or_default().push((name.clone(), usize::try_from(packed.len()).unwrap_or(usize::MAX)))
            }
            Err(_) => sizes.add(kind, name.clone(), &bytes)?,
        }
        if kind == FileKind::Html {
            let html = String::from_utf8_lossy(&bytes);
            sizes.add_inline(FileKind::Css, &name, &inline_text(&html, "style"))?;
            sizes.add_inline(FileKind::JavaScript, &name, &inline_text(&html, "script"))?;
        }
    }
    Ok(sizes)
}

impl Sizes {
    /// Adds the size of the program as it is shipped.
    pub(crate) fn add_program(&mut self, program: &Path) -> Result<(), Failure> {
        let length = fs::metadata(program).map_err(|error| Failure::not_read(program, &error))?.len();
        self.program = Some(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(())
    }

    /// Returns a line for each kind, with its parts below.
    pub(crate) fn table(&self) -> String {
        let mut table = String::from("transfer sizes in bytes, after brotli (quality 11):\n");
        for (kind, parts) in &self.parts {
            let budget = self.budgets.of(*kind).map_or_else(String::new, |budget| format!(" of at most {budget:>6}"));
            let _ = writeln!(table, "  {:<12}{:>7}{budget}", kind.name(), total(parts));
            for (name, size) in parts {
                let _ = writeln!(table, "    {size:>15}  {name}");
            }
        }
        let _ = writeln!(table, "  {:<12}{:>7} of at most {:>6}", "in all", self.total(), self.budgets.page);
        if let Some(program) = self.program {
            let _ = writeln!(table, "the program, not compressed: {program} of at most {}", self.program_budget);
        }
        table
    }

    /// Returns the page's transfer size in bytes. Inline parts are already counted in the HTML.
    fn total(&self) -> usize {
        let not_loaded = [FileKind::Element, FileKind::Package];
        let parts = self.parts.iter().filter(|(kind, _)| !not_loaded.contains(kind)).flat_map(|(_, parts)| parts);
        let parts = parts.filter(|(name, _)| !name.starts_with("inline in "));
        parts.map(|(_, size)| size).sum()
    }

    /// Returns an error if a kind of file, the whole page or the program exceeds its budget.
    pub(crate) fn budget_error(&self) -> Option<Failure> {
        let mut above: Vec<String> = self
            .parts
            .iter()
            .filter_map(|(kind, parts)| {
                let (size, budget) = (total(parts), self.budgets.of(*kind)?);
                (size > budget).then(|| format!("{} by {} bytes ({size}, at most {budget})", kind.name(), size - budget))
            })
            .collect();
        if self.total() > self.budgets.page {
            above.push(format!(
                "the page's total by {} bytes ({}, at most {})",
                self.total() - self.budgets.page,
                self.total(),
                self.budgets.page
            ));
        }
        if let Some(program) = self.program.filter(|program| *program > self.program_budget) {
            let budget = self.program_budget;
            above.push(format!("the program: {program} bytes, at most {budget}"));
        }
        (!above.is_empty()).then(|| Failure::AboveBudgets(above.join(", ")))
    }

    fn add(&mut self, kind: FileKind, name: String, bytes: &[u8]) -> Result<(), Failure> {
        let size = compressed(bytes).map_err(|error| Failure::NotCompressed { file: name.clone(), problem: error.to_string() })?;
        self.parts.entry(kind).or_default().push((name, size));
        Ok(())
    }

    fn add_inline(&mut self, kind: FileKind, file: &str, text: &str) -> Result<(), Failure> {
        if text.trim().is_empty() { Ok(()) } else { self.add(kind, format!("inline in {file}"), text.as_bytes()) }
    }
}

impl FileKind {
    fn name(self) -> &'static str {
        match self {
            Self::Wasm => "wasm",
            Self::JavaScript => "JavaScript",
            Self::Css => "CSS",
            Self::Html => "HTML",
            Self::Bundle => "bundle",
            Self::Element => "element",
            Self::Package => "npm package",
        }
    }
}

fn total(parts: &[(String, usize)]) -> usize {
    parts.iter().map(|(_, size)| size).sum()
}

fn kind(path: &Path) -> Option<FileKind> {
    if path.ends_with("embed/v1.js") {
        return Some(FileKind::Element);
    }
    match path.extension()?.to_str()? {
        "wasm" => Some(FileKind::Wasm),
        "js" | "mjs" => Some(FileKind::JavaScript),
        "css" => Some(FileKind::Css),
        "html" => Some(FileKind::Html),
        "bin" => Some(FileKind::Bundle),
        _ => None,
    }
}

/// Returns all files below a folder, sorted.
pub(crate) fn files_below(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |error| Failure::not_read(dir, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() { found.extend(files_below(&path)?) } else { found.push(path) }
    }
    found.sort();
    Ok(found)
}

/// Compresses bytes with brotli at quality 11, the best that `carrot build` uses, and returns the length.
fn compressed(bytes: &[u8]) -> std::io::Result<usize> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
    Ok(out.len())
}

/// Returns the text of all elements with this name, joined, without JSON data blocks (`type="application/json"`). A text search is
/// enough, because the page is our own well-formed HTML.
fn inline_text(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}"), format!("</{element}>"));
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        let Some((attributes, after)) = rest.split_once('>') else { break };
        let whole_name = attributes.is_empty() || attributes.starts_with(char::is_whitespace);
        let Some((body, after)) = after.split_once(&close).filter(|_| whole_name) else { continue };
        if !attributes.contains("json") {
            text.push_str(body);
        }
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use carrot_testing::Folder;
    use expect_test::expect;

    use super::*;

    const BUDGETS: &str = "[brotli]\nwasm = 100\njavascript = 100\ncss = 30\nhtml = 1000\npage = 1000\nelement = 100\npackage = 100\n[program]\nbytes = 50\n";

    fn page(files: &[(&str, &[u8])]) -> Folder {
        let dist = Folder::new();
        for (name, bytes) in files {
            dist.write(name, bytes);
        }
        dist
    }

    /// Returns bytes that do not compress.
    fn noise(length: u32) -> Vec<u8> {
        (0..length)
            .scan(1u32, |state, _| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Some((*state >> 24) as u8)
            })
            .collect()
    }

    #[test]
    fn page_within_its_budgets_has_no_error() {
        let dist = page(&[
            ("index.html", b"<style>p{}</style><p>Hi</p>"),
            ("a.wasm", &noise(80)),
            ("sub/a.js", b"let a;"),
            ("policy.json", &noise(900)),
            ("pkg/a.wasm", &noise(90)),
            ("pkg/a.js", &noise(900)),
        ]);
        let sizes = measure(dist.path(), BUDGETS).unwrap();
        assert_eq!(sizes.budget_error(), None);
        let table = sizes.table();
        for expected in ["wasm", "of at most    100", "sub/a.js", "inline in index.html", "HTML", "npm package"] {
            assert!(table.contains(expected), "{table}");
        }
        assert!(!table.contains("policy.json"));
    }

    #[test]
    fn error_names_exceeded_budgets_and_counts_inline_styles() {
        let style: String = noise(200).iter().map(|byte| char::from(b'a' + byte % 26)).collect();
        let html = format!("<style media=\"screen\">{style}</style>");
        let dist = page(&[("index.html", html.as_bytes()), ("a.wasm", &noise(60)), ("b.wasm", &noise(60))]);
        let error = measure(dist.path(), BUDGETS).unwrap().budget_error().unwrap();
        expect!["above the budget: wasm by 28 bytes (128, at most 100), CSS by 105 bytes (135, at most 30); make it smaller, or raise the budget in budgets.toml and write down why"].assert_eq(&error.to_string());
    }

    #[test]
    fn program_above_its_budget_is_named() {
        let dist = page(&[("index.html", b"<p>Hi</p>"), ("other/carrot", &noise(51))]);
        let mut sizes = measure(dist.path(), BUDGETS).unwrap();
        sizes.add_program(&dist.path().join("other/carrot")).unwrap();
        expect![[r#"
            transfer sizes in bytes, after brotli (quality 11):
              HTML             13 of at most   1000
                             13  index.html
              in all           13 of at most   1000
            the program, not compressed: 51 of at most 50
            above the budget: the program: 51 bytes, at most 50; make it smaller, or raise the budget in budgets.toml and write down why
        "#]]
        .assert_eq(&format!("{}{}\n", sizes.table(), sizes.budget_error().unwrap()));
    }

    #[test]
    fn inline_text_skips_json_and_elements_with_a_longer_name() {
        let html = "<script>one</script><script src=x></script><script type=\"application/json\">{}</script><scripted>no</scripted><script type=module>two</script>";
        assert_eq!(inline_text(html, "script"), "onetwo");
        assert_eq!(inline_text("<style>a{}</style><p><style media=print>b{}</style>", "style"), "a{}b{}");
        assert_eq!(inline_text("<style>never closed", "style"), "");
    }

    #[test]
    fn invalid_budgets_and_a_missing_page_are_errors() {
        let dist = page(&[]);
        let errors = [measure(Path::new("no/such/folder"), BUDGETS), measure(dist.path(), "[brotli]\nwasn = 1")];
        let printed: String = errors.into_iter().map(|measured| format!("{}\n", measured.err().unwrap())).collect();
        expect![[r#"
            `no/such/folder` cannot be read: No such file or directory (os error 2): check its path
            `budgets.toml` is invalid: unknown field `wasn`, expected one of `wasm`, `javascript`, `css`, `html`, `page`, `element`, `package`: correct it, or restore it with `git checkout budgets.toml`
        "#]].assert_eq(&printed);
    }

    #[test]
    fn budgets_toml_is_valid() {
        let text = crate::project::read("budgets.toml").unwrap();
        let budgets: Budgets = toml::from_str(&text).unwrap();
        assert!(budgets.brotli.page > budgets.brotli.wasm && budgets.brotli.element < budgets.brotli.javascript);
    }
}
