//! Recognizes sentences that deny something, in the languages of policies.

/// Returns true for a text such as "We do not collect:", in the form of `vocabulary::compared`.
pub(crate) fn negates(text: &str) -> bool {
    NEGATIONS.iter().any(|no| text.contains(no))
}

/// Returns true for a text that begins with a "no": "Not collected". The text is in the form of `vocabulary::compared`.
pub(crate) fn is_denial(text: &str) -> bool {
    const NO: [&str; 7] = [" none ", " nein ", " non ", " нет ", " なし", " いいえ", " 无"];
    let begins = |no: &&str| text.starts_with(*no);
    NO.iter().any(&begins) || NEGATIONS.iter().filter(|no| no.starts_with(' ')).any(begins)
}

const NEGATIONS: [&str; 30] = [
    " not ",
    " never ",
    " don t ",
    " doesn t ",
    " won t ",
    " isn t ",
    " aren t ",
    " nicht ",
    " kein",
    " nie ",
    " niemals ",
    " pas ",
    " jamais ",
    " nunca ",
    " aucun",
    " ni ",
    " no ",
    " nao ",
    " не ",
    " ни ",
    "ません",
    "しない",
    "わない",
    "らない",
    "さない",
    "不会",
    "不收集",
    "不出售",
    "않",
    "없",
];
