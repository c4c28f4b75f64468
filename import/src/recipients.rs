//! Finds who receives data: in lists, in tables of providers, in headings, and in sentences such as "We share data with Firefly".

use std::{collections::BTreeSet, sync::LazyLock};

use carrot_core::{countries, sentence::sentences};

use crate::{
    names::{beginning, headed, is_name, rest_of, without_brackets, without_number},
    negation::{is_denial, negates},
    propose::Candidate,
    tree::{Block, BlockKind, Inline, Row, one_line, plain, plain_blocks},
    vocabulary::{Topic, Vocabulary, compared},
};

/// Maximum number of proposed recipients.
const MAX_RECIPIENTS: usize = 20;

/// Maximum number of words in a recipient's name. A longer list item is a sentence.
const MAX_WORDS: usize = 5;

/// Maximum length of a fact about a recipient, in characters.
const MAX_FACT: usize = 200;

/// A recipient that a policy may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recipient {
    pub(crate) name: String,
    /// The keys of content that a table or a list states about it: `purpose`, `country`, `safeguard`.
    pub(crate) facts: Vec<(&'static str, String)>,
    pub(crate) statement: String,
}

/// Words before a name that are no part of it, in lower case.
const BEFORE: [&str; 10] = ["with ", "to ", "by ", "mit ", "an ", "avec ", "à ", "con ", "com ", "с "];

/// First words of conditions: "When required by law". In the form of [`compared`].
const CONDITIONS: [&str; 22] = [
    " when ",
    " if ",
    " where ",
    " as required ",
    " as necessary ",
    " in case ",
    " in the event ",
    " wenn ",
    " falls ",
    " sofern ",
    " bei ",
    " si ",
    " lorsque ",
    " en cas ",
    " cuando ",
    " en caso ",
    " если ",
    " при ",
    " в случае ",
    " se ",
    " quando ",
    " your ",
];

/// Parts of words that are no recipients: reasons, rights and requirements. In the form of [`compared`].
const NO_RECIPIENTS: [&str; 37] = [
    " business trans",
    " policy ",
    " terms of ",
    " privacy ",
    " datenschutz",
    " politique",
    " politica de ",
    "隐私政策",
    "プライバシー",
    " prevention",
    " safety ",
    " court ",
    " link ",
    " require",
    " legal ",
    " complian",
    " consent",
    " merger",
    " acquisition",
    " emergenc",
    " protect",
    " right to ",
    " rights",
    " request",
    " opt out",
    " gesetzlich",
    " einwilligung",
    " rechtlich",
    " recht auf",
    " obligation",
    " consentement",
    " consentimiento",
    " obligaci",
    " derecho",
    " droit",
    " согласи",
    " закон",
];

/// Ends of Japanese items that name a case: "if the law demands it".
const CASES: [&str; 3] = ["場合", "とき", "時"];

/// Words with a capital letter that are no names, in the form of [`compared`] without spaces.
const COMMON: [&str; 34] = [
    "third",
    "party",
    "parties",
    "service",
    "services",
    "provider",
    "providers",
    "data",
    "the",
    "you",
    "us",
    "we",
    "our",
    "your",
    "users",
    "user",
    "personal",
    "information",
    "hosting",
    "analytics",
    "legal",
    "law",
    "other",
    "others",
    "any",
    "no",
    "all",
    "terms",
    "privacy",
    "policy",
    "api",
    "id",
    "ids",
    "server",
];

/// Words in names of companies.
const COMPANIES: [&str; 8] = ["GmbH", "Inc", "Inc.", "LLC", "Ltd", "Ltd.", "AG", "S.A.S."];

/// Beginnings of what a provider does, in the form of [`compared`].
const PURPOSES: [&str; 20] = [
    " for ",
    " to ",
    " used ",
    " hosts ",
    " hosting ",
    " provides ",
    " stores ",
    " processes ",
    " handles ",
    " für ",
    " zur ",
    " zum ",
    " um ",
    " pour ",
    " afin ",
    " para ",
    " alojamiento ",
    " для ",
    " чтобы ",
    " hébergement ",
];

