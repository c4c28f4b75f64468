//! Judges the headings of statements: those that say nothing without text, and labels that are headings.

use crate::{
    negation::negates,
    outline::{Section, Statement},
    tree::{BlockKind, Inline, is_unspaced, lines_of, plain, plain_blocks},
    vocabulary::compared,
};

/// Maximum length of a label, in characters.
const MAX_LABEL: usize = 40;

/// Returns true for a statement whose text is only a heading that names a subject: "Contact". A heading such as "We never sell data" says
/// something.
pub(crate) fn is_heading_only(section: &Section, statement: &Statement) -> bool {
    let text = plain_blocks(&statement.blocks);
    let words = compared(&text);
    let same = |heading: &str| compared(heading) == words;
    let is_heading = statement.headed && same(&statement.title) || section.title.as_deref().is_some_and(same);
    let without_number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.');
    let says = text.trim_end().ends_with(['.', '!', '。', '！'])
        || without_number.contains(|c: char| c.is_ascii_digit() || c == '@')
        || negates(&words)
        || is_clause(&text);
    is_heading && !says
}

/// Verbs with which a heading states something, in the form of [`compared`]; endings of verbs in languages that inflect them.
const FINITE: [&str; 42] = [
    " is ",
    " are ",
    " were ",
    " will ",
    " may ",
    " can ",
    " must ",
    " wird ",
    " werden ",
    " wurde ",
    " wurden ",
    " ist ",
    " sind ",
    " kann ",
    " kannst ",
    " konnen ",
    " darf ",
    " est ",
    " sont ",
    " sera ",
    " seront ",
    " peut ",
    " peuvent ",
    " se ",
    " seran ",
    " puede ",
    " pueden ",
    " sao ",
    " pode ",
    " podem ",
    " serao ",
    "ется ",
    "ются ",
    "ится ",
    "ятся ",
    "ます ",
    "です ",
    "니다 ",
    "会被",
    "将被",
    "會被",
    "將被",
];

/// Subjects at the beginning of sentences, in the form of [`compared`].
const SUBJECTS: [&str; 10] = [" we ", " you ", " wir ", " sie ", " nous ", " vous ", " мы ", " вы ", " 我们", " 我們"];

/// Words of questions and of clauses that name a subject, in the form of [`compared`]: "How data is used", "Data that is stored".
const ASKS: [&str; 44] = [
    " how ",
    " what ",
    " who ",
    " whom ",
    " whose ",
    " which ",
    " when ",
    " where ",
    " why ",
    " that ",
    " if ",
    " whether ",
    " wie ",
    " welche",
    " wer ",
    " wem ",
    " wen ",
    " wann ",
    " warum ",
    " wofur ",
    " wozu ",
    " ob ",
    " wenn ",
    " comment ",
    " quel",
    " qui ",
    " que ",
    " pourquoi ",
    " quand ",
    " como ",
    " cual",
    " quien",
    " cuando ",
    " quem ",
    " quais ",
    " quando ",
    " как",
    " что ",
    " кто ",
    " кому ",
    " где ",
    " когда ",
    " котор",
    " зачем ",
];

/// Words that ask only at the beginning, in the form of [`compared`].
const BEGINS_QUESTION: [&str; 13] =
    [" was ", " wo ", " ou ", " is ", " are ", " can ", " will ", " may ", " werden ", " wird ", " ist ", " sind ", " kann "];

/// Commas before clauses that name a subject: "Daten, die gespeichert werden".
const RELATIVE: [&str; 5] = [", die ", ", der ", ", das ", ", den ", ", dem "];

/// Returns true for a heading that is a sentence, and not a question or a subject: "Your data is sold".
fn is_clause(heading: &str) -> bool {
    const MIN_WORDS: usize = 3;
    let words = compared(heading.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.' || c == ')'));
    let asks = heading.trim_end().ends_with(['?', '？'])
        || ASKS.iter().any(|word| words.contains(word))
        || BEGINS_QUESTION.iter().any(|word| words.starts_with(word))
        || RELATIVE.iter().any(|comma| heading.contains(comma));
    // "You and your data" has no verb.
    let joins = words.split_whitespace().nth(1).is_some_and(|word| ["and", "or", "und", "et", "y", "и"].contains(&word));
    let begins = SUBJECTS.iter().any(|subject| words.starts_with(subject));
    let addresses = begins && !joins && (heading.starts_with(is_unspaced) || words.split_whitespace().count() >= MIN_WORDS);
    !asks && (addresses || FINITE.iter().any(|verb| words.contains(verb)))
}

/// Returns the bold label of a statement that has no other: "**Contact:** the gardener".
pub(crate) fn label_of(statement: &Statement) -> Option<String> {
    let [block] = statement.blocks.as_slice() else { return None };
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    let (Some(Inline::Strong(label)), rest) = (inlines.first(), inlines.get(1..).unwrap_or_default()) else { return None };
    let (label, rest) = (plain(label), plain(rest));
    let ends = label.trim_end().ends_with([':', '：']) || rest.trim_start().starts_with([':', '：']);
    let others = lines_of(inlines).iter().filter(|line| matches!(line.first(), Some(Inline::Strong(_)))).count();
    (ends && others == 1 && label.chars().count() <= MAX_LABEL).then_some(label)
}
