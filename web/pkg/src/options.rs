//! Options of the functions: turns loose JavaScript values into strict types. An invalid value is one sentence with the option, the
//! given value, and the allowed values.

use std::fmt;

use crate::js_input::{JsInput, MAX_ITEMS, quoted};
use carrot_core::{
    EntryKind, Facts, Lang,
    name::{self, NameMatch, Named, OfKind, Unknown},
    qualify::Isolation,
};

/// A wrong value: one lower-case sentence that names the option, what was given, and what is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionError {
    /// An option has a wrong name, type or value.
    Option(String),
    /// Nothing has a name that was given.
    Unknown(String),
    /// Several things have a name that was given.
    Ambiguous(String),
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Option(sentence) | Self::Unknown(sentence) | Self::Ambiguous(sentence)) = self;
        f.write_str(sentence)
    }
}

impl std::error::Error for OptionError {}

impl OptionError {
    fn new(option: &str, input: &JsInput, takes: impl fmt::Display) -> Self {
        Self::Option(format!("`{option}` is {}: it takes {takes}", input.shown()))
    }

    pub(crate) fn unknown(option: &str, unknown: &Unknown) -> Self {
        Self::Unknown(format!("`{option}` takes ids and names of what content has, and {unknown}"))
    }

    /// Returns the `code` of the error in JavaScript; it stays the same when the sentence is
    /// reworded.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Option(_) => "wrong-option",
            Self::Unknown(_) => "unknown-name",
            Self::Ambiguous(_) => "ambiguous-name",
        }
    }
}

/// Limits of a search. A missing option does not limit it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct SearchOptions {
    /// Maximum number of hits, 1 to 10,000; 12 if left out.
    pub limit: Option<u32>,
    /// Only hits of these kinds.
    pub kinds: Option<Vec<EntryKind>>,
    /// The language to search in, as a tag: `fr`, `pt-BR`. Hits have translated titles if there is a translation.
    pub lang: Option<Lang>,
}

impl SearchOptions {
    const NAMES: [&str; 3] = ["limit", "kinds", "lang"];
    /// The largest `limit` that is accepted.
    const MAX_LIMIT: u32 = 10_000;

    pub(crate) fn new(input: &JsInput) -> Result<Self, OptionError> {
        let mut options = Self::default();
        for (name, value) in entries("options", input, "search", &Self::NAMES)? {
            match name {
                "limit" => options.limit = Some(whole(name, value, 1, Self::MAX_LIMIT, "")?),
                "kinds" => options.kinds = Some(kinds(name, value)?),
                _ => options.lang = Some(lang(name, value)?),
            }
        }
        Ok(options)
    }
}

/// Needs of the solver; not the requirements of rules. A missing option or an empty list asks for nothing; at least one option must be set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename_all = "camelCase"))]
pub struct Requirements {
    /// Covered by all of these frameworks: ids (`soc-2`) or names.
    pub frameworks: Option<Vec<String>>,
    /// May hold all of these kinds of data: ids or names of data rules.
    pub data: Option<Vec<String>>,
    /// In all of these regions: ids or names.
    pub regions: Option<Vec<String>>,
    /// Restored after so many hours at most (RTO).
    pub restore_hours: Option<u32>,
    /// With so many hours of data lost at most (RPO).
    pub loss_hours: Option<u32>,
    /// Isolated from other customers at least so far.
    pub isolation: Option<Isolation>,
}

impl Requirements {
    const NAMES: [&str; 6] = ["frameworks", "data", "regions", "restoreHours", "lossHours", "isolation"];

    pub(crate) fn new(input: &JsInput) -> Result<Self, OptionError> {
        let mut asked = Self::default();
        for (name, value) in entries("needs", input, "qualify", &Self::NAMES)? {
            match name {
                "frameworks" => asked.frameworks = texts(name, value)?,
                "data" => asked.data = texts(name, value)?,
                "regions" => asked.regions = texts(name, value)?,
                "restoreHours" => asked.restore_hours = Some(whole(name, value, 0, u32::MAX, " of hours")?),
                "lossHours" => asked.loss_hours = Some(whole(name, value, 0, u32::MAX, " of hours")?),
                _ => asked.isolation = Some(one_of(name, value, &[("private", Isolation::Private), ("shield", Isolation::Shield)])?),
            }
        }
        if asked == Self::default() {
            return Err(OptionError::Option(format!(
                "`needs` asks for nothing: it takes at least one of {}",
                listed(&Self::NAMES, "or")
            )));
        }
        Ok(asked)
    }
}

/// Returns the one thing that a name means.
pub(crate) fn one<'f, T: OfKind + Named>(option: &str, facts: &'f Facts, text: &str) -> Result<&'f T, OptionError> {
    match facts.find::<T>(text) {
        Ok(NameMatch::One(one)) => Ok(one),
        Ok(NameMatch::Several(several)) => {
            let ids: Vec<_> = several.into_iter().map(Named::id).collect();
            Err(OptionError::Ambiguous(format!(
                "`{option}` names several things with `{}`: it takes one of {}",
                quoted(text),
                listed(&ids, "or")
            )))
        }
        Err(unknown) => Err(OptionError::unknown(option, &unknown)),
    }
}