/// Verbs of sentences that name recipients, in the form of [`compared`], and the words before the names.
const VERBS: [(&[&str], &[&str]); 5] = [
    (&[" share", " send", " sent ", " transfer", " disclos", " transmit", " provide", " pass"], &[" with ", " to "]),
    (&[" ubermittel", " gesendet", " teilen ", " weitergegeben", " weitergeben"], &[" an ", " mit "]),
    (&[" partag", " transmi", " envoy", " communiqu"], &[" avec ", " à "]),
    (&[" compart", " envia", " enviam", " transfier", " transfer"], &[" con ", " com ", " a "]),
    (&[" переда", " отправля", " делимся"], &[" с ", " в ", " "]),
];

/// Finds the recipients in statements about them, in the order of the policy. `share` is the topic of recipients; a heading of one of the
/// topics in `others`, such as rights, has none.
pub(crate) fn recipients(candidates: &[&Candidate<'_>], share: &Topic, others: &[&Topic], lang: &str) -> Vec<Recipient> {
    let mut out: Vec<Recipient> = Vec::new();
    let about_others = |it: &Candidate<'_>| others.iter().any(|topic| topic.heads(&it.heading) || topic.heads(&it.section));
    for candidate in candidates.iter().filter(|it| !it.denied && !it.foreign && !about_others(it)) {
        for (name, facts) in of_candidate(candidate, share, lang) {
            let name = one_line(&name);
            let known = out.iter().any(|other| compared(&other.name) == compared(&name));
            if !known && out.len() < MAX_RECIPIENTS {
                out.push(Recipient { name, facts, statement: candidate.id.to_owned() });
            }
        }
    }
    out
}

type Found = Vec<(String, Vec<(&'static str, String)>)>;

fn of_candidate(candidate: &Candidate<'_>, share: &Topic, lang: &str) -> Found {
    let headed = share.heads(&candidate.heading) || share.heads(&candidate.section);
    let blocks = &candidate.statement.blocks;
    let mut out = Found::new();
    if headed && candidate.statement.headed && !share.heads(&candidate.heading) && lang != "de" {
        out.extend(of_heading(&candidate.statement.title, &plain_blocks(blocks)).map(|name| (name, Vec::new())));
    }
    let named = if headed && !candidate.statement.headed { blocks.first().and_then(|first| of_long_item(first, lang)) } else { None };
    out.extend(named.into_iter().flatten());
    let mut lead = String::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let text = plain(inlines);
                out.extend(sentences(text.trim()).into_iter().flat_map(|it| of_sentence(it, lang)));
                // "We do not sell data. We share it with:" leads to recipients.
                lead = text.trim_end().rsplit(['.', '。']).next().map(compared).unwrap_or_default();
            }
            BlockKind::List { items, .. } => {
                let leads = lead.trim().is_empty() && headed || share.weight(&lead) >= 2 || headed && !lead.ends_with(" to ");
                let is_reason = NO_RECIPIENTS.iter().any(|it| lead.contains(it)) && share.weight(&lead) < 2;
                if leads && !is_reason && !negates(&lead) {
                    out.extend(items.iter().flat_map(|item| of_item(item, lang)));
                }
            }
            BlockKind::Table(rows) => {
                let of_providers = of_table(rows);
                out.extend(if of_providers.is_empty() { of_column(rows, lang) } else { of_providers });
            }
            _ => {}
        }
    }
    out
}

/// Returns the recipients of a list's item: "**Firefly**: for light", "With Firefly", or "**Payments**: Firefly".
fn of_item(item: &[Block], lang: &str) -> Found {
    let Some(label) = beginning(item) else { return Found::new() };
    let rest = rest_of(item).unwrap_or_default();
    // "Purpose", "Country": labels of facts are no names.
    if Vocabulary::get().stage_of_label(&label).is_some() || Vocabulary::get().is_provider_label(&label) {
        return Found::new();
    }
    if Vocabulary::get().is_service(&label) {
        return names_in(&rest, lang).map(|name| (name, vec![("purpose", label.clone())])).collect();
    }
    let is_purpose = PURPOSES.iter().any(|word| compared(&rest).starts_with(&compared(word)));
    let purpose = sentences(rest.trim()).first().copied().unwrap_or_default().trim().trim_end_matches('.').to_owned();
    let facts = if is_purpose && purpose.chars().count() <= MAX_FACT { vec![("purpose", purpose)] } else { Vec::new() };
    as_name(&label).map(|name| (name, facts)).into_iter().collect()
}

