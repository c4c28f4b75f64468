//! Reads the names of data from lists and tables.

use carrot_core::sentence::sentences;

use crate::{
    about_list::is_about_all,
    negation::{is_denial, negates},
    tree::{Block, BlockKind, Inline, Row, is_unspaced, lines_of, one_line, plain},
    vocabulary::{Vocabulary, compared},
};

/// Maximum length of a data item's name, in characters.
const MAX_NAME: usize = 80;

/// Maximum length of a fact about a data item in a table, in characters.
const MAX_FACT: usize = 200;

/// Cells without a fact, in the form of [`compared`].
const NOT_APPLICABLE: [&str; 8] =
    ["n a", "not applicable", "entfallt", "nicht zutreffend", "sans objet", "no aplica", "неприменимо", "該当なし"];

/// The names of data, each with the facts that a table states about it: the stage and the text.
pub(crate) type NamesWithFacts = Vec<(String, Vec<(String, String)>)>;

/// Maximum number of words of a data item's name that is not shortened.
const MAX_WORDS: usize = 9;

/// Words after which a long name gives examples or purposes, in lower case.
const EXAMPLES: [&str; 9] =
    [" such as ", " for ", " tels que ", " telles que ", " pour ", " tales como ", " para ", " tais como ", " для "];

/// Beginnings of words after which the purpose is a part of the name, in the form of [`compared`].
const NEEDS: [&str; 9] = [" require", " necess", " need", " erforderlich", " notig", " notwendig", " neces", " необходим", " used"];

/// Returns the names of a list's items: the bold beginning, the text before a colon or dash, or all of a short item. A list whose items are
/// labels of facts ("What", "Purpose", "Storage") is about one data item, which the heading names.
pub(crate) fn of_list(items: &[Vec<Block>], heading: &str) -> NamesWithFacts {
    if let Some(named) = of_labels(items, heading) {
        return named;
    }
    // Sentences describe what happens to data: they name none. A label before a colon does.
    let all =
        items.iter().filter(|item| beginning(item).is_some_and(|name| !is_short_name(&name) || is_japanese_sentence(item, &name)));
    let sentences = all.filter_map(|item| text_of(item)).filter(|text| text.trim_end().ends_with(['.', '。', '!'])).count();
    if 2 * sentences > items.len() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for item in items.iter().filter(|item| !is_reference(item)) {
        let text = text_of(item).unwrap_or_default();
        let has_list = matches!(item.get(1).map(|block| &block.kind), Some(BlockKind::List { .. }));
        let is_long = !is_short_name(&text) || has_list && text.chars().any(is_unspaced);
        let leads = is_long && text.trim_end().ends_with([':', '：']);
        // "We never collect the following information about members:"
        if leads && negates(&compared(&text)) {
            continue;
        }
        match item.get(1).map(|block| &block.kind) {
            // "The bot collects some information about members, such as:"
            Some(BlockKind::List { items: inner, .. }) if leads => out.extend(of_list(inner, "")),
            // The next items are what it leads to.
            _ if leads => {}
            _ if is_about_all(&text, is_short_name(&text)) && rest_of(item).is_none() => {}
            _ => {
                let name = beginning(item).filter(|name| !is_japanese_sentence(item, name) && !names_fact_or_button(name));
                out.extend(name.and_then(|name| shortened(&name)).map(|name| (name, facts_of(item))));
            }
        }
    }
    out
}

/// Returns true for an item that only leads to another page: a link, or "Details:" and a link.
fn is_reference(item: &[Block]) -> bool {
    let Some(BlockKind::Paragraph(inlines)) = item.first().map(|block| &block.kind) else { return false };
    let end = inlines.iter().rposition(|inline| plain(std::slice::from_ref(inline)).chars().any(char::is_alphanumeric));
    let Some((Inline::Link { .. }, before)) = end.and_then(|end| inlines.get(..=end)?.split_last()) else { return false };
    let label = plain(before);
    label.trim().is_empty() || label.trim_end().ends_with([':', '：']) && item.len() == 1
}

/// Ends of Japanese sentences. A noun may also have a full stop.
const PREDICATES: [&str; 6] = ["ます", "です", "ません", "ました", "でした", "ください"];

/// Returns true for an item that is a whole sentence in Japanese. A label with a text is not a sentence.
fn is_japanese_sentence(item: &[Block], name: &str) -> bool {
    let text = text_of(item).unwrap_or_default();
    let text = text.trim_end().trim_end_matches('。');
    PREDICATES.iter().any(|end| text.ends_with(end)) && without_brackets(text).trim() == name
}

/// Returns true for the label of a fact. Also returns true for a name in quotation marks, because it names a button.
fn names_fact_or_button(name: &str) -> bool {
    LABELS.contains(&compared(name).trim()) || name.starts_with(['"', '“', '„', '«', '「'])
}

