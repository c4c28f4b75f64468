//! Renders diagnostics for a terminal: the message, the source line with a marker under the position, and the hint.

use carrot_core::{
    diagnostic::{Diagnostic, Severity},
    parse::File,
};
use codespan_reporting::{
    diagnostic::{Diagnostic as TerminalDiagnostic, Label, Severity as TerminalSeverity},
    files::SimpleFiles,
    term::{Config, emit_into_string},
};

/// Renders diagnostics for a terminal, each with its source line. `shown_path` returns the path of a file as the user would type it.
pub fn report(files: &[File], diagnostics: &[Diagnostic], shown_path: &dyn Fn(&str) -> String) -> String {
    let mut sources = SimpleFiles::new();
    let ids: Vec<_> =
        files.iter().map(|file| sources.add(shown_path(&file.path), sanitize(&String::from_utf8_lossy(&file.bytes)))).collect();
    let render = |diagnostic: &Diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => TerminalSeverity::Error,
            Severity::Warning => TerminalSeverity::Warning,
            Severity::Hint => TerminalSeverity::Help,
        };
        let mut out = TerminalDiagnostic::new(severity).with_code(diagnostic.code.as_str()).with_message(&diagnostic.message);
        let found = files.iter().zip(&ids).find(|(file, _)| file.path == diagnostic.file);
        // Don't print very long lines: a marker under 1 MB of text is useless, and 200 diagnostics would print 200 MB.
        if found.is_some_and(|(file, _)| line_length(&file.bytes, diagnostic.span.start) > MAX_LINE_BYTES) {
            return plain(diagnostic, shown_path);
        }
        if let Some((file, id)) = found {
            out = out.with_label(Label::primary(*id, first_line(&file.bytes, &diagnostic.span)));
        }
        if !diagnostic.hint.is_empty() {
            out = out.with_note(format!("hint: {}", diagnostic.hint));
        }
        // This fails only if a span is outside of its file, which would be a bug in the parser. Print the diagnostic anyway.
        emit_into_string(&Config::default(), &sources, &out).unwrap_or_else(|_| plain(diagnostic, shown_path))
    };
    diagnostics.iter().map(render).collect()
}

/// Replaces control characters and bidirectional marks, which could manipulate the terminal. Each replacement has the same length in
/// UTF-8, so that spans stay valid.
fn sanitize(text: &str) -> String {
    let safe = |c: char| match c {
        '\n' | '\t' => c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() && c.is_ascii() => ' ',
        c if c.is_control() => '\u{b7}',
        c => c,
    };
    text.chars().map(safe).collect()
}

/// Formats a diagnostic without its source line.
fn plain(diagnostic: &Diagnostic, shown_path: &dyn Fn(&str) -> String) -> String {
    format!("{}\n\n", Diagnostic { file: shown_path(&diagnostic.file), ..diagnostic.clone() })
}

/// Maximum length of a source line that is printed, in bytes.
const MAX_LINE_BYTES: usize = 1000;

/// Returns the length of the line around an offset, in bytes. The length of a very long line is only a lower bound.
fn line_length(bytes: &[u8], offset: usize) -> usize {
    let (before, after) = bytes.split_at(offset.min(bytes.len()));
    let is_newline = |byte: &&u8| **byte == b'\n';
    // Count at most MAX_LINE_BYTES + 1 bytes in each direction: lines may be megabytes long.
    before.iter().rev().take(MAX_LINE_BYTES + 1).take_while(|byte| !is_newline(byte)).count()
        + after.iter().take(MAX_LINE_BYTES + 1).take_while(|byte| !is_newline(byte)).count()
}

/// Returns the part of a span that is on its first line, because a marker under a whole table is hard to read.
fn first_line(bytes: &[u8], span: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = span.start.min(bytes.len());
    let end = span.end.clamp(start, bytes.len());
    let newline = bytes[start..end].iter().position(|byte| *byte == b'\n');
    start..newline.map_or(end, |newline| start + newline)
}

#[cfg(test)]
mod tests {
    use carrot_core::parse::parse;
    use expect_test::expect;

    use super::*;

    fn rendered(text: &[u8]) -> String {
        let files = [File { path: "bot/policy.md".to_owned(), bytes: text.to_vec() }];
        report(&files, &parse(&files).diagnostics, &|file| format!("my/{file}"))
    }

    #[test]
    fn marker_is_below_the_position_of_the_diagnostic() {
        let rendered = rendered(b"# Policy {#policy}\n\n## A {#a}\n\n### B {#b}\n\nsome <b>loud</b> words\n");
        // Each diagnostic ends with an empty line.
        let html = rendered.split("\n\n").find(|diagnostic| diagnostic.starts_with("error[raw-html]")).unwrap();
        expect![[r#"
            error[raw-html]: raw HTML is not allowed in content
              ┌─ my/bot/policy.md:7:6
              │
            7 │ some <b>loud</b> words
              │      ^^^
              │
              = hint: write it in Markdown, or as `code` if the tag itself is meant"#]]
        .assert_eq(html);
    }

    #[test]
    fn control_characters_in_content_are_not_printed() {
        let text = "# Policy {#policy}\n\n## A {#a}\n\n### B {#b}\n\n\u{1b}[31m\u{7}\u{202e}\u{9b}red <b>loud</b>\r\n";
        let rendered = rendered(text.as_bytes());
        assert!(rendered.contains("7 \u{2502}  [31m \u{fffd}\u{b7}red <b>loud</b>"), "{rendered}");
        assert!(!rendered.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{rendered:?}");
    }

    #[test]
    fn very_long_line_is_not_printed() {
        let text = format!("# Policy {{#policy}}\n\n## A {{#a}}\n\n### B {{#b}}\n\n{}<b>x", "long ".repeat(100_000));
        let rendered = rendered(text.as_bytes());
        assert!(rendered.contains("my/bot/policy.md:7:500001: error[raw-html]"), "{}", rendered.len());
        assert!(rendered.len() < 5000, "{}", rendered.len());
    }

    #[test]
    fn diagnostics_of_invalid_utf8_have_a_position() {
        assert!(rendered(b"# a\n\xff\xfe").contains("my/bot/policy.md:2:1"));
        assert!(rendered(b"\xff").contains("not-utf8"));
    }
}
