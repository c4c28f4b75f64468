//! Finds dates as policies write them, in each language of `vocabulary.toml`.

use carrot_core::sentence::sentences;

use crate::{
    report::Report,
    tree::{Block, BlockKind, lines_of, plain},
    vocabulary::{Vocabulary, compared, is_about_policy},
};

/// A date as a policy gives it; the day may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: Option<u8>,
}

/// The dates of a policy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) as_of: Option<Date>,
    pub(crate) effective: Option<Date>,
    /// The two days that a date such as "4/9/2026" may be, if the policy gives no other date: of its state, and of its effect.
    pub(crate) either: [Option<[Date; 2]>; 2],
}

/// The beginnings of months' names, each without accents.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "stycz", "gennaio", "янв"],
    &["feb", "fev", "lutego", "фев"],
    &["mar", "mrz", "maart", "март", "мар"],
    &["apr", "avr", "abr", "kwiet", "апр"],
    &["may", "mai", "mei", "maja", "maggio", "мая", "май"],
    &["jun", "juin", "czerw", "giugno", "июн"],
    &["jul", "juil", "lipca", "luglio", "июл"],
    &["aug", "aou", "ago", "sierp", "авг"],
    &["sep", "set", "wrzes", "сен"],
    &["oct", "okt", "outub", "pazdz", "ottobre", "окт"],
    &["nov", "listop", "ноя"],
    &["dec", "dez", "dic", "grud", "дек"],
];

/// Words that begin like a month but are not one.
const NO_MONTHS: [&str; 12] =
    ["mark", "market", "marketing", "maybe", "decision", "decide", "decryption", "sept", "separate", "setup", "settings", "service"];

/// Maximum length of a paragraph in which dates are found: longer ones contain more than a date.
const MAX_TEXT: usize = 240;

/// Maximum length of a line of a longer paragraph in which dates are found.
const MAX_LINE: usize = 60;

/// Maximum length of a paragraph that is the date of its heading.
const MAX_ALONE: usize = 40;

/// Maximum number of words before a date that is the policy's.
const MAX_LABEL: usize = 9;

/// Beginnings of dates that depend on something else, in the form of [`compared`].
const CONDITIONS: [&str; 8] =
    [" earlier of ", " later of ", " earliest of ", " latest of ", " spatestens ", " fruhestens ", " plus tot ", " plus tard "];

/// Finds the dates of a policy in its front matter and in its text. The text is what readers see: its dates count before others.
pub(crate) fn find(keys: &[(usize, String, String)], blocks: &[Block], lang: &str, report: &mut Report) -> Dates {
    let (mut before, mut found) = (Dates::default(), Report::default());
    for (line, key, value) in keys {
        if let (Some(label), Some((_, _, date))) = (Vocabulary::get().label(key), first(value, lang)) {
            before.take(label, date, *line, value, &mut found);
        }
    }
    let mut dates = Dates::default();
    look(blocks, lang, &mut dates, report);
    let [either_as_of, either_effective] = dates.either;
    let pairs =
        [(&mut dates.as_of, before.as_of, AS_OF, either_as_of), (&mut dates.effective, before.effective, EFFECTIVE, either_effective)];
    for (own, other, what, either) in pairs {
        let note = found.found.iter().find(|note| note.what == what);
        let (Some(date), Some(note)) = (other, note) else { continue };
        let differs = own.is_some_and(|own| !own.may_be(date)) || own.is_none() && either.is_some_and(|either| !either.contains(&date));
        if differs {
            report.lost(note.line, "the front matter has another date than the text, whose date counts", note.text.clone());
        } else if own.is_none() {
            // It also decides which of two days the text means.
            report_no_more(either.unwrap_or([date, date]), report);
            *own = Some(date);
            report.found.push(note.clone());
        }
    }
    dates
}

