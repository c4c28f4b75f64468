//! Proposes recipients, rights and legal bases as commented-out tables. Nothing of them is shown until the author removes the `#`.

use carrot_core::sentence::sentences;

use crate::{
    files::{Declared, SCHEMA},
    propose::{Candidate, Proposal},
    recipients::{Recipient, recipients},
    slug::Ids,
    tree::plain_blocks,
    vocabulary::{Topic, Vocabulary, compared},
    write::string,
};

/// The file of the proposed tables.
pub(crate) const FILE: &str = "bot/proposed.toml";

/// Returns the proposed recipients, rights and legal bases.
pub(crate) fn declared(
    candidates: &[Candidate<'_>],
    topics: &[Topic],
    answers: &[Proposal],
    lang: &str,
    bot: &str,
    ids: &mut Ids,
) -> Vec<Declared> {
    let topic = |requirement: &str| topics.iter().find(|topic| topic.requirements.iter().any(|it| it == requirement));
    let of = |requirement: &str| -> Vec<&Candidate<'_>> {
        let statements: Vec<&String> =
            answers.iter().filter(|it| it.requirement == requirement).flat_map(|it| &it.statements).collect();
        candidates.iter().filter(|it| statements.iter().any(|id| *id == it.id)).collect()
    };
    let mut out = Vec::new();
    if let Some(share) = topic("gdpr-recipients") {
        let others: Vec<&Topic> = ["gdpr-rights", "gdpr-legal-basis", "gdpr-complaint"].into_iter().filter_map(topic).collect();
        let found = recipients(&of("gdpr-recipients"), share, &others, lang);
        // "Providers who help us to operate the bot" names the bot, too.
        let others = found.into_iter().filter(|it| compared(&it.name) != compared(bot));
        out.extend(others.map(|it| recipient(it, ids)));
    }
    // All statements below a heading about rights, and not only those that are proposed as its answer.
    let all_of = |requirement: &str| {
        let (asked, topic) = (of(requirement), topic(requirement));
        let headed = |it: &Candidate<'_>| topic.is_some_and(|topic| topic.heads(&it.section) || topic.heads(&it.heading));
        candidates.iter().filter(|it| headed(it) || asked.iter().any(|one| one.id == it.id)).collect::<Vec<_>>()
    };
    let (rights, bases) = (all_of("gdpr-rights"), all_of("gdpr-legal-basis"));
    for fact in &Vocabulary::get().fact {
        let is_right = fact.table == "right";
        let names = |text: &str| fact.is_in(text);
        let named = match is_right {
            true => granting(&rights, &names),
            false => bases.iter().find(|it| is_basis(it, &fact.kind, &names)).copied(),
        };
        // "Opting out of statistics" may be a section of its own.
        let opts_out = |it: &&Candidate<'_>| fact.kind == "opt-out" && !it.denied && (names(&it.heading) || names(&it.section));
        let Some(candidate) = named.or_else(|| candidates.iter().find(opts_out)) else { continue };
        let (kind, statement) = (string(&fact.kind), string(candidate.id));
        let (label, text) = if is_right {
            (format!("the right: {}", fact.kind), format!("[[right]]\nkind = {kind}\nstatement = {statement}\n"))
        } else {
            let basis = string(&ids.give(&format!("basis {}", fact.kind), "basis", &|_| false));
            let text = format!("[[legal_basis]]\nid = {basis}\nbasis = {kind}\nstatement = {statement}\n");
            (format!("the legal basis: {}", fact.kind), text)
        };
        let key = format!("{} {}", fact.table, fact.kind);
        out.push(Declared { key, file: FILE, label, statement: candidate.id.to_owned(), text });
    }
    out
}

fn recipient(recipient: Recipient, ids: &mut Ids) -> Declared {
    let Recipient { name, facts, statement } = recipient;
    let id = ids.give(&format!("recipient {name}"), "recipient", &|_| false);
    let mut text = format!("[[recipient]]\nid = {}\nname = {}\nstatement = {}\n", string(&id), string(&name), string(&statement));
    for (key, fact) in facts {
        text.push_str(&format!("{key} = {}\n", string(&fact)));
    }
    Declared { key: id, file: FILE, label: format!("the recipient: {name}"), statement, text }
}

