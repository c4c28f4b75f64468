//! The interface's words, in one place for all hosts: what the page, the bot and exports say around the content.

use crate::{
    Attestation, Date, Extent, FrameworkKind, Part, PartyKind, Policy, RegionId, Role, ServiceGroup, SourceKind,
    coverage::Status,
    grounds::Clause,
    placement::Permission,
    promise::NotInherited,
    qualify::{Missing, Outcome},
    search::Kind,
};

/// What a source without a date says.
pub const UNDATED: &str = "undated";
/// What stands where nobody says anything.
pub const NOT_STATED: &str = "Not stated";
/// What stands where the bot says nothing.
pub const NOT_STATED_BY_BOT: &str = "Not stated by the bot";

/// The link to the text, for whoever has no need of the head of the page.
pub const SKIP: &str = "Skip to the text";
/// The search box.
pub const SEARCH: &str = "Search";
/// What one might search for.
pub const SEARCH_EXAMPLE: &str = "deletion, TLS, SOC 2 …";
/// The list of search results.
pub const RESULTS: &str = "Search results";
/// The party filter.
pub const WHOSE: &str = "Statements by";
/// The party filter's widest choice.
pub const EVERYONE: &str = "everyone";
/// In place of search and filter, where they cannot be started.
pub const NO_TOOLS: &str = "Search and the filter could not be started. The text is complete without them.";
/// The contents of the page.
pub const CONTENTS: &str = "Contents";
/// The part with the answers to what people ask first.
pub const AT_A_GLANCE: &str = "At a glance";
/// The part with what the policy leaves unsaid.
pub const NOT_SAID: &str = "What the policy does not say";
/// What else people ask, behind the first answers.
pub const MORE_QUESTIONS: &str = "What else people ask";
/// The glossary.
pub const GLOSSARY: &str = "Glossary";

/// What the page is about, behind the bot's name.
pub const SUBTITLE: &str = " privacy and compliance";
/// The part on the data that the bot collects.
pub const COLLECTED: &str = "What is collected";
/// The part with the rest of the bot's policy.
pub const POLICY: &str = "The policy";
/// The part on the host.
pub const HOSTING: &str = "Hosting and security";
/// The part on frameworks and services.
pub const COVERAGE: &str = "Frameworks and coverage";
/// The part on where everything comes from.
pub const SOURCES: &str = "Sources and disagreements";
/// Before those to whom a statement is a promise.
pub const TO: &str = "to ";
/// Before what a reading is about.
pub const ABOUT: &str = "About: ";
/// Before links to readings.
pub const SEE_READING: &str = "Our reading: ";
/// Before what the host promises its customers, which answers nothing here.
pub const BESIDE: &str = "What the host tells its customers, not the people who use the bot: ";
/// The list of collected data.
pub const INVENTORY: &str = "Data that the bot collects";
/// Behind the name of a list that says of itself that it is not complete.
pub const OPEN_ENDED: &str = ", a list that is not complete, as the policy says";
/// A kind of data.
pub const DATA: &str = "Data";
/// What an item is a part of.
pub const PART_OF: &str = "Part of";
/// What is stated for one item.
pub const STATED_FOR_ITEM: &str = "Stated for this item";
/// Where nothing else is stated for one item.
pub const ONLY_COLLECTED: &str = "only that it is collected";
/// What is stated for all data together.
pub const WHOLE_LIST: &str = "What is stated for the list as a whole";
/// A stage on the way of data.
pub const STAGE: &str = "Stage";
/// What is stated.
pub const STATED: &str = "What is stated";
/// Where data comes from.
pub const FROM: &str = "Where it comes from";
/// What data is used for.
pub const PURPOSE: &str = "What it is used for";
/// Who receives data.
pub const RECIPIENTS: &str = "Who receives it";
/// Where data is kept.
pub const STORAGE: &str = "Where it is kept";
/// How long data is kept.
pub const RETENTION: &str = "How long it is kept";
/// How data is deleted.
pub const DELETION: &str = "How it is deleted";
/// What the checklists are, and what they are not.
pub const GAPS_LEAD: &str = "What Discord's terms and data protection law ask of a policy, and what this one says. A reading aid: whether a rule applies to this bot is not decided here.";
/// Before the statements that answer a requirement.
pub const ANSWERED_BY: &str = "Said in: ";
/// Before the condition under which a rule applies.
pub const APPLIES: &str = "Applies to: ";
/// The table of services by frameworks.
pub const MATRIX: &str = "Services by frameworks";
/// How the table is to be read.
pub const MATRIX_NOTE: &str = "What the documents claim for each service. «Not stated» does not mean «no». A law is no certificate. What somebody attests for the infrastructure is inherited and never a service's own; what a company has for its own business says nothing about a service. Each framework's section has the claims, their conditions and how to get the evidence.";
/// A service.
pub const SERVICE: &str = "Service";
/// Several services.
pub const SERVICES: &str = "Services";
/// The names of services.
pub const SERVICES_NAMES: &str = "Services and every name they go by";
/// The group of a service.
pub const GROUP: &str = "Group";
/// Other names of a service.
pub const ALSO_CALLED: &str = "Also called";
/// Before other spellings.
pub const ALSO: &str = "Also written ";
/// Rules on where data may be placed.
pub const DATA_RULES: &str = "Which kinds of data may be placed where";
/// A kind of data that a rule is about.
pub const KIND_OF_DATA: &str = "Kind of data";
/// The services in which data is allowed.
pub const ALLOWED_IN: &str = "Allowed in";
/// What must be true.
pub const CONDITIONS: &str = "Conditions";
/// What holds in all other services.
pub const ELSEWHERE: &str = "Elsewhere";
/// Data must not be placed there.
pub const BARRED: &str = "barred";
/// Data may be placed there.
pub const ALLOWED: &str = "allowed";
/// Recovery objectives.
pub const OBJECTIVES: &str = "Recovery objectives";
/// Time until a service is restored.
pub const RESTORE: &str = "Restored within";
/// Data that may be lost.
pub const LOSS: &str = "Data loss of at most";
/// What lies outside an objective.
pub const EXCLUDES: &str = "Not included";
/// Regions.
pub const REGIONS: &str = "Regions";
/// Plans.
pub const PLANS: &str = "Plans";
/// The claims under a framework.
pub const CLAIMS: &str = "Who claims what";
/// A claim.
pub const CLAIM: &str = "Claim";
/// Before the holder of an attestation.
pub const HELD_BY: &str = ", holder: ";
/// What an attestation covers.
pub const COVERS: &str = "Covers";
/// The edition of a framework.
pub const EDITION: &str = "Edition";
/// How to get evidence.
pub const EVIDENCE: &str = "Evidence";
/// Where a claim is made.
pub const SAID_IN: &str = "Said in";
/// A claim about what services run on.
pub const INFRASTRUCTURE: &str = "the infrastructure that the services run on: inherited, never a service's own";
/// A claim about a company.
pub const COMPANY: &str = "the holder's own business: it says nothing about a service";
/// Under the table, where the bot declares no services.
pub const NO_STACK: &str = "Which of these services the bot uses is not stated: its policy names none.";
/// The last line of the recovery objectives.
pub const OTHER_OBJECTIVES: &str = "Other services and plans: not stated.";
/// Where no claim is made.
pub const NO_CLAIM: &str = "No document claims this for a service.";
/// Every service of the host.
pub const ALL_SERVICES: &str = "all services, as a blanket claim";
/// No service at all.
pub const NO_SERVICE: &str = "no service";
/// The list of sources.
pub const SOURCES_LIST: &str = "Sources";
/// The list of parties.
pub const PARTIES_LIST: &str = "Who speaks here";
/// Before the date from which a source applies.
pub const EFFECTIVE: &str = ", effective ";
/// Before those to whom a party's statements are a promise.
pub const PROMISES: &str = "Its promises run to ";
/// Where a party's statements are nobody's promise.
pub const PROMISES_NOTHING: &str = "Named here; it promises nothing.";

