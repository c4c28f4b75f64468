//! Diagnostics for content: a stable code, one sentence, the exact place and a hint.

use std::fmt;

use serde::Serialize;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A hint: a reader or a rule may ask about it, but the files are valid.
    Hint,
    /// A warning: it should be checked, but the build goes on.
    Warning,
    /// An error: the content is invalid, and the build stops.
    Error,
}

/// A problem in content, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The code of the rule.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The path of the file, as the caller passed it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The range of bytes in the file.
    #[serde(skip)]
    pub span: std::ops::Range<usize>,
    /// The problem, as one lower-case sentence.
    pub message: String,
    /// The fix.
    pub hint: String,
}

/// `content/bot/policy.md:12:5: error[dangling-id]: no party has the id …`
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{}:{}:{}: {severity}[{}]: {}", self.file, self.line, self.column, self.code, self.message)?;
        if !self.hint.is_empty() {
            write!(f, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// The code of a diagnostic. Each has a paragraph in `docs/content.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the code as printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// A file is larger than the limit.
    TooLarge = "too-large",
    /// A file that looks like content is not read because of its ending.
    UnknownEnding = "unknown-ending",
    /// A table, file, party or part is in the wrong folder of content.
    WrongFolder = "wrong-folder",
    /// The TOML cannot be read.
    TomlSyntax = "toml-syntax",
    /// A table or key that the format does not know, or a value of the wrong type.
    TomlShape = "toml-shape",
    /// A required key is missing or empty.
    MissingKey = "missing-key",
    /// A value is not one of those that the key takes.
    BadValue = "bad-value",
    /// A date that does not exist.
    BadDate = "bad-date",
    /// A text that is not an id.
    BadId = "bad-id",
    /// A heading has no id.
    MissingId = "missing-id",
    /// An id is reserved for the product.
    ReservedId = "reserved-id",
    /// An id is used twice.
    DuplicateId = "duplicate-id",
    /// An id that does not exist.
    DanglingId = "dangling-id",
    /// A citation of an undeclared source, or of an undeclared section.
    DanglingCitation = "dangling-citation",
    /// Something has no source but needs one.
    MissingSource = "missing-source",
    /// A statement without a party.
    MissingParty = "missing-party",
    /// A part of the page that does not exist.
    UnknownPart = "unknown-part",
    /// A heading attribute that the format does not know.
    UnknownAttribute = "unknown-attribute",
    /// A heading more than one level below the one above.
    SkippedHeadingLevel = "skipped-heading-level",
    /// A heading with nothing under it, or without words.
    EmptySection = "empty-section",
    /// Text that belongs to no statement.
    TextOutsideStatement = "text-outside-statement",
    /// Front matter of another program at the start of a Markdown file.
    FrontMatter = "front-matter",
    /// HTML in Markdown.
    RawHtml = "raw-html",
    /// A link that is neither `http:`, `https:`, `mailto:` nor `tel:`.
    UnsafeLink = "unsafe-link",
    /// Markdown that the format does not have: images, footnotes, links without words, some tables.
    UnsupportedMarkdown = "unsupported-markdown",
    /// Lists, quotes, emphasis or tables nested too deep.
    TooDeep = "too-deep",
    /// A reading with a wrong party, source or `about`, or another statement that is used like one.
    BadReading = "bad-reading",
    /// Another party's statement where only the bot's own is allowed.
    NotTheBots = "not-the-bots",
    /// Two places in content state the same fact differently.
    Contradiction = "contradiction",
    /// A folder of a host other than the bot's.
    ForeignHost = "foreign-host",
    /// A table is missing, or there more than once, but must be there exactly once.
    NotOnce = "not-once",
    /// There are more diagnostics than are listed.
    TooMany = "too-many",
    /// A rule requires something that the policy does not state, or states only in part.
    Gap = "gap",
    /// An answer that the author has not checked yet.
    Unreviewed = "unreviewed",
    /// A text that was meant to be replaced.
    Placeholder = "placeholder",
    /// A retention without a number.
    NoNumber = "no-number",
    /// A title names a subject, but the first screen shows titles as answers.
    WeakTitle = "weak-title",
    /// A mail address that differs from another, and may be meant to be the same.
    OtherAddress = "other-address",
    /// Content without requirements and questions.
    MissingRules = "missing-rules",
    /// A security contact without the day until which it is valid, or after that day.
    Expires = "expires",
    /// The condition of a requirement does not complete the sentence that the outputs write around it.
    BadCondition = "bad-condition",
    /// A translation has only a part of the rules.
    UntranslatedRules = "untranslated-rules",
    /// A list that says that it is not complete.
    OpenEndedList = "open-ended-list",
    /// The bot uses a word that can mean many things.
    VagueWord = "vague-word",
    /// Data whose provider is retiring it.
    RetiringData = "retiring-data",
    /// Data that a bot can only have if it stores something.
    ImpliesStorage = "implies-storage",
    /// A document without a date.
    UndatedSource = "undated-source",
    /// A document older than a year.
    OldSource = "old-source",
    /// The content promises less than the last edition.
    Weaker = "weaker",
    /// An id that an earlier edition used with another meaning.
    ReusedId = "reused-id",
    /// A history that cannot be read.
    BadHistory = "bad-history",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