/// Returns the statement that grants a right: the one whose own heading names it, or else the first that names it.
fn granting<'c, 'o>(rights: &[&'c Candidate<'o>], names: &dyn Fn(&str) -> bool) -> Option<&'c Candidate<'o>> {
    let grants = |candidate: &&&Candidate<'_>| {
        let text = plain_blocks(&candidate.statement.blocks);
        let vocabulary = Vocabulary::get();
        // "The rights of access and deletion are not relevant, because nothing is stored."
        sentences(&text).into_iter().map(compared).any(|sentence| names(&sentence) && !vocabulary.is_irrelevant(&sentence))
    };
    let of_heading = rights.iter().find(|it| !it.denied && names(&it.heading));
    of_heading.or_else(|| rights.iter().find(grants)).copied()
}

/// Returns true if a statement names a legal basis, by its words or its letter in article 6. A right to withdraw consent is no basis.
fn is_basis(candidate: &Candidate<'_>, kind: &str, names: &dyn Fn(&str) -> bool) -> bool {
    let text = format!("{}\n{}", candidate.heading, plain_blocks(&candidate.statement.blocks));
    let vocabulary = Vocabulary::get();
    let sentences = text.lines().flat_map(sentences).map(compared);
    sentences.into_iter().any(|sentence| {
        letters(&sentence).iter().any(|letter| basis_of(*letter) == Some(kind)) || names(&sentence) && !vocabulary.withdraws(&sentence)
    })
}

/// Returns the legal basis of a letter in article 6 of the GDPR.
fn basis_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        'a' => "consent",
        'b' => "contract",
        'c' => "legal-obligation",
        'd' => "vital-interests",
        'e' => "public-task",
        'f' => "legitimate-interests",
        _ => return None,
    })
}

/// Returns the letters of article 6 that a sentence names: "Art. 6 (1) (b)", "6.1.f". The sentence is in the form of [`compared`].
fn letters(sentence: &str) -> Vec<char> {
    const BETWEEN: [&str; 22] = [
        "1",
        "i",
        "abs",
        "absatz",
        "par",
        "paragraph",
        "paragraphe",
        "apartado",
        "s",
        "satz",
        "unterabsatz",
        "lit",
        "lettre",
        "letra",
        "buchstabe",
        "letter",
        "point",
        "n",
        "nr",
        "ч",
        "п",
        "пункт",
    ];
    const ARTICLES: [&str; 8] = ["art", "article", "artikel", "articulo", "artigo", "gdpr", "статья", "статьи"];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut out = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, word)| **word == "6") {
        let article = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| ARTICLES.contains(word));
        let after = words.get(at + 1..).unwrap_or_default();
        if !article && after.first() != Some(&"1") {
            continue;
        }
        let skipped = after.iter().take(8).take_while(|word| BETWEEN.contains(word)).count();
        let letter = after.get(skipped).filter(|word| word.len() == 1).and_then(|word| word.chars().next());
        out.extend(letter.filter(char::is_ascii_lowercase));
        // "Art. 6(1)(a) and (f)"
        let more = after.get(skipped + 1..).unwrap_or_default();
        if let [joint, next, ..] = more {
            let joined = ["and", "und", "et", "y", "or", "oder", "bzw"].contains(joint) && next.len() == 1;
            out.extend(next.chars().next().filter(|_| joined));
        }
    }
    out
}

/// Writes the tables, commented out; empty if there are none.
pub(crate) fn text(declared: &[Declared]) -> String {
    let tables: String = declared.iter().filter(|it| it.file == FILE).map(|it| format!("\n{}", it.commented())).collect();
    if tables.is_empty() {
        return tables;
    }
    format!(
        "{SCHEMA}# Written once by `carrot import`; yours to change. Recipients, rights and legal bases that the policy may name, found by its\n\
         # words. Check each. If it is right, remove the `#` signs; if not, delete it. docs/content.md lists the keys of each table.\n{tables}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_article_6_are_legal_bases() {
        for (text, expected) in [
            ("Art. 6 (1)(b) GDPR", "b"),
            ("Art. 6 Abs. 1 S. 1 lit. f DSGVO", "f"),
            ("gemäß Artikel 6 Absatz 1 Buchstabe a DSGVO", "a"),
            ("Contrato (6.1.b), interés (6.1.f)", "bf"),
            ("article 6-e du RGPD", "e"),
            ("Article 6(1)(a) and (f)", "af"),
            ("6 a day", ""),
            ("in 6 months", ""),
        ] {
            assert_eq!(letters(&compared(text)).into_iter().collect::<String>(), expected, "{text}");
        }
    }
}
