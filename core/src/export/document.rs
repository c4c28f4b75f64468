//! Exports to be read: Markdown for people and for language models.

use std::fmt::Write as _;

use crate::{
    Citation, Extent, Part, Policy, SourceKind, Statement,
    text::{Block, Inline},
    words,
};

/// `policy.md`: all statements with party, source and id, in the order of the page.
pub fn policy_md(policy: &Policy) -> String {
    let mut out = Out::default();
    out.heading(1, &words::page_title(&policy.bot.name));
    out.paragraph(&escape(&policy.bot.disclaimer));
    for source in policy.sources.iter().filter(|source| source.kind == SourceKind::Document) {
        out.line(&format!("- {}: {}", escape(&source.title), source.as_of.map_or_else(|| words::UNDATED.to_owned(), words::date)));
    }
    out.end();
    out.heading(2, words::AT_A_GLANCE);
    for question in policy.questions.iter().filter(|question| question.glance) {
        let reply = policy.answer(question);
        out.heading(3, &question.ask);
        if reply.extent == Extent::Missing {
            out.paragraph(words::NOT_STATED_BY_BOT);
        }
        for statement in &reply.statements {
            out.line(&format!("- {} `{}`", escape(&statement.title), statement.id));
        }
        out.end();
    }
    for part in Part::ALL {
        if part == Part::Hosting {
            gaps(policy, &mut out);
        }
        out.heading(2, words::part(part));
        for section in policy.sections_of(part) {
            out.heading(3, &section.title);
            section.statements.iter().for_each(|it| statement(policy, it, &mut out));
        }
    }
    out.heading(2, words::GLOSSARY);
    for term in &policy.terms {
        out.line(&format!("- **{}**: {} ({})", escape(&term.name), escape(&term.text), cites(policy, &term.cites)));
    }
    out.end();
    out.text
}

/// `llms.txt`: what there is and where, for language models ([llmstxt.org](https://llmstxt.org)). Addresses are relative without a public one.
pub fn llms_txt(policy: &Policy, public_url: Option<&str>) -> String {
    let base = public_url.map(|url| format!("{}/", url.trim_end_matches('/'))).unwrap_or_default();
    let mut out = Out::default();
    out.heading(1, &words::page_title(&policy.bot.name));
    out.paragraph(&format!("> {}", escape(&words::page_description(&policy.bot.name))));
    out.paragraph(&escape(&policy.bot.disclaimer));
    out.heading(2, words::FILES);
    for (file, what) in words::EXPORTS {
        out.line(&format!("- [{file}]({base}{file}): {what}"));
    }
    out.end();
    out.heading(2, words::NOT_SAID);
    for gap in policy.gaps().filter(|gap| gap.extent != Extent::Present) {
        out.line(&format!("- {} ({}) `{}`", escape(&gap.requirement.title), words::extent(gap.extent), gap.requirement.id));
    }
    out.end();
    out.text
}

fn gaps(policy: &Policy, out: &mut Out) {
    out.heading(2, words::NOT_SAID);
    out.paragraph(words::GAPS_LEAD);
    for gap in policy.gaps() {
        let requirement = gap.requirement;
        out.line(&format!(
            "- **{}** ({}) – {} {}{}. {}. `{}`",
            escape(&requirement.title),
            words::extent(gap.extent),
            escape(&requirement.asks),
            words::APPLIES,
            escape(&requirement.when),
            cites(policy, &requirement.cites),
            requirement.id
        ));
        if let Some(why) = gap.why {
            out.line(&format!("  {}", escape(why)));
        }
    }
    out.end();
}

fn statement(policy: &Policy, it: &Statement, out: &mut Out) {
    out.heading(4, &it.title);
    out.blocks(&it.text, "");
    let party = policy.party(&it.party);
    let name = party.map_or(it.party.as_str(), |party| &party.name);
    let to = match policy.promises_to(it) {
        Some(to) => format!("{}{}", words::TO, escape(to)),
        None => party.map_or("", |party| words::no_promise(party.kind)).to_owned(),
    };
    out.paragraph(&format!("*{}*, {to} · {} · `{}`", escape(name), cites(policy, &it.cites), it.id));
}

fn cites(policy: &Policy, cites: &[Citation]) -> String {
    let one = |citation: &Citation| {
        let cited = policy.cited(citation);
        let date = cited.as_of.map_or_else(|| words::UNDATED.to_owned(), words::date);
        format!("{}, “{}”, {date}", escape(cited.title), escape(cited.section))
    };
    cites.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Text in which nothing is markup: every ASCII character that Markdown might read is escaped, and lines are joined.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '+' | '=' | '{' | '}' => {
                out.extend(['\\', c])
            }
            c => out.push(c),
        }
    }
    // What would open a list where it stands first.
    let digits = out.len() - out.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if out.starts_with('-') {
        out.insert(0, '\\');
    } else if digits > 0 && out[digits..].starts_with(['.', ')']) {
        out.insert(digits, '\\');
    }
    out
}

#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// An empty line, once.
    fn end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.end();
        self.line(&format!("{} {}", "#".repeat(level), escape(title)));
        self.end();
    }

    fn paragraph(&mut self, text: &str) {
        self.line(text);
        self.end();
    }

    fn blocks(&mut self, blocks: &[Block], indent: &str) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.line(&format!("{indent}{}", inlines(text))),
                Block::List { start, items } => {
                    for (number, item) in items.iter().enumerate() {
                        let marker = start.map_or_else(|| "- ".to_owned(), |start| format!("{}. ", start + number as u64));
                        let inner = format!("{indent}{}", " ".repeat(marker.len()));
                        let before = self.text.len();
                        self.blocks(item, &inner);
                        // The first line of an item stands behind its marker.
                        let first = before + indent.len()..before + inner.len();
                        if self.text.get(first.clone()).is_some_and(|gap| gap.trim().is_empty()) {
                            self.text.replace_range(first, &marker);
                        } else {
                            self.text.insert_str(before, &format!("{indent}{marker}\n"));
                        }
                        while self.text.ends_with("\n\n") {
                            self.text.pop();
                        }
                    }
                }
                Block::Quote(inner) => self.blocks(inner, &format!("{indent}> ")),
                Block::Code(code) => {
                    // Four spaces more than where it stands: no fence that the code itself could close.
                    code.lines().for_each(|line| self.line(&format!("{indent}    {line}")));
                }
            }
            self.text.push_str(indent.trim_end());
            self.text.push('\n');
        }
    }
}

fn inlines(text: &[Inline]) -> String {
    text.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => escape(text),
        Inline::Emphasis(inner) => format!("*{}*", inlines(inner)),
        Inline::Strong(inner) => format!("**{}**", inlines(inner)),
        // A longer fence than any run of backticks inside.
        Inline::Code(code) => {
            let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest + 1);
            let space = if longest > 0 { " " } else { "" };
            format!("{fence}{space}{}{space}{fence}", code.replace(['\n', '\r'], " "))
        }
        Inline::Link { to, text } => format!("[{}](<{}>)", inlines(text), to.as_str().replace(['<', '>'], "")),
        Inline::Break => "  ".to_owned(),
    }
}
