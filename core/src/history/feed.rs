//! Writes the history as an Atom feed (RFC 4287). Each edition has one entry, with an id that never changes.

use std::fmt::Write as _;

use super::{EditionChanges, History, Labels};

/// The input of [`atom`].
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// The editions.
    pub history: &'a History,
    /// The labels for changes.
    pub labels: Labels,
    /// The bot's name, which the feed shows as its author.
    pub author: &'a str,
    /// The URL of the published page's folder. Without it, the feed has no address, and its links are relative.
    pub public_url: Option<&'a str>,
    /// A function that returns the hash of a text as 32 or more hexadecimal digits. This crate contains no hash function.
    pub hash: fn(&str) -> String,
}

/// Returns the XML of a [`Feed`].
///
/// Ids are computed from the bot's id, and the number and date of each edition. They do not contain the site's address, because a
/// site may move. An edition has a date but no time, so its entry has the time 00:00:00 UTC. Each further edition of the same day
/// gets one second more.
pub fn atom(feed: Feed<'_>) -> String {
    let Feed { history, labels, author, public_url, .. } = feed;
    let base = public_url.unwrap_or_default();
    let party = history.editions().first().map(|first| first.policy.bot.party.as_str()).unwrap_or_default();
    let urn = |what: &str| uuid(&(feed.hash)(&format!("carrot-changes {party} {what}")));
    let mut times = Vec::new();
    for changes in history.changes() {
        let same_day = times.iter().filter(|(date, _)| *date == changes.edition.date).count();
        times.push((changes.edition.date, format!("{}T00:{:02}:{:02}Z", changes.edition.date, same_day / 60 % 60, same_day % 60)));
    }
    let title = escape(&format!("{author}: {}", labels.title()));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", labels.0.lang());
    let _ = writeln!(out, "<id>{}</id>\n<title>{title}</title>", urn("feed"));
    let updated = times.last().map(|(_, time)| time.as_str()).unwrap_or_default();
    let _ = writeln!(out, "<updated>{updated}</updated>\n<author><name>{}</name></author>", escape(author));
    if let Some(url) = public_url {
        let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}changes.xml\"/>", escape(url));
    }
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}changes/\"/>", escape(base));
    for (changes, (date, time)) in history.changes().zip(&times).rev() {
        let number = changes.edition.number;
        let _ = writeln!(out, "<entry>\n<id>{}</id>", urn(&format!("edition {number} {date}")));
        let _ = writeln!(out, "<title>{}</title>\n<updated>{time}</updated>", escape(&labels.edition(changes.edition)));
        let href = format!("{base}changes/#edition-{number}");
        let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&href));
        let _ = writeln!(out, "<content type=\"html\">{}</content>\n</entry>", escape(&content(changes, labels)));
    }
    out + "</feed>\n"
}

/// Returns all changes as HTML, one paragraph for each change. Plain text would not do, because feed readers drop its line breaks.
fn content(changes: EditionChanges<'_>, labels: Labels) -> String {
    // A note is Markdown, in which an empty line ends a paragraph.
    let note = changes.edition.note.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    let mut lines: Vec<String> = note.map(str::to_owned).collect();
    match changes.diff {
        Some(diff) if !diff.is_empty() => lines.extend(
            diff.changes
                .iter()
                .map(|change| format!("{}{}{}", labels.direction(change.direction), labels.colon(), labels.line(change))),
        ),
        _ => lines.push(labels.headline(changes)),
    }
    lines.iter().map(|line| format!("<p>{}</p>", escape(line))).collect()
}

/// Returns a UUID with the digits of a hash. Its version is 8, which RFC 9562 leaves to applications.
fn uuid(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().filter(char::is_ascii_hexdigit).chain(std::iter::repeat('0')).take(32).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().iter().collect::<String>();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// Escapes a text for elements and attributes. Drops control characters except tabs and line breaks, because XML 1.0 allows few of
/// them.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
