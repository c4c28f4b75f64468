//! Turns bare addresses into links, and links that content must not have into text.

use crate::{
    report::Report,
    tree::{Block, BlockKind, Inline, is_unspaced, plain},
};

/// Maximum depth of nested emphasis and links.
const MAX_DEPTH: usize = 5;

/// The names of a document's own file, and of the other document beside it with the id of its part of the content.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Names<'a> {
    pub(crate) own: (&'a str, &'a str),
    pub(crate) beside: Option<(&'a str, &'a str)>,
}

/// The target of a link to the author's own documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// A place in the document itself, by the fragment of its address.
    Here(&'a str),
    /// A whole document, by the id of its part.
    Document(&'a str),
}

impl<'a> Names<'a> {
    /// Returns the place of an address in the author's own documents; `None` for another address. A site may show `privacy.md` as
    /// `/privacy`, and `privacy.html`.
    pub(crate) fn place<'t>(&self, to: &'t str) -> Option<Place<'t>>
    where
        'a: 't,
    {
        if let Some(fragment) = to.strip_prefix('#') {
            return Some(Place::Here(fragment));
        }
        if to.starts_with("//") || to.contains(':') {
            return None;
        }
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        let name = path.split('?').next().unwrap_or_default().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let stem = |name: &str| {
            let name = name.to_lowercase();
            let endings = [".md", ".markdown", ".mdx", ".html", ".htm", ".txt"];
            endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name).to_owned()
        };
        let is = |file: &str| !name.is_empty() && stem(name) == stem(file);
        match self.beside.filter(|(file, _)| is(file)) {
            Some((_, part)) => Some(Place::Document(part)),
            None if !is(self.own.0) => None,
            None if fragment.is_empty() => Some(Place::Document(self.own.1)),
            None => Some(Place::Here(fragment)),
        }
    }
}

/// Tidies all text of blocks. Keeps links to the author's own documents.
pub(crate) fn tidy(blocks: &mut [Block], names: &Names<'_>, report: &mut Report) {
    for block in blocks {
        let line = block.line;
        match &mut block.kind {
            BlockKind::Paragraph(inlines) => {
                let lines = with_labelled_lines(std::mem::take(inlines));
                *inlines = inlines_of(lines, line, Some(names), 0, report);
            }
            // The title of a statement has no formatting.
            BlockKind::Heading { text, .. } => *text = inlines_of(std::mem::take(text), line, None, 0, report),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| tidy(item, names, report)),
            BlockKind::Quote(blocks) | BlockKind::Footnote { blocks, .. } => tidy(blocks, names, report),
            BlockKind::Table(rows) => {
                for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
                    *cell = inlines_of(std::mem::take(cell), line, Some(names), 0, report);
                }
            }
            BlockKind::Code(_) | BlockKind::Rule => {}
        }
    }
}

/// Keeps the lines of a paragraph if each begins with a label in bold, as in "**Updated:** May 2026".
fn with_labelled_lines(inlines: Vec<Inline>) -> Vec<Inline> {
    let is_label = |at: usize| match (inlines.get(at), inlines.get(at + 1)) {
        (Some(Inline::Strong(label)), after) => {
            let colon = |text: &str| text.trim().starts_with([':', '：']);
            plain(label).trim_end().ends_with([':', '：']) || matches!(after, Some(Inline::Text(text)) if colon(text))
        }
        _ => false,
    };
    let ends_line = |inline: &Inline| matches!(inline, Inline::Text(text) if text.ends_with('\n'));
    let lines = inlines.iter().filter(|inline| matches!(inline, Inline::Text(text) if text.contains('\n'))).count();
    let labels: Vec<usize> =
        (1..inlines.len()).filter(|at| is_label(*at) && inlines.get(at - 1).is_some_and(ends_line)).map(|at| at - 1).collect();
    if !is_label(0) || labels.len() != lines {
        return inlines;
    }
    let mut out = Vec::with_capacity(inlines.len() + labels.len());
    for (at, inline) in inlines.into_iter().enumerate() {
        match inline {
            Inline::Text(mut text) if labels.contains(&at) => {
                text.truncate(text.trim_end().len());
                out.extend([Inline::Text(text), Inline::Break]);
            }
            other => out.push(other),
        }
    }
    out
}

