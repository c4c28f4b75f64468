//! Finds mail and web addresses that a text spells without marking them as links.

use std::ops::Range;

use crate::text::{Block, Inline, Link};

/// Returns whether a character ends an address in any language.
fn ends(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"`«»“”„‘’、。，；：（）「」『』【】《》".contains(c)
}

/// Returns the web addresses and mail addresses of a text, in order, each with its link.
pub fn find(text: &str) -> Vec<(Range<usize>, Link)> {
    let mut out: Vec<(Range<usize>, Link)> = Vec::new();
    let lower = text.to_ascii_lowercase();
    for scheme in ["http://", "https://"] {
        for (start, _) in lower.match_indices(scheme) {
            let before = text[..start].chars().next_back();
            let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
            let address = trimmed(&text[start..end]);
            let range = start..start + address.len();
            // An address needs a host, with a letter or digit.
            let hosted = address.get(scheme.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            if !before.is_some_and(char::is_alphanumeric)
                && hosted
                && let Ok(link) = Link::new(address)
            {
                out.push((range, link));
            }
        }
    }
    let inside = |out: &[(Range<usize>, Link)], at: usize| out.iter().any(|(range, _)| range.contains(&at));
    for (at, _) in text.match_indices('@') {
        if inside(&out, at) {
            continue;
        }
        let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let host = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        let start =
            text[..at].rfind(|c| !local(c)).map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let start = start + text[start..at].len() - text[start..at].trim_start_matches(['.', '-', '+', '%']).len();
        let end = text[at + 1..].find(|c| !host(c)).map_or(text.len(), |length| at + 1 + length);
        let end = at + 1 + text[at + 1..end].trim_end_matches(['.', '-']).len();
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        // Skip a part of a name in another script, a handle, and the end of an address. Scripts
        // without spaces may be directly beside a mail address.
        let torn = |c: Option<char>| c.is_some_and(|c| c == '@' || c == '/' || c.is_alphabetic() && c < '\u{2e80}');
        let domain = &text[at + 1..end];
        let labels: Vec<&str> = domain.split('.').collect();
        let top = labels.last().is_some_and(|top| top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic()));
        let whole = labels.len() >= 2 && labels.iter().all(|label| !label.is_empty()) && top && start < at;
        if whole
            && !torn(before)
            && !torn(after)
            && let Ok(link) = Link::new(&format!("mailto:{}", &text[start..end]))
        {
            out.push((start..end, link));
        }
    }
    out.sort_by_key(|(range, _)| range.start);
    out
}

/// Takes the signs off the end of an address that belong to the sentence around it.
fn trimmed(mut address: &str) -> &str {
    loop {
        let last = address.chars().next_back();
        let unmatched = |open: char, close: char| last == Some(close) && address.matches(open).count() < address.matches(close).count();
        let sign = last.is_some_and(|c| ".,;:!?'*_|".contains(c));
        if !sign && !unmatched('(', ')') && !unmatched('[', ']') && !unmatched('{', '}') {
            return address;
        }
        let length = last.map_or(1, char::len_utf8);
        address = &address[..address.len() - length];
    }
}

/// The beginnings of invitations to Discord servers, without the scheme.
pub const INVITES: [&str; 2] = ["discord.gg/", "discord.com/invite/"];

/// Returns the invitations to Discord servers in a text, as web addresses.
pub fn invites(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for start in INVITES {
        for (at, _) in text.match_indices(start) {
            let code = &text[at + start.len()..];
            let code = code.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
            out.extend((!code.is_empty()).then(|| format!("https://{start}{code}")));
        }
    }
    out
}

/// Returns whether all of a text is an invitation to a Discord server.
pub fn is_invite(address: &str) -> bool {
    let rest = address.trim_start_matches("https://").trim_start_matches("www.");
    INVITES.iter().any(|start| rest.strip_prefix(start).is_some_and(|code| !code.is_empty())) && !address.contains(char::is_whitespace)
}

/// Returns whether a text has a mail address.
pub fn has_mail(text: &str) -> bool {
    find(text).iter().any(|(_, link)| link.as_str().starts_with("mailto:"))
}

/// Returns the text if all of it is one mail address.
pub fn mail_of(text: &str) -> Option<&str> {
    match find(text).as_slice() {
        [(range, link)] if *range == (0..text.len()) && link.as_str().starts_with("mailto:") => Some(text),
        _ => None,
    }
}

/// Returns a text with its addresses as links.
pub fn linked(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = 0;
    for (range, to) in find(text) {
        if range.start > rest {
            out.push(Inline::Text(text[rest..range.start].to_owned()));
        }
        out.push(Inline::Link { to: to.into(), text: vec![Inline::Text(text[range.clone()].to_owned())] });
        rest = range.end;
    }
    if rest < text.len() {
        out.push(Inline::Text(text[rest..].to_owned()));
    }
    out
}

