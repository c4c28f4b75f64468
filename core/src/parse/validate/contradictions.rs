//! Compares the facts that content states in two places, such as a contact and the statement that grounds it.
//!
//! Facts are compared only if both are understood: a wrong error would stop an author who has made no mistake.

use super::*;
use crate::{
    Recipient,
    addresses::{self, is_invite, mail_of},
    countries,
    duration::Duration,
    normalize::normalize,
    text::{Block, Inline, plain},
};

/// The statements, by id.
type Statements<'s> = BTreeMap<&'s str, &'s Statement>;

impl Validator<'_, '_> {
    /// Reports contacts that are declared twice, and facts that content states in two places that contradict each other.
    pub(super) fn contradictions(&mut self, content: &RawContent, sections: &[Section], inventory: Option<&Inventory>) {
        let statements: Statements<'_> =
            sections.iter().flat_map(|section| &section.statements).map(|statement| (statement.id.as_str(), statement)).collect();
        let mut seen = BTreeSet::new();
        for entry in &content.contacts {
            let (Some(kind), Some(to)) = (&entry.raw.kind, &entry.raw.to) else { continue };
            let at = FileSpan { file: entry.at.file, span: to.span() };
            if !seen.insert((kind.get_ref(), to.get_ref().trim().to_lowercase())) {
                let hint = "merge the two: `purpose` is a list";
                self.sink.error(Code::DuplicateId, &at, format!("a second contact `{}`", to.get_ref()), hint);
            }
            let statement = entry.raw.statement.as_ref().and_then(|id| statements.get(id.get_ref().as_str()));
            if let Some(statement) = statement {
                self.compare_address(&at, kind.get_ref(), to.get_ref().trim(), statement);
            }
        }
        self.ways_of_rights(content, &statements);
        let Some(inventory) = inventory else { return };
        self.durations("retention", content, &statements, inventory);
        self.durations("deletion", content, &statements, inventory);
        self.recipients_of_statements(content, &statements, inventory);
        let whole = content.inventories.first().map(|entry| (entry.at.file, &entry.raw.recipients));
        let own = content.data.iter().map(|entry| (entry.raw.id.as_ref(), (entry.at.file, &entry.raw.recipients)));
        for (item, (file, cited)) in whole.map(|whole| (None, whole)).into_iter().chain(own) {
            let Some(text) = cited.as_ref().and_then(|cited| cited.get_ref().text.as_ref()) else { continue };
            let receives = |recipient: &&Recipient| match item {
                Some(item) => recipient.data.iter().any(|data| data.as_str() == item.get_ref()),
                None => recipient.data.is_empty(),
            };
            let lower = text.get_ref().to_lowercase();
            for recipient in inventory.recipients.iter().filter(receives) {
                if !lower.contains(&recipient.name.text.to_lowercase()) {
                    let message = format!("`recipients` does not name \"{}\", which `[[recipient]]` names", recipient.name.text);
                    let hint = "leave `recipients` out: `[[recipient]]` states it; or name the same recipients in both";
                    self.sink.error(Code::Contradiction, &FileSpan { file, span: text.span() }, message, hint);
                }
            }
        }
    }

    /// Compares the durations of a step, retention or deletion: each with the statement that grounds it, and that of all data with
    /// those of the items. A fact with one duration is compared with all that its statement states, if each of them is understood. Skips
    /// proposals, which the author has not checked.
    fn durations(&mut self, step: &str, content: &RawContent, statements: &Statements<'_>, inventory: &Inventory) {
        if inventory.unreviewed {
            return;
        }
        let stated = |file: usize, cited: &Option<Spanned<RawCitedText>>| {
            let cited = cited.as_ref()?.get_ref();
            let text = cited.text.as_ref()?;
            Some((Duration::only(text.get_ref())?, FileSpan { file, span: text.span() }, cited.statement.as_ref()?.get_ref().clone()))
        };
        let is_deletion = step == "deletion";
        let whole = content
            .inventories
            .first()
            .and_then(|entry| stated(entry.at.file, if is_deletion { &entry.raw.deletion } else { &entry.raw.retention }));
        let of_item = |entry: &Entry<super::raw::RawData>| {
            stated(entry.at.file, if is_deletion { &entry.raw.deletion } else { &entry.raw.retention })
        };
        let items: Vec<_> = content.data.iter().map(of_item).collect();
        let name = |entry: &'_ Entry<super::raw::RawData>| entry.raw.name.as_ref().map(|name| name.get_ref().clone());
        let names = std::iter::once(None).chain(content.data.iter().map(name));
        for (name, fact) in names.zip(std::iter::once(&whole).chain(&items)) {
            let Some((fact, at, id)) = fact else { continue };
            let other = self.other_durations(fact, id, name.as_deref(), statements);
            let Some((other, FilePosition { file, line, .. })) = other else { continue };
            let message = format!("the {step} is \"{}\", but `{id}` in {file}, line {line}, states \"{other}\"", fact.words);
            let hint = "correct one of the two, or name the statement that states it";
            self.sink.error(Code::Contradiction, at, message, hint);
        }
        // One item may be an exception, but not every item, unless the list leaves items out.
        let is_open = inventory.open_ended;
        let Some((whole, at, _)) = whole.filter(|(whole, ..)| whole.alone && !is_open) else { return };
        let each: Option<Vec<_>> = items.into_iter().collect();
        if let Some([(first, first_at, _), ..]) = each.as_deref()
            && each.iter().flatten().all(|(item, ..)| item.differs(&whole))
        {
            let FilePosition { file, line, .. } = self.sink.place(first_at);
            let message = format!(
                "the {step} of all data is \"{}\", but every item states another: \"{}\" in {file}, line {line}",
                whole.words, first.words
            );
            let hint = format!("correct one of the two, or leave `{step}` of `[inventory]` out");
            self.sink.error(Code::Contradiction, &at, message, hint);
        }
    }

