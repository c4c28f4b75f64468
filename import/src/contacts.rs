//! Proposes contacts: addresses at which people are asked to write.

use carrot_core::{addresses, sentence::sentences};

use crate::{
    files::{BOT_FILE, Declared},
    links::first_mail,
    outline::Statement,
    propose::Candidate,
    reach::spelt,
    tree::plain_blocks,
    vocabulary::{Topic, Vocabulary, compared},
    write::{self, string},
};

/// The most contacts that are proposed.
const MAX_CONTACTS: usize = 5;

/// Proposes the contacts that statements name, each once: those of a section about contacts first. The address of an authority is no
/// contact of the bot.
pub(crate) fn contacts(candidates: &[Candidate<'_>], topics: &[Topic]) -> Vec<Declared> {
    let topic = |requirement: &str| topics.iter().find(|topic| topic.requirements.iter().any(|it| it == requirement));
    let about = |requirement: &str, it: &Candidate<'_>| {
        topic(requirement).is_some_and(|topic| topic.heads(&it.heading) || topic.heads(&it.section))
    };
    let is_main =
        |it: &Candidate<'_>| topic("gdpr-controller").is_some_and(|topic| topic.is_main(&it.heading) || topic.is_main(&it.section));
    let mut ordered: Vec<&Candidate<'_>> = candidates.iter().collect();
    ordered.sort_by_key(|it| !is_main(it));
    let mut out: Vec<Declared> = Vec::new();
    for candidate in ordered {
        let plain = plain_blocks(&candidate.statement.blocks);
        let of_authority = about("gdpr-complaint", candidate) && Vocabulary::get().names_authority(&compared(&plain));
        for (kind, to) in addresses_in(candidate.statement) {
            let near = line_with(&plain, &to);
            let is_authority = of_authority || Vocabulary::get().names_authority(&compared(near));
            let key = format!("contact {}", to.to_lowercase());
            if is_authority || out.len() == MAX_CONTACTS || out.iter().any(|other| other.key == key) {
                continue;
            }
            let officer = about("gdpr-dpo", candidate) || topic("gdpr-dpo").is_some_and(|topic| topic.weight(&compared(near)) >= 2);
            let purpose = if officer { "data-protection-officer" } else { purpose(near, &to) };
            let text = format!(
                "[[contact]]\nkind = \"{kind}\"\nto = {}\npurpose = [\"{purpose}\"]\nstatement = {}\n",
                string(&to),
                string(candidate.id)
            );
            let label = format!("the contact: {to} ({kind})");
            out.push(Declared { key, file: BOT_FILE, label, statement: candidate.id.to_owned(), text });
        }
    }
    out
}

/// Returns the line of a text that has an address, or all of the text if the address is the target of a link.
fn line_with<'t>(text: &'t str, address: &str) -> &'t str {
    let line = text.lines().find(|line| line.contains(address)).unwrap_or(text);
    sentences(line).into_iter().find(|sentence| sentence.contains(address)).unwrap_or(line)
}

/// Words of labels of addresses, in the form of [`compared`], and the purpose of the address.
const PURPOSES: [(&str, &[&str]); 2] = [
    ("security", &[" security", " vulnerab", " sicherheitsl", " securite", " seguridad", " безопасност", "セキュリティ", "安全"]),
    ("support", &[" support", " help ", " hilfe ", " assistance ", " soporte ", " поддержк", "サポート", "客服", " suporte "]),
];

/// Returns the purpose of an address by the label before it, as in "Security: lamp@bot.example".
fn purpose(line: &str, address: &str) -> &'static str {
    let before = line.split(address).next().unwrap_or_default();
    let label = before.trim_end().strip_suffix([':', '：']).map(|label| label.rsplit(['.', '\n', ',']).next().unwrap_or(label));
    let label = compared(label.unwrap_or_default());
    let found = PURPOSES.iter().find(|(_, words)| words.iter().any(|word| label.contains(word)));
    found.map_or("privacy", |(purpose, _)| purpose)
}

/// Returns the addresses in a statement, with their kinds.
fn addresses_in(statement: &Statement) -> Vec<(&'static str, String)> {
    let mut text = String::new();
    write::blocks(&statement.blocks, &mut text);
    // Formatting may be within an address: "**me**@bot.example". Only the target of a link is not in the plain text.
    let plain = plain_blocks(&statement.blocks);
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut rest = plain.as_str();
    while let Some((start, end)) = first_mail(rest) {
        found.push(("mail", rest.get(start..end).unwrap_or_default().to_owned()));
        rest = rest.get(end..).unwrap_or_default();
    }
    for to in text.split("mailto:").skip(1) {
        let end = first_mail(to).filter(|(start, _)| *start == 0).map(|(_, end)| end);
        found.extend(end.and_then(|end| to.get(..end)).map(|to| ("mail", to.to_owned())));
    }
    found.extend(spelt(&plain).into_iter().map(|to| ("mail", to)));
    found.extend(addresses::invites(&text).into_iter().map(|to| ("discord", to)));
    let address = |word: &&str| word.starts_with("https://") && FORMS.iter().any(|form| word.contains(form));
    let forms = text.split(|c: char| c.is_whitespace() || "<>()[]\"".contains(c)).filter(address);
    found.extend(forms.map(|to| ("form", to.trim_end_matches(['.', ',', ';']).to_owned())));
    found
}

/// Parts of the addresses of pages on which people write.
const FORMS: [&str; 5] = ["/issues", "/discussions", "forms.gle/", "docs.google.com/forms", "tally.so/"];
