//! Rewrites syntax that Markdown does not have, before the text is parsed: components (MDX), marks of admonitions, and the bullets of
//! word processors. Every line keeps its number.

use crate::report::Report;

/// Bullets that are never words.
const BULLETS: [char; 15] = ['•', '◦', '▪', '●', '‣', '⁃', '∙', '■', '○', '➢', '➤', '▫', '►', '\u{f0b7}', '\u{f0a7}'];

/// Marks that are bullets only beside another line with the same mark.
const DASHES: [char; 3] = ['–', '—', '·'];

/// Maximum number of lines of a tag.
const MAX_TAG: usize = 20;

/// Maximum length of a line with a letter that is a heading: "a) Your right to correction".
const MAX_LETTERED: usize = 70;

/// Returns true for each line of a fenced code block.
pub(crate) fn fenced(lines: &[&str]) -> Vec<bool> {
    let mut fence: Option<&str> = None;
    let mut of = |line: &&str| {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        fence.is_some() || mark.is_some()
    };
    lines.iter().map(&mut of).collect()
}

/// Returns the lines in plain Markdown: without components and marks of admonitions, and with `-` for bullets. Reports each removed part.
pub(crate) fn rewritten(lines: &[&str], code: &[bool], report: &mut Report) -> Vec<String> {
    let mut out: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let is_code = |at: usize| code.get(at).copied().unwrap_or_default();
    let mut at = 0;
    while at < out.len() {
        let length = if is_code(at) { 0 } else { component(&out, at) };
        if length > 0 {
            let end = (at + length).min(out.len());
            let raw = out.get(at..end).unwrap_or_default().join("\n");
            let tag_end = tag_end(raw.trim_start()).map_or(raw.len(), |end| end + raw.len() - raw.trim_start().len());
            report.lost(at + 1, "a component was taken out", raw.get(..tag_end).unwrap_or_default().trim());
            let rest = raw.get(tag_end..).unwrap_or_default().to_owned();
            out.get_mut(at..end).into_iter().flatten().for_each(String::clear);
            if let Some(last) = out.get_mut(end - 1) {
                *last = rest;
            }
            at = end;
            continue;
        }
        let mark = out.get(at).filter(|_| !is_code(at)).and_then(|line| ["!> ", "?> "].into_iter().find(|mark| line.starts_with(mark)));
        if let (Some(mark), Some(line)) = (mark, out.get_mut(at)) {
            report.lost(at + 1, "the mark of an admonition was taken out, and its text kept", mark.trim());
            line.replace_range(..mark.len(), "");
        }
        if let Some(line) = out.get_mut(at).filter(|_| !is_code(at)) {
            *line = bold(line).unwrap_or_else(|| std::mem::take(line));
        }
        at += 1;
    }
    without_lost_breaks(&mut out, &is_code);
    bullets(&mut out, &is_code, report);
    out
}

/// Returns a bold line without the spaces inside its marks, such as `** Cookies **`: with these spaces, Markdown would show the asterisks.
/// `None` for other lines.
fn bold(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix("**")?.strip_suffix("**")?;
    let bare = inner.trim();
    (bare.len() < inner.len() && !bare.is_empty() && !bare.contains('*')).then(|| format!("**{bare}**"))
}

/// Removes the backslash at the end of a paragraph's last line: there it breaks no line, so Markdown would show it.
fn without_lost_breaks(lines: &mut [String], is_code: &dyn Fn(usize) -> bool) {
    let begins = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < line.len() && number.starts_with(['.', ')']);
        line.is_empty() || numbered || ["- ", "* ", "+ ", "#"].iter().any(|mark| line.starts_with(mark))
    };
    for at in 0..lines.len() {
        let last = lines.get(at + 1).is_none_or(|next| begins(next));
        let Some(line) = lines.get_mut(at).filter(|line| last && !is_code(at) && line.trim_end().ends_with('\\')) else { continue };
        let text = line.trim_end().trim_end_matches('\\');
        if line.trim_end().len() == text.len() + 1 && !text.trim().is_empty() && !text.ends_with(':') {
            line.truncate(text.len());
        }
    }
}

