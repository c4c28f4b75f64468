//! Keeps what the author wrote in the files of answers and data when a policy is imported again.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    files::{self, Answer, SCHEMA},
    items::Item,
    proposed_data::hash,
    reimport::Previous,
    report::Report,
    vocabulary::compared,
};

/// Comments that an import writes itself.
const OWN_COMMENTS: [&str; 2] = ["# proposed", "# not yet mapped"];

/// The tables of data that a file may have several times, and how reports call them.
const KINDS: [(&str, &str); 5] =
    [("data", "data item"), ("recipient", "recipient"), ("legal_basis", "legal basis"), ("right", "right"), ("contact", "contact")];

impl Previous {
    /// Returns the file of answers. The tables of answers that have not changed stay as the author wrote them.
    pub(crate) fn answers_file(&self, answers: &[Answer], report: &mut Report) -> String {
        if answers == self.answers {
            return self.answers_text.clone();
        }
        let (head, tables) = tables(&self.answers_text);
        let text = if tables.len() == self.answers.len() && tables.len() == answers.len() {
            let changed = answers.iter().zip(&self.answers).zip(&tables);
            let table = changed.map(|((new, old), table)| if new == old { table.clone() } else { files::answer(new) });
            std::iter::once(head).chain(table).collect()
        } else {
            files::answers(answers)
        };
        report_comments("bot/answers.toml", &self.answers_text, &text, report);
        text
    }

    /// Returns the file of data: the new proposal, if the author has not changed the previous one. Otherwise, the author's file without
    /// facts whose statement was removed; new proposals are added while the list is unreviewed, and only reported when it is reviewed.
    pub(crate) fn data_file(&self, proposed: String, items: &[Item], known: &BTreeSet<&str>, report: &mut Report) -> String {
        let Some(table) = data_table(&self.data_text) else { return self.data_text.clone() };
        if self.data_text.is_empty() || self.proposed.as_ref().is_some_and(|before| before.hash == hash(&self.data_text)) {
            return proposed;
        }
        let unreviewed = table.get("inventory").and_then(|it| it.get("unreviewed")).and_then(toml::Value::as_bool) == Some(true);
        let mut text = self.without_lost_facts(table, &proposed, known, report);
        self.report_stale(&text, items, report);
        let new: Vec<Item> = self.new_items(&text, items, known);
        for item in &new {
            if unreviewed {
                report.changed(0, "a data item was proposed in bot/data.toml", item.name.clone());
                text = text.trim_end().to_owned() + "\n" + &files::item(item, false);
            } else {
                report.changed(0, "the policy may list more data, which bot/data.toml does not have", item.name.clone());
            }
        }
        text
    }

    /// Returns the proposed items that the author's file does not have, and that were not proposed before: the author has removed those.
    fn new_items(&self, text: &str, items: &[Item], known: &BTreeSet<&str>) -> Vec<Item> {
        let mut present = BTreeSet::new();
        let mut ids: BTreeSet<String> = known.iter().map(|id| (*id).to_owned()).collect();
        let table = data_table(text).unwrap_or_default();
        for entry in table.values().filter_map(toml::Value::as_array).flatten() {
            let of = |key: &str| entry.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            ids.insert(of("id").to_owned());
            present.extend([compared(of("id")), compared(of("name"))]);
        }
        let is_new = |item: &&Item| {
            let before = self.proposed.as_ref().is_some_and(|before| before.ids.contains(&item.id));
            !before && !present.contains(&compared(&item.id)) && !present.contains(&compared(&item.name))
        };
        let mut new: Vec<Item> = items.iter().filter(is_new).cloned().collect();
        for item in &mut new {
            let first = item.id.clone();
            let mut number = 2;
            while !ids.insert(item.id.clone()) {
                item.id = format!("{first}-{number}");
                number += 1;
            }
        }
        new
    }

    /// Reports items that the policy no longer lists, and facts whose statement has changed.
    fn report_stale(&self, text: &str, items: &[Item], report: &mut Report) {
        let table = data_table(text).unwrap_or_default();
        let changed = report.changed_statements().clone();
        let is_changed =
            |value: &toml::Value| value.get("statement").and_then(toml::Value::as_str).is_some_and(|id| changed.contains(id));
        let proposed: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
        for (table_name, entries) in table.iter().filter_map(|(name, value)| Some((name, value.as_array()?))) {
            for entry in entries.iter().filter_map(toml::Value::as_table) {
                // Rights and contacts have no id.
                let id = ["id", "kind", "to"].iter().find_map(|key| entry.get(*key)?.as_str()).unwrap_or_default();
                let was = self.proposed.as_ref().is_some_and(|before| before.ids.contains(id));
                if table_name == "data" && was && !proposed.contains(id) {
                    report.changed(0, "check this data item, because no list of the policy names it any more", id);
                    continue;
                }
                let facts = entry.iter().filter(|(_, value)| match value {
                    toml::Value::Array(all) => all.iter().any(is_changed),
                    value => is_changed(value),
                });
                let mut keys: Vec<&str> = facts.map(|(key, _)| key.as_str()).collect();
                if table_name != "data" && entry.get("statement").and_then(toml::Value::as_str).is_some_and(|id| changed.contains(id)) {
                    keys.push("all of it");
                }
                if !keys.is_empty() {
                    let what = "check these facts in bot/data.toml, because the text of their statement has changed";
                    report.changed(0, what, format!("{id}: {}", keys.join(", ")));
                }
            }
        }
    }

