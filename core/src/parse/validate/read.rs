//! Reads and checks single values and references.

use super::*;

impl Validator<'_, '_> {
    /// Returns the entry of a table that must exist exactly once. Reports a missing table, and each further one.
    pub(super) fn once<'w, T>(&mut self, entries: &'w [Entry<T>], table: &str) -> Option<&'w Entry<T>> {
        let hint = format!("write the table `[{table}]` once, in the folder `bot`");
        if entries.is_empty() && !self.sink.files.is_empty() && !self.broken.iter().any(|(name, _)| *name == table) {
            let at = FileSpan { file: 0, span: 0..0 };
            self.sink.error(Code::NotOnce, &at, format!("no file has a table `[{table}]`"), hint.as_str());
        }
        for entry in entries.iter().skip(1) {
            self.sink.error(Code::NotOnce, &entry.at, format!("a second table `[{table}]`"), hint.as_str());
        }
        entries.first()
    }

    pub(super) fn all<T, U>(&mut self, entries: &[Entry<T>], build: fn(&mut Self, &Entry<T>) -> Option<U>) -> Vec<U> {
        entries.iter().filter_map(|entry| build(self, entry)).collect()
    }

    /// Reads a required text.
    pub(super) fn text(&mut self, at: &FileSpan, key: &str, value: &Text) -> Option<String> {
        match value {
            Some(text) if !text.get_ref().trim().is_empty() => Some(text.get_ref().clone()),
            // An empty text has already been reported at its place.
            Some(_) => None,
            None => {
                let hint = format!("add `{key}`: docs/content.md describes it");
                self.sink.error(Code::MissingKey, at, format!("this table has no `{key}`"), hint);
                None
            }
        }
    }

    /// Reads an optional text.
    pub(super) fn maybe(value: &Text) -> Option<String> {
        value.as_ref().map(|text| text.get_ref().clone())
    }

    pub(super) fn texts(list: &List) -> Vec<String> {
        list.iter().map(|text| text.get_ref().clone()).collect()
    }

    /// Returns an id that was declared in the first pass. Its errors have been reported.
    pub(super) fn own_id<T: FromStr<Err = IdError>>(id: Option<&str>) -> Option<T> {
        id?.parse().ok()
    }

    pub(super) fn key_id<T: FromStr<Err = IdError>>(id: &Text) -> Option<T> {
        Self::own_id(id.as_ref().map(|id| id.get_ref().as_str()))
    }

    /// Reads a reference to a declared item.
    pub(super) fn refer<T: FromStr<Err = IdError>>(&mut self, kind: IdKind, at: &FileSpan, id: &str) -> Option<T> {
        if self.is(kind, id) {
            return id.parse().ok();
        }
        if id.trim().is_empty() {
            return None;
        }
        let what = kind.name();
        let hint = match self.ids.get(id).and_then(|all| all.first()) {
            Some((other, _)) => format!("`{id}` is the id of a {}: name a {what}", other.name()),
            None => self.nearest(kind, id),
        };
        self.sink.error(Code::DanglingId, at, format!("no {what} has the id `{id}`"), hint);
        None
    }

    /// Returns the hint of an error about an unknown id: a similar id of that kind, if there is one.
    pub(super) fn nearest(&mut self, kind: IdKind, id: &str) -> String {
        // Finding a suggestion compares all ids. So do it only for diagnostics that are listed, and once for each unknown id.
        if self.sink.is_full() {
            return String::new();
        }
        let asked = (kind, id.to_owned());
        if let Some(hint) = self.hints.get(&asked) {
            return hint.clone();
        }
        let hint = self.look_for_nearest(kind, id);
        self.hints.insert(asked, hint.clone());
        hint
    }

    pub(super) fn look_for_nearest(&self, kind: IdKind, id: &str) -> String {
        let of_kind: Vec<&str> = match kind {
            IdKind::Framework => self.frameworks.keys().copied().collect(),
            _ => {
                let of_kind = |all: &[(IdKind, FileSpan)]| all.iter().any(|(declared, _)| *declared == kind);
                self.ids.iter().filter(|(_, all)| of_kind(all)).map(|(id, _)| *id).collect()
            }
        };
        did_you_mean(of_kind, id).unwrap_or_else(|| format!("declare the {}, or name another", kind.name()))
    }

    /// Reads a required reference.
    pub(super) fn reference<T: FromStr<Err = IdError>>(&mut self, kind: IdKind, at: &FileSpan, key: &str, id: &Text) -> Option<T> {
        match id {
            Some(id) => self.refer(kind, &FileSpan { file: at.file, span: id.span() }, id.get_ref()),
            None => {
                self.text(at, key, id);
                None
            }
        }
    }

    /// Reads an optional reference.
    pub(super) fn maybe_reference<T: FromStr<Err = IdError>>(&mut self, kind: IdKind, at: &FileSpan, id: &Text) -> Option<T> {
        let id = id.as_ref()?;
        self.refer(kind, &FileSpan { file: at.file, span: id.span() }, id.get_ref())
    }

    pub(super) fn references<T: FromStr<Err = IdError>>(&mut self, kind: IdKind, at: &FileSpan, ids: &List) -> Vec<T> {
        ids.iter().filter_map(|id| self.refer(kind, &FileSpan { file: at.file, span: id.span() }, id.get_ref())).collect()
    }

    /// Reads one of a few words.
    pub(super) fn one_of<T: Copy>(&mut self, at: &FileSpan, key: &str, value: &Text, words: &[(&str, T)]) -> Option<T> {
        let Some(value) = value else {
            self.text(at, key, value);
            return None;
        };
        let found = words.iter().find(|(word, _)| word == value.get_ref()).map(|(_, meaning)| *meaning);
        if found.is_none() && !value.get_ref().trim().is_empty() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.sink.error(
                Code::BadValue,
                &FileSpan { file: at.file, span: value.span() },
                format!("invalid `{key}`: `{}`", value.get_ref()),
                format!("use one of {}", all.join(", ")),
            );
        }
        found
    }

    /// Reads a day, or a month in quotation marks.
    pub(super) fn date(&mut self, at: &FileSpan, value: &Option<Spanned<RawDate>>) -> Option<Date> {
        let value = value.as_ref()?;
        let (date, shown) = match value.get_ref() {
            RawDate::Date(datetime) => {
                let date = datetime.date.filter(|_| datetime.time.is_none());
                (date.and_then(|date| Date::new(date.year, date.month, date.day)), datetime.to_string())
            }
            RawDate::Text(text) => (text.parse::<Date>().ok().filter(|date| date.parts().2.is_none()), text.clone()),
        };
        if date.is_none() {
            let at = FileSpan { file: at.file, span: value.span() };
            let (message, hint) = match value.get_ref() {
                RawDate::Text(text) if text.parse::<Date>().is_ok() => {
                    (format!("`\"{text}\"` is a day in quotation marks"), format!("remove them: `{text}`"))
                }
                _ => {
                    let hint =
                        "write year, month and day without quotation marks: `2024-03-19`; a month alone with them: `\"2024-03\"`";
                    (format!("invalid date: `{shown}`"), hint.to_owned())
                }
            };
            self.sink.error(Code::BadDate, &at, message, hint);
        }
        date
    }

    /// Reads the tag of a language.
    pub(super) fn lang(&mut self, at: &FileSpan, lang: &Text, hint: &str) -> Option<Lang> {
        let lang = lang.as_ref()?;
        let parsed = lang.get_ref().parse();
        if let Err(error) = &parsed {
            let at = FileSpan { file: at.file, span: lang.span() };
            self.sink.error(Code::BadValue, &at, LangError::to_string(error), hint);
        }
        parsed.ok()
    }

    /// Reads citations, each `source/section`. At least one is required.
    pub(super) fn citations<'t>(&mut self, at: &FileSpan, list: impl IntoIterator<Item = (FileSpan, &'t str)>) -> Vec<Citation> {
        let mut any = false;
        let mut out = Vec::new();
        for (at, text) in list {
            any = true;
            out.extend(self.citation(&at, text));
        }
        if !any {
            self.sink.error(
                Code::MissingSource,
                at,
                "the source is missing",
                "add `source=SOURCE/SECTION` here or at a heading above: every fact needs a source",
            );
        }
        out
    }

    pub(super) fn citation(&mut self, at: &FileSpan, text: &str) -> Option<Citation> {
        let (source, section) = text.split_once('/').unwrap_or((text, ""));
        if text.trim().is_empty() || self.broken.contains(&("source", source)) {
            return None;
        }
        let Some((sections, _)) = self.cited.get(source) else {
            let hint = self.nearest(IdKind::Source, source);
            self.sink.error(Code::DanglingCitation, at, format!("no source has the id `{source}`"), hint);
            return None;
        };
        if !sections.contains_key(section) {
            let some: Vec<_> = sections.keys().take(MAX_LISTED).map(|section| format!("`{section}`")).collect();
            let more = if sections.len() > MAX_LISTED { ", …" } else { "" };
            let hint = format!("the sections are {}{more}", some.join(", "));
            self.sink.error(Code::DanglingCitation, at, format!("the source `{source}` has no section `{section}`"), hint);
            return None;
        }
        Some(Citation { source: source.parse().ok()?, section: section.to_owned() })
    }

    pub(super) fn key_citations(&mut self, at: &FileSpan, list: &List) -> Vec<Citation> {
        self.citations(at, list.iter().map(|text| (FileSpan { file: at.file, span: text.span() }, text.get_ref().as_str())))
    }

    /// Reads a reference to a declared item of any kind.
    pub(super) fn refer_any(&mut self, at: &FileSpan, id: &str) -> Option<AnyId> {
        if self.ids.contains_key(id) || self.frameworks.contains_key(id) {
            return id.parse().ok();
        }
        // Compare all ids only for diagnostics that are listed.
        let known: Vec<&str> =
            if self.sink.is_full() { Vec::new() } else { self.ids.keys().chain(self.frameworks.keys()).copied().collect() };
        let hint = did_you_mean(known, id).unwrap_or_else(|| "use an id that content declares".to_owned());
        self.sink.error(Code::DanglingId, at, format!("unknown id `{id}`"), hint);
        None
    }

    pub(super) fn cited_text(&mut self, at: &FileSpan, raw: &Spanned<RawCitedText>) -> Option<CitedText> {
        let at = FileSpan { file: at.file, span: raw.span() };
        let text = self.text(&at, "text", &raw.get_ref().text);
        let statement = self.bots_statement(&at, &raw.get_ref().statement);
        Some(CitedText { text: text?, statement: statement? })
    }
}

/// Returns the question that suggests the id with the same beginning as an unknown one; `None` if no id shares two letters.
fn did_you_mean(ids: Vec<&str>, unknown: &str) -> Option<String> {
    let common = |id: &str| unknown.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count();
    let best = ids.into_iter().max_by_key(|id| common(id)).filter(|id| common(id) > 1)?;
    Some(format!("did you mean `{best}`?"))
}