/// Makes links of the addresses that a text spells outside of links and code.
pub fn link(blocks: &mut [Block]) {
    fn inlines(list: &mut Vec<Inline>) {
        let all = std::mem::take(list);
        for mut inline in all {
            match inline {
                Inline::Text(text) => list.extend(linked(&text)),
                Inline::Emphasis(ref mut inner) | Inline::Strong(ref mut inner) => {
                    inlines(inner);
                    list.push(inline);
                }
                other => list.push(other),
            }
        }
    }
    for block in blocks {
        match block {
            Block::Paragraph(text) => inlines(text),
            Block::List { items, .. } => items.iter_mut().for_each(|item| link(item)),
            Block::Quote(inner) => link(inner),
            Block::Code(_) => {}
            Block::Table { head, rows } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(inlines),
        }
    }
}

/// Returns all mail and web addresses of a text, as links or as words: mail addresses without `mailto:`.
pub fn of_blocks(blocks: &[Block]) -> Vec<String> {
    fn spelled(text: &str, out: &mut Vec<String>) {
        // Also find addresses that are spelled so that programs do not read them.
        let plain = [("[at]", "@"), ("(at)", "@"), ("[dot]", "."), ("(dot)", ".")]
            .iter()
            .fold(text.to_owned(), |text, (sign, plain)| text.replace(&format!(" {sign} "), plain).replace(sign, plain));
        out.extend(find(&plain).into_iter().map(|(_, link)| bare(link.as_str())));
    }
    fn bare(address: &str) -> String {
        match address.strip_prefix("mailto:") {
            Some(to) => to.split('?').next().unwrap_or(to).to_owned(),
            None => address.to_owned(),
        }
    }
    fn inlines(list: &[Inline], out: &mut Vec<String>) {
        // Join the pieces, because an address may be broken into several of them.
        let text: String = list
            .iter()
            .filter_map(|it| if let Inline::Text(text) | Inline::Code(text) = it { Some(text.as_str()) } else { None })
            .collect();
        spelled(&text, out);
        for inline in list {
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) => inlines(inner, out),
                Inline::Link { to, text } => {
                    out.extend(to.id().is_none().then(|| bare(to.as_str())));
                    inlines(text, out);
                }
                Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
            }
        }
    }
    fn walk(blocks: &[Block], out: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => inlines(text, out),
                Block::List { items, .. } => items.iter().for_each(|item| walk(item, out)),
                Block::Quote(inner) => walk(inner, out),
                Block::Code(code) => spelled(code, out),
                Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).for_each(|cell| inlines(cell, out)),
            }
        }
    }
    let mut out = Vec::new();
    walk(blocks, &mut out);
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_running_text_are_found_without_the_signs_around_them() {
        let cases: [(&str, &[&str]); 14] = [
            ("Write to privacy@bot.example.", &["mailto:privacy@bot.example"]),
            ("(a.b+c@mail.bot.example)", &["mailto:a.b+c@mail.bot.example"]),
            ("メールはa@b.exampleまで。", &["mailto:a@b.example"]),
            (
                "See https://bot.example/a_(b), or http://x.example/?q=1&r=2#s!",
                &["https://bot.example/a_(b)", "http://x.example/?q=1&r=2#s"],
            ),
            ("(https://bot.example/)", &["https://bot.example/"]),
            ("「https://bot.example」", &["https://bot.example"]),
            ("https://user@host.example/", &["https://user@host.example/"]),
            ("@name and @user@social.example", &[]),
            ("a@b, a@b.c, a@.example, @b.example, a@b..example", &[]),
            ("josé@bot.example", &[]),
            ("https:// and http://-", &[]),
            ("xhttps://bot.example", &[]),
            ("javascript:alert(1) ftp://a.example data:x", &[]),
            ("one@a.example, two@b.example; HTTPS://C.example", &["mailto:one@a.example", "mailto:two@b.example", "HTTPS://C.example"]),
        ];
        for (text, expected) in cases {
            let links: Vec<String> = find(text).iter().map(|(_, link)| link.as_str().to_owned()).collect();
            assert_eq!(links, expected, "{text}");
            let whole: String = linked(text)
                .iter()
                .map(|inline| match inline {
                    Inline::Text(text) => text.clone(),
                    Inline::Link { text, .. } => {
                        text.iter().map(|it| if let Inline::Text(text) = it { text.as_str() } else { "" }).collect()
                    }
                    _ => String::new(),
                })
                .collect();
            assert_eq!(whole, text);
        }
        assert!(has_mail("Write to privacy@bot.example.") && !has_mail("https://user@host.example/ and @name"));
        assert_eq!(mail_of("a@b.example"), Some("a@b.example"));
        assert_eq!((mail_of("mailto:a@b.example"), mail_of("a@b.example ")), (None, None));
    }

    #[test]
    fn invitations_have_a_code() {
        let text = "Join discord.gg/a-1, or https://www.discord.com/invite/b2. Not discord.gg/ nor discord.com/c.";
        assert_eq!(invites(text), ["https://discord.gg/a-1", "https://discord.com/invite/b2"]);
        for whole in ["https://discord.gg/a", "www.discord.com/invite/a", "discord.gg/a"] {
            assert!(is_invite(whole), "{whole}");
        }
        for other in ["discord.gg/", "https://discord.com/a", "discord.gg/a b", "see discord.gg/a"] {
            assert!(!is_invite(other), "{other}");
        }
    }
}