/// Tidies a text. Without `names`, it becomes a text without links.
fn inlines_of(inlines: Vec<Inline>, line: usize, names: Option<&Names<'_>>, depth: usize, report: &mut Report) -> Vec<Inline> {
    let mut out = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) if names.is_some() => {
                for (number, line) in lines(&text).iter().enumerate() {
                    out.extend((number > 0).then_some(Inline::Break));
                    linked(line, &mut out);
                }
            }
            Inline::Text(text) => push_text(&mut out, &joined(&text)),
            Inline::Emphasis(inner) | Inline::Strong(inner) if depth >= MAX_DEPTH => {
                out.extend(inlines_of(inner, line, names, depth, report));
            }
            Inline::Emphasis(inner) => out.push(Inline::Emphasis(inlines_of(inner, line, names, depth + 1, report))),
            Inline::Strong(inner) => out.push(Inline::Strong(inlines_of(inner, line, names, depth + 1, report))),
            Inline::Link { to, text } => {
                let inner = inlines_of(text, line, None, depth + 1, report);
                link(&to, inner, line, names, report, &mut out);
            }
            other => out.push(other),
        }
    }
    out
}

fn link(to: &str, inner: Vec<Inline>, line: usize, names: Option<&Names<'_>>, report: &mut Report, out: &mut Vec<Inline>) {
    let shown = plain(&inner);
    let absolute = if to.starts_with("//") { format!("https:{to}") } else { to.to_owned() };
    let absolute = without_prepared_mail(absolute, line, report);
    // The mark beside a heading that links to the heading itself: "#", "¶", or nothing that is visible.
    if to.starts_with('#') && !shown.chars().any(char::is_alphanumeric) {
        report.lost(line, "a link without words to a place in the policy was taken out", to);
        return;
    }
    let own = names.is_some_and(|names| names.place(to).is_some());
    if own && !shown.trim().is_empty() {
        out.push(Inline::Link { to: to.to_owned(), text: inner });
        return;
    }
    if is_address(&absolute) && names.is_some() {
        let text = if shown.trim().is_empty() { vec![Inline::Text(bare(&absolute).to_owned())] } else { without_brackets(inner) };
        out.push(Inline::Link { to: absolute, text });
        return;
    }
    if !to.is_empty() && shown.trim() != to {
        let what = match names {
            None => "a link in a heading was replaced by its text",
            Some(_) => "a link that works only on your site was replaced by its text",
        };
        report.lost(line, what, to);
    }
    if shown.trim().is_empty() { push_text(out, to) } else { out.extend(inner) }
}

/// Returns a mail address without the subject and text that its link prepares: they may be longer than a message of Discord.
fn without_prepared_mail(to: String, line: usize, report: &mut Report) -> String {
    match to.split_once('?').filter(|(address, _)| address.starts_with("mailto:")) {
        Some((address, prepared)) => {
            report.lost(line, "the prepared text of a link to a mail address was taken out", prepared);
            address.to_owned()
        }
        None => to,
    }
}

/// Returns the text of a link without square brackets around all of it: they show that it is a link, and would look like a placeholder.
fn without_brackets(inner: Vec<Inline>) -> Vec<Inline> {
    let text = plain(&inner);
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).filter(|bare| !bare.contains(['[', ']']));
    match (bare, inner.as_slice()) {
        (Some(bare), [Inline::Text(_)]) if !bare.trim().is_empty() => vec![Inline::Text(bare.trim().to_owned())],
        (Some(bare), [Inline::Strong(_)]) if !bare.trim().is_empty() => {
            vec![Inline::Strong(vec![Inline::Text(bare.trim().to_owned())])]
        }
        _ => inner,
    }
}

/// Returns the address as people write it.
pub(crate) fn bare(to: &str) -> &str {
    to.strip_prefix("mailto:").unwrap_or(to)
}

