//! From what was written to what is meant: every id checked, resolved and given its type, inherited attributes filled in.
//!
//! Two passes: the first declares all ids, the second builds the model and resolves references. What cannot be built is left out and
//! told; the rest goes on, so that one run tells everything.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use toml::{Spanned, value::Datetime};

use super::{
    At, Place, Places, Sink,
    raw::{Entry, List, RawHeading, RawStatement, RawTold, Text, Written},
};
use crate::{
    Alias, Answer, AnyId, Attestation, Bot, Citation, Claim, DataItem, DataRule, Date, Extent, Facts, Framework, FrameworkKind, Hint,
    HintKind, IdError, Inventory, Journey, Lang, LangError, Objective, Part, Party, PartyKind, Policy, Question, Region, Requirement,
    Role, Scope, Section, Service, ServiceGroup, Services, Source, SourceKind, Statement, Synonym, Term, Told, diagnostic::Code,
    search, text::Link,
};

/// Whether an id is one that the page gives to an element of its own: its parts' titles are called after them.
fn is_reserved(id: &str) -> bool {
    crate::RESERVED.contains(&id)
        || id.starts_with("def-")
        || id.strip_suffix("-title").is_some_and(|part| crate::RESERVED.contains(&part))
}

/// How many sections of a source a hint names.
const MOST_LISTED: usize = 20;

/// What an id was declared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Party,
    Source,
    Section,
    Statement,
    Data,
    Framework,
    Service,
    Region,
    Claim,
    DataRule,
    Objective,
    Term,
    Requirement,
    Question,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Source => "source",
            Self::Section => "section",
            Self::Statement => "statement",
            Self::Data => "data item",
            Self::Framework => "framework",
            Self::Service => "service",
            Self::Region => "region",
            Self::Claim => "claim",
            Self::DataRule => "data rule",
            Self::Objective => "objective",
            Self::Term => "term",
            Self::Requirement => "requirement",
            Self::Question => "question",
        }
    }
}

impl Kind {
    /// What a table of TOML declares.
    fn of_table(table: &str) -> Option<Self> {
        Some(match table {
            "party" => Self::Party,
            "source" => Self::Source,
            "data" => Self::Data,
            "framework" => Self::Framework,
            "service" => Self::Service,
            "region" => Self::Region,
            "claim" => Self::Claim,
            "data_rule" => Self::DataRule,
            "objective" => Self::Objective,
            "term" => Self::Term,
            "requirement" => Self::Requirement,
            "question" => Self::Question,
            _ => return None,
        })
    }
}

/// The stages of a journey, which the inventory and each data item write with the same keys.
macro_rules! journey {
    ($self:ident, $at:ident, $raw:ident) => {
        Journey {
            from: $raw.from.as_ref().and_then(|told| $self.told($at, told)),
            purpose: $raw.purpose.iter().filter_map(|told| $self.told($at, told)).collect(),
            recipients: $raw.recipients.as_ref().and_then(|told| $self.told($at, told)),
            storage: $raw.storage.as_ref().and_then(|told| $self.told($at, told)),
            retention: $raw.retention.as_ref().and_then(|told| $self.told($at, told)),
            deletion: $raw.deletion.as_ref().and_then(|told| $self.told($at, told)),
        }
    };
}

pub(super) fn validate(written: &Written, sink: &mut Sink<'_>) -> (Option<Policy>, Places) {
    let mut v = Validator {
        sink,
        ids: BTreeMap::new(),
        frameworks: BTreeMap::new(),
        cited: BTreeMap::new(),
        laws: BTreeSet::new(),
        parties: BTreeMap::new(),
        said: BTreeMap::new(),
        bots_party: None,
        parts_of: BTreeMap::new(),
        broken: written.broken.iter().map(|broken| (broken.table.clone(), broken.id.clone())).collect(),
        hints: BTreeMap::new(),
    };
    v.declare_all(written);
    v.survey(written);
    // All before the first `?`, so that one run tells everything.
    let bot = v.once(&written.bots, "bot").and_then(|entry| v.bot(entry));
    let sources = v.all(&written.sources, Validator::source);
    let sections = v.sections(written);
    let inventory = v.inventory(written);
    let parties = v.all(&written.parties, Validator::party);
    v.one_bot(written);
    v.one_answer_each(written);
    let mut frameworks = v.all(&written.frameworks, Validator::framework);
    let order: BTreeMap<&str, usize> = sections.iter().enumerate().rev().map(|(index, section)| (section.id.as_str(), index)).collect();
    frameworks.sort_by_key(|it| order.get(it.id.as_str()));
    let services = v.all(&written.services, Validator::service);
    let regions = v.all(&written.regions, Validator::region);
    let claims = v.all(&written.claims, Validator::claim);
    let data_rules = v.all(&written.data_rules, Validator::data_rule);
    let objectives = v.all(&written.objectives, Validator::objective);
    let terms = v.all(&written.terms, Validator::term);
    let requirements = v.all(&written.requirements, Validator::requirement);
    let questions = v.all(&written.questions, Validator::question);
    let answers = v.all(&written.answers, Validator::answer);
    let synonyms = v.all(&written.synonyms, Validator::synonym);
    let hints = v.all(&written.hints, Validator::hint);
    let places = v.places(written);
    let facts = Facts { parties, sources, frameworks, services, regions, claims, data_rules, objectives, statements: Vec::new() };
    let policy = bot.zip(inventory).map(|(bot, inventory)| {
        let mut policy = Policy { bot, facts, sections, inventory, terms, requirements, questions, answers, synonyms, hints };
        policy.ground();
        policy
    });
    (policy, places)
}

struct Validator<'a, 'b> {
    sink: &'a mut Sink<'b>,
    /// All declared ids but the frameworks', which are those of sections.
    ids: BTreeMap<String, Vec<(Kind, At)>>,
    frameworks: BTreeMap<String, At>,
    /// The sections of each source that may be cited, and the source's kind.
    cited: BTreeMap<String, (BTreeSet<String>, bool)>,
    /// The frameworks that are regulations.
    laws: BTreeSet<String>,
    /// Of what kind each party is, as written.
    parties: BTreeMap<String, String>,
    /// Whose each statement is, and whether it is a reading.
    said: BTreeMap<String, Said>,
    /// The party that speaks for the bot.
    bots_party: Option<String>,
    /// What each data item is part of.
    parts_of: BTreeMap<String, String>,
    /// Tables that were written and could not be read, by name and id: what is wrong with them has been told.
    broken: BTreeSet<(String, String)>,
    /// Hints that have been thought up: thousands of statements may inherit one party that nobody is.
    hints: BTreeMap<(Kind, String), String>,
}

