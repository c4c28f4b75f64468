//! The words that [`super::wording`] knows. They are English, except for a few French ones.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::{normalize::normalize, search};

/// A group of words that name the same action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Action {
    Sell,
    Share,
    Collect,
    Track,
    Train,
    Advertise,
    Use,
    Keep,
    Delete,
    Encrypt,
    Notify,
    Anonymize,
    Request,
    Object,
    OptOut,
    Correct,
    Withdraw,
    Export,
    Access,
    Answer,
}

impl Action {
    /// Returns whether the action protects people; `None` if it neither protects nor uses data.
    pub(super) fn protects(self) -> Option<bool> {
        match self {
            Self::Sell | Self::Share | Self::Collect | Self::Track | Self::Train | Self::Advertise => Some(false),
            Self::Use | Self::Keep | Self::Access => Some(false),
            Self::Answer => None,
            _ => Some(true),
        }
    }

    /// Returns whether the words of this group name different actions, so that "sold or rented" is more than "sold".
    pub(super) fn is_of_many(self) -> bool {
        matches!(self, Self::Sell | Self::Track)
    }

    /// Returns whether a statement with only this action describes a use of data. `Keep` is excluded, because "kept for 30 days" can be
    /// a limit.
    pub(super) fn is_use(self) -> bool {
        matches!(self, Self::Sell | Self::Share | Self::Collect | Self::Track | Self::Train | Self::Advertise)
    }
}

/// Returns the action that a word names.
pub(super) fn action_of(word: &str) -> Option<Action> {
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let family = match word {
        "sell" | "sells" | "selling" | "sold" | "sale" | "sales" | "rent" | "rents" | "rented" | "renting" => Action::Sell,
        "trade" | "trades" | "traded" | "trading" | "license" | "licenses" | "licensed" => Action::Sell,
        "share" | "shares" | "shared" | "sharing" | "send" | "sends" | "sent" | "sending" => Action::Share,
        "pass" | "passes" | "passed" | "passing" | "give" | "gives" | "given" | "giving" | "receive" | "receives" => Action::Share,
        "collect" | "collects" | "collected" | "collecting" | "collection" | "gather" | "gathers" | "gathered" => Action::Collect,
        "record" | "records" | "recorded" | "recording" | "logged" => Action::Collect,
        "track" | "tracks" | "tracked" | "tracking" | "profile" | "profiles" | "profiling" | "profiled" => Action::Track,
        "monitor" | "monitors" | "monitored" | "monitoring" | "read" | "reads" | "scan" | "scans" | "scanned" => Action::Track,
        "train" | "trains" | "trained" | "training" => Action::Train,
        "ad" | "ads" | "marketing" => Action::Advertise,
        "use" | "uses" | "used" | "using" | "usage" => Action::Use,
        "keep" | "keeps" | "kept" | "keeping" | "retain" | "retains" | "retained" | "retaining" | "retention" => Action::Keep,
        "store" | "stores" | "stored" | "storing" | "hold" | "holds" | "held" | "holding" | "save" | "saves" | "saved" => Action::Keep,
        "archive" | "archives" | "archived" | "preserve" | "preserves" | "preserved" => Action::Keep,
        "inform" | "informs" | "informed" | "tell" | "tells" | "told" | "alert" | "alerts" | "alerted" => Action::Notify,
        "request" | "requests" | "requested" => Action::Request,
        "object" => Action::Object,
        "opt" => Action::OptOut,
        "correct" => Action::Correct,
        "withdraw" | "revoke" => Action::Withdraw,
        "export" | "exports" | "download" | "downloads" => Action::Export,
        "access" | "accesses" | "accessed" | "accessible" => Action::Access,
        "see" | "sees" | "seen" | "view" | "views" | "viewed" | "visible" => Action::Access,
        "answer" | "answers" | "answered" | "respond" | "responds" | "reply" | "replies" | "response" => Action::Answer,
        _ if begins(&["disclos", "transfer", "transmit", "forwarded"]) => Action::Share,
        _ if begins(&["analyz", "analys"]) => Action::Track,
        _ if begins(&["advertis"]) => Action::Advertise,
        _ if begins(&["delet", "eras", "remov", "purg", "destroy", "destruct"]) => Action::Delete,
        _ if begins(&["encrypt"]) => Action::Encrypt,
        _ if begins(&["notif"]) => Action::Notify,
        _ if begins(&["anonymi", "pseudonymi"]) => Action::Anonymize,
        _ if begins(&["rectif"]) => Action::Correct,
        _ => return None,
    };
    Some(family)
}