/// Returns true if content allows a link to this target.
pub(crate) fn is_address(to: &str) -> bool {
    let lower = to.to_ascii_lowercase();
    let rest = ["http://", "https://", "mailto:", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty()) && !to.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    match out.last_mut() {
        Some(Inline::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => out.push(Inline::Text(text.to_owned())),
    }
}

/// Returns a text with spaces for line breaks, or nothing between characters of scripts without spaces.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' || c == '\t' {
            let unspaced = out.chars().last().is_some_and(is_unspaced) && chars.peek().copied().is_some_and(is_unspaced);
            if !unspaced {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns the lines of a text in a script without spaces. Joins the lines of other scripts, and
/// lines that are about equally long, because a program has wrapped them.
fn lines(text: &str) -> Vec<String> {
    let all: Vec<&str> = text.split('\n').collect();
    let Some((_, full)) = all.split_last() else { return Vec::new() };
    let length = |line: &&str| line.trim().chars().count();
    let longest = all.iter().map(length).max().unwrap_or_default();
    let wrapped = full.iter().all(|line| 3 * length(line) >= 2 * longest);
    let unspaced = full.iter().all(|line| line.trim_end().chars().last().is_some_and(is_unspaced));
    if full.is_empty() || wrapped || !unspaced { vec![joined(text)] } else { all.into_iter().map(joined).collect() }
}

/// Returns a text in which bare addresses are links.
fn linked(text: &str, out: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((start, end, to)) = first_address(rest) {
        push_text(out, rest.get(..start).unwrap_or_default());
        let shown = rest.get(start..end).unwrap_or_default();
        out.push(Inline::Link { to, text: vec![Inline::Text(shown.to_owned())] });
        rest = rest.get(end..).unwrap_or_default();
    }
    push_text(out, rest);
}

/// Returns the first address in a text: where it is, and where it leads.
fn first_address(text: &str) -> Option<(usize, usize, String)> {
    let url = ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min();
    let mail = first_mail(text);
    match (url, mail) {
        (Some(start), mail) if mail.as_ref().is_none_or(|(other, _)| start < *other) => {
            let rest = text.get(start..)?;
            let ends =
                |c: char| c.is_whitespace() || is_unspaced(c) || matches!(c, '<' | '>' | '"' | '`' | '«' | '»' | '“' | '”' | '|' | '*');
            let length = rest.find(ends).unwrap_or(rest.len());
            let address = rest.get(..length)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '_', '}', '\\']);
            // A bracket that the address opens belongs to it.
            let length =
                if address.contains('(') && rest.get(address.len()..)?.starts_with(')') { address.len() + 1 } else { address.len() };
            let address = rest.get(..length)?;
            let host = address.split_once("://")?.1;
            if host.is_empty() || !is_address(address) {
                let after = start + address.len().max(1);
                return first_address(text.get(after..)?).map(|(s, e, to)| (s + after, e + after, to));
            }
            Some((start, start + length, address.to_owned()))
        }
        (_, Some((start, end))) => Some((start, end, format!("mailto:{}", text.get(start..end)?))),
        _ => None,
    }
}

/// Returns the range of the first mail address in a text.
pub(crate) fn first_mail(text: &str) -> Option<(usize, usize)> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at)?;
        let start = before
            .rfind(|c| !local(c))
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let after = text.get(at + 1..)?;
        let length = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
        let domain = after.get(..length)?.trim_end_matches(['.', '-']);
        let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
        let named = before.get(start..)?;
        if !named.is_empty() && ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_alphabetic()) && !domain.starts_with('.') {
            return Some((start, at + 1 + domain.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_labels_stay_lines() {
        let label = |text: &str| Inline::Strong(vec![Inline::Text(text.to_owned())]);
        let text = |text: &str| Inline::Text(text.to_owned());
        let two = vec![label("Bot:"), text(" Lamp\n"), label("Updated"), text(": today")];
        let kept = vec![label("Bot:"), text(" Lamp"), Inline::Break, label("Updated"), text(": today")];
        assert_eq!(with_labelled_lines(two), kept);
        for wrapped in [
            vec![label("Bot:"), text(" Lamp\n"), label("shines"), text(" today")],
            vec![label("Bot:"), text(" Lamp\nin the hall\n"), label("Updated:"), text(" today,\nin wrapped lines")],
        ] {
            assert_eq!(with_labelled_lines(wrapped.clone()), wrapped);
        }
    }

    #[test]
    fn bare_addresses_are_found() {
        for (text, to) in [
            ("Write to privacy@bot.example.", Some("mailto:privacy@bot.example")),
            ("siehe https://bot.example/a_(b).", Some("https://bot.example/a_(b)")),
            ("（https://bot.example/プ）", Some("https://bot.example/")),
            ("see (https://discord.gg/abc), or", Some("https://discord.gg/abc")),
            ("@user and user@", None),
            ("http:// nothing", None),
        ] {
            assert_eq!(first_address(text).map(|(.., to)| to).as_deref(), to, "{text}");
        }
    }
}
