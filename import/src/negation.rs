//! Recognizes sentences that deny something, in the languages of policies.

use std::borrow::Cow;

/// Returns true for a text such as "We do not collect:", in the form of `vocabulary::compared`.
pub(crate) fn negates(text: &str) -> bool {
    let text = OPEN_LISTS.iter().find(|open| text.contains(**open)).map_or(Cow::Borrowed(text), |open| text.replace(open, " ").into());
    NEGATIONS.iter().any(|no| text.contains(no))
}

/// Words that leave a list open, and deny nothing: "including but not limited to".
const OPEN_LISTS: [&str; 9] = [
    " not limited ",
    " not only ",
    " nicht beschrankt ",
    " nicht nur ",
    " pas limite ",
    " non seulement ",
    " no limitado ",
    " не ограничиваясь ",
    " не только ",
];

/// Returns true for a text that begins with a "no": "Not collected". The text is in the form of `vocabulary::compared`.
pub(crate) fn is_denial(text: &str) -> bool {
    const NO: [&str; 7] = [" none ", " nein ", " non ", " нет ", " なし", " いいえ", " 无"];
    let begins = |no: &&str| text.starts_with(*no);
    NO.iter().any(&begins) || NEGATIONS.iter().filter(|no| no.starts_with(' ')).any(begins)
}

const NEGATIONS: [&str; 41] = [
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
    // "Non" alone denies little: "données non personnelles".
    " non collect",
    " non recueill",
    " non stock",
    " non conserv",
    " non enregistr",
    " non traite",
    " non partag",
    " не ",
    " ни ",
    "ません",
    "しない",
    "わない",
    "らない",
    "さない",
    "无需",
    "无须",
    "不需要",
    "不会",
    "不收集",
    "未收集",
    "不出售",
    "않",
    "없",
];