/// The list of exported files.
pub const FILES: &str = "Files";
/// The exported files, and what each is.
pub const EXPORTS: [(&str, &str); 2] =
    [("policy.md", "everything as one document, with party, source and id of each statement"), ("policy.json", "everything as data")];

/// Hours.
pub fn hours(hours: u32) -> String {
    match hours {
        1 => "1 hour".to_owned(),
        _ => format!("{hours} hours"),
    }
}

/// The page's title.
pub fn page_title(bot: &str) -> String {
    format!("{bot}: privacy and compliance")
}

/// The page's description, for search engines and link previews.
pub fn page_description(bot: &str) -> String {
    format!(
        "What {bot} collects, whose promise each line is and to whom, which service of its host is covered by which framework, and what is not promised at all."
    )
}

/// How many results a search has.
pub fn found(count: usize) -> String {
    match count {
        0 => "Nothing has all these words.".to_owned(),
        1 => "1 result".to_owned(),
        _ => format!("{count} results"),
    }
}

/// How many of all statements the party filter shows.
pub fn shown(count: usize, all: usize) -> String {
    format!("{count} of {all} statements")
}

/// The kind of a search result.
pub fn hit_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "question",
        Kind::Data => "data",
        Kind::Statement => "statement",
        Kind::Service => "service",
        Kind::Term => "glossary",
    }
}

/// A date as people write it.
pub fn date(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let (year, month, day) = date.parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

/// The class of a source.
pub fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Document => "document",
        SourceKind::Rule => "rule",
        SourceKind::Reading => "our reading",
    }
}

/// The kind of an attestation.
pub fn attestation(attestation: Attestation) -> &'static str {
    match attestation {
        Attestation::Certificate => "certificate",
        Attestation::AuditReport => "audit report",
        Attestation::AttestationOfCompliance => "attestation of compliance",
        Attestation::SelfCertification => "self-certification",
        Attestation::Agreement => "agreement",
        Attestation::Registration => "registration",
        Attestation::Assessment => "assessment",
        Attestation::Unspecified => "kind of attestation not stated",
    }
}

