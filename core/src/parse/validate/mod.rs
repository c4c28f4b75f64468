//! Builds the model from the content as written: resolves every id, gives it a type, and fills in inherited attributes.
//!
//! The first pass declares all ids. The second pass builds the model and resolves references. Invalid items are reported and left
//! out. Then the pass continues, so that one run reports all errors.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

use toml::Spanned;

use super::{
    FilePosition, FilePositions, FileSpan, Sink,
    raw::{self, Entry, List, RawCitedText, RawContent, RawDate, RawHeading, RawStatement, Text},
};
use crate::{
    Alias, Answer, AnyId, Attestation, Bot, Citation, CitedText, Claim, DataItem, DataRule, Date, Extent, Facts, Framework,
    FrameworkKind, Hint, HintKind, IdError, Inventory, Lang, LangError, Lifecycle, Objective, Part, Party, PartyKind, Policy, Question,
    Region, Requirement, Role, Scope, Section, Service, ServiceGroup, Services, Source, SourceKind, Statement, Synonym, Term,
    diagnostic::Code, normalize::normalize, text::Link,
};

/// Maximum number of a source's sections that a hint names.
const MAX_LISTED: usize = 20;

/// The kind of a declared id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum IdKind {
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
    DataKind,
    General,
    Recipient,
    LegalBasis,
}

impl IdKind {
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
            Self::DataKind => "kind of data",
            Self::General => "general question",
            Self::Recipient => "recipient",
            Self::LegalBasis => "legal basis",
        }
    }
}

impl IdKind {
    /// Returns the kind that a TOML table declares.
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
            "kind" => Self::DataKind,
            "general" => Self::General,
            "recipient" => Self::Recipient,
            "legal_basis" => Self::LegalBasis,
            _ => return None,
        })
    }
}

/// Builds a [`Lifecycle`] from the keys of the inventory or of a data item, which have the same names.
macro_rules! lifecycle {
    ($self:ident, $at:ident, $raw:ident) => {
        Lifecycle {
            from: $raw.from.as_ref().and_then(|text| $self.cited_text($at, text)),
            purpose: $raw.purpose.iter().filter_map(|text| $self.cited_text($at, text)).collect(),
            recipients: $raw.recipients.as_ref().and_then(|text| $self.cited_text($at, text)),
            storage: $raw.storage.as_ref().and_then(|text| $self.cited_text($at, text)),
            retention: $raw.retention.as_ref().and_then(|text| $self.cited_text($at, text)),
            deletion: $raw.deletion.as_ref().and_then(|text| $self.cited_text($at, text)),
        }
    };
}

// The modules follow the macro, because they use it.
mod asking;
mod bot;
mod contradictions;
mod declare;
mod declared_facts;
mod host;
mod read;
mod rights_and_intents;
mod rules;

pub(super) fn validate(content: &RawContent, reserved: &dyn Fn(&str) -> bool, sink: &mut Sink<'_>) -> (Option<Policy>, FilePositions) {
    let mut v = Validator {
        sink,
        reserved,
        ids: BTreeMap::new(),
        kinds: BTreeSet::new(),
        frameworks: BTreeMap::new(),
        cited: BTreeMap::new(),
        laws: BTreeSet::new(),
        parties: BTreeMap::new(),
        controllers: BTreeSet::new(),
        statement_parties: BTreeMap::new(),
        bots_party: None,
        parts_of: BTreeMap::new(),
        broken: content.broken.iter().map(|broken| (broken.table.as_str(), broken.id.as_str())).collect(),
        hints: BTreeMap::new(),
    };
    v.declare_all(content);
    v.survey(content);
    // Build everything before the first `?`, so that one run reports all errors.
    let bot = v.once(&content.bots, "bot").and_then(|entry| v.bot(entry));
    let sources = v.all(&content.sources, Validator::source);
    let sections = v.sections(content);
    let inventory = v.inventory(content);
    let parties = v.all(&content.parties, Validator::party);
    v.one_bot(content);
    v.own_hosts(content);
    v.one_answer_each(content);
    let mut frameworks = v.all(&content.frameworks, Validator::framework);
    let order: BTreeMap<&str, usize> = sections.iter().enumerate().rev().map(|(index, section)| (section.id.as_str(), index)).collect();
    frameworks.sort_by_key(|framework| order.get(framework.id.as_str()));
    let services = v.all(&content.services, Validator::service);
    let regions = v.all(&content.regions, Validator::region);
    let claims = v.all(&content.claims, Validator::claim);
    let data_rules = v.all(&content.data_rules, Validator::data_rule);
    let objectives = v.all(&content.objectives, Validator::objective);
    let terms = v.all(&content.terms, Validator::term);
    let requirements = v.all(&content.requirements, Validator::requirement);
    let questions = v.all(&content.questions, Validator::question);
    let answers = v.all(&content.answers, Validator::answer);
    let synonyms = v.all(&content.synonyms, Validator::synonym);
    let hints = v.all(&content.hints, Validator::hint);
    let rules_lang = content.rules.first().and_then(|entry| v.lang(&entry.at, &entry.raw.lang, "name the language of the rules"));
    for entry in content.rules.iter().skip(1) {
        v.sink.error(Code::NotOnce, &entry.at, "a second table `[rules]`", "write the table `[rules]` once, in the folder `rules`");
    }
    let vocabulary = v.vocabulary(content);
    let rights = v.all(&content.rights, Validator::right);
    let privileged_intents = v.all(&content.privileged_intents, Validator::privileged_intent);
    let contacts = v.all(&content.contacts, Validator::contact);
    v.one_entry_each(content);
    v.contradictions(content, &sections, inventory.as_ref());
    let places = v.places(content);
    let facts = Facts { parties, sources, frameworks, services, regions, claims, data_rules, objectives, statements: Vec::new() };
    let policy = bot.zip(inventory).map(|(bot, inventory)| {
        let mut policy = Policy {
            bot,
            facts,
            sections,
            inventory,
            terms,
            requirements,
            questions,
            answers,
            synonyms,
            hints,
            vocabulary,
            rights,
            privileged_intents,
            contacts,
            rules_lang: rules_lang.unwrap_or_default(),
            in_rules_lang: BTreeSet::new(),
        };
        policy.ground();
        v.answer_by_facts(&mut policy, content);
        policy.add_deletion_by_right();
        policy
    });
    (policy, places)
}