/// Returns the name in a short text, without "with"; `None` for conditions, reasons and rights.
fn as_name(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let before = BEFORE.iter().find(|before| lower.starts_with(**before)).map_or(0, |before| before.len());
    let name = text.get(before..)?.trim();
    let words = compared(name);
    let begins = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase());
    let refused =
        CONDITIONS.iter().any(|it| words.starts_with(it)) || NO_RECIPIENTS.iter().any(|it| words.contains(it)) || negates(&words);
    let refused = refused || CASES.iter().any(|end| name.ends_with(end));
    (begins
        && !refused
        && !is_country(name)
        && is_name(name)
        && name.split_whitespace().count() <= MAX_WORDS
        && name.chars().count() <= 80)
        .then(|| name.to_owned())
}

/// The names of countries and regions, in the form of [`compared`].
static PLACES: LazyLock<BTreeSet<String>> = LazyLock::new(|| countries::names().map(compared).collect());

/// Returns true if a name is that of a country or a region, which is a place and receives no data: "the Netherlands".
fn is_country(name: &str) -> bool {
    let name = compared(name);
    PLACES.contains(name.strip_prefix(" the").unwrap_or(&name))
}

/// Returns the recipients of an item that became a statement, because it is long: it begins with a bold name or a link.
fn of_long_item(block: &Block, lang: &str) -> Option<Found> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (Inline::Strong(_) | Inline::Link { .. }) = inlines.first()? else { return None };
    let rest = plain(inlines.get(1..)?);
    rest.trim_start().starts_with([':', '—', '–', '-', '(', '：']).then(|| of_item(std::slice::from_ref(block), lang))
}

/// Returns the name in a heading below "Third parties", if its text has the name, too.
fn of_heading(title: &str, text: &str) -> Option<String> {
    let name = without_brackets(without_number(title));
    let name = name.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase()) && !is_common(word);
    let first = words.first().copied().unwrap_or_default();
    let named = words.len() <= 3
        && words.iter().all(capital)
        && text.split(|c: char| !c.is_alphanumeric()).any(|it| it == first.trim_end_matches(".io"));
    named.then(|| name.to_owned())
}

fn is_common(word: &str) -> bool {
    COMMON.contains(&compared(word).trim())
}

/// Returns the names after "share … with" in a sentence that denies nothing.
fn of_sentence(sentence: &str, lang: &str) -> Found {
    let words = compared(sentence);
    if negates(&words) {
        return Found::new();
    }
    let primary = lang.split('-').next().unwrap_or_default();
    let of_lang = VERBS
        .iter()
        .zip(["en", "de", "fr", "es", "ru"])
        .filter(|(_, tag)| *tag == "en" || *tag == primary || primary == "pt" && *tag == "es");
    let mut out = Found::new();
    for ((verbs, before), _) in of_lang {
        if !verbs.iter().any(|verb| words.contains(verb)) {
            continue;
        }
        for at in before.iter().flat_map(|word| sentence.match_indices(word).map(|(at, word)| at + word.len())) {
            let names = names_after(sentence.get(at..).unwrap_or_default()).into_iter().filter_map(|name| as_name(&name));
            out.extend(names.filter(|name| primary != "de" || is_company(name)).map(|name| (name, Vec::new())));
        }
    }
    out
}

/// Returns whether a name has the form of a company: "Glow Ltd".
pub(crate) fn is_company(name: &str) -> bool {
    name.split_whitespace().any(|word| COMPANIES.contains(&word.trim_end_matches(',')))
}