/// A part's title on the page.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::CollectedData => COLLECTED,
        Part::Policy => POLICY,
        Part::Hosting => HOSTING,
        Part::Coverage => COVERAGE,
        Part::Sources => SOURCES,
    }
}

/// How far a requirement is answered.
pub fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Missing => "missing",
        Extent::Partial => "partial",
        Extent::Present => "present",
    }
}

/// A cell of the coverage table.
pub fn status(status: &Status<'_>) -> &'static str {
    match status {
        Status::Covered => "covered",
        Status::Conditional { .. } => "conditional",
        Status::Excluded => "excluded",
        Status::Disputed { .. } => "disputed",
        Status::Unstated => "not stated",
    }
}

/// The kind of a framework.
pub fn framework_kind(kind: FrameworkKind) -> &'static str {
    match kind {
        FrameworkKind::Regulation => "law or rule",
        FrameworkKind::Standard => "standard",
        FrameworkKind::AuditScheme => "audit scheme",
        FrameworkKind::Programme => "program",
    }
}

/// A role in data protection.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Controller => "controller",
        Role::Processor => "processor",
        Role::SubProcessor => "sub-processor",
    }
}

/// A group of services.
pub fn group(group: ServiceGroup) -> &'static str {
    match group {
        ServiceGroup::Common => "Common",
        ServiceGroup::Private => "Private",
        ServiceGroup::Shield => "Shield",
        ServiceGroup::Other => "Other",
    }
}

/// What a statement of such a party is, where it is nobody's promise.
pub fn no_promise(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Editor => "our reading, nobody's promise",
        PartyKind::Bot | PartyKind::Host | PartyKind::Infrastructure => "to whom this is promised is not stated",
        _ => "a description, nobody's promise",
    }
}

/// The classes of a party's badge; its shape and colour stand in the style sheet.
pub fn party_class(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Bot => "party bot",
        PartyKind::Host => "party host",
        PartyKind::Infrastructure => "party infrastructure",
        PartyKind::Editor => "party editor",
        PartyKind::Commentator => "party commentator",
        PartyKind::RuleMaker | PartyKind::Other => "party other",
    }
}

/// What a service is worth under a set of requirements.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Qualifies => "qualifies",
        Outcome::QualifiesUnder => "qualifies under conditions",
        Outcome::NotStated => "not stated",
        Outcome::Excluded => "excluded",
    }
}

/// Whether a kind of data may be placed in a service.
pub fn permission(permission: &Permission<'_>) -> &'static str {
    match permission {
        Permission::Allowed => ALLOWED,
        Permission::Conditional { .. } => "allowed under conditions",
        Permission::Barred { .. } => BARRED,
        Permission::NotStated => "not stated",
    }
}

/// A condition, with what introduces it.
pub fn clause(policy: &Policy, clause: &Clause<'_>) -> String {
    match clause {
        Clause::Text(text) => (*text).to_owned(),
        Clause::Plans(plans) => format!("Only on: {}", plans.join("; ")),
        Clause::Regions(regions) => format!("Only in: {}", regions_named(policy, regions.iter().copied())),
        Clause::NotOn { regions, plans } => {
            let regions = (!regions.is_empty()).then(|| regions_named(policy, regions.iter()));
            format!("Denied for: {}", regions.into_iter().chain(plans.iter().cloned()).collect::<Vec<_>>().join("; "))
        }
        Clause::Restore(text) => format!("{RESTORE}: {text}"),
        Clause::Loss(text) => format!("{LOSS}: {text}"),
        Clause::Outside(text) => format!("{EXCLUDES}: {text}"),
    }
}

/// What is not stated, for a service of which something was asked.
pub fn missing(policy: &Policy, missing: Missing<'_>) -> String {
    match missing {
        Missing::Silence => "No document says anything about it.".to_owned(),
        Missing::Agreement => "Documents disagree about it.".to_owned(),
        Missing::InRegion(region) => format!("Not stated for {}.", regions_named(policy, std::iter::once(region))),
        Missing::OnOtherPlans => "Not stated on other plans.".to_owned(),
    }
}

/// Why a bot does not inherit a promise of its host.
pub fn not_inherited(why: &NotInherited<'_>) -> &'static str {
    match why {
        NotInherited::Company => "It is about a company's own business.",
        NotInherited::Denies => "It says what is not covered.",
        NotInherited::NobodysPromise(_) => "It is a description, nobody's promise.",
        NotInherited::NoServices(_) => "It holds for some services, and the bot's policy names none.",
        NotInherited::OtherServices(_) => "It holds for services that the bot's policy does not name.",
        NotInherited::NoRegion(_) => "It holds in some regions, and the bot's policy names none.",
        NotInherited::OtherRegions(_) => "It holds in regions that the bot's policy does not name.",
        NotInherited::NoPlan(_) => "It holds on some plans, and the bot's policy names none.",
        NotInherited::OtherPlans(_) => "It holds on plans that the bot's policy does not name in these words.",
    }
}

fn regions_named<'a>(policy: &'a Policy, regions: impl Iterator<Item = &'a RegionId>) -> String {
    regions.map(|id| policy.region(id).map_or(id.as_str(), |region| &region.name)).collect::<Vec<_>>().join(", ")
}