/// The known phrases, each with its marker. The first character of a marker is its kind: `~` hedge ("usually"), `^` exception or unlimited
/// time, `!` limit ("only"), `%` condition that limits a practice but weakens a refusal ("with your consent"), `+` emphasis of a protection
/// ("end to end").
const PHRASES: &[(&str, &str)] = &[
    ("not only", "also"),
    ("commercially reasonable efforts", "~efforts"),
    ("reasonable efforts", "~efforts"),
    ("best efforts", "~efforts"),
    ("best effort", "~efforts"),
    ("where possible", "~possible"),
    ("when possible", "~possible"),
    ("whenever possible", "~possible"),
    ("if possible", "~possible"),
    ("as far as possible", "~possible"),
    ("wherever possible", "~possible"),
    ("to the extent possible", "~possible"),
    ("where technically possible", "~possible"),
    ("where technically feasible", "~possible"),
    ("where reasonably possible", "~possible"),
    ("where feasible", "~possible"),
    ("when feasible", "~possible"),
    ("if feasible", "~possible"),
    ("as far as feasible", "~possible"),
    ("where practicable", "~possible"),
    ("if practicable", "~possible"),
    ("every effort", "~efforts"),
    ("in most cases", "~mostly"),
    ("generally", "~mostly"),
    ("usually", "~mostly"),
    ("normally", "~mostly"),
    ("typically", "~mostly"),
    ("aim to", "~aim"),
    ("aims to", "~aim"),
    ("try to", "~aim"),
    ("tries to", "~aim"),
    ("strive to", "~aim"),
    ("strives to", "~aim"),
    ("endeavor to", "~aim"),
    ("endeavors to", "~aim"),
    ("endeavour to", "~aim"),
    ("endeavours to", "~aim"),
    ("attempt to", "~aim"),
    ("attempts to", "~aim"),
    ("intend to", "~aim"),
    ("plan to", "~aim"),
    ("seek to", "~aim"),
    ("at our discretion", "~discretion"),
    ("in our discretion", "~discretion"),
    ("may", "~may"),
    ("might", "~may"),
    ("could", "~may"),
    ("should", "~may"),
    ("unless you agree", "%consent"),
    ("unless you consent", "%consent"),
    ("unless you opt in", "%consent"),
    ("unless you", "%you"),
    ("unless", "^unless"),
    ("except", "^except"),
    ("other than", "^except"),
    ("apart from", "^except"),
    ("without your consent", "^consent"),
    ("without your permission", "^consent"),
    ("without consent", "^consent"),
    ("with your consent", "%consent"),
    ("with your explicit consent", "%consent"),
    ("with your prior consent", "%consent"),
    ("ask for your consent", "%consent"),
    ("ask for your permission", "%consent"),
    ("ask your consent", "%consent"),
    ("ask your permission", "%consent"),
    ("with your permission", "%consent"),
    ("if you agree", "%consent"),
    ("if you opt in", "%consent"),
    ("at your request", "%request"),
    ("when you ask", "%request"),
    ("when required by law", "%law"),
    ("if required by law", "%law"),
    ("as required by law", "%law"),
    ("where required by law", "%law"),
    ("required by law", "%law"),
    ("required to by law", "%law"),
    ("legally required", "%law"),
    ("court order", "%law"),
    ("subpoena", "%law"),
    ("warrant", "%law"),
    ("always", "+always"),
    ("at all times", "+always"),
    ("at any time", "+any-time"),
    ("free of charge", "+free"),
    ("without charge", "+free"),
    ("at no cost", "+free"),
    ("end to end", "+end-to-end"),
    ("only", "!only"),
    ("solely", "!only"),
    ("exclusively", "!only"),
    ("strictly necessary", "!necessary"),
    ("anonymized", "!anonymous"),
    ("anonymised", "!anonymous"),
    ("anonymous", "!anonymous"),
    ("aggregated", "!aggregate"),
    ("aggregate", "!aggregate"),
    ("hashed", "!hashed"),
    ("pseudonymized", "!pseudonymous"),
    ("pseudonymised", "!pseudonymous"),
    ("de identified", "!anonymous"),
    ("deidentified", "!anonymous"),
    ("non personal", "!non-personal"),
    ("nonpersonal", "!non-personal"),
    ("non identifying", "!non-personal"),
    ("standard contractual clauses", "!safeguard"),
    ("adequacy decision", "!safeguard"),
    ("data processing agreement", "!safeguard"),
    ("for as long as necessary", "^keep"),
    ("as long as is necessary", "^keep"),
    ("as long as it is necessary", "^keep"),
    ("as long as necessary", "^keep"),
    ("as long as reasonably necessary", "^keep"),
    ("as long as it is needed", "^keep"),
    ("as long as they are needed", "^keep"),
    ("as long as is needed", "^keep"),
    ("as long as is required", "^keep"),
    ("as long as is reasonably necessary", "^keep"),
    ("as long as needed", "^keep"),
    ("as long as we need", "^keep"),
    ("as long as required", "^keep"),
    ("until no longer needed", "^keep"),
    ("until we no longer need", "^keep"),
    ("while needed", "^keep"),
    ("without limit", "^keep"),
    ("no time limit", "^keep"),
    ("no limit", "^keep"),
    ("indefinitely", "^keep"),
    ("permanently", "^keep"),
    ("forever", "^keep"),
    ("at least", "^least"),
    ("a minimum of", "^least"),
    ("at once", "%now"),
    ("right away", "%now"),
    ("straight away", "%now"),
    ("immediately", "%now"),
    ("without delay", "%now"),
];