/// Removes the notes about a date that may be two days, because it is known which of them it is.
fn report_no_more(either: [Date; 2], report: &mut Report) {
    let [day, month] = either.map(Date::written);
    report.losses.retain(|note| !(note.what.contains(TWO_DAYS) && note.what.contains(&day) && note.what.contains(&month)));
}

impl Dates {
    /// Removes the notes about dates that may be two days, and are not among those that are still `undecided`.
    pub(crate) fn report_only(&self, undecided: [Option<[Date; 2]>; 2], report: &mut Report) {
        for either in self.either.into_iter().flatten().filter(|either| !undecided.contains(&Some(*either))) {
            report_no_more(either, report);
        }
    }
}

fn look(blocks: &[Block], lang: &str, dates: &mut Dates, report: &mut Report) {
    let mut heading: Option<String> = None;
    for block in blocks {
        let above = heading.take();
        match &block.kind {
            // "Last updated" above "March 5, 2026".
            BlockKind::Paragraph(inlines) if above.as_ref().is_some_and(|above| heads_date(above, &plain(inlines), lang)) => {
                labelled(&format!("{}: {}", above.unwrap_or_default(), plain(inlines)), block.line, lang, dates, report);
            }
            BlockKind::Paragraph(inlines) | BlockKind::Heading { text: inlines, .. } => {
                let text = plain(inlines);
                let before = *dates;
                if text.chars().count() <= MAX_TEXT {
                    labelled(&text, block.line, lang, dates, report);
                }
                // Facts about the policy may be in one paragraph, each in its line.
                if *dates == before {
                    let lines = lines_of(inlines).into_iter().map(|line| plain(&line)).filter(|line| line.chars().count() <= MAX_LINE);
                    lines.for_each(|line| labelled(&line, block.line, lang, dates, report));
                }
                heading = matches!(block.kind, BlockKind::Heading { .. }).then_some(text);
            }
            BlockKind::Quote(blocks) => look(blocks, lang, dates, report),
            BlockKind::List { items, .. } => items.iter().for_each(|item| look(item, lang, dates, report)),
            BlockKind::Table(rows) => {
                for row in rows {
                    let text = row.cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" ");
                    labelled(&text, block.line, lang, dates, report);
                }
            }
            BlockKind::Code(_) | BlockKind::Footnote { .. } | BlockKind::Rule => {}
        }
    }
}

/// Returns true if a heading without a date labels the paragraph below, which is only a date.
fn heads_date(heading: &str, text: &str, lang: &str) -> bool {
    let begins = first(text, lang).is_some_and(|(start, ..)| text.get(..start).unwrap_or_default().trim().is_empty());
    begins && text.chars().count() <= MAX_ALONE && first(heading, lang).is_none() && Vocabulary::get().label(heading).is_some()
}

/// The words of the report about each kind of date.
const AS_OF: &str = "the date of the policy";
const EFFECTIVE: &str = "the date from which the policy applies";

const TWO_DAYS: &str = "a date can be read as two days";

impl Date {
    /// Returns true if another date may be the same day: a month has no day.
    fn may_be(self, other: Self) -> bool {
        (self.year, self.month) == (other.year, other.month) && (self.day == other.day || self.day.is_none() || other.day.is_none())
    }

    /// Returns the date as it is written in TOML.
    fn written(self) -> String {
        self.day.map_or_else(
            || format!("\"{:04}-{:02}\"", self.year, self.month),
            |day| format!("{:04}-{:02}-{day:02}", self.year, self.month),
        )
    }
}

/// The labels of both kinds of dates.
const BOTH: [&str; 2] = ["as-of", "effective"];

/// Returns the words that may label a date: the text before it, or if that is long, its last sentence. The date must end that sentence:
/// "Effective March 5, 2026, this data will be deleted" is no date of the policy.
fn words_before<'t>(before: &'t str, after: &str) -> &'t str {
    let ends = after.trim_start_matches([')', ']']).chars().next().is_none_or(|c| matches!(c, '.' | '。' | '!' | ';' | '|' | '\n'));
    if !ends || compared(before).split_whitespace().count() <= MAX_LABEL {
        return before;
    }
    sentences(before).last().copied().filter(|last| last.chars().any(char::is_alphabetic)).unwrap_or(before)
}