/// Returns the number of lines of the component's tag that begins in a line (MDX, such as `<Card title="a">`); 0 for other lines. Tags
/// are removed because Markdown would read the text below them as HTML. A tag within one line counts only if nothing else is in the line.
/// `<Your name>` is not a tag but a placeholder.
fn component(lines: &[String], at: usize) -> usize {
    let begins = |line: &str| {
        let name = line.trim_start().strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    let Some(first) = lines.get(at).filter(|line| begins(line)) else { return 0 };
    let mut raw = String::new();
    for (number, line) in lines.iter().skip(at).take(MAX_TAG).enumerate() {
        if line.trim().is_empty() {
            return 0;
        }
        raw.push_str(if number == 0 { line.trim_start() } else { line });
        raw.push('\n');
        if let Some(end) = tag_end(&raw) {
            let tag = raw.get(..end).unwrap_or_default();
            let has_attributes = tag.contains(['=', '{']);
            let alone = raw.get(end..).is_some_and(|rest| rest.trim().is_empty());
            let name_only = !first.trim().contains(' ') && tag.chars().any(|c| c.is_ascii_lowercase());
            return if number > 0 && has_attributes || number == 0 && alone && (has_attributes || name_only) { number + 1 } else { 0 };
        }
    }
    0
}

/// Returns the position after the `>` that ends a tag, outside of quotation marks and braces.
fn tag_end(raw: &str) -> Option<usize> {
    let mut quote: Option<char> = None;
    let mut depth = 0_usize;
    for (at, c) in raw.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if raw.get(..at).is_some_and(|before| before.ends_with(['=', '{', ' ', '['])) => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return Some(at + 1),
            (None, '<') if at > 0 && depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Returns the bullet at the beginning of a line, and the text after it.
pub(crate) fn bullet(line: &str) -> Option<(char, &str)> {
    let trimmed = line.trim_start();
    let mark = trimmed.chars().next()?;
    let rest = trimmed.get(mark.len_utf8()..)?;
    let spaced = rest.starts_with(char::is_whitespace);
    let is_bullet = BULLETS.contains(&mark) && (spaced || mark == '•')
        || DASHES.contains(&mark) && spaced
        // Word processors write the bullet of the second level as a letter.
        || mark == 'o' && rest.starts_with('\t');
    (is_bullet && rest.chars().any(char::is_alphanumeric)).then(|| (mark, rest.trim_start()))
}

/// Returns whether a tab follows the bullet of a line. A word processor wrote such a line, and never wraps it.
pub(crate) fn is_of_word_processor(line: &str) -> bool {
    let trimmed = line.trim_start();
    bullet(line).is_some() && trimmed.chars().nth(1) == Some('\t')
}

/// Replaces bullets by `-`, and turns lines such as "a) Your right to correction" into headings.
fn bullets(lines: &mut [String], is_code: &dyn Fn(usize) -> bool, report: &mut Report) {
    let found: Vec<Option<(char, String)>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| bullet(line).filter(|_| !is_code(at)).map(|(mark, rest)| (mark, rest.to_owned())))
        .collect();
    let mark_of = |at: Option<usize>| at.and_then(|at| found.get(at)).and_then(|it| it.as_ref()).map(|(mark, _)| *mark);
    let beside = |at: usize| [at.checked_sub(1), Some(at + 1)].into_iter().any(|other| mark_of(other) == mark_of(Some(at)));
    let is_any = |at: usize| mark_of(at.checked_sub(1)).is_some() || mark_of(Some(at + 1)).is_some();
    let is_certain = |at: usize| match mark_of(Some(at)) {
        Some('o') => is_any(at),
        Some(mark) if DASHES.contains(&mark) => beside(at),
        mark => mark.is_some(),
    };
    let certain: Vec<bool> = (0..lines.len()).map(is_certain).collect();
    let headings = lettered(lines, &found, &certain, is_code);
    let (mut outer, mut letters, mut first) = (None, Vec::new(), 0);
    for (at, line) in lines.iter_mut().enumerate() {
        let found = found.get(at).and_then(|it| it.as_ref()).filter(|_| certain.get(at) == Some(&true));
        if let Some((mark, _)) = found {
            first = if first == 0 { at + 1 } else { first };
            letters.extend((*mark == 'o').then_some("o"));
        }
        if let Some(title) = headings.get(at).and_then(|it| it.as_ref()) {
            *line = format!("###### {title}");
            outer = None;
        } else if let Some((mark, rest)) = found {
            let nested = *outer.get_or_insert(*mark) != *mark;
            let indentation = line.len() - line.trim_start().len();
            let indentation = line.get(..indentation).unwrap_or_default().to_owned();
            *line = format!("{indentation}{}- {rest}", if nested { "  " } else { "" });
        } else {
            outer = None;
        }
    }
    if !letters.is_empty() {
        report.lost(first, "letters that a word processor wrote as bullets became marks of lists", letters.join(" "));
    }
}

/// Returns the text of each heading with a letter, such as "a) Your right to correction", without its bullet; `None` for other lines. A
/// heading has text below it, and not the next letter. A single one counts only if it has a bullet.
fn lettered(
    lines: &[String],
    found: &[Option<(char, String)>],
    certain: &[bool],
    is_code: &dyn Fn(usize) -> bool,
) -> Vec<Option<String>> {
    let bulleted = |at: usize| found.get(at).and_then(|it| it.as_ref()).filter(|_| certain.get(at) == Some(&true));
    let letter = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| c.is_ascii_lowercase())
            && chars.next() == Some(')')
            && chars.next().is_some_and(char::is_whitespace)
    };
    let text_of =
        |at: usize| bulleted(at).map(|(_, rest)| rest.as_str()).or_else(|| lines.get(at).map(String::as_str)).unwrap_or_default();
    let title = |at: usize| {
        let text = text_of(at).trim_end();
        let ends = text.ends_with(['.', ';', ',', ':', '!', '。', '；', '，']);
        if is_code(at) || !letter(text) || ends || text.chars().count() > MAX_LETTERED {
            return None;
        }
        let next = (at + 1..lines.len().min(at + 3)).find(|next| lines.get(*next).is_some_and(|line| !line.trim().is_empty()))?;
        let below = text_of(next).trim_start();
        let is_text = bulleted(next).is_none() && !letter(below) && !below.starts_with(['#', '-', '*', '+', '>', '|']);
        let named = bulleted(at).is_some() || text.chars().skip(2).find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        (is_text && named).then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let titles: Vec<Option<String>> = (0..lines.len()).map(title).collect();
    let several = titles.iter().flatten().count() >= 2;
    titles.into_iter().enumerate().map(|(at, title)| title.filter(|_| several || bulleted(at).is_some())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        rewritten(&lines, &fenced(&lines), &mut Report::default()).join("\n")
    }

    #[test]
    fn bullets_become_marks_of_lists() {
        for (text, rewritten) in [
            ("•\tone\n•\ttwo", "- one\n- two"),
            ("•\tone\no\tinner\n•\ttwo", "- one\n  - inner\n- two"),
            ("– one\n– two", "- one\n- two"),
            ("Lamps:\n– he said\nThen", "Lamps:\n– he said\nThen"),
            ("· one\n· two", "- one\n- two"),
            ("a · b", "a · b"),
            ("```\n• code\n```", "```\n• code\n```"),
            ("•\ta)  Your names\nThey are kept.\n", "###### a) Your names\nThey are kept.\n"),
            ("a) Names\nKept.\nb) Colors\nRead.", "###### a) Names\nKept.\n###### b) Colors\nRead."),
            ("a) Names\nb) Colors\n", "a) Names\nb) Colors\n"),
        ] {
            assert_eq!(of(text), rewritten, "{text}");
        }
    }

    #[test]
    fn components_are_taken_out() {
        for (text, rewritten) in [
            ("<Card\n\ttitle=\"Lamps > all\"\n>\nText", "\n\n\nText"),
            ("<Info>\n\tText\n</Info>", "\n\tText\n"),
            ("<Tabs items={[\"a\"]}>\nText", "\nText"),
            ("<Your email address>\nText", "<Your email address>\nText"),
            ("<EMAIL>", "<EMAIL>"),
            ("<Card never ends\n\nText", "<Card never ends\n\nText"),
        ] {
            assert_eq!(of(text), rewritten, "{text}");
        }
    }
}