/// A phrase as words, with its marker.
type Phrase = (Vec<&'static str>, &'static str);

/// The phrases by their first words.
static BY_FIRST_WORD: LazyLock<BTreeMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut all: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
    for (phrase, marker) in PHRASES {
        let words: Vec<&str> = phrase.split(' ').collect();
        all.entry(words.first().copied().unwrap_or_default()).or_default().push((words, marker));
    }
    all
});

/// Returns the marker of the longest phrase that the words begin with, and how many words the phrase has.
pub(super) fn phrase(words: &[&str]) -> Option<(&'static str, usize)> {
    let all = BY_FIRST_WORD.get(words.first()?)?.iter();
    let longest = all.filter(|(phrase, _)| words.starts_with(phrase)).max_by_key(|(phrase, _)| phrase.len());
    longest.map(|(phrase, marker)| (*marker, phrase.len()))
}

/// Returns the marker that a word is equal to, if there is one.
pub(super) fn marker(word: &str) -> Option<&'static str> {
    if !word.starts_with(['~', '^', '!', '%', '+']) {
        return None;
    }
    PHRASES.iter().map(|(_, marker)| *marker).find(|marker| *marker == word)
}

/// The words by which a sentence states the document's own date: "last updated in May 2023".
pub(super) const DATES_ITSELF: [&str; 6] = ["updated", "revised", "amended", "modified", "effective", "version"];

/// Returns whether a word is a part of a date: a month, a year or a day.
pub(super) fn is_of_date(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    MONTHS.contains(&word) || !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a word announces a second time after the first: "for a further 30 days".
pub(super) fn is_beyond(word: &str) -> bool {
    matches!(word, "afterward" | "afterwards" | "thereafter" | "additional" | "further" | "beyond")
}

/// Replaces contractions, so that "we'll" compares equal to "we will". The text is in lower case and has straight apostrophes.
pub(super) fn expanded(text: &str) -> String {
    const CONTRACTIONS: [(&str, &str); 11] = [
        ("won't", "will not"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("n't", " not"),
        ("'ll", " will"),
        ("'re", " are"),
        ("'ve", " have"),
        ("i'm", "i am"),
        ("it's", "it is"),
        ("that's", "that is"),
        ("there's", "there is"),
    ];
    if !text.contains('\'') && !text.contains("cannot") {
        return text.to_owned();
    }
    CONTRACTIONS.iter().fold(text.to_owned(), |text, (short, long)| text.replace(short, long))
}

/// Returns whether a word is an English or French stop word, which comparisons ignore.
pub(super) fn stop_word(word: &str) -> bool {
    const STOP: &[&str] = &[
        "a",
        "after",
        "all",
        "also",
        "an",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "data",
        "do",
        "does",
        "else",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "information",
        "is",
        "it",
        "its",
        "most",
        "not",
        "never",
        "no",
        "of",
        "on",
        "or",
        "and",
        "our",
        "ours",
        "so",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "these",
        "they",
        "this",
        "those",
        "to",
        "up",
        "us",
        "was",
        "we",
        "were",
        "when",
        "which",
        "who",
        "will",
        "with",
        "within",
        "you",
        "your",
        "yours",
        "maximum",
        "personal",
        "period",
        "time",
        "long",
        "longer",
        "le",
        "la",
        "les",
        "de",
        "des",
        "du",
        "un",
        "une",
        "pendant",
        "nos",
        "notre",
    ];
    STOP.contains(&word)
}

/// Returns the common part of a word's forms, without accents, so that "shares", "shared" and "sharing" compare equal.
pub(super) fn stem(word: &str) -> String {
    search::stem(&normalize(word))
}