    /// Reports the tables in files that an import does not change, if a statement that they name was removed or has changed.
    pub(crate) fn report_unchanged_files(&self, files: &BTreeMap<String, String>, known: &BTreeSet<&str>, report: &mut Report) {
        let own = |path: &str| path.starts_with("bot/") && path.ends_with(".toml") && path.matches('/').count() == 1;
        let is_written = |path: &str| ["bot/answers.toml", "bot/data.toml", "bot/source.toml"].contains(&path);
        let changed = report.changed_statements().clone();
        for (path, text) in files.iter().filter(|(path, _)| own(path) && !is_written(path)) {
            let table = text.parse::<toml::Table>().unwrap_or_default();
            for (kind, entry) in table.iter().flat_map(|(kind, value)| entries(value).iter().map(move |it| (kind, it))) {
                let kind = if table.get(kind).is_some_and(toml::Value::is_array) { format!("[[{kind}]]") } else { format!("[{kind}]") };
                let name = ["id", "to", "kind", "name", "question", "intent"]
                    .iter()
                    .find_map(|key| entry.get(*key)?.as_str())
                    .unwrap_or_default();
                let mut named = BTreeSet::new();
                statements_in(entry, &mut named);
                let gone: Vec<&str> = named.iter().copied().filter(|id| !known.contains(id) && self.had(id)).collect();
                if !gone.is_empty() {
                    let what =
                        format!("in {path}, name another statement in this {kind}, or delete it, because its statement was removed");
                    report.changed(0, &what, format!("{name}: {}", gone.join(", ")));
                }
                let other: Vec<&str> = named.into_iter().filter(|id| changed.contains(*id)).collect();
                if !other.is_empty() {
                    let what = format!("in {path}, check this {kind}, because the text of its statement has changed");
                    report.changed(0, &what, format!("{name}: {}", other.join(", ")));
                }
            }
        }
    }

    /// Returns the author's file of data without facts whose statement was removed.
    fn without_lost_facts(&self, mut table: toml::Table, proposed: &str, known: &BTreeSet<&str>, report: &mut Report) -> String {
        let gone = |value: &toml::Value| match value.get("statement").and_then(toml::Value::as_str) {
            Some(id) => !known.contains(id),
            None => false,
        };
        let before = table.clone();
        let mut lost_items = BTreeSet::new();
        for (key, name) in KINDS {
            let Some(items) = table.get_mut(key).and_then(toml::Value::as_array_mut) else { continue };
            items.retain(|item| {
                let lost = gone(item);
                if lost {
                    let id = item.get("id").and_then(toml::Value::as_str).unwrap_or_default();
                    report.changed(0, &format!("{name} removed, because its statement was removed"), id);
                    if key == "data" {
                        lost_items.insert(id.to_owned());
                    }
                }
                !lost
            });
            let is_lost = |id: &toml::Value| id.as_str().is_some_and(|id| lost_items.contains(id));
            // A recipient of lost items only would become one of all data.
            items.retain(|item| {
                let of_items = item.get("data").and_then(toml::Value::as_array).filter(|_| key != "data");
                let of_lost_items = of_items.is_some_and(|of| !of.is_empty() && of.iter().all(is_lost));
                if of_lost_items {
                    let id = item.get("id").and_then(toml::Value::as_str).unwrap_or_default();
                    report.changed(0, &format!("{name} removed, because the data items that it names were removed"), id);
                }
                !of_lost_items
            });
            for item in items.iter_mut().filter_map(toml::Value::as_table_mut) {
                remove_lost_facts(item, &gone);
                if item.get("part_of").is_some_and(is_lost) {
                    item.remove("part_of");
                }
                if let Some(of) = item.get_mut("data").and_then(toml::Value::as_array_mut) {
                    of.retain(|id| !is_lost(id));
                }
            }
            if items.is_empty() {
                table.remove(key);
            }
        }
        if let Some(inventory) = table.get_mut("inventory").and_then(toml::Value::as_table_mut) {
            if gone(&toml::Value::Table(inventory.clone())) {
                // Any statement will do: the list is marked as unreviewed, and the file must name one.
                let first = known.first().copied().unwrap_or_default();
                let proposed = proposed.parse::<toml::Table>().ok();
                let proposed = proposed.as_ref().and_then(|table| table.get("inventory")?.get("statement")?.as_str());
                report.changed(0, "check the list of data again, because the statement that introduced it was removed", "");
                inventory.insert("statement".to_owned(), proposed.unwrap_or(first).into());
                inventory.insert("unreviewed".to_owned(), true.into());
            }
            remove_lost_facts(inventory, &gone);
        }
        if table == before {
            return self.data_text.clone();
        }
        let schema = if self.data_text.starts_with(SCHEMA) { SCHEMA } else { "" };
        let text = toml::to_string(&table).map_or_else(|_| self.data_text.clone(), |text| [schema, &text].concat());
        report_comments("bot/data.toml", &self.data_text, &text, report);
        text
    }
}