/// The stage of a label in [`LABELS`] that no column has, such as "Legal basis".
const OTHER_FACT: &str = "other";

/// Labels of facts about the other items of a list, in the form of [`compared`].
const LABELS: [&str; 26] = [
    "purpose",
    "retention",
    "legal basis",
    "zweck",
    "speicherdauer",
    "rechtsgrundlage",
    "finalite",
    "duree de conservation",
    "base legale",
    "finalidad",
    "plazo de conservacion",
    "finalidade",
    "цель",
    "срок хранения",
    "目的",
    "保存期間",
    "base juridica",
    "base legal",
    "правовое основание",
    "法的根拠",
    "cel",
    "zakres",
    "podstawa prawna",
    "okres przechowywania",
    "doel",
    "rechtsgrond",
];

/// Returns the text of an item's first paragraph.
fn text_of(item: &[Block]) -> Option<String> {
    let BlockKind::Paragraph(inlines) = &item.first()?.kind else { return None };
    Some(plain(inlines))
}

/// Returns the bold beginning of an item, its text before a colon or dash, or all of its text; without brackets.
pub(crate) fn beginning(item: &[Block]) -> Option<String> {
    let BlockKind::Paragraph(inlines) = &item.first()?.kind else { return None };
    let strong = match inlines.first() {
        Some(Inline::Strong(text)) => Some(plain(text)),
        _ => None,
    };
    let text = strong.unwrap_or_else(|| plain(inlines));
    let end = MARKS.iter().filter_map(|mark| text.find(mark)).filter(|at| *at > 0).min();
    let text = without_brackets(text.get(..end.unwrap_or(text.len()))?);
    Some(text.trim().trim_end_matches(['.', ';', ',', '。', '、', ':', '：']).to_owned())
}

/// Beginnings of purposes, in the form of [`compared`].
const PURPOSES: [&str; 21] = [
    " to ",
    " for ",
    " used to ",
    " used for ",
    " needed to ",
    " required to ",
    " so that ",
    " um ",
    " fur ",
    " zur ",
    " zum ",
    " pour ",
    " afin de ",
    " para ",
    " utilizado para ",
    " se usa para ",
    " для ",
    " чтобы ",
    "用于",
    "用來",
    " utilisé ",
];

/// Returns what an item says about the data that it names: the purpose, and how long it is kept. Each is a sentence of the item.
fn facts_of(item: &[Block]) -> Vec<(String, String)> {
    let rest = rest_of(item).unwrap_or_default();
    let mut out: Vec<(String, String)> = Vec::new();
    for sentence in sentences(rest.trim()) {
        let words = compared(sentence);
        let stage = match Vocabulary::get().states_period(&words) {
            true => "retention",
            false if out.is_empty() && PURPOSES.iter().any(|begin| words.starts_with(&compared(begin))) => "purpose",
            false => continue,
        };
        let text = one_line(sentence.trim().trim_end_matches(['.', '。', ';']));
        if text.chars().count() <= MAX_FACT && out.iter().all(|(other, _)| other != stage) {
            out.push((stage.to_owned(), text));
        }
    }
    out
}

/// Returns the facts in a paragraph of labels below a list: "**Purpose**: to light the lamp." They are about all items of the list.
pub(crate) fn facts_below(inlines: &[Inline]) -> Vec<(String, String)> {
    let fact = |line: &Vec<Inline>| {
        let text = plain(line);
        let (label, fact) = text.split_once([':', '：'])?;
        let stage = Vocabulary::get().stage_of_label(label).filter(|stage| matches!(*stage, "purpose" | "retention"))?;
        let fact = one_line(fact.trim().trim_end_matches(['.', '。']));
        (!fact.is_empty() && fact.chars().count() <= MAX_FACT && !is_denial(&compared(&fact))).then(|| (stage.to_owned(), fact))
    };
    lines_of(inlines).iter().filter_map(fact).collect()
}

/// Returns the text of an item after the name at its beginning.
pub(crate) fn rest_of(item: &[Block]) -> Option<String> {
    let text = text_of(item)?;
    let BlockKind::Paragraph(inlines) = &item.first()?.kind else { return None };
    let marks = |c: char| c.is_whitespace() || [':', '：', '–', '—', '-'].contains(&c);
    if let Some(Inline::Strong(label)) = inlines.first() {
        return text.strip_prefix(&plain(label)).map(|rest| rest.trim_start_matches(marks).to_owned());
    }
    let end = MARKS.iter().filter_map(|mark| text.find(mark)).filter(|at| *at > 0).min()?;
    text.get(end..).map(|rest| rest.trim_start_matches(marks).to_owned())
}

