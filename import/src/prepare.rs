//! Handles additions of other programs to Markdown: front matter, templates, admonitions. They are read or removed before the text is
//! parsed. Every line keeps its number.

use std::collections::BTreeSet;

use crate::{
    markdown::is_html,
    raw_lines::{fenced, rewritten},
    report::Report,
};

/// The text without front matter and templates.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) text: String,
    /// The keys and values of the front matter, each with its line.
    pub(crate) keys: Vec<(usize, String, String)>,
}

pub(crate) fn prepare(text: &str, report: &mut Report) -> Prepared {
    let mut prepared = Prepared::default();
    let lines: Vec<&str> = text.split('\n').collect();
    let defined = footnote_labels(text);
    let skipped = front_matter(&lines, &mut prepared.keys, report);
    let code: Vec<bool> = lines.iter().take(skipped).map(|_| true).chain(fenced(lines.get(skipped..).unwrap_or_default())).collect();
    let is_html = is_html(text);
    let rewritten = if is_html { Vec::new() } else { rewritten(&lines, &code, report) };
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            prepared.text.push('\n');
        }
        if index < skipped {
            continue;
        }
        if code.get(index) == Some(&true) {
            prepared.text.push_str(line);
            continue;
        }
        let line = rewritten.get(index).map_or(*line, String::as_str);
        // Kramdown: `{:toc}`, `{: .class }`.
        if line.trim().starts_with("{:") && line.trim().ends_with('}') {
            report.lost(index + 1, "attributes of another program were taken out", line);
            continue;
        }
        if is_code(line) {
            report.lost(index + 1, "a line of a program was taken out", line);
            continue;
        }
        let line = admonition(line, index + 1, report);
        let line = templates(&line, is_html, index + 1, report);
        let line = without_references(line, &defined, index + 1, report);
        prepared.text.push_str(&line);
    }
    prepared
}

/// Reads front matter: `---` or `+++`, lines of keys and values, and the same mark again. Returns the number of its lines.
fn front_matter(lines: &[&str], keys: &mut Vec<(usize, String, String)>, report: &mut Report) -> usize {
    let Some(start) = lines.iter().position(|line| !line.trim().is_empty()) else { return 0 };
    let mark = lines[start].trim();
    if !matches!(mark, "---" | "+++") {
        return 0;
    }
    let separator = if mark == "+++" { '=' } else { ':' };
    let closed = lines.iter().skip(start + 1).position(|line| line.trim_end() == mark);
    // Without the second mark, it ends at the first empty line if all lines before are keys with values.
    let unclosed = || {
        let length = lines.iter().skip(start + 1).position(|line| line.trim().is_empty())?;
        let body = lines.get(start + 1..start + 1 + length)?;
        let key = |line: &&str| Some(line.split_once(separator)?.0.trim().to_owned()).filter(|key| is_key(key));
        let is_known = |line: &&str| key(line).is_some_and(|key| KNOWN_KEYS.contains(&key.as_str()));
        (body.iter().all(|line| key(line).is_some()) && body.iter().any(is_known)).then_some(length)
    };
    let Some(length) = closed.or_else(unclosed).filter(|length| *length > 0) else { return 0 };
    let body = &lines[start + 1..start + 1 + length];
    if !body.iter().any(|line| line.contains(separator)) || body.iter().any(|line| line.starts_with('#') && mark == "---") {
        return 0;
    }
    for (index, line) in body.iter().enumerate() {
        let number = start + 2 + index;
        if line.trim().is_empty() {
            continue;
        }
        report.lost(number, "front matter is not part of the text", *line);
        if let Some((key, value)) = line.split_once(separator) {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            keys.push((number, key.trim().to_lowercase(), value));
        }
    }
    start + length + 2
}

/// Keys that front matter often has. A text with a line of dashes above it has none of them.
const KNOWN_KEYS: [&str; 12] =
    ["title", "description", "layout", "permalink", "date", "lang", "slug", "author", "last_updated", "lastmod", "sidebar_label", "id"];

/// Returns true for a key of front matter: "last_updated".
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// Returns true if a line is program code of MDX.
fn is_code(line: &str) -> bool {
    let import = line.starts_with("import ") && (line.contains(" from '") || line.contains(" from \"") || line.starts_with("import '"));
    let export = ["export const ", "export default ", "export function "].iter().any(|begin| line.starts_with(begin));
    import || export && line.contains(['=', '{', '('])
}