/// What rules about others' statements need to know of one.
struct Said {
    party: Option<String>,
    reading: bool,
}

/// The first pass: what ids there are.
impl Validator<'_, '_> {
    fn declare_all(&mut self, written: &Written) {
        let mut found = Vec::new();
        for part in &written.parts {
            for section in &part.sections {
                self.declare_heading(Kind::Section, &section.heading, &mut found);
                for statement in &section.statements {
                    self.declare_heading(Kind::Statement, &statement.heading, &mut found);
                }
            }
        }
        macro_rules! declare {
            ($($list:ident: $kind:ident,)*) => {
                $(for entry in &written.$list { self.declare_key(Kind::$kind, &entry.at, &entry.raw.id, &mut found); })*
            };
        }
        declare! {
            parties: Party, sources: Source, data: Data, frameworks: Framework, services: Service, regions: Region, claims: Claim,
            data_rules: DataRule, objectives: Objective, terms: Term, requirements: Requirement, questions: Question,
        }
        for broken in &written.broken {
            if let Some(kind) = Kind::of_table(&broken.table).filter(|_| !broken.id.is_empty()) {
                found.push((kind, &broken.id, broken.at.clone()));
            }
        }
        // In the order of files, so that of two the later is told to be taken.
        found.sort_by_key(|(_, _, at)| (at.file, at.span.start));
        for (kind, id, at) in found {
            self.declare(kind, id, at);
        }
        for entry in &written.frameworks {
            if let (Some(id), true) = (&entry.raw.id, entry.raw.kind.as_ref().is_some_and(|kind| kind.get_ref() == "regulation")) {
                self.laws.insert(id.get_ref().clone());
            }
        }
        for entry in &written.sources {
            if let Some(id) = &entry.raw.id {
                let reading = entry.raw.kind.as_ref().is_some_and(|kind| kind.get_ref() == "reading");
                let sections = entry.raw.sections.keys().cloned().collect();
                self.cited.insert(id.get_ref().clone(), (sections, reading));
            }
        }
    }

    /// What rules need to know of all before the first is built.
    fn survey(&mut self, written: &Written) {
        let text = |text: &Text| text.as_ref().map(|text| text.get_ref().clone());
        for entry in &written.parties {
            if let Some((id, kind)) = text(&entry.raw.id).zip(text(&entry.raw.kind)) {
                self.parties.entry(id).or_insert(kind);
            }
        }
        self.bots_party = written.bots.first().and_then(|entry| text(&entry.raw.party));
        for entry in &written.data {
            self.parts_of.extend(text(&entry.raw.id).zip(text(&entry.raw.part_of)));
        }
        for part in &written.parts {
            for section in &part.sections {
                for statement in &section.statements {
                    let lineage = [&statement.heading, &section.heading, &part.heading];
                    let Some(id) = &statement.heading.id else { continue };
                    let cites = lineage.iter().find(|it| !it.source.is_empty()).map_or(&[][..], |it| &it.source);
                    let reading = cites.iter().any(|cite| self.is_reading(cite.split('/').next().unwrap_or_default()));
                    let party = lineage.iter().find_map(|it| it.party.clone());
                    self.said.entry(id.clone()).or_insert(Said { party, reading });
                }
            }
        }
    }

    fn is_reading(&self, source: &str) -> bool {
        self.cited.get(source).is_some_and(|(_, reading)| *reading)
    }

    fn declare_heading<'w>(&mut self, kind: Kind, heading: &'w RawHeading, found: &mut Vec<(Kind, &'w str, At)>) {
        match &heading.id {
            Some(id) => found.push((kind, id, heading.at.clone())),
            None => self.sink.error(
                Code::MissingId,
                &heading.at,
                format!("the {} «{}» has no id", kind.name(), heading.title),
                "write it behind the heading: `{#short-name}`",
            ),
        }
    }

    fn declare_key<'w>(&mut self, kind: Kind, at: &At, id: &'w Text, found: &mut Vec<(Kind, &'w str, At)>) {
        match id {
            Some(id) => found.push((kind, id.get_ref(), At { file: at.file, span: id.span() })),
            None => {
                self.sink.error(Code::MissingKey, at, format!("this {} has no `id`", kind.name()), "every table of this kind needs one")
            }
        }
    }

    fn declare(&mut self, kind: Kind, id: &str, at: At) {
        if id.trim().is_empty() {
            // Told where the table was read; a heading cannot have such an id.
            return;
        }
        if let Err(error) = AnyId::from_str(id) {
            self.sink.error(Code::BadId, &at, error.to_string(), "an id looks like `shield-private-spaces`");
            return;
        }
        if is_reserved(id) {
            let hint = "choose another: docs/content.md lists the ids that are taken";
            self.sink.error(Code::ReservedId, &at, format!("the id `{id}` is the product's own"), hint);
            return;
        }
        let before = match kind {
            Kind::Framework => self.frameworks.insert(id.to_owned(), at.clone()).map(|before| (kind, before)),
            _ => {
                // A taken id is kept beside the first, so that references to either are not told as dangling on top; once for each
                // kind, so that looking up an id that stands there ten thousand times takes no longer.
                let all = self.ids.entry(id.to_owned()).or_default();
                let before = all.first().cloned();
                if all.iter().all(|(declared, _)| *declared != kind) {
                    all.push((kind, at.clone()));
                }
                before
            }
        };
        if let Some((other, before)) = before {
            let Place { file, line, .. } = self.sink.place(&before);
            self.sink.error(
                Code::DuplicateId,
                &at,
                format!("the id `{id}` is taken by the {} in {file}, line {line}", other.name()),
                "all ids share one name space: give one of the two another name",
            );
        }
    }

    fn is(&self, kind: Kind, id: &str) -> bool {
        match kind {
            Kind::Framework => self.frameworks.contains_key(id),
            _ => self.ids.get(id).is_some_and(|all| all.iter().any(|(declared, _)| *declared == kind)),
        }
    }

    /// Where everything is declared, for what is said later of a valid policy; an answer, by its requirement.
    fn places(&self, written: &Written) -> Places {
        let first = |(id, all): (&String, &Vec<(Kind, At)>)| Some((id.clone(), self.sink.place(&all.first()?.1)));
        let mut places: BTreeMap<String, Place> = self.ids.iter().filter_map(first).collect();
        for entry in &written.answers {
            if let Some(id) = &entry.raw.requirement {
                places.insert(id.get_ref().clone(), self.sink.place(&At { file: entry.at.file, span: id.span() }));
            }
        }
        Places(places)
    }
}