/// Signs between a name and what is said about it.
const MARKS: [&str; 5] = [":", "：", " – ", " — ", " - "];

/// Returns the one data item of a list of labels, with its facts, if most items are labels of facts.
fn of_labels(items: &[Vec<Block>], heading: &str) -> Option<NamesWithFacts> {
    let labeled = |item: &Vec<Block>| {
        let BlockKind::Paragraph(inlines) = &item.first()?.kind else { return None };
        let text = plain(inlines);
        let (label, fact) = text.split_once([':', '：'])?;
        let other = || LABELS.contains(&compared(label).trim()).then_some(OTHER_FACT);
        let stage = Vocabulary::get().stage_of_label(label).or_else(other)?;
        Some((stage.to_owned(), one_line(fact)))
    };
    let all: Vec<(String, String)> = items.iter().filter_map(labeled).collect();
    let is_label_of_fact = |(stage, _): &&(String, String)| stage != "name";
    if !all.iter().any(|label| is_label_of_fact(&label)) || all.len() < 2 || 2 * all.len() <= items.len() {
        return None;
    }
    // "Storage: not stored" is about data that the bot does not have.
    let denied = |(stage, fact): &(String, String)| matches!(stage.as_str(), "storage" | "retention") && is_denial(&compared(fact));
    if all.iter().any(denied) {
        return Some(NamesWithFacts::new());
    }
    // Each name begins the facts of another item. Facts without a name are about the heading.
    let mut named: NamesWithFacts = Vec::new();
    for (stage, fact) in all {
        if stage == "name" && is_short_name(&fact) {
            named.push((fact.trim_end_matches(['.', ';', '。']).to_owned(), Vec::new()));
            continue;
        }
        if named.is_empty() {
            named.push((without_number(heading).to_owned(), Vec::new()));
        }
        let is_fact = stage != "name" && stage != OTHER_FACT && !fact.is_empty() && fact.chars().count() <= MAX_FACT;
        if let Some((_, facts)) = named.last_mut().filter(|(_, facts)| is_fact && !facts.iter().any(|(other, _)| *other == stage)) {
            facts.push((stage, fact));
        }
    }
    named.retain(|(name, _)| is_name(name));
    Some(named)
}

/// Returns a heading without its number: "1. Settings".
pub(crate) fn without_number(heading: &str) -> &str {
    heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ')').trim()
}

/// Returns a text without what is in brackets: "Server (guild) IDs".
pub(crate) fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' if at > 0 => {
                depth += 1;
                out.truncate(if depth == 1 { out.trim_end().len() } else { out.len() });
            }
            ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Returns a name that is not too long: a long one ends before its examples or purposes, or in the middle with an ellipsis.
fn shortened(name: &str) -> Option<String> {
    // The end that is cut off may have the denial: "Messages of members for moderation are never stored".
    if !is_name(name) || negates(&compared(name)) {
        return None;
    }
    if is_short_name(name) {
        return Some(name.to_owned());
    }
    let lower = name.to_lowercase();
    let lower = if lower.len() == name.len() { lower } else { String::new() };
    let ends = EXAMPLES.iter().filter_map(|word| lower.find(word)).filter_map(|at| name.get(..at));
    // "Any data that is required for" has no purpose at its end.
    let needs = |name: &str| NEEDS.iter().any(|need| compared(name.rsplit(' ').next().unwrap_or_default()).starts_with(need));
    let ends = ends.map(|name| name.trim_end_matches([',', ' ']));
    if let Some(name) = ends.filter(|name| is_short_name(name) && !needs(name)).min_by_key(|name| name.len()) {
        return Some(name.to_owned());
    }
    if name.chars().count() < MAX_NAME {
        return Some(name.to_owned());
    }
    let end = name.char_indices().nth(MAX_NAME - 2).map_or(name.len(), |(at, _)| at);
    let cut = name.get(..end)?;
    let cut = cut.get(..cut.rfind([' ', '、', '，'])?)?.trim_end_matches([',', ' ', '、', '，']);
    Some(format!("{cut}…"))
}

fn is_short_name(name: &str) -> bool {
    (2..=MAX_NAME).contains(&name.chars().count()) && name.split_whitespace().count() <= MAX_WORDS
}