    /// Compares the address of a contact with those in the statement that grounds it.
    fn compare_address(&mut self, at: &FileSpan, kind: &str, to: &str, statement: &Statement) {
        let found = addresses::of_blocks(&statement.text);
        let (same, others): (bool, Vec<&String>) = match kind {
            "mail" => {
                let mails: Vec<_> = found.iter().filter(|it| mail_of(it).is_some()).collect();
                (mails.iter().any(|mail| mail.eq_ignore_ascii_case(to)), mails)
            }
            "discord" | "form" => {
                let bare = |address: &str| address.trim_start_matches("https://").trim_end_matches('/').to_owned();
                let links: Vec<_> = found.iter().filter(|it| mail_of(it).is_none()).collect();
                let same = links.iter().any(|link| bare(link) == bare(to)) || plain(&statement.text).contains(&bare(to));
                (same, links.into_iter().filter(|link| kind == "form" || is_invite(link)).collect())
            }
            // Don't compare postal addresses, because line breaks and abbreviations may differ.
            _ => return,
        };
        if !same {
            let others: Vec<_> = others.iter().map(|it| format!("`{it}`")).collect();
            let message = match others.as_slice() {
                [] => format!("the statement `{}` does not name `{to}`", statement.id),
                others => format!("the statement `{}` names {}, not `{to}`", statement.id, others.join(", ")),
            };
            let hint = "correct one of the two, or name the statement that has the contact";
            self.sink.error(Code::Contradiction, at, message, hint);
        }
    }

    /// Returns the durations that a statement states, and the statement's place, if that of a fact is not among them. Of a table with a
    /// row about the data item `name`, only this row counts.
    fn other_durations(
        &self,
        fact: &Duration,
        id: &str,
        name: Option<&str>,
        statements: &Statements<'_>,
    ) -> Option<(String, FilePosition)> {
        let statement = statements.get(id)?;
        let words = name.and_then(|name| row_of(&statement.text, name)).unwrap_or_else(|| words_of(statement));
        let others = Duration::all(&words).filter(|others| !fact.is_among(others))?;
        let (_, at) = self.ids.get(id)?.first()?;
        let mut words: Vec<String> = Vec::new();
        for other in others.into_iter().map(|other| other.words) {
            if !words.contains(&other) {
                words.push(other);
            }
        }
        Some((words.join(", "), self.sink.place(at)))
    }

    /// Compares the command and the time of each right with the statement that grants it.
    fn ways_of_rights(&mut self, content: &RawContent, statements: &Statements<'_>) {
        for entry in &content.rights {
            let raw = &entry.raw;
            let Some((id, statement)) =
                raw.statement.as_ref().and_then(|id| Some((id.get_ref(), statements.get(id.get_ref().as_str())?)))
            else {
                continue;
            };
            let hint = "correct one of the two, or name the statement that states it";
            if let Some(within) = &raw.within
                && let Some(fact) = Duration::only(within.get_ref())
                && let Some((other, FilePosition { file, line, .. })) = self.other_durations(&fact, id, None, statements)
            {
                let message = format!("`within` is \"{}\", but `{id}` in {file}, line {line}, states \"{other}\"", fact.words);
                self.sink.error(Code::Contradiction, &FileSpan { file: entry.at.file, span: within.span() }, message, hint);
            }
            if let Some(command) = &raw.command {
                let named = commands_in(&words_of(statement));
                let first = command.get_ref().trim_start_matches('/').split_whitespace().next().unwrap_or_default().to_lowercase();
                if !named.is_empty() && !named.contains(&first) {
                    let named: Vec<_> = named.iter().map(|name| format!("/{name}")).collect();
                    let message = format!("`command` is \"{}\", but `{id}` names {}", command.get_ref(), named.join(", "));
                    self.sink.error(Code::Contradiction, &FileSpan { file: entry.at.file, span: command.span() }, message, hint);
                }
            }
        }
    }

