//! Returns the texts of the files of a content folder that an import writes.

use std::{collections::BTreeSet, fmt::Write as _};

use serde::Deserialize;

use crate::{
    GivenIds,
    anchors::{self, Targets},
    dates::{Date, Dates},
    items::{Fact, Item},
    links::Names,
    outline::Outline,
    propose::Proposal,
    report::Report,
    version::PolicyVersion,
    vocabulary::Vocabulary,
    write::{self, string},
};

/// The id of the party that makes the bot's statements.
pub(crate) const BOT: &str = "the-bot";

/// The id of the policy as a source.
pub(crate) const SOURCE: &str = "the-policy";

/// The file of the bot, and of its contacts.
pub(crate) const BOT_FILE: &str = "bot/bot.toml";

/// The line with which editors find the schema of the file.
pub(crate) const SCHEMA: &str = "#:schema ../schema.json\n";

/// A proposed table of content, such as a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The name by which the author decides about it. It is not in a file.
    pub(crate) key: String,
    /// The file that has it.
    pub(crate) file: &'static str,
    /// A short description, such as `recipient "Firefly"`.
    pub(crate) label: String,
    /// The statement that may say so.
    pub(crate) statement: String,
    /// The table in TOML, without the marks of a comment.
    pub(crate) text: String,
}

impl Declared {
    /// Returns the table as a comment.
    pub(crate) fn commented(&self) -> String {
        self.text.lines().map(|line| format!("# {line}\n")).collect()
    }
}

/// The beginning of the line with the name of the imported file.
pub(crate) const IMPORTED_FROM: &str = "# Imported from ";

/// Facts about the policy as a whole.
pub(crate) struct Facts<'a> {
    pub(crate) name: &'a str,
    pub(crate) title: &'a str,
    pub(crate) lang: &'a str,
    pub(crate) dates: Dates,
    pub(crate) version: &'a PolicyVersion,
    pub(crate) file_name: &'a str,
}

/// An answer to a requirement, as in `bot/answers.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    pub(crate) requirement: String,
    pub(crate) statements: Vec<String>,
    pub(crate) extent: String,
    pub(crate) why: Option<String>,
    pub(crate) beside: Vec<String>,
}

impl Answer {
    pub(crate) fn proposed(proposal: Proposal) -> Self {
        Self { requirement: proposal.requirement, statements: proposal.statements, extent: "unreviewed".to_owned(), ..Self::default() }
    }
}

/// A document of the content: the id of its part of the page, and of its source.
pub(crate) struct Target {
    pub(crate) part: &'static str,
    pub(crate) source: &'static str,
}

/// The policy.
pub(crate) const POLICY: Target = Target { part: "policy", source: SOURCE };

/// Returns the Markdown file of a document, with its links to own documents as links to ids of the content. Reports links without a
/// target, and words of the `original` that are not in the result.
pub(crate) fn text(
    outline: &mut Outline,
    named: &GivenIds,
    title: &str,
    target: &Target,
    names: &Names<'_>,
    original: &str,
    report: &mut Report,
) -> String {
    let targets = Targets::of(outline, named, target.part);
    let linked = anchors::remove_dead_links(outline, &targets, names, report);
    // Compare the words before links get other addresses.
    let text = written(outline, named, title, target);
    report.missing_words(original, &visible(&text, outline));
    if !linked {
        return text;
    }
    anchors::point_links_to_ids(outline, &targets, names);
    written(outline, named, title, target)
}

/// Returns a Markdown file: the heading of its part of the page, and its sections with their statements.
fn written(outline: &Outline, named: &GivenIds, title: &str, target: &Target) -> String {
    let mut out = String::new();
    write::heading(1, title, &format!("#{} party={BOT}", target.part), &mut out);
    for ((section, (id, title)), ids) in outline.sections.iter().zip(&named.sections).zip(&named.statements) {
        write::heading(2, title, &format!("#{id} source={}/{id}", target.source), &mut out);
        for (statement, id) in section.statements.iter().zip(ids) {
            write::heading(3, &statement.title, &format!("#{id}"), &mut out);
            write::blocks(&statement.blocks, &mut out);
        }
    }
    let text = out.trim_end().to_owned() + "\n";
    let mut clean = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            clean.push_str(line);
            clean.push('\n');
        }
    }
    clean
}

