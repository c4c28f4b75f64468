//! Search over questions, statements, data items, services and terms: every word of the query must occur.
//!
//! Deliberately plain: the order is that of the page, with hits in titles before hits in texts.

use crate::{Policy, text};

/// Something found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The anchor on the page.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is.
    pub kind: HitKind,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitKind {
    /// A question that people ask.
    Question,
    /// A data item.
    Data,
    /// A statement.
    Statement,
    /// A service.
    Service,
    /// A term of the glossary.
    Term,
}

impl Policy {
    /// What contains every word of the query, whatever its case; hits in titles first. An empty query finds nothing.
    pub fn search(&self, query: &str) -> Vec<Hit<'_>> {
        let query = query.to_lowercase();
        // More words than anyone types; the bound keeps a pasted book from taking long.
        let words: Vec<&str> = query.split_whitespace().take(16).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let has_all = |text: &str| words.iter().all(|word| text.contains(word));
        let (mut in_title, mut in_text) = (Vec::new(), Vec::new());
        for (hit, more) in self.searchable() {
            let title = hit.title.to_lowercase();
            if has_all(&title) {
                in_title.push(hit);
            } else if has_all(&(title + " " + &more.to_lowercase())) {
                in_text.push(hit);
            }
        }
        in_title.append(&mut in_text);
        in_title
    }

    /// Everything that can be found, with what stands under its title.
    fn searchable(&self) -> impl Iterator<Item = (Hit<'_>, String)> {
        use HitKind::{Data, Question, Service, Statement, Term};
        let questions = self.questions.iter().map(|q| (q.id.as_str(), &q.ask, Question, format!("{} {}", q.title, q.words.join(" "))));
        let data = self.inventory.items.iter().map(|item| (item.id.as_str(), &item.name, Data, String::new()));
        let statements = self.statements().map(|s| (s.id.as_str(), &s.title, Statement, text::plain(&s.text)));
        let services = self.services.iter().map(|service| {
            let aliases: Vec<_> = service.aliases.iter().map(|alias| alias.name.as_str()).collect();
            (service.id.as_str(), &service.name, Service, aliases.join(" "))
        });
        let terms = self.terms.iter().map(|t| (t.id.as_str(), &t.name, Term, format!("{} {}", t.aliases.join(" "), t.text)));
        let all = questions.chain(data).chain(statements).chain(services).chain(terms);
        all.map(|(id, title, kind, more)| (Hit { id, title, kind }, more))
    }
}