/// Returns true if the words before a date name both kinds of dates in one label: "Last updated & effective as of". A date of its own may
/// follow each label that has a colon.
fn has_both_labels(before: &str) -> bool {
    let label = before.trim_end().trim_end_matches([':', '：']);
    !label.contains([':', '：', '(', '|', '\n']) && Vocabulary::get().labels_both(label)
}

/// Classifies each date of a text by the words before it, or if it is at the beginning, by those after it.
fn labelled(text: &str, line: usize, lang: &str, dates: &mut Dates, report: &mut Report) {
    let mut rest = text;
    while let Some((start, end, date)) = first(rest, lang) {
        let before = rest.get(..start).unwrap_or_default();
        let after = rest.get(end..).unwrap_or_default();
        let before = words_before(before, after);
        let words = compared(before);
        // "This policy applies from" may follow other words.
        let few = words.split_whitespace().count() <= MAX_LABEL || is_about_policy(&words) && words.split_whitespace().count() <= 14;
        let conditional = CONDITIONS.iter().any(|condition| words.contains(condition));
        let label = if words.trim().is_empty() {
            after.get(..12.min(after.len())).and_then(|it| Vocabulary::get().label(it))
        } else {
            Vocabulary::get().label(before)
        };
        if let Some(label) = label.filter(|_| few) {
            let text = rest.get(start - before.len()..end).unwrap_or_default();
            if conditional {
                report.lost(line, "a date that depends on something else was not taken for the date of the policy", text.trim());
            } else {
                let labels = if has_both_labels(before) { &BOTH[..] } else { &[label][..] };
                labels.iter().for_each(|label| dates.take(label, date, line, text, report));
            }
        }
        rest = after;
    }
    if let Some((start, end, either)) = ambiguous(rest, lang) {
        let before = words_before(rest.get(..start).unwrap_or_default(), rest.get(end..).unwrap_or_default());
        let few = compared(before).split_whitespace().count() <= MAX_LABEL;
        if let Some(label) = Vocabulary::get().label(before).filter(|_| few) {
            let text = rest.get(start - before.len()..end).unwrap_or_default();
            let labels = if has_both_labels(before) { &BOTH[..] } else { &[label][..] };
            labels.iter().for_each(|label| dates.take_either(label, either, line, text, report));
        }
    }
}

impl Dates {
    fn take(&mut self, label: &str, date: Date, line: usize, text: &str, report: &mut Report) {
        let (place, what) = match label {
            "effective" => (&mut self.effective, EFFECTIVE),
            _ => (&mut self.as_of, AS_OF),
        };
        if place.is_none() {
            *place = Some(date);
            report.found(line, what, text.trim());
        }
    }

    fn take_either(&mut self, label: &str, either: [Date; 2], line: usize, text: &str, report: &mut Report) {
        let [as_of, effective] = &mut self.either;
        let (place, key) = if label == "effective" { (effective, "effective") } else { (as_of, "as_of") };
        if place.is_none() {
            *place = Some(either);
            let [one, other] = either.map(Date::written);
            let what = format!("{TWO_DAYS}: write `{key} = {one}` or `{key} = {other}` in the file source.toml");
            report.lost(line, &what, text.trim());
        }
    }
}

/// A piece of a text: a number or a word, with its start and end.
struct Piece<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    number: Option<u32>,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let digit = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.peek().copied() {
            if !next.is_alphanumeric() || next.is_ascii_digit() != digit {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let piece = text.get(start..end).unwrap_or_default();
        out.push(Piece { start, end, text: piece, number: piece.parse().ok().filter(|_| digit && piece.len() <= 4) });
    }
    out
}

fn is_year(number: u32) -> bool {
    (1990..=2100).contains(&number)
}