/// Returns the text of `bot/policy.md` without the titles and ids that the import has generated: the policy's own words.
fn visible(text: &str, outline: &Outline) -> String {
    let made: Vec<&str> = outline
        .sections
        .iter()
        .flat_map(|section| &section.statements)
        .filter(|statement| !statement.headed)
        .map(|statement| statement.title.as_str())
        .collect();
    let mut made = made.into_iter();
    let mut headed = outline.sections.iter().flat_map(|section| &section.statements).map(|statement| statement.headed);
    let mut out = String::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if !fenced && line.starts_with("### ") {
            if headed.next() == Some(false) {
                made.next();
                continue;
            }
            out.push_str(line.rsplit_once(" {#").map_or(line, |(title, _)| title));
        } else if !fenced && (line.starts_with("## ") || line.starts_with("# ")) {
            out.push_str(line.rsplit_once(" {#").map_or(line, |(title, _)| title));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    // A heading above long items is a part of their titles.
    for section in &outline.sections {
        let mut last: Option<&str> = None;
        for statement in &section.statements {
            let under = statement.under.as_deref();
            if let Some(heading) = under.filter(|_| under != last) {
                out.push_str(&format!("{heading}\n"));
            }
            last = if statement.headed { Some(&statement.title) } else { under };
        }
    }
    // Add the author's own ids, which are in braces in both texts.
    let own =
        outline.sections.iter().flat_map(|section| section.id.iter().chain(section.statements.iter().filter_map(|it| it.id.as_ref())));
    own.for_each(|id| out.push_str(&format!("{id}\n")));
    out
}

/// Returns `bot/bot.toml`. A later import does not change it.
pub(crate) fn bot(facts: &Facts<'_>, contacts: &[Declared]) -> String {
    let language = Vocabulary::get().of_tag(facts.lang).or_else(|| Vocabulary::get().of_tag("en"));
    let disclaimer = language.map_or("", |language| &language.disclaimer);
    let users = language.map_or("", |language| &language.users);
    let mut out = format!(
        "{SCHEMA}# Written once by `carrot import`; yours to change. Importing again leaves it as it is.\n\n\
         [bot]\n\
         name = {}\n\
         lang = {}\n\
         party = \"{BOT}\"\n\
         # host = \"…\"   # the party that hosts the bot, if the policy names it: docs/content.md\n\
         disclaimer = {}\n\n\
         [[party]]\n\
         id = \"{BOT}\"\n\
         name = {}\n\
         kind = \"bot\"\n\
         promises_to = {}\n",
        string(facts.name),
        string(facts.lang),
        string(disclaimer),
        string(facts.name),
        string(users),
    );
    if !contacts.is_empty() {
        out.push_str(
            "\n# Ways to reach the bot's people, found in the policy. Check each. If it is right, remove the `#` signs, and correct its `purpose`:\n\
             # \"privacy\", \"security\", \"support\" or \"data-protection-officer\".\n",
        );
    }
    contacts.iter().for_each(|contact| out.push_str(&format!("\n{}", contact.commented())));
    out
}

/// Returns `bot/source.toml` or `terms/source.toml`: a document as a source, with its dates and sections. Keeps `link` and `note` of the
/// `previous` file, and `version` and `authoritative` unless the document states them.
pub(crate) fn source(id: &str, named: &GivenIds, facts: &Facts<'_>, previous: Option<&String>) -> String {
    let mut out = format!(
        "{SCHEMA}# Written by `carrot import`, again at each import. `link` and `note` stay as you write them; so do\n# `version` and `authoritative`, unless the document states them.\n\n[[source]]\nid = \"{id}\"\n"
    );
    let _ = writeln!(out, "title = {}", string(facts.title));
    let _ = writeln!(out, "by = \"{BOT}\"\nkind = \"document\"");
    let old = previous.and_then(|text| text.parse::<toml::Table>().ok());
    let old = old.as_ref().and_then(|table| table.get("source")?.as_array()?.first()?.as_table());
    let stated = facts.dates;
    for (key, date, either) in [("as_of", stated.as_of, stated.either[0]), ("effective", stated.effective, stated.either[1])] {
        // Of "4/9/2026", only the year is certain.
        let chosen = date.or_else(|| chosen(old?, key, either?));
        if let (None, Some([either, _])) = (chosen, either) {
            out.push_str(&format!("{key} = \"{:04}\"\n", either.year));
        }
        match chosen {
            Some(Date { year, month, day: Some(day) }) => out.push_str(&format!("{key} = {year:04}-{month:02}-{day:02}\n")),
            // The policy's date is a month.
            Some(Date { year, month, day: None }) => out.push_str(&format!("{key} = \"{year:04}-{month:02}\"\n")),
            None => {}
        }
    }
    let kept = |key: &str| old.and_then(|old| old.get(key)).and_then(toml::Value::as_str);
    for (key, stated) in [("version", &facts.version.version), ("authoritative", &facts.version.authoritative)] {
        if let Some(text) = stated.as_deref().or_else(|| kept(key)) {
            let _ = writeln!(out, "{key} = {}", string(text));
        }
    }
    let _ = match kept("link") {
        Some(link) => writeln!(out, "link = {}", string(link)),
        None => writeln!(out, "# link = \"https://…\"   # where the document itself is published"),
    };
    if let Some(note) = kept("note") {
        let _ = writeln!(out, "note = {}", string(note));
    }
    out.push_str("\n[source.sections]\n");
    for (id, title) in &named.sections {
        let _ = writeln!(out, "{id} = {}", string(title));
    }
    let _ = writeln!(out, "\n{IMPORTED_FROM}{}.", facts.file_name.replace(|c: char| c.is_control(), " "));
    out
}

/// Returns the dates of a document that may be two days, without those of which the author has chosen one in the `previous` file.
pub(crate) fn undecided(dates: &Dates, previous: Option<&String>) -> [Option<[Date; 2]>; 2] {
    let old = previous.and_then(|text| text.parse::<toml::Table>().ok());
    let old = old.as_ref().and_then(|table| table.get("source")?.as_array()?.first()?.as_table());
    let open = |key: &str, either: Option<[Date; 2]>| either.filter(|either| old.and_then(|old| chosen(old, key, *either)).is_none());
    [open("as_of", dates.either[0]), open("effective", dates.either[1])]
}

/// Returns the date that the author has written, if it is one of the two days that the document's date may be.
fn chosen(source: &toml::Table, key: &str, either: [Date; 2]) -> Option<Date> {
    let date = source.get(key)?.as_datetime()?.date?;
    let date = Date { year: date.year, month: date.month, day: Some(date.day) };
    either.contains(&date).then_some(date)
}

/// Returns `bot/answers.toml`.
pub(crate) fn answers(answers: &[Answer]) -> String {
    let mut out = String::from(SCHEMA);
    out.push_str(
        "# The statements that answer each requirement in rules/. `carrot import` has proposed all that are \"unreviewed\", by their words. Readers\n\
         # see them as \"not checked yet\". Check each against the policy:\n\
         #\n\
         # - it answers all of it: extent = \"present\"\n\
         # - it answers a part: extent = \"partial\", and why = \"the missing part\"\n\
         # - it does not answer it: delete the table; readers then see \"not stated\"\n",
    );
    out.extend(answers.iter().map(answer));
    out
}

/// Returns the table of an answer.
pub(crate) fn answer(answer: &Answer) -> String {
    let mut out = String::new();
    let list = |ids: &[String]| ids.iter().map(|id| string(id)).collect::<Vec<_>>().join(", ");
    let state = match (answer.extent.as_str(), answer.statements.is_empty()) {
        ("unreviewed", true) => "\n# not yet mapped\n",
        ("unreviewed", false) => "\n# proposed\n",
        _ => "\n",
    };
    let _ = write!(out, "{state}[[answer]]\nrequirement = {}\n", string(&answer.requirement));
    if !answer.statements.is_empty() {
        let _ = writeln!(out, "statements = [{}]", list(&answer.statements));
    }
    if !answer.extent.is_empty() {
        let _ = writeln!(out, "extent = {}", string(&answer.extent));
    }
    if let Some(why) = &answer.why {
        let _ = writeln!(out, "why = {}", string(why));
    }
    if !answer.beside.is_empty() {
        let _ = writeln!(out, "beside = [{}]", list(&answer.beside));
    }
    out
}

/// Returns `bot/data.toml`.
pub(crate) fn data(introduces: Option<&str>, items: &[Item], checked: &BTreeSet<String>, unreviewed: bool) -> String {
    let mut out = String::from(SCHEMA);
    out.push_str(
        "# The data that the bot collects, proposed by `carrot import` from lists and tables of the policy. Check it, then delete `unreviewed`:\n\
         # from then on, readers see missing facts as \"not stated\". docs/content.md lists the keys of an item.\n\n[inventory]\n",
    );
    let _ = writeln!(out, "statement = {}", string(introduces.unwrap_or_default()));
    if unreviewed {
        out.push_str("unreviewed = true\n");
    }
    out.extend(items.iter().map(|it| item(it, checked.contains(&it.id))));
    out
}

/// Returns the table of a data item.
pub(crate) fn item(item: &Item, checked: bool) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "\n{}[[data]]\nid = {}\nname = {}\nstatement = {}\n",
        if checked { "" } else { "# proposed\n" },
        string(&item.id),
        string(&item.name),
        string(&item.statement)
    );
    for Fact { stage, text, statement } in &item.facts {
        let value = format!("{{ text = {}, statement = {} }}", string(text), string(statement));
        let _ = match stage.as_str() {
            "purpose" => writeln!(out, "purpose = [{value}]"),
            stage => writeln!(out, "{stage} = {value}"),
        };
    }
    out
}