/// The second pass: what is meant.
impl Validator<'_, '_> {
    fn once<'w, T>(&mut self, entries: &'w [Entry<T>], table: &str) -> Option<&'w Entry<T>> {
        let hint = format!("write the table `[{table}]` once, in the folder `bot`");
        if entries.is_empty() && !self.sink.files.is_empty() && !self.broken.iter().any(|(name, _)| name == table) {
            let at = At { file: 0, span: 0..0 };
            self.sink.error(Code::NotOnce, &at, format!("no file has a table `[{table}]`"), hint.as_str());
        }
        for entry in entries.iter().skip(1) {
            self.sink.error(Code::NotOnce, &entry.at, format!("a second table `[{table}]`"), hint.as_str());
        }
        entries.first()
    }

    fn all<T, U>(&mut self, entries: &[Entry<T>], build: fn(&mut Self, &Entry<T>) -> Option<U>) -> Vec<U> {
        entries.iter().filter_map(|entry| build(self, entry)).collect()
    }

    /// A required text.
    fn text(&mut self, at: &At, key: &str, value: &Text) -> Option<String> {
        match value {
            Some(text) if !text.get_ref().trim().is_empty() => Some(text.get_ref().clone()),
            // That it is empty has been told where it stands.
            Some(_) => None,
            None => {
                self.sink.error(
                    Code::MissingKey,
                    at,
                    format!("this table has no `{key}`"),
                    "docs/content.md tells which keys are required",
                );
                None
            }
        }
    }

    /// An optional text.
    fn maybe(value: &Text) -> Option<String> {
        value.as_ref().map(|text| text.get_ref().clone())
    }

    fn texts(list: &List) -> Vec<String> {
        list.iter().map(|text| text.get_ref().clone()).collect()
    }

    /// An id that was declared in the first pass; what was wrong with it has been told.
    fn own_id<T: FromStr<Err = IdError>>(id: Option<&str>) -> Option<T> {
        id?.parse().ok()
    }

    fn key_id<T: FromStr<Err = IdError>>(id: &Text) -> Option<T> {
        Self::own_id(id.as_ref().map(|id| id.get_ref().as_str()))
    }

    /// A reference to something that must have been declared.
    fn refer<T: FromStr<Err = IdError>>(&mut self, kind: Kind, at: &At, id: &str) -> Option<T> {
        if self.is(kind, id) {
            return id.parse().ok();
        }
        if id.trim().is_empty() {
            return None;
        }
        let what = kind.name();
        let hint = match self.ids.get(id).and_then(|all| all.first()) {
            Some((other, _)) => format!("`{id}` is a {}", other.name()),
            None => self.nearest(kind, id),
        };
        self.sink.error(Code::DanglingId, at, format!("no {what} has the id `{id}`"), hint);
        None
    }

    fn nearest(&mut self, kind: Kind, id: &str) -> String {
        // It looks at every id, so only for those who will read it, and once.
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

    fn look_for_nearest(&self, kind: Kind, id: &str) -> String {
        let of_kind: Vec<&str> = match kind {
            Kind::Framework => self.frameworks.keys().map(String::as_str).collect(),
            _ => {
                let of_kind = |all: &[(Kind, At)]| all.iter().any(|(declared, _)| *declared == kind);
                self.ids.iter().filter(|(_, all)| of_kind(all)).map(|(id, _)| id.as_str()).collect()
            }
        };
        let common = |other: &str| id.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        match of_kind.into_iter().max_by_key(|other| common(other)) {
            Some(other) if common(other) > 1 => format!("perhaps `{other}` is meant"),
            _ => format!("declare the {} or name another", kind.name()),
        }
    }

    /// A required reference.
    fn reference<T: FromStr<Err = IdError>>(&mut self, kind: Kind, at: &At, key: &str, id: &Text) -> Option<T> {
        match id {
            Some(id) => self.refer(kind, &At { file: at.file, span: id.span() }, id.get_ref()),
            None => {
                self.text(at, key, id);
                None
            }
        }
    }

    /// An optional reference.
    fn maybe_reference<T: FromStr<Err = IdError>>(&mut self, kind: Kind, at: &At, id: &Text) -> Option<T> {
        let id = id.as_ref()?;
        self.refer(kind, &At { file: at.file, span: id.span() }, id.get_ref())
    }

    fn references<T: FromStr<Err = IdError>>(&mut self, kind: Kind, at: &At, ids: &List) -> Vec<T> {
        ids.iter().filter_map(|id| self.refer(kind, &At { file: at.file, span: id.span() }, id.get_ref())).collect()
    }

    /// One of a few words.
    fn one_of<T: Copy>(&mut self, at: &At, key: &str, value: &Text, words: &[(&str, T)]) -> Option<T> {
        let Some(value) = value else {
            self.text(at, key, value);
            return None;
        };
        let found = words.iter().find(|(word, _)| word == value.get_ref()).map(|(_, meaning)| *meaning);
        if found.is_none() && !value.get_ref().trim().is_empty() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            self.sink.error(
                Code::BadValue,
                &At { file: at.file, span: value.span() },
                format!("`{key}` cannot be `{}`", value.get_ref()),
                format!("it is one of {}", all.join(", ")),
            );
        }
        found
    }

    fn date(&mut self, at: &At, value: &Option<Spanned<Datetime>>) -> Option<Date> {
        let value = value.as_ref()?;
        let datetime = value.get_ref();
        let date = datetime.date.filter(|_| datetime.time.is_none()).and_then(|date| Date::new(date.year, date.month, date.day));
        if date.is_none() {
            let at = At { file: at.file, span: value.span() };
            self.sink.error(Code::BadDate, &at, format!("`{datetime}` is no date"), "write year, month and day: `2024-03-19`");
        }
        date
    }

    /// Citations, `source/section` each; at least one.
    fn citations<'t>(&mut self, at: &At, list: impl IntoIterator<Item = (At, &'t str)>) -> Vec<Citation> {
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
                "this does not say where it comes from",
                "give `source=SOURCE/SECTION`, here or on a heading above: no fact stands without a source",
            );
        }
        out
    }

    fn citation(&mut self, at: &At, text: &str) -> Option<Citation> {
        let (source, section) = text.split_once('/').unwrap_or((text, ""));
        if text.trim().is_empty() || self.broken.contains(&("source".to_owned(), source.to_owned())) {
            return None;
        }
        let Some((sections, _)) = self.cited.get(source) else {
            let hint = self.nearest(Kind::Source, source);
            self.sink.error(Code::DanglingCitation, at, format!("no source has the id `{source}`"), hint);
            return None;
        };
        if !sections.contains(section) {
            let some: Vec<_> = sections.iter().take(MOST_LISTED).map(|section| format!("`{section}`")).collect();
            let more = if sections.len() > MOST_LISTED { ", …" } else { "" };
            let hint = format!("its `[source.sections]` has {}{more}", some.join(", "));
            self.sink.error(Code::DanglingCitation, at, format!("the source `{source}` has no section `{section}`"), hint);
            return None;
        }
        Some(Citation { source: source.parse().ok()?, section: section.to_owned() })
    }

    fn key_citations(&mut self, at: &At, list: &List) -> Vec<Citation> {
        self.citations(at, list.iter().map(|text| (At { file: at.file, span: text.span() }, text.get_ref().as_str())))
    }

    fn bot(&mut self, entry: &Entry<super::raw::RawBot>) -> Option<Bot> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let lang = raw.lang.as_ref().map_or_else(Default::default, |lang| match lang.get_ref().parse() {
            Ok(lang) => lang,
            Err(error) => {
                let at = At { file: at.file, span: lang.span() };
                self.sink.error(Code::BadValue, &at, LangError::to_string(&error), "name the language that the content is written in");
                Lang::default()
            }
        });
        let party = self.reference(Kind::Party, at, "party", &raw.party);
        self.of_kind(at, "party", &raw.party, "bot");
        let host = self.reference(Kind::Party, at, "host", &raw.host);
        self.of_kind(at, "host", &raw.host, "host");
        let disclaimer = self.text(at, "disclaimer", &raw.disclaimer);
        let services = self.references(Kind::Service, at, &raw.services);
        let region = self.maybe_reference(Kind::Region, at, &raw.region);
        Some(Bot {
            name: name?,
            lang,
            party: party?,
            host: host?,
            disclaimer: disclaimer?,
            services,
            plan: Self::maybe(&raw.plan),
            region,
        })
    }

    /// Whether a party is of the kind that a key takes.
    fn of_kind(&mut self, at: &At, key: &str, party: &Text, kind: &str) {
        let Some(party) = party else { return };
        if let Some(other) = self.parties.get(party.get_ref()).filter(|other| *other != kind) {
            let message = format!("`{}` is of kind `{other}`, and `{key}` is of kind `{kind}`", party.get_ref());
            let hint = format!("name the party whose kind is `{kind}`, or mend its kind");
            self.sink.error(Code::BadValue, &At { file: at.file, span: party.span() }, message, hint);
        }
    }

    /// There is one bot, and whoever else speaks is something else.
    fn one_bot(&mut self, written: &Written) {
        let kinds = written.parties.iter().filter_map(|entry| Some((entry.at.file, entry.raw.kind.as_ref()?)));
        for (file, kind) in kinds.filter(|(_, kind)| kind.get_ref() == "bot").skip(1) {
            let hint = "content is about one bot: say what else this party is";
            self.sink.error(Code::BadValue, &At { file, span: kind.span() }, "a second party is of kind `bot`", hint);
        }
    }

    /// Of two answers, one would be passed over in silence.
    fn one_answer_each(&mut self, written: &Written) {
        let mut seen: BTreeMap<&str, At> = BTreeMap::new();
        for entry in &written.answers {
            let Some(id) = &entry.raw.requirement else { continue };
            let at = At { file: entry.at.file, span: id.span() };
            if let Some(before) = seen.get(id.get_ref().as_str()) {
                let Place { file, line, .. } = self.sink.place(before);
                let message = format!("a second answer to `{}`: the first is in {file}, line {line}", id.get_ref());
                self.sink.error(Code::DuplicateId, &at, message, "make one answer of the two");
            } else {
                seen.insert(id.get_ref(), at);
            }
        }
    }

    /// A statement that grounds what is told of the bot's data: the bot's own.
    fn bots_statement(&mut self, at: &At, id: &Text) -> Option<crate::StatementId> {
        let found = self.reference(Kind::Statement, at, "statement", id);
        if let (Some(id), Some(bot)) = (id, &self.bots_party)
            && let Some(party) = self.said.get(id.get_ref()).and_then(|said| said.party.as_ref()).filter(|party| *party != bot)
        {
            let message = format!("`{}` is a statement of `{party}`, not of the bot", id.get_ref());
            let hint = "only the bot says what becomes of its data: name a statement of its own, or leave this out";
            self.sink.error(Code::NotTheBots, &At { file: at.file, span: id.span() }, message, hint);
        }
        found
    }

    /// That what is named as a reading is one.
    fn readings<'t>(&mut self, at: &At, key: &str, ids: impl IntoIterator<Item = &'t Spanned<String>>) {
        for id in ids {
            if self.said.get(id.get_ref()).is_some_and(|said| !said.reading) {
                let message = format!("`{}` is no reading, and `{key}` names readings", id.get_ref());
                let hint = "name a statement whose source is of kind `reading`";
                self.sink.error(Code::BadReading, &At { file: at.file, span: id.span() }, message, hint);
            }
        }
    }

    /// The kind of the party whose a statement is.
    fn speaker(&self, statement: &str) -> Option<&str> {
        self.parties.get(self.said.get(statement)?.party.as_ref()?).map(String::as_str)
    }

    fn party(&mut self, entry: &Entry<super::raw::RawParty>) -> Option<Party> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let kinds = [
            ("bot", PartyKind::Bot),
            ("host", PartyKind::Host),
            ("infrastructure", PartyKind::Infrastructure),
            ("commentator", PartyKind::Commentator),
            ("editor", PartyKind::Editor),
            ("rule-maker", PartyKind::RuleMaker),
            ("other", PartyKind::Other),
        ];
        let kind = self.one_of(at, "kind", &raw.kind, &kinds);
        let roles = [("controller", Role::Controller), ("processor", Role::Processor), ("sub-processor", Role::SubProcessor)];
        let role = raw.role.as_ref().and_then(|_| self.one_of(at, "role", &raw.role, &roles));
        Some(Party {
            id: Self::key_id(&raw.id)?,
            name: name?,
            kind: kind?,
            role,
            role_note: Self::maybe(&raw.role_note),
            promises_to: Self::maybe(&raw.promises_to),
            about: Self::maybe(&raw.about),
        })
    }

    fn source(&mut self, entry: &Entry<super::raw::RawSource>) -> Option<Source> {
        let (at, raw) = (&entry.at, &entry.raw);
        let title = self.text(at, "title", &raw.title);
        let by = self.maybe_reference(Kind::Party, at, &raw.by);
        let kinds = [("document", SourceKind::Document), ("rule", SourceKind::Rule), ("reading", SourceKind::Reading)];
        let kind = self.one_of(at, "kind", &raw.kind, &kinds);
        let as_of = self.date(at, &raw.as_of);
        let effective = self.date(at, &raw.effective);
        let link = raw.link.as_ref().and_then(|link| match Link::new(link.get_ref()) {
            Ok(link) => Some(link),
            Err(error) => {
                let at = At { file: at.file, span: link.span() };
                self.sink.error(Code::UnsafeLink, &at, error.to_string(), "links lead to http:, https: or mailto: addresses");
                None
            }
        });
        Some(Source {
            id: Self::key_id(&raw.id)?,
            title: title?,
            by,
            kind: kind?,
            as_of,
            effective,
            link,
            note: Self::maybe(&raw.note),
            sections: raw.sections.clone(),
        })
    }

    fn sections(&mut self, written: &Written) -> Vec<Section> {
        let mut out = Vec::new();
        for part in &written.parts {
            let of_bot = self.sink.files.get(part.heading.at.file).is_some_and(|file| file.path.starts_with("bot/"));
            let id = part.heading.id.as_deref().unwrap_or_default();
            let known = Part::ALL.into_iter().find(|known| known.id() == id);
            if known.is_none() {
                let all: Vec<String> = Part::ALL.iter().map(|part| format!("`{{#{}}}`", part.id())).collect();
                self.sink.error(
                    Code::UnknownPart,
                    &part.heading.at,
                    "this heading names no part of the page",
                    format!("a `#` heading ends in one of {}", all.join(", ")),
                );
            }
            self.not_empty(&part.heading, part.sections.is_empty());
            for section in &part.sections {
                self.not_empty(&section.heading, section.statements.is_empty());
                let statements = section
                    .statements
                    .iter()
                    .filter_map(|statement| self.statement(statement, &[&section.heading, &part.heading]))
                    .collect();
                if let (Some(part), Some(id)) = (known, Self::own_id(section.heading.id.as_deref())) {
                    out.push((of_bot, Section { id, title: section.heading.title.clone(), part, statements }));
                }
            }
        }
        // Files come in the order of their paths; parts, in the order of the page. What the bot's own folder adds on frameworks follows
        // what its host says of them.
        out.sort_by_key(|(of_bot, section)| (section.part, section.part == Part::Coverage && *of_bot));
        out.into_iter().map(|(_, section)| section).collect()
    }

    fn not_empty(&mut self, heading: &RawHeading, empty: bool) {
        if empty || heading.title.trim().is_empty() {
            let what = if empty { "nothing stands under this heading" } else { "this heading has no words" };
            self.sink.error(Code::EmptySection, &heading.at, what, "write what belongs there, or take the heading out");
        }
    }

    fn statement(&mut self, raw: &RawStatement, above: &[&RawHeading]) -> Option<Statement> {
        let heading = &raw.heading;
        self.not_empty(heading, raw.text.is_empty());
        let lineage = || std::iter::once(heading).chain(above.iter().copied());
        let party = match lineage().find_map(|heading| heading.party.as_ref().map(|party| (party, &heading.at))) {
            Some((party, at)) => self.refer(Kind::Party, at, party),
            None => {
                let hint = "give `party=ID`, here or on a heading above";
                self.sink.error(Code::MissingParty, &heading.at, "this statement does not say whose it is", hint);
                None
            }
        };
        let cited = lineage().find(|heading| !heading.source.is_empty()).unwrap_or(heading);
        let cites = self.citations(&heading.at, cited.source.iter().map(|text| (cited.at.clone(), text.as_str())));
        let about: Vec<AnyId> = heading.about.iter().filter_map(|id| self.refer_any(&heading.at, id)).collect();
        let readings = cites.iter().filter(|cite| self.is_reading(cite.source.as_str())).count();
        let is_reading = readings > 0;
        let speaker = party.as_ref().and_then(|party: &crate::PartyId| self.parties.get(party.as_str()));
        if is_reading && readings < cites.len() {
            let hint = "what a document says and how we read it are two statements: make two of it";
            self.sink.error(Code::BadReading, &heading.at, "this statement cites a reading and a document", hint);
        } else if let Some(kind) = speaker.filter(|kind| is_reading && *kind != "editor") {
            let message = format!("this is a reading, and its party is of kind `{kind}`");
            let hint = "a reading is ours: give it a party of kind `editor`, or cite the document";
            self.sink.error(Code::BadReading, &heading.at, message, hint);
        } else if !is_reading && !cites.is_empty() && speaker.is_some_and(|kind| kind == "editor") {
            let hint = "give it the party whose document it is, or a source of kind `reading`";
            self.sink.error(Code::BadReading, &heading.at, "this is an editor's statement, and it cites no reading", hint);
        } else if !is_reading && (!heading.about.is_empty() || heading.disagreement) {
            self.sink.error(
                Code::BadReading,
                &heading.at,
                "this statement is no reading, yet it is about others",
                "only a statement whose source is of kind `reading` takes `about=` and `.disagreement`",
            );
        }
        let disagreeing: BTreeSet<&String> = heading.about.iter().filter(|id| self.is(Kind::Statement, id)).collect();
        let dangling = about.len() < heading.about.len();
        if heading.disagreement && disagreeing.len() < 2 && !dangling {
            self.sink.error(
                Code::BadReading,
                &heading.at,
                "a disagreement needs two statements that disagree",
                "name them both: `about=one,other`",
            );
        }
        Some(Statement {
            id: Self::own_id(heading.id.as_deref())?,
            title: heading.title.clone(),
            party: party?,
            cites,
            about,
            disagreement: heading.disagreement,
            text: raw.text.clone(),
        })
    }

    fn refer_any(&mut self, at: &At, id: &str) -> Option<AnyId> {
        if self.ids.contains_key(id) || self.frameworks.contains_key(id) {
            return id.parse().ok();
        }
        self.sink.error(Code::DanglingId, at, format!("nothing has the id `{id}`"), "name something that content declares");
        None
    }

    fn told(&mut self, at: &At, told: &Spanned<RawTold>) -> Option<Told> {
        let at = At { file: at.file, span: told.span() };
        let text = self.text(&at, "text", &told.get_ref().text);
        let statement = self.bots_statement(&at, &told.get_ref().statement);
        Some(Told { text: text?, statement: statement? })
    }

    fn inventory(&mut self, written: &Written) -> Option<Inventory> {
        let items = self.all(&written.data, Self::data);
        let entry = self.once(&written.inventories, "inventory")?;
        let (at, raw) = (&entry.at, &entry.raw);
        let statement = self.bots_statement(at, &raw.statement);
        let whole = journey!(self, at, raw);
        Some(Inventory { statement: statement?, open_ended: raw.open_ended.unwrap_or(false), whole, items })
    }

    fn data(&mut self, entry: &Entry<super::raw::RawData>) -> Option<DataItem> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let part_of = self.maybe_reference(Kind::Data, at, &raw.part_of);
        if let Some(whole) = &raw.part_of {
            let id = raw.id.as_ref().map(|id| id.get_ref());
            let message = match self.parts_of.get(whole.get_ref()) {
                _ if id == Some(whole.get_ref()) => format!("`{}` is part of itself", whole.get_ref()),
                Some(other) => format!("`{}` is itself part of `{other}`", whole.get_ref()),
                None => String::new(),
            };
            if !message.is_empty() {
                let at = At { file: at.file, span: whole.span() };
                self.sink.error(Code::BadValue, &at, message, "a part belongs to an item that is no part: lists have one level below");
            }
        }
        let statement = self.bots_statement(at, &raw.statement);
        let own = journey!(self, at, raw);
        Some(DataItem { id: Self::key_id(&raw.id)?, name: name?, part_of, statement: statement?, own })
    }

    fn framework(&mut self, entry: &Entry<super::raw::RawFramework>) -> Option<Framework> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let short = self.text(at, "short", &raw.short);
        let kinds = [
            ("regulation", FrameworkKind::Regulation),
            ("standard", FrameworkKind::Standard),
            ("audit-scheme", FrameworkKind::AuditScheme),
            ("programme", FrameworkKind::Programme),
        ];
        let kind = self.one_of(at, "kind", &raw.kind, &kinds);
        if let Some(id) = &raw.id {
            let at = At { file: at.file, span: id.span() };
            if !self.is(Kind::Section, id.get_ref()) {
                self.sink.error(
                    Code::DanglingId,
                    &at,
                    format!("no section tells about the framework `{}`", id.get_ref()),
                    format!("write one in Markdown: `## {} {{#{}}}`", name.as_deref().unwrap_or("Name"), id.get_ref()),
                );
            }
        }
        let names = self.aliases(at, &raw.alias);
        Some(Framework {
            id: Self::key_id(&raw.id)?,
            name: name?,
            short: short?,
            kind: kind?,
            aliases: Self::texts(&raw.aliases),
            names,
            described_in: None,
        })
    }

    fn service(&mut self, entry: &Entry<super::raw::RawService>) -> Option<Service> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let groups = [
            ("common", ServiceGroup::Common),
            ("private", ServiceGroup::Private),
            ("shield", ServiceGroup::Shield),
            ("other", ServiceGroup::Other),
        ];
        let mut all: Vec<ServiceGroup> = Vec::new();
        for group in &raw.group {
            all.extend(self.one_of(at, "group", &Some(group.clone()), &groups));
        }
        if raw.group.is_empty() {
            self.text(at, "group", &None);
        }
        let (group, also_in) = all.split_first().map_or((None, Vec::new()), |(first, others)| (Some(*first), others.to_vec()));
        let grouping = self.maybe_reference(Kind::Statement, at, &raw.group_reading);
        self.readings(at, "group_reading", &raw.group_reading);
        let cites = self.key_citations(at, &raw.source);
        let aliases = self.aliases(at, &raw.alias);
        Some(Service { id: Self::key_id(&raw.id)?, name: name?, group: group?, also_in, grouping, cites, aliases })
    }

    fn aliases(&mut self, at: &At, all: &[Spanned<super::raw::RawAlias>]) -> Vec<Alias> {
        let mut aliases = Vec::new();
        for alias in all {
            let at = At { file: at.file, span: alias.span() };
            let alias = alias.get_ref();
            let name = self.text(&at, "name", &alias.name);
            let cites = self.key_citations(&at, &alias.source);
            let reading = self.maybe_reference(Kind::Statement, &at, &alias.reading);
            self.readings(&at, "reading", &alias.reading);
            aliases.extend(name.map(|name| Alias { name, cites, reading }));
        }
        aliases
    }

    fn region(&mut self, entry: &Entry<super::raw::RawRegion>) -> Option<Region> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let cites = self.key_citations(at, &raw.source);
        let reading = self.maybe_reference(Kind::Statement, at, &raw.reading);
        self.readings(at, "reading", &raw.reading);
        Some(Region { id: Self::key_id(&raw.id)?, name: name?, cites, reading })
    }

    /// A list of services, or a word for all or none of them.
    fn service_set(&mut self, at: &At, key: &str, list: &List) -> Option<Services> {
        match list.as_slice() {
            [] => {
                self.text(at, key, &None);
                None
            }
            [one] if one.get_ref() == "all" => Some(Services::All),
            [one] if one.get_ref() == "none" => Some(Services::Only(Vec::new())),
            list => Some(Services::Only(self.references(Kind::Service, at, &list.to_vec()))),
        }
    }

    fn claim(&mut self, entry: &Entry<super::raw::RawClaim>) -> Option<Claim> {
        let (at, raw) = (&entry.at, &entry.raw);
        let statement = self.reference(Kind::Statement, at, "statement", &raw.statement);
        let frameworks = self.references(Kind::Framework, at, &raw.frameworks);
        if raw.frameworks.is_empty() {
            self.text(at, "frameworks", &None);
        }
        let holder = self.maybe_reference(Kind::Party, at, &raw.holder);
        let attestations = [
            ("certificate", Attestation::Certificate),
            ("audit-report", Attestation::AuditReport),
            ("attestation-of-compliance", Attestation::AttestationOfCompliance),
            ("self-certification", Attestation::SelfCertification),
            ("agreement", Attestation::Agreement),
            ("registration", Attestation::Registration),
            ("assessment", Attestation::Assessment),
            ("unspecified", Attestation::Unspecified),
        ];
        let attestation = self.one_of(at, "attestation", &raw.attestation, &attestations);
        let subject = raw.subject.as_ref().map_or("services", |subject| subject.get_ref());
        let scope = match subject {
            "infrastructure" | "company" if !(raw.services.is_empty() && raw.regions.is_empty() && raw.plans.is_empty()) => {
                self.sink.error(
                    Code::BadValue,
                    at,
                    format!("a claim whose subject is `{subject}` names services, regions or plans"),
                    "take them out, or the subject: a claim about services has them",
                );
                None
            }
            "infrastructure" => Some(Scope::Infrastructure),
            "company" => Some(Scope::Company),
            "services" => {
                let services = self.service_set(at, "services", &raw.services);
                let regions = self.references(Kind::Region, at, &raw.regions);
                services.map(|services| Scope::Services { services, regions, plans: Self::texts(&raw.plans) })
            }
            _ => {
                self.one_of(at, "subject", &raw.subject, &[("services", ()), ("infrastructure", ()), ("company", ())]);
                None
            }
        };
        let denies = raw.denies.unwrap_or(false);
        if denies && (subject != "services" || !raw.conditions.is_empty() || !raw.condition.is_empty()) {
            let hint = "it names the services, regions and plans that are not covered; its statement says the rest";
            self.sink.error(Code::BadValue, at, "a claim that denies is about services, and has no conditions", hint);
        }
        if let (Some(word), Some(Attestation::Certificate), "services") = (&raw.attestation, attestation, subject)
            && let Some(law) = raw.frameworks.iter().find(|id| self.laws.contains(id.get_ref()))
        {
            let at = At { file: at.file, span: word.span() };
            let message = format!("`{}` is a regulation, and a law is no certificate of a service", law.get_ref());
            self.sink.error(Code::BadValue, &at, message, "say what there is: an `agreement`, an `assessment`, or `unspecified`");
        }
        let further = self.further(at, &raw.condition);
        let superseded = self.maybe_reference(Kind::Statement, at, &raw.superseded);
        self.readings(at, "superseded", &raw.superseded);
        let notes = self.references(Kind::Statement, at, &raw.notes);
        self.readings(at, "notes", &raw.notes);
        Some(Claim {
            id: Self::key_id(&raw.id)?,
            statement: statement?,
            frameworks,
            holder,
            attestation: attestation?,
            denies,
            scope: scope?,
            conditions: Self::texts(&raw.conditions),
            further,
            evidence: Self::maybe(&raw.evidence),
            edition: Self::maybe(&raw.edition),
            superseded,
            notes,
        })
    }

    /// Conditions that other statements state.
    fn further(&mut self, at: &At, conditions: &[Spanned<RawTold>]) -> Vec<Told> {
        let mut out = Vec::new();
        for condition in conditions {
            let at = At { file: at.file, span: condition.span() };
            let text = self.text(&at, "text", &condition.get_ref().text);
            let statement = self.reference(Kind::Statement, &at, "statement", &condition.get_ref().statement);
            out.extend(text.zip(statement).map(|(text, statement)| Told { text, statement }));
        }
        out
    }

    fn data_rule(&mut self, entry: &Entry<super::raw::RawDataRule>) -> Option<DataRule> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let statement = self.reference(Kind::Statement, at, "statement", &raw.statement);
        let allowed_in = self.service_set(at, "allowed_in", &raw.allowed_in);
        let unstated_in = self.references(Kind::Service, at, &raw.unstated_in);
        if let Some(id) = unstated_in.iter().find(|id| allowed_in.as_ref().is_some_and(|set| set.contains(id))) {
            let message = format!("`{id}` is in `allowed_in` and in `unstated_in`");
            self.sink.error(Code::BadValue, at, message, "a rule either allows a service or says nothing of it");
        }
        let (barred, allowed, not_barred) = ((true, false), (false, false), (false, true));
        let elsewhere = match allowed_in {
            Some(Services::All) if raw.elsewhere.is_none() => Some(allowed),
            _ => {
                let words = [("barred", barred), ("not-barred", not_barred), ("allowed", allowed)];
                self.one_of(at, "elsewhere", &raw.elsewhere, &words)
            }
        };
        let barred_elsewhere = elsewhere.map(|(barred, _)| barred);
        match (elsewhere, &raw.interpretation) {
            (Some((_, true)), None) => {
                self.text(at, "interpretation", &None);
            }
            (Some((_, false)), Some(_)) => {
                let hint = "`interpretation` names the reading by which data is `elsewhere = \"not-barred\"`";
                self.sink.error(Code::BadValue, at, "this rule has an interpretation and interprets nothing", hint);
            }
            _ => {}
        }
        let interpretation = self.maybe_reference(Kind::Statement, at, &raw.interpretation);
        self.readings(at, "interpretation", &raw.interpretation);
        let further = self.further(at, &raw.condition);
        if barred_elsewhere == Some(false) && !raw.exceptions.is_empty() {
            let hint = "`exceptions` are from `elsewhere = \"barred\"`; what must be true where data is allowed are `conditions`";
            self.sink.error(Code::BadValue, at, "this rule has exceptions and bars nothing", hint);
        }
        let notes = self.references(Kind::Statement, at, &raw.notes);
        Some(DataRule {
            id: Self::key_id(&raw.id)?,
            name: name?,
            aliases: Self::texts(&raw.aliases),
            statement: statement?,
            allowed_in: allowed_in?,
            conditions: Self::texts(&raw.conditions),
            further,
            unstated_in,
            barred_elsewhere: barred_elsewhere?,
            exceptions: Self::texts(&raw.exceptions),
            interpretation,
            notes,
        })
    }

    fn objective(&mut self, entry: &Entry<super::raw::RawObjective>) -> Option<Objective> {
        let (at, raw) = (&entry.at, &entry.raw);
        let statement = self.reference(Kind::Statement, at, "statement", &raw.statement);
        let services = self.service_set(at, "services", &raw.services);
        let notes = self.references(Kind::Statement, at, &raw.notes);
        self.readings(at, "notes", &raw.notes);
        Some(Objective {
            id: Self::key_id(&raw.id)?,
            statement: statement?,
            services: services?,
            plans: Self::texts(&raw.plans),
            restore_hours: raw.restore_hours,
            restore_note: Self::maybe(&raw.restore_note),
            loss_hours: raw.loss_hours,
            loss_note: Self::maybe(&raw.loss_note),
            excludes: Self::maybe(&raw.excludes),
            notes,
        })
    }

    fn term(&mut self, entry: &Entry<super::raw::RawTerm>) -> Option<Term> {
        let (at, raw) = (&entry.at, &entry.raw);
        let name = self.text(at, "name", &raw.name);
        let text = self.text(at, "text", &raw.text);
        let cites = self.key_citations(at, &raw.source);
        Some(Term { id: Self::key_id(&raw.id)?, name: name?, aliases: Self::texts(&raw.aliases), text: text?, cites })
    }

    fn requirement(&mut self, entry: &Entry<super::raw::RawRequirement>) -> Option<Requirement> {
        let (at, raw) = (&entry.at, &entry.raw);
        let title = self.text(at, "title", &raw.title);
        let asks = self.text(at, "asks", &raw.asks);
        let when = self.text(at, "when", &raw.when);
        let cites = self.key_citations(at, &raw.source);
        Some(Requirement { id: Self::key_id(&raw.id)?, title: title?, asks: asks?, cites, when: when? })
    }

    fn question(&mut self, entry: &Entry<super::raw::RawQuestion>) -> Option<Question> {
        let (at, raw) = (&entry.at, &entry.raw);
        let ask = self.text(at, "ask", &raw.ask);
        let title = self.text(at, "title", &raw.title);
        let requirements = self.references(Kind::Requirement, at, &raw.requirements);
        if raw.requirements.is_empty() {
            self.text(at, "requirements", &None);
        }
        Some(Question {
            id: Self::key_id(&raw.id)?,
            ask: ask?,
            title: title?,
            glance: raw.glance.unwrap_or(false),
            requirements,
            words: Self::texts(&raw.words),
        })
    }

    fn hint(&mut self, entry: &Entry<super::raw::RawHint>) -> Option<Hint> {
        let (at, raw) = (&entry.at, &entry.raw);
        let kind = self.one_of(
            at,
            "kind",
            &raw.kind,
            &[
                ("vague-word", HintKind::VagueWord),
                ("retiring-data", HintKind::RetiringData),
                ("implies-storage", HintKind::ImpliesStorage),
            ],
        );
        let text = self.text(at, "text", &raw.text);
        if raw.words.is_empty() {
            self.text(at, "words", &None);
        }
        for word in raw.words.iter().filter(|word| word.get_ref().trim().contains(char::is_whitespace)) {
            let message = format!("«{}» is more than one word", word.get_ref());
            let hint = "a hint looks at one word after the other: name the one that gives it away";
            self.sink.error(Code::BadValue, &At { file: at.file, span: word.span() }, message, hint);
        }
        Some(Hint { kind: kind?, words: Self::texts(&raw.words), text: text? })
    }

    fn answer(&mut self, entry: &Entry<super::raw::RawAnswer>) -> Option<Answer> {
        let (at, raw) = (&entry.at, &entry.raw);
        let requirement = self.reference(Kind::Requirement, at, "requirement", &raw.requirement);
        let statements = self.references(Kind::Statement, at, &raw.statements);
        for id in &raw.statements {
            if let Some(kind) = self.speaker(id.get_ref()).filter(|kind| !matches!(*kind, "bot" | "host" | "infrastructure")) {
                let message = format!("`{}` is a statement of a party of kind `{kind}`", id.get_ref());
                let hint = "only the bot, its host and their infrastructure answer what is asked of the policy";
                self.sink.error(Code::NotTheBots, &At { file: at.file, span: id.span() }, message, hint);
            }
        }
        let bots = |v: &Self, id: &str| {
            let party = v.said.get(id).and_then(|said| said.party.as_ref());
            party.is_some() && party == v.bots_party.as_ref()
        };
        for id in &raw.beside {
            if bots(self, id.get_ref()) {
                let message = format!("`{}` is the bot's own statement, and stands beside nothing", id.get_ref());
                let hint = "where it answers, name it in `statements`; `beside` is for what others promise";
                self.sink.error(Code::BadValue, &At { file: at.file, span: id.span() }, message, hint);
            }
        }
        if raw.statements.is_empty() {
            if let Some(extent) = &raw.extent {
                let hint = "name the statements that answer, or leave `extent` out";
                let at = At { file: at.file, span: extent.span() };
                self.sink.error(Code::BadValue, &at, "this answer has an extent and no statements", hint);
            } else if raw.beside.is_empty() && raw.why.is_none() {
                let hint =
                    "name `statements` that answer or stand `beside`, or say `why`; a requirement that nothing answers is left out";
                self.sink.error(Code::MissingKey, at, "this answer says nothing", hint);
            }
        } else if let (Some(extent), None) = (&raw.extent, &raw.why) {
            let known = raw.statements.iter().all(|id| self.said.contains_key(id.get_ref()));
            let lowered = known && self.bots_party.is_some() && !raw.statements.iter().any(|id| bots(self, id.get_ref()));
            if extent.get_ref() == "partial" {
                self.sink.error(Code::MissingKey, at, "this answer is partial, and has no `why`", "say what is missing");
            } else if extent.get_ref() == "present" && lowered {
                let hint = "others' promises make it partial at most: say `why`, that is, what the bot does not say";
                self.sink.error(Code::MissingKey, at, "the bot says none of these statements, and there is no `why`", hint);
            }
        }
        // Without statements there is nothing whose extent could be told: only promises beside a silence.
        let extents = [("present", Extent::Present), ("partial", Extent::Partial)];
        let extent = match raw.statements.is_empty() {
            true => Some(Extent::Missing),
            false => self.one_of(at, "extent", &raw.extent, &extents),
        };
        let beside = self.references(Kind::Statement, at, &raw.beside);
        Some(Answer { requirement: requirement?, statements, extent: extent?, why: Self::maybe(&raw.why), beside })
    }

    fn synonym(&mut self, entry: &Entry<super::raw::RawSynonym>) -> Option<Synonym> {
        let (at, raw) = (&entry.at, &entry.raw);
        let mut folded = BTreeSet::new();
        for word in &raw.words {
            let said = search::folded(word.get_ref());
            let wrong = if said.is_empty() {
                Some("has no letter or digit to search for")
            } else if !folded.insert(said) {
                Some("is in this group already, as search reads it")
            } else {
                None
            };
            if let Some(wrong) = wrong {
                let at = At { file: at.file, span: word.span() };
                self.sink.error(Code::BadValue, &at, format!("the synonym `{}` {wrong}", word.get_ref()), "take it out");
            }
        }
        if raw.words.len() < 2 {
            let hint = "name at least two words that mean the same: `words = [\"erase\", \"delete\"]`";
            self.sink.error(Code::MissingKey, at, "a synonym needs two `words` or more", hint);
            return None;
        }
        Some(Synonym { words: Self::texts(&raw.words) })
    }
}