    /// Compares the name and the country of each recipient with the statement that grounds them. A statement need not name them, but
    /// it must not name another recipient or country instead.
    fn recipients_of_statements(&mut self, content: &RawContent, statements: &Statements<'_>, inventory: &Inventory) {
        let hint = "correct one of the two, or name the statement that states it";
        for entry in &content.recipients {
            let raw = &entry.raw;
            let Some((id, statement)) =
                raw.statement.as_ref().and_then(|id| Some((id.get_ref(), statements.get(id.get_ref().as_str())?)))
            else {
                continue;
            };
            let text = words_of(statement);
            if let Some(country) = &raw.country {
                let (declared, stated) = (countries::named_in(country.get_ref()), countries::named_in(&text));
                if !declared.is_empty() && !stated.is_empty() && declared.is_disjoint(&stated) {
                    let stated: Vec<_> = stated.into_iter().collect();
                    let message = format!("`country` is \"{}\", but `{id}` names {}", country.get_ref(), stated.join(", "));
                    self.sink.error(Code::Contradiction, &FileSpan { file: entry.at.file, span: country.span() }, message, hint);
                }
            }
            let Some(name) = &raw.name else { continue };
            // Recipients that rest on the same statement may be described there in other words.
            let others = inventory.recipients.iter().filter(|other| other.name.statement.as_str() != id);
            let another = others
                .map(|other| other.name.text.as_str())
                .find(|other| is_named(other, &text) && !has_word_of(name.get_ref(), other) && !has_word_of(name.get_ref(), &text));
            if let Some(another) = another {
                let message = format!("`name` is \"{}\", but `{id}` names \"{another}\"", name.get_ref());
                self.sink.error(Code::Contradiction, &FileSpan { file: entry.at.file, span: name.span() }, message, hint);
            }
        }
    }
}

/// Returns the title and the text of a statement.
fn words_of(statement: &Statement) -> String {
    format!("{}\n{}", statement.title, plain(&statement.text))
}

/// Returns the row of a table that names a data item in its first cell.
fn row_of(blocks: &[Block], name: &str) -> Option<String> {
    let name = normalize(name);
    let text = |cell: &Vec<Inline>| plain(&[Block::Paragraph(cell.clone())]);
    let rows = blocks.iter().filter_map(|block| if let Block::Table { rows, .. } = block { Some(rows) } else { None });
    let row = rows.flatten().find(|row| row.first().is_some_and(|cell| normalize(&text(cell)) == name))?;
    Some(row.iter().map(text).collect::<Vec<_>>().join("; "))
}

/// Returns the first words of all commands that a text names, such as "/forget". Paths such as "/a/b" are no commands. A name with
/// another prefix ("!forget") counts, too.
fn commands_in(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut slash = false;
    for (at, prefix) in text.match_indices(['/', '!']) {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let rest = text.get(at + prefix.len()..).unwrap_or_default();
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let is_word = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '<' | '"' | '“' | '«' | '`' | '\u{a0}'));
        if is_word && name.starts_with(char::is_alphabetic) && !rest.get(name.len()..).is_some_and(|rest| rest.starts_with('/')) {
            slash |= prefix == "/";
            out.insert(name.to_lowercase());
        }
    }
    if slash { out } else { BTreeSet::new() }
}

/// Returns whether a text contains a name, as whole words.
fn is_named(name: &str, text: &str) -> bool {
    let name = normalize(name);
    !name.is_empty() && format!(" {} ", normalize(text)).contains(&format!(" {name} "))
}

/// Returns whether a text contains a word of a name, or the name's initials: "AWS" is "Amazon Web Services".
fn has_word_of(name: &str, text: &str) -> bool {
    let (name, text) = (normalize(name), normalize(text));
    let initials = |words: &str| words.split(' ').filter_map(|word| word.chars().next()).collect::<String>();
    let all: Vec<&str> = text.split(' ').collect();
    name.split(' ').any(|word| all.iter().any(|other| other.contains(word) && word.len() > 1))
        || all.contains(&initials(&name).as_str())
        || name.len() > 1 && initials(&text).contains(&name.replace(' ', ""))
}