/// Removes the markers of admonitions (`:::note Title`, `!!! note "Title"`), and keeps their titles.
fn admonition(line: &str, number: usize, report: &mut Report) -> String {
    let trimmed = line.trim_start();
    let rest = match (trimmed.strip_prefix(":::"), trimmed.strip_prefix("!!! ").or_else(|| trimmed.strip_prefix("??? "))) {
        (Some(rest), _) => rest.trim_start_matches(':'),
        (None, Some(rest)) => rest,
        (None, None) => return line.to_owned(),
    };
    let rest = rest.trim();
    let (kind, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let (kind, title) = match kind.split_once('[') {
        // Docusaurus: `:::note[Title]`.
        Some((kind, title)) => (kind, format!("{title} {}", rest.split_once(char::is_whitespace).map_or("", |(_, rest)| rest))),
        None => (kind, title.to_owned()),
    };
    if !kind.is_empty() {
        report.lost(number, "the mark of an admonition was taken out, and its text kept", kind);
    }
    let title = title.trim().trim_matches(['"', ']', '{', '}']).trim();
    // The text in the next line is apart from the title.
    if title.ends_with(|c: char| c.is_alphanumeric()) { format!("{title}:") } else { title.to_owned() }
}

/// Returns the labels of all footnotes of a text, in lower case.
fn footnote_labels(text: &str) -> BTreeSet<String> {
    let defined = |rest: &str| {
        let label = label(rest)?;
        rest.get(label.len()..)?.starts_with("]:").then(|| label.to_lowercase())
    };
    text.split("[^").skip(1).filter_map(defined).collect()
}

/// Returns the label at the beginning of a text: what is before `]`.
fn label(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'))?;
    text.get(..end).filter(|label| !label.is_empty() && text.get(end..).is_some_and(|rest| rest.starts_with(']')))
}

/// Takes references to missing footnotes out, such as `[^2]`: Markdown reads them as text.
fn without_references(line: String, defined: &BTreeSet<String>, number: usize, report: &mut Report) -> String {
    // A set of characters in code is no reference.
    if !line.contains("[^") || line.contains('`') {
        return line;
    }
    let mut parts = line.split("[^");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match label(part).filter(|label| !defined.contains(&label.to_lowercase())) {
            Some(label) => {
                report.lost(number, "a reference to a missing footnote was taken out", label);
                out.push_str(part.get(label.len() + 1..).unwrap_or_default());
            }
            None => {
                out.push_str("[^");
                out.push_str(part);
            }
        }
    }
    out
}

/// The text in place of a template in a sentence, so that readers and `carrot check` see the gap.
const GAP: &str = "[…]";

/// Removes templates: `{% … %}`, `{{ … }}`, `{{< … >}}`.
fn templates(line: &str, is_html: bool, number: usize, report: &mut Report) -> String {
    let mut out = String::new();
    let mut rest = line;
    let has_words = |text: &str| text.chars().any(char::is_alphanumeric);
    while let Some(start) = rest.find("{%").into_iter().chain(rest.find("{{")).min() {
        let close = if rest[start..].starts_with("{%") { "%}" } else { "}}" };
        let Some(length) = rest[start..].find(close) else { break };
        let end = start + length + close.len();
        let template = &rest[start..end];
        out.push_str(&rest[..start]);
        let is_value = template.starts_with("{{") && !template.starts_with("{{<") && !template.starts_with("{{%");
        if is_value && is_in_text(&out) && (has_words(&out) || has_words(&rest[end..])) {
            report.lost(number, "a template was taken out of a sentence: write its text in the policy", template);
            // Without a backslash, it could be a link or the definition of one.
            out.push_str(&if is_html || line.trim_start().starts_with('<') {
                GAP.to_owned()
            } else {
                GAP.replace('[', "\\[").replace(']', "\\]")
            });
        } else {
            report.lost(number, "a template was taken out", template);
        }
        // GitBook: `{% embed url="https://…" %}`.
        if let Some((url, _)) = rest[start..end].split_once("url=\"https://").and_then(|(_, url)| url.split_once('"')) {
            out.push_str(&format!("<https://{url}>"));
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Returns true if the end of a line's beginning is text, and not an address, code or a tag.
fn is_in_text(before: &str) -> bool {
    let in_tag = before.rfind('<').is_some_and(|open| before.rfind('>').is_none_or(|close| close < open));
    let in_code = before.matches('`').count() % 2 == 1;
    let is_target = before.ends_with("](") || before.ends_with("](<");
    let beside = before.chars().last().is_none_or(|c| c.is_whitespace() || !c.is_ascii() || "*_\"':(,>[|".contains(c));
    beside && !in_tag && !in_code && !is_target && !before.ends_with("mailto:")
}
