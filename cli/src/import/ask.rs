//! `carrot import --interactive`: asks the author about each proposal.

use std::{
    collections::BTreeSet,
    io::{self, BufRead, Write as _},
    path::Path,
};

use carrot_import::{Decision, Imported, Proposed, Rules, Shown};

use crate::{failure::Failure, print, starter};

/// Maximum number of characters of a statement's text to print.
const MAX_SHOWN: usize = 400;

/// The files that decisions change.
const FILES: [&str; 4] = ["bot/answers.toml", "bot/data.toml", "bot/bot.toml", "bot/proposed.toml"];

/// Asks about each proposal, and writes each decision at once. The end of the input leaves the rest as proposed.
pub(super) fn ask(imported: &mut Imported, rules: &Rules, out: &Path) -> Result<(), Failure> {
    let mut interview = Interview { imported, out, lines: io::stdin().lock().lines() };
    let total = interview.imported.proposals().len();
    let mut seen = BTreeSet::new();
    // A decision can change the other proposals, so get them again after each.
    while let Some(proposed) = interview.imported.proposals().into_iter().find(|proposed| !seen.contains(id(proposed))) {
        seen.insert(id(&proposed).to_owned());
        let progress = format!("\n[{} of {total}] ", seen.len());
        let go_on = match proposed {
            Proposed::Answer { requirement, statements } => interview.ask_about_answer(&progress, rules, &requirement, &statements)?,
            Proposed::Data { id, name, statement } => interview.ask_about_data(&progress, &id, &name, statement.as_ref())?,
            Proposed::Fact { id, name, stage, text, statement } => {
                let question = format!("{progress}{} of \"{name}\": \"{text}\"\n", stage_name(&stage));
                interview.ask_whether_stated(&question, &id, statement.as_ref())?
            }
            Proposed::Declared { id, label, text, statement } => {
                let table: String = text.lines().map(|line| format!("  {line}\n")).collect();
                interview.ask_whether_stated(&format!("{progress}{label}\n{table}Your policy:\n"), &id, statement.as_ref())?
            }
        };
        if !go_on {
            return print("\nThe rest stays as proposed.\n");
        }
    }
    if interview.imported.can_complete() {
        let question = "\nIs the list of data complete? Then facts that an item does not state are shown as \"not stated\".\n\
                        [y] yes, [Enter] not yet: ";
        if interview.prompt(question)?.as_deref() == Some("y") {
            interview.imported.complete();
            interview.write()?;
        }
    }
    print("\n")
}

fn id(proposed: &Proposed) -> &str {
    match proposed {
        Proposed::Answer { requirement, .. } => requirement,
        Proposed::Data { id, .. } | Proposed::Fact { id, .. } | Proposed::Declared { id, .. } => id,
    }
}

/// Returns the label of a stage in the life of data.
fn stage_name(stage: &str) -> &str {
    match stage {
        "purpose" => "Purpose",
        "retention" => "Storage period",
        "recipients" => "Recipients",
        "storage" => "Place of storage",
        "from" => "Source",
        "deletion" => "Deletion",
        other => other,
    }
}

/// Asks the author, and writes the decisions.
struct Interview<'a, L> {
    imported: &'a mut Imported,
    /// The content folder.
    out: &'a Path,
    /// The lines that the author types.
    lines: L,
}