/// Returns false for a text that names no data: "5.5 (crash data)", "for usage analytics".
pub(crate) fn is_name(name: &str) -> bool {
    // Documents, and ids of nothing in particular.
    const NONE: [&str; 9] = [
        "privacy policy",
        "privacy statement",
        "terms of service",
        "datenschutzerklarung",
        "politique de confidentialite",
        "politica de privacidad",
        "プライバシーポリシー",
        "隐私政策",
        "политика конфиденциальности",
    ];
    let words = compared(name);
    if matches!(words.trim(), "id" | "ids") || NONE.iter().any(|none| words.contains(none)) {
        return false;
    }
    let is_case = ["in case ", "im fall", "en cas ", "если "].iter().any(|word| name.to_lowercase().starts_with(word));
    let states_period = Vocabulary::get().states_period(&words);
    let reference = name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().nth(1).is_some_and(|c| c == '.');
    let purpose = ["for ", "to ", "für ", "um ", "pour ", "afin ", "para ", "для ", "чтобы "]
        .iter()
        .any(|word| name.to_lowercase().starts_with(word));
    name.chars().count() >= 2 && !reference && !purpose && !is_case && !states_period && name.chars().any(char::is_alphabetic)
}

/// Returns the head and the rows of a table. If the head is empty or missing, it is the first row with two texts that names columns: HTML
/// and word processors make such tables.
pub(crate) fn headed(rows: &[Row]) -> Option<(&Row, &[Row])> {
    let texts = |row: &Row| row.cells.iter().filter(|cell| !plain(cell).trim().is_empty()).count();
    let (head, rest) = rows.split_first()?;
    if head.head && texts(head) > 0 {
        return Some((head, rest));
    }
    let at = rows.iter().position(|row| texts(row) > 1)?;
    let head = rows.get(at)?;
    let first = plain(head.cells.first()?);
    let vocabulary = Vocabulary::get();
    let names_column = vocabulary.stage_of_label(&first).is_some() || vocabulary.is_provider_label(&first);
    names_column.then_some((head, rows.get(at + 1..)?))
}

/// Returns whether the heading of a column names legal bases or reasons.
fn names_legal_basis(heading: &str) -> bool {
    const WORDS: [&str; 10] = [
        "legal basis",
        "lawful basis",
        "rechtsgrundlage",
        "base legale",
        "base juridi",
        "base legal",
        "motifs",
        "правов",
        "法的根拠",
        "法律依据",
    ];
    let heading = compared(heading);
    WORDS.iter().any(|word| heading.contains(word))
}

/// Returns whether the text of a cell is a sentence or a list, and names no data.
fn is_sentence(text: &str) -> bool {
    const MAX_WORDS: usize = 8;
    text.starts_with('*') || text.contains(" * ") || (text.ends_with('.') && text.split_whitespace().count() > MAX_WORDS)
}

/// Returns the rows of a table whose first column names data, and which have facts about it, or which is below a heading about data. A row
/// with a "no" in a column about none of these facts ("Collected?") is about data that the bot does not have.
pub(crate) fn of_table(rows: &[Row], about_data: bool) -> NamesWithFacts {
    let Some((head, rows)) = headed(rows) else { return Vec::new() };
    let vocabulary = Vocabulary::get();
    // "Legal basis for processing your data" is a column of legal bases.
    let stage = |heading: &str| if names_legal_basis(heading) { None } else { vocabulary.stage(heading) };
    let stages: Vec<Option<&str>> = head.cells.iter().map(|cell| stage(&plain(cell))).collect();
    let has_facts = stages.iter().any(|stage| matches!(stage, Some("purpose" | "retention" | "storage" | "deletion" | "recipients")));
    // In a table of cookies, another column may have the kind of data: "ID".
    let cookie = head.cells.iter().position(|cell| compared(&plain(cell)).contains("cookie")).filter(|at| *at == 0);
    let label = head.cells.iter().position(|cell| vocabulary.stage_of_label(&plain(cell)) == Some("name"));
    let first = cookie.or(label).or_else(|| stages.iter().position(|stage| *stage == Some("name")));
    let Some(named) = first.filter(|at| has_facts || about_data && *at == 0) else { return Vec::new() };
    let row = |row: &Row| {
        let text = |at: usize| row.cells.get(at).map(|cell| one_line(&plain(cell)));
        let name = text(named).filter(|name| !is_sentence(name)).and_then(|name| shortened(&name))?;
        let others = stages.iter().enumerate().filter(|(_, stage)| stage.is_none()).filter_map(|(at, _)| text(at));
        if others.into_iter().any(|text| is_denial(&compared(&text))) {
            return None;
        }
        let mut facts: Vec<(String, String)> = Vec::new();
        for (at, stage) in stages.iter().enumerate() {
            let (Some(stage), Some(text)) = (stage.filter(|stage| *stage != "name"), text(at)) else { continue };
            let empty = NOT_APPLICABLE.contains(&compared(&text).trim());
            let is_fact = !empty && text.chars().any(char::is_alphanumeric) && text.chars().count() <= MAX_FACT;
            if is_fact && !facts.iter().any(|(other, _)| other == stage) {
                facts.push((stage.to_owned(), text));
            }
        }
        Some((name, facts))
    };
    rows.iter().filter_map(row).collect()
}
