//! Diagnostics for content: a stable code, one sentence, the exact place and a hint.

use std::fmt;

use serde::Serialize;

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something that a reader or a rule would ask about; nothing is wrong with the files.
    Hint,
    /// Worth a look; the build goes on.
    Warning,
    /// The content means nothing, or something that it may not; the build stops.
    Error,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Which rule is broken.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The path of the file, as it was handed in.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The bytes in the file that are meant.
    #[serde(skip)]
    pub span: std::ops::Range<usize>,
    /// The problem, as one lower-case sentence.
    pub message: String,
    /// The way out.
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
        /// Which rule is broken. Each has a paragraph in `docs/content.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// A file larger than any that is read.
    TooLarge = "too-large",
    /// A file that looks like content, and that its ending keeps from being read.
    UnknownEnding = "unknown-ending",
    /// Something that belongs to another folder of content.
    WrongFolder = "wrong-folder",
    /// The TOML cannot be read.
    TomlSyntax = "toml-syntax",
    /// A table or key that the format does not know, or a value of the wrong type.
    TomlShape = "toml-shape",
    /// A required key is missing or empty.
    MissingKey = "missing-key",
    /// A value is not one of those that the key takes.
    BadValue = "bad-value",
    /// A date that no calendar has.
    BadDate = "bad-date",
    /// A text that is not an id.
    BadId = "bad-id",
    /// A heading without an id.
    MissingId = "missing-id",
    /// An id that the product itself uses.
    ReservedId = "reserved-id",
    /// The same id twice.
    DuplicateId = "duplicate-id",
    /// An id that nothing has.
    DanglingId = "dangling-id",
    /// A citation of a source, or of a section of it, that is not declared.
    DanglingCitation = "dangling-citation",
    /// Something that must say where it comes from, and does not.
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
    /// Markdown that this format does not take: images, tables, rules, footnotes, deeper headings.
    UnsupportedMarkdown = "unsupported-markdown",
    /// Lists, quotes, emphasis or tables nested too deep.
    TooDeep = "too-deep",
    /// Reading rules broken: a reading that is about nothing, or another statement that is about something.
    BadReading = "bad-reading",
    /// Another party's statement where only the bot's own is allowed.
    NotTheBots = "not-the-bots",
    /// Two places of content that state the same fact differently.
    Contradiction = "contradiction",
    /// A folder of a host that is not the bot's.
    ForeignHost = "foreign-host",
    /// A table that must be there exactly once.
    NotOnce = "not-once",
    /// More diagnostics than are listed.
    TooMany = "too-many",
    /// A rule asks for something that the policy does not, or only partly, say.
    Gap = "gap",
    /// An answer that the author has not checked yet.
    Unreviewed = "unreviewed",
    /// A text that was meant to be replaced.
    Placeholder = "placeholder",
    /// A time for which data is kept, without a number.
    NoNumber = "no-number",
    /// A title that names a subject where the first screen shows it as an answer.
    WeakTitle = "weak-title",
    /// Content without rules, so there are no questions.
    MissingRules = "missing-rules",
    /// A security contact without the day until which it is valid, or after that day.
    Expires = "expires",
    /// A list that says of itself that it is not complete.
    OpenEndedList = "open-ended-list",
    /// A word of the bot's that can mean much.
    VagueWord = "vague-word",
    /// Data that is being retired where it comes from.
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