impl<L: Iterator<Item = io::Result<String>>> Interview<'_, L> {
    /// Asks about the answer to a requirement. Returns false to stop.
    fn ask_about_answer(&mut self, progress: &str, rules: &Rules, requirement: &str, statements: &[Shown]) -> Result<bool, Failure> {
        let (title, asks) = rules.asked(requirement);
        print(&format!("{progress}{requirement}: {title}\n  {asks}\nYour policy:\n"))?;
        let mut statements = statements.to_vec();
        loop {
            print(&render(&statements))?;
            let question = "Does it say all of this? [a] all, [p] a part, [n] nothing of it, [c] change the statements, [q] stop, [Enter] decide later: ";
            let decision = match self.prompt(question)?.as_deref() {
                None | Some("q") => return Ok(false),
                Some("a") => Decision::Accept,
                Some("p") => match self.prompt("What is missing, in one sentence? [Enter] decide later: ")? {
                    None => return Ok(false),
                    Some(why) if why.is_empty() => return Ok(true),
                    Some(why) => Decision::Partly(why),
                },
                Some("n") => Decision::Remove,
                Some("c") => {
                    let Some(typed) = self.prompt("Ids of the statements, separated by commas, as in bot/policy.md: ")? else {
                        return Ok(false);
                    };
                    let ids: Vec<&str> =
                        typed.split(',').map(|id| id.trim().trim_start_matches('#')).filter(|id| !id.is_empty()).collect();
                    let found: Vec<Shown> = ids.iter().filter_map(|id| self.imported.statement(id)).cloned().collect();
                    match ids.iter().find(|id| self.imported.statement(id).is_none()) {
                        Some(unknown) => print(&format!("No statement has the id `{unknown}`: nothing was changed.\n"))?,
                        None if ids.is_empty() => {}
                        None => {
                            self.decide(
                                requirement,
                                Decision::Statements(found.iter().map(|statement| statement.id.clone()).collect()),
                            )?;
                            statements = found;
                        }
                    }
                    continue;
                }
                Some("") => return Ok(true),
                Some(_) => {
                    print("Type one of the letters in brackets, or Enter.\n")?;
                    continue;
                }
            };
            self.decide(requirement, decision)?;
            return Ok(true);
        }
    }

    /// Asks about an item of data. Returns false to stop.
    fn ask_about_data(&mut self, progress: &str, id: &str, name: &str, statement: Option<&Shown>) -> Result<bool, Failure> {
        print(&format!("{progress}Data: \"{name}\"\n{}", render(statement)))?;
        loop {
            let question =
                "Does the bot collect this? [a] accept, [n] this is not data, [c] change the name, [q] stop, [Enter] decide later: ";
            let decision = match self.prompt(question)?.as_deref() {
                None | Some("q") => return Ok(false),
                Some("a") => Decision::Accept,
                Some("n") => Decision::Remove,
                Some("c") => {
                    match self.prompt("Its name: ")? {
                        None => return Ok(false),
                        Some(name) if name.is_empty() => {}
                        Some(name) => self.decide(id, Decision::Rename(name))?,
                    }
                    continue;
                }
                Some("") => return Ok(true),
                Some(_) => {
                    print("Type one of the letters in brackets, or Enter.\n")?;
                    continue;
                }
            };
            self.decide(id, decision)?;
            return Ok(true);
        }
    }

    /// Asks whether the policy states a proposed fact. Returns false to stop.
    fn ask_whether_stated(&mut self, introduction: &str, id: &str, statement: Option<&Shown>) -> Result<bool, Failure> {
        print(&format!("{introduction}{}", render(statement)))?;
        loop {
            let question = "Does the policy say this? [a] yes, keep it, [n] no, take it out, [q] stop, [Enter] decide later: ";
            let decision = match self.prompt(question)?.as_deref() {
                None | Some("q") => return Ok(false),
                Some("a") => Decision::Accept,
                Some("n") => Decision::Remove,
                Some("") => return Ok(true),
                Some(_) => {
                    print("Type one of the letters in brackets, or Enter.\n")?;
                    continue;
                }
            };
            self.decide(id, decision)?;
            return Ok(true);
        }
    }

    /// Applies a decision, and writes the changed files.
    fn decide(&mut self, id: &str, decision: Decision) -> Result<(), Failure> {
        self.imported.decide(id, decision);
        self.write()
    }

    /// Writes the files that decisions change.
    fn write(&self) -> Result<(), Failure> {
        let mut files = self.imported.files.iter().filter(|(path, _)| FILES.contains(&path.as_str()));
        files.try_for_each(|(path, text)| starter::write(self.out, path, text))
    }

    /// Asks a question. Returns the line that was typed, or `None` at the end of the input.
    fn prompt(&mut self, question: &str) -> Result<Option<String>, Failure> {
        print(question)?;
        io::stdout().flush().map_err(Failure::other)?;
        let line = self.lines.next().transpose().map_err(|error| {
            Failure::Other(format!("your answers cannot be read: {error}: type them, or send UTF-8 text to the program's input"))
        })?;
        Ok(line.map(|line| line.trim().to_owned()))
    }
}

/// Renders statements with their ids, and enough of their text to decide.
fn render<'s>(statements: impl IntoIterator<Item = &'s Shown>) -> String {
    let render_one = |Shown { id, title, text }: &Shown| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(MAX_SHOWN).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        format!("  {title} {{#{id}}}\n    {short}{more}\n")
    };
    statements.into_iter().map(render_one).collect()
}