/// Returns the first date of a text, with its start and end.
pub(crate) fn first(text: &str, lang: &str) -> Option<(usize, usize, Date)> {
    let pieces = pieces(text);
    for at in 0..pieces.len() {
        let found = numeric(text, &pieces, at, lang).or_else(|| named(&pieces, at));
        // The date after an ambiguous one is not the one that the label means: "Updated 4/9/2026 (links: 6/30/2026)".
        if found.is_some() || is_ambiguous(text, &pieces, at, lang) {
            return found;
        }
    }
    None
}

/// Parses a date in numbers: `2026-03-05`, `05.03.2026`, `2026年3月5日`, `2026年3月`.
fn numeric(text: &str, pieces: &[Piece<'_>], at: usize, lang: &str) -> Option<(usize, usize, Date)> {
    let piece = pieces.get(at)?;
    let first = piece.number?;
    if is_year(first) && pieces.get(at + 1).is_some_and(|piece| piece.text == "年") {
        let month = pieces.get(at + 2)?.number?;
        pieces.get(at + 3).filter(|piece| piece.text.starts_with('月'))?;
        let day = pieces.get(at + 4).filter(|_| pieces.get(at + 5).is_some_and(|piece| piece.text.starts_with('日')));
        let end = pieces.get(if day.is_some() { at + 5 } else { at + 3 }).map_or(piece.end, |piece| piece.start + 3);
        return date(first, month, day.and_then(|day| day.number)).map(|date| (piece.start, end, date));
    }
    let (second, third) = (pieces.get(at + 1)?, pieces.get(at + 2)?);
    let separator = text.get(piece.end..second.start)?.trim();
    if !matches!(separator, "-" | "." | "/") || text.get(second.end..third.start)?.trim() != separator {
        return None;
    }
    let (middle, last) = (second.number?, third.number?);
    let found = if is_year(first) {
        date(first, middle, Some(last))
    } else if is_year(last) {
        let american = separator == "/" && lang == "en";
        match (first, middle) {
            // Day and month are ambiguous.
            (1..=12, 1..=12) if american && first != middle => None,
            (1..=12, 13..=31) => date(last, first, Some(middle)),
            _ => date(last, middle, Some(first)),
        }
    } else {
        None
    };
    found.map(|date| (piece.start, third.end, date))
}

/// Returns the first date of a text that can be read as two days, with its start and end.
fn ambiguous(text: &str, lang: &str) -> Option<(usize, usize, [Date; 2])> {
    let pieces = pieces(text);
    let at = (0..pieces.len()).find(|at| is_ambiguous(text, &pieces, *at, lang))?;
    let [first, middle, last] = pieces.get(at..at + 3)? else { return None };
    let (one, other, year) = (first.number?, middle.number?, last.number?);
    Some((first.start, last.end, [date(year, one, Some(other))?, date(year, other, Some(one))?]))
}

/// Returns true for a date such as "4/9/2026" in English, of which either number may be the month.
fn is_ambiguous(text: &str, pieces: &[Piece<'_>], at: usize, lang: &str) -> bool {
    let Some([first, middle, last]) = pieces.get(at..at + 3) else { return false };
    let slashes = text.get(first.end..middle.start) == Some("/") && text.get(middle.end..last.start) == Some("/");
    let is_month = |piece: &Piece<'_>| piece.number.is_some_and(|number| (1..=12).contains(&number));
    lang == "en" && slashes && is_month(first) && is_month(middle) && first.number != middle.number && last.number.is_some_and(is_year)
}

/// Parses a date with the name of a month: `March 5, 2026`, `5. März 2026`, `5 de marzo de 2026`,
/// `March 2026`.
fn named(pieces: &[Piece<'_>], at: usize) -> Option<(usize, usize, Date)> {
    // The date begins with its day, or with its month.
    let of_month = |at: usize| month(pieces.get(at)?.text);
    let filler = |at: usize| {
        pieces.get(at).is_some_and(|piece| {
            matches!(piece.text.to_lowercase().as_str(), "de" | "of" | "del" | "er" | "st" | "nd" | "rd" | "th" | "º" | "ª" | "г")
        })
    };
    let skip = |mut at: usize| {
        while filler(at) {
            at += 1;
        }
        at
    };
    let piece = pieces.get(at)?;
    if let Some(day) = piece.number.filter(|day| (1..=31).contains(day)) {
        let month_at = skip(at + 1);
        let month = of_month(month_at)?;
        let year_at = skip(month_at + 1);
        let year = pieces.get(year_at)?.number.filter(|year| is_year(*year))?;
        return Some((piece.start, pieces.get(year_at)?.end, date(year, month, Some(day))?));
    }
    let month = of_month(at)?;
    let next_at = skip(at + 1);
    let next = pieces.get(next_at)?;
    let number = next.number?;
    if is_year(number) {
        return Some((piece.start, next.end, date(number, month, None)?));
    }
    let year = pieces.get(skip(next_at + 1))?;
    let number_of_year = year.number.filter(|year| is_year(*year))?;
    Some((piece.start, year.end, date(number_of_year, month, Some(number))?))
}

fn month(word: &str) -> Option<u32> {
    let word = compared(word);
    let word = word.trim();
    if NO_MONTHS.contains(&word) && word != "sept" {
        return None;
    }
    let found = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(found + 1).ok()
}

fn date(year: u32, month: u32, day: Option<u32>) -> Option<Date> {
    let (year, month) = (u16::try_from(year).ok()?, u8::try_from(month).ok()?);
    let date = match day {
        Some(day) => carrot_core::Date::new(year, month, u8::try_from(day).ok()?),
        None => carrot_core::Date::of_month(year, month),
    };
    let (year, month, day) = date?.parts();
    Some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date_in(text: &str, lang: &str) -> Option<String> {
        first(text, lang).map(|(.., date)| match date.day {
            Some(day) => format!("{:04}-{:02}-{day:02}", date.year, date.month),
            None => format!("{:04}-{:02}", date.year, date.month),
        })
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, lang, date) in [
            ("Last updated: March 5, 2026", "en", Some("2026-03-05")),
            ("Last updated March 5th, 2026.", "en", Some("2026-03-05")),
            ("5 March 2026", "en", Some("2026-03-05")),
            ("Effective Sept. 2026", "en", Some("2026-09")),
            ("Stand: 5. März 2026", "de", Some("2026-03-05")),
            ("Stand: 05.03.2026", "de", Some("2026-03-05")),
            ("Stand: Dezember 2025", "de", Some("2025-12")),
            ("Dernière mise à jour : 1er août 2026", "fr", Some("2026-08-01")),
            ("le 05/03/2026", "fr", Some("2026-03-05")),
            ("5 de marzo de 2026", "es", Some("2026-03-05")),
            ("5 марта 2026 г.", "ru", Some("2026-03-05")),
            ("05.03.2026", "ru", Some("2026-03-05")),
            ("最終更新日：2026年3月5日", "ja", Some("2026-03-05")),
            ("2026年3月", "ja", Some("2026-03")),
            ("Última atualização: 16 de outubro de 2026", "pt", Some("2026-10-16")),
            ("更新日期：2026年3月5日", "zh", Some("2026-03-05")),
            ("2026/03/05", "ja", Some("2026-03-05")),
            ("5 września 2026", "pl", Some("2026-09-05")),
            ("5 maart 2026", "nl", Some("2026-03-05")),
            ("2026-03-05T10:00", "en", Some("2026-03-05")),
            ("03/05/2026", "en", None),
            ("03/25/2026", "en", Some("2026-03-25")),
            ("Last updated 4/9/2026 (links updated 6/30/2026)", "en", None),
            ("31.02.2026", "de", None),
            ("version 1.2.3", "en", None),
            ("We decide in 2026", "en", None),
        ] {
            assert_eq!(date_in(text, lang).as_deref(), date, "{text}");
        }
    }
}