/// Parses the file of data. A table that is alone, `[right]`, becomes a list of one.
fn data_table(text: &str) -> Option<toml::Table> {
    let mut table = text.parse::<toml::Table>().ok()?;
    for (key, _) in KINDS {
        if let Some(value) = table.get_mut(key).filter(|value| value.is_table()) {
            *value = toml::Value::Array(vec![value.clone()]);
        }
    }
    Some(table)
}

/// Returns the tables with one name: content may have one table instead of a list of one.
fn entries(value: &toml::Value) -> &[toml::Value] {
    match value {
        toml::Value::Array(entries) => entries,
        toml::Value::Table(_) => std::slice::from_ref(value),
        _ => &[],
    }
}

/// Collects the ids of statements that a table and the tables in it name. A key for several ids may have one without a list.
fn statements_in<'t>(value: &'t toml::Value, out: &mut BTreeSet<&'t str>) {
    match value {
        toml::Value::Table(table) => {
            for ids in ["statement", "statements", "beside"].iter().filter_map(|key| table.get(*key)) {
                let list = ids.as_array().map_or(std::slice::from_ref(ids), Vec::as_slice);
                out.extend(list.iter().filter_map(toml::Value::as_str));
            }
            table.values().for_each(|value| statements_in(value, out));
        }
        toml::Value::Array(values) => values.iter().for_each(|value| statements_in(value, out)),
        _ => {}
    }
}

/// Removes facts about data whose statements were removed.
fn remove_lost_facts(table: &mut toml::Table, gone: &dyn Fn(&toml::Value) -> bool) {
    for value in table.iter_mut().map(|(_, value)| value) {
        if let Some(list) = value.as_array_mut() {
            list.retain(|value| !gone(value));
        }
    }
    table.retain(|_, value| !value.is_table() || !gone(value));
}

/// Splits a file of answers into the text before the first table, and the tables, each with the comments above it.
fn tables(text: &str) -> (String, Vec<String>) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let begins = |line: &str| line.trim_start().starts_with("[[answer]]");
    let is_above = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let start = |at: usize| {
        let above = lines.iter().take(at).rev().take_while(|line| is_above(line) && !line.starts_with(SCHEMA.trim_end())).count();
        // An empty line ends what belongs to the table before.
        let after_empty = (at - above..at).find(|line| lines.get(*line).is_some_and(|line| line.trim().is_empty()));
        after_empty.unwrap_or(at - above)
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| begins(line))).map(start).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let head = lines.get(..starts.first().copied().unwrap_or(lines.len())).unwrap_or_default().concat();
    (head, starts.iter().zip(ends).map(|(start, end)| lines.get(*start..end).unwrap_or_default().concat()).collect())
}

/// Reports the comments of a file that are not in its new text.
fn report_comments(path: &str, before: &str, after: &str, report: &mut Report) {
    let kept: BTreeSet<&str> = comments(after).collect();
    let is_lost =
        |comment: &&str| !kept.contains(comment) && !OWN_COMMENTS.contains(comment) && !comment.starts_with(SCHEMA.trim_end());
    let lost: Vec<&str> = comments(before).filter(is_lost).collect();
    if !lost.is_empty() {
        report.changed(0, &format!("comments in {path} were lost, because the file was written again"), lost.join(" "));
    }
}

/// Returns the comments of a TOML file, on lines of their own and behind values.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let mut quote: Option<char> = None;
        let mut escaped = false;
        for (at, c) in line.char_indices() {
            match (quote, c) {
                (Some('"'), '\\') if !escaped => {
                    escaped = true;
                    continue;
                }
                (Some(open), c) if open == c && !escaped => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '#') => return line.get(at..).map(str::trim_end),
                _ => {}
            }
            escaped = false;
        }
        None
    })
}