/// Returns the names at the beginning of a text: "Firefly and Glow Ltd for light".
fn names_after(text: &str) -> Vec<String> {
    const JOINTS: [&str; 9] = ["and", "und", "et", "y", "e", "и", "with", "avec", "con"];
    let mut out: Vec<String> = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let end = |name: &mut Vec<&str>, out: &mut Vec<String>| {
        let whole = !name.is_empty() && !name.iter().any(|word| is_common(word)) && name.len() <= MAX_WORDS;
        if whole {
            out.push(name.join(" "));
        }
        name.clear();
    };
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        if !capital && !JOINTS.contains(&bare) {
            break;
        }
        if capital {
            name.push(bare);
        }
        if !capital || word.ends_with([',', ';']) {
            end(&mut name, &mut out);
        } else if word.ends_with(['.', ')', ':', '!']) {
            break;
        }
    }
    end(&mut name, &mut out);
    out
}

/// Returns the names in a text after a label such as "Payments": "the provider Firefly (status), Glow".
fn names_in<'t>(text: &'t str, lang: &'t str) -> impl Iterator<Item = String> + 't {
    let first = sentences(text.trim()).first().copied().unwrap_or_default();
    let first = without_brackets(&format!(" {}", first.trim()));
    let pieces: Vec<String> = first.split([',', ';', '/', '、']).flat_map(|it| it.split(" and ")).map(str::to_owned).collect();
    pieces.into_iter().filter_map(move |piece| {
        let words: Vec<&str> = piece.split_whitespace().map(|word| word.trim_end_matches(['.', '。'])).collect();
        let capital = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
        let from = words.iter().position(capital)?;
        let name = words.get(from..)?;
        // In German, every noun has a capital letter.
        let whole =
            name.iter().all(|word| capital(word) && !is_common(word)) && name.len() <= 3 && (from == 0 || !lang.starts_with("de"));
        whole.then(|| name.join(" "))
    })
}

/// Returns the names in the column of a table of data that says with whom the data is shared.
fn of_column(rows: &[Row], lang: &str) -> Found {
    let Some((head, rows)) = headed(rows) else { return Found::new() };
    let is_recipient = |cell: &Vec<Inline>| Vocabulary::get().stage(&plain(cell)) == Some("recipients");
    let Some(at) = head.cells.iter().position(is_recipient) else { return Found::new() };
    let mut out = Found::new();
    for cell in rows.iter().filter_map(|row| row.cells.get(at)) {
        let text = one_line(&plain(cell));
        if negates(&compared(&text)) || is_denial(&compared(&text)) {
            continue;
        }
        for name in names_in(&text, lang).filter_map(|name| as_name(&name)) {
            if out.iter().all(|(other, _)| *other != name) {
                out.push((name, Vec::new()));
            }
        }
    }
    out
}

/// Returns the rows of a table whose first column names providers.
fn of_table(rows: &[Row]) -> Found {
    let Some((head, rows)) = headed(rows) else { return Found::new() };
    let keys: Vec<Option<&str>> = head.cells.iter().map(|cell| Vocabulary::get().provider_column(&plain(cell))).collect();
    if keys.first().copied().flatten() != Some("name") {
        return Found::new();
    }
    let row = |row: &Row| {
        let text = |at: usize| row.cells.get(at).map(|cell| one_line(&plain(cell)));
        let name = text(0).map(|name| without_brackets(&name)).and_then(|name| as_name(&name))?;
        let mut facts: Vec<(&'static str, String)> = Vec::new();
        for (at, key) in keys.iter().enumerate() {
            let Some(key) = ["purpose", "country", "safeguard"].into_iter().find(|known| *key == Some(*known)) else { continue };
            let fact = text(at).filter(|fact| fact.chars().any(char::is_alphabetic) && fact.chars().count() <= MAX_FACT);
            facts.extend(fact.filter(|_| facts.iter().all(|(other, _)| *other != key)).map(|fact| (key, fact)));
        }
        Some((name, facts))
    };
    rows.iter().filter_map(row).collect()
}