/// Returns a required text, which may be empty.
pub(crate) fn text<'i>(name: &str, input: &'i JsInput) -> Result<&'i str, OptionError> {
    match input {
        JsInput::Text(text) => Ok(text),
        other => Err(OptionError::new(name, other, "a text")),
    }
}

/// Returns a name; `None` if it is left out.
pub(crate) fn named<'i>(name: &str, input: &'i JsInput) -> Result<Option<&'i str>, OptionError> {
    match input {
        JsInput::Nothing => Ok(None),
        JsInput::Text(text) if !text.trim().is_empty() => Ok(Some(text)),
        other => Err(OptionError::new(name, other, "an id or a name, or is left out")),
    }
}

/// Returns the known options of an object, without those whose value is left out. An unknown option
/// is an error.
fn entries<'i>(
    what: &str,
    input: &'i JsInput,
    of: &str,
    names: &'static [&str],
) -> Result<Vec<(&'static str, &'i JsInput)>, OptionError> {
    let entries = match input {
        JsInput::Nothing => return Ok(Vec::new()),
        JsInput::Object(entries) => entries,
        other => return Err(OptionError::new(what, other, format_args!("an object with {}", listed(names, "and")))),
    };
    let mut out = Vec::new();
    for (name, value) in entries {
        let Some(known) = names.iter().find(|known| *known == name) else {
            return Err(OptionError::Option(format!(
                "`{}` is not an option of {of}: it takes {}{}",
                quoted(name),
                listed(names, "and"),
                nearest(name, names)
            )));
        };
        if *value != JsInput::Nothing {
            out.push((*known, value));
        }
    }
    Ok(out)
}

fn whole(name: &str, input: &JsInput, least: u32, most: u32, of: &str) -> Result<u32, OptionError> {
    match input {
        JsInput::Number(number, _) if number.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(number) =>
        {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was just held against both ends")]
            Ok(*number as u32)
        }
        other => Err(OptionError::new(name, other, format_args!("a whole number{of} from {least} to {most}"))),
    }
}

fn kinds(name: &str, input: &JsInput) -> Result<Vec<EntryKind>, OptionError> {
    let known: Vec<(&str, EntryKind)> = EntryKind::ALL.into_iter().map(|kind| (kind.id(), kind)).collect();
    let takes = || listed(&known.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "and");
    match input {
        JsInput::List(items) if !items.is_empty() => items.iter().map(|item| one_of(name, item, &known)).collect(),
        other => Err(OptionError::new(name, other, format_args!("a list of kinds, of {}", takes()))),
    }
}

fn lang(name: &str, input: &JsInput) -> Result<Lang, OptionError> {
    let lang = if let JsInput::Text(text) = input { text.parse().ok() } else { None };
    lang.ok_or_else(|| OptionError::new(name, input, "a language tag such as `fr`, `pt-BR` or `zh-Hant`"))
}

fn one_of<T: Copy>(name: &str, input: &JsInput, known: &[(&'static str, T)]) -> Result<T, OptionError> {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let (found, near) = match input {
        JsInput::Text(text) => (known.iter().find(|(name, _)| name == text), nearest(text, &names)),
        _ => (None, String::new()),
    };
    found.map(|(_, value)| *value).ok_or_else(|| OptionError::new(name, input, format_args!("{}{near}", listed(&names, "or"))))
}

/// Returns a list of names; `None` for an empty list.
fn texts(name: &str, input: &JsInput) -> Result<Option<Vec<String>>, OptionError> {
    let takes = format!("a list of ids or names, {MAX_ITEMS} at most");
    let JsInput::List(items) = input else { return Err(OptionError::new(name, input, takes)) };
    let text = |item: &JsInput| match item {
        JsInput::Text(text) if !text.trim().is_empty() => Ok(text.clone()),
        other => Err(OptionError::Option(format!("`{name}` has {} in it: it takes {takes}", other.shown()))),
    };
    let texts: Vec<String> = items.iter().map(text).collect::<Result<_, _>>()?;
    Ok(Some(texts).filter(|texts| !texts.is_empty()))
}

/// Lists names in a sentence: `a`, `b` and `c`. If there are very many, only the first.
fn listed(names: &[&str], and: &str) -> String {
    const MAX: usize = 15;
    let mut out = String::new();
    for (at, name) in names.iter().take(MAX).enumerate() {
        match at {
            0 => {}
            _ if at + 1 == names.len() => out.push_str(&format!(" {and} ")),
            _ => out.push_str(", "),
        }
        out.push_str(&format!("`{name}`"));
    }
    if names.len() > MAX {
        out.push_str(&format!(" and {} more", names.len() - MAX));
    }
    out
}

/// Returns the end of an error that lists all names: the name that is most similar to a text. Empty
/// if no name is similar.
fn nearest(text: &str, names: &[&str]) -> String {
    let near = name::nearest(text, names);
    near.map_or_else(String::new, |name| format!("; the nearest is `{name}`"))
}