struct Validator<'a, 'b> {
    sink: &'a mut Sink<'b>,
    /// Returns whether an id is reserved by the page.
    reserved: &'a dyn Fn(&str) -> bool,
    /// All declared ids except those of frameworks, which are ids of sections.
    ids: BTreeMap<&'a str, Vec<(IdKind, FileSpan)>>,
    frameworks: BTreeMap<&'a str, FileSpan>,
    /// The kinds of all declared ids.
    kinds: BTreeSet<IdKind>,
    /// The sections of each source that may be cited, and true if the source is a reading.
    cited: BTreeMap<&'a str, (&'a BTreeMap<String, String>, bool)>,
    /// The frameworks that are regulations.
    laws: BTreeSet<&'a str>,
    /// The kind of each party, as written. Parties of an invalid kind are left out.
    parties: BTreeMap<String, String>,
    /// The parties that are controllers beside the bot's: see [`Party::is_other_controller`].
    controllers: BTreeSet<String>,
    /// The party of each statement, and whether it is a reading.
    statement_parties: BTreeMap<String, StatementParty>,
    /// The party that makes the bot's statements; `None` if it is missing or undeclared.
    bots_party: Option<String>,
    /// By the id of a data item, the item that it is part of.
    parts_of: BTreeMap<String, String>,
    /// Invalid tables by name and id. Their diagnostics have been reported.
    broken: BTreeSet<(&'a str, &'a str)>,
    /// Cache of hints by unknown id: one unknown party can affect thousands of statements.
    hints: BTreeMap<(IdKind, String), String>,
}

/// The properties of a statement that rules about other statements need.
struct StatementParty {
    /// `None` if it is missing or undeclared.
    party: Option<String>,
    reading: bool,
}

impl Validator<'_, '_> {
    /// Reports a second party of kind `bot`.
    fn one_bot(&mut self, content: &RawContent) {
        let kinds = content.parties.iter().filter_map(|entry| Some((entry.at.file, entry.raw.kind.as_ref()?)));
        for (file, kind) in kinds.filter(|(_, kind)| kind.get_ref() == "bot").skip(1) {
            let hint = "give this party another kind: content is about one bot";
            self.sink.error(Code::BadValue, &FileSpan { file, span: kind.span() }, "a second party is of kind `bot`", hint);
        }
    }

    /// Reports each folder of `hosts/` that declares hosts, but not the bot's. Its certificates would be shown as those of the
    /// bot's host.
    fn own_hosts(&mut self, content: &RawContent) {
        let Some(bot) = content.bots.first() else { return };
        let own = bot.raw.host.as_ref().map(|host| host.get_ref().as_str());
        let folder = |file: usize| {
            let path = self.sink.files.get(file).map(|file| file.path.as_str())?;
            path.strip_prefix("hosts/")?.split_once('/').map(|(folder, _)| folder.to_owned())
        };
        let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for entry in &content.parties {
            let is_host = entry.raw.kind.as_ref().is_some_and(|kind| kind.get_ref() == "host");
            if let (true, Some(folder), Some(id)) = (is_host, folder(entry.at.file), &entry.raw.id) {
                hosts.entry(folder).or_default().push(id.get_ref());
            }
        }
        let at = bot.raw.host.as_ref().map_or_else(|| bot.at.clone(), |host| FileSpan { file: bot.at.file, span: host.span() });
        for (folder, hosts) in hosts.iter().filter(|(_, hosts)| !own.is_some_and(|own| hosts.contains(&own))) {
            let named: Vec<_> = hosts.iter().map(|host| format!("`{host}`")).collect();
            let message = match own {
                Some(own) => format!("the bot's host is `{own}`, and `hosts/{folder}/` describes {}", named.join(", ")),
                None => format!("the bot names no host, and `hosts/{folder}/` describes {}", named.join(", ")),
            };
            let hint = format!(
                "name the right `host`, or delete `hosts/{folder}/`: its certificates would be shown as those of the bot's host"
            );
            self.sink.error(Code::ForeignHost, &at, message, hint);
        }
    }

    /// Reports a second answer to the same requirement, because only one would be used.
    fn one_answer_each(&mut self, content: &RawContent) {
        let mut seen: BTreeMap<&str, FileSpan> = BTreeMap::new();
        for entry in &content.answers {
            let Some(id) = &entry.raw.requirement else { continue };
            let at = FileSpan { file: entry.at.file, span: id.span() };
            if let Some(before) = seen.get(id.get_ref().as_str()) {
                let FilePosition { file, line, .. } = self.sink.place(before);
                let message = format!("a second answer to `{}`: the first is in {file}, line {line}", id.get_ref());
                self.sink.error(Code::DuplicateId, &at, message, "merge the two answers");
            } else {
                seen.insert(id.get_ref(), at);
            }
        }
    }
}
