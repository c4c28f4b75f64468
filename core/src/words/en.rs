//! The interface in English. What each name stands for is said in [`super`].

use super::Texts;
use crate::{
    Attestation, Date, Extent, FrameworkKind, Lang, PartyKind, Role, ServiceGroup, SourceKind, coverage::Status, placement::Permission,
    promise::NotInherited, qualify::Outcome, search::Kind,
};

pub(super) const TEXTS: Texts = Texts {
    // --- what all hosts say
    undated: "undated",
    not_stated: "Not stated",
    not_stated_by_bot: "Not stated by the bot",
    colon: ": ",
    semicolon: "; ",
    at_a_glance: "At a glance",
    collected: "What is collected",
    policy: "The policy",
    not_said: "What the policy does not say",
    hosting: "Hosting and security",
    coverage: "Frameworks and coverage",
    sources: "Sources and disagreements",
    glossary: "Glossary",
    only_on: "Only on",
    only_in: "Only in",
    denied_for: "Denied for",
    nobody_says: "No document says anything about it.",
    documents_disagree: "Documents disagree about it.",
    not_stated_on_other_plans: "Not stated for other plans.",
    document_bars: "A document bars it.",
    document_denies: "A document says that it is not covered.",
    also_called: "Also called",
    part_of: "Part of",
    origin: "Where it comes from",
    purpose: "What it is used for",
    recipients: "Who receives it",
    storage: "Where it is kept",
    retention: "How long it is kept",
    deletion: "How it is deleted",

    // --- the page
    skip: "Skip to the text",
    search: "Search",
    search_example: "deletion, TLS, SOC 2 …",
    results: "Search results",
    found_none: "Nothing has all these words.",
    found_one: "1 result",
    found_many: "{} results",
    spelt_alike: "Spelt alike: ",
    whose: "Statements by",
    everyone: "everyone",
    no_tools: "The tools of this page could not be started. The text is complete without them.",
    contents: "Contents",
    index: "All topics",
    theme: "Colours",
    theme_system: "system",
    theme_light: "light",
    theme_dark: "dark",
    language: "Language",
    embed: "Show this on your own site",
    embed_lead: "Two lines in any page: it is shown in a frame of its own, and where scripts are blocked the link stays.",
    embed_section: "What to show",
    embed_whole: "the whole policy",
    embed_mode: "How",
    embed_frame: "in a frame",
    embed_inline: "as a part of the site",
    embed_auto: "as the site",
    embed_lines: "The lines to copy",
    embed_preview: "Try it here",
    copy_lines: "Copy the lines",
    more_questions: "What else people ask",
    in_discord: "In Discord",
    in_discord_lead: "What the bot answers to its command: the same content, in the bot's own replies.",
    subtitle: " privacy and compliance",
    dates: "Sources and their dates",
    towards: "to ",
    about: "About: ",
    see_reading: "Our reading: ",
    beside: "What the host tells its customers, not the people who use the bot: ",
    inventory: "Data that the bot collects",
    open_ended: ", a list that is not complete, as the policy says",
    data: "Data",
    stated_for_item: "Stated for this item",
    only_collected: "only that it is collected",
    whole_list: "What is stated for the list as a whole",
    stated_for_all: "Stated for the list as a whole",
    way: "Its way",
    stage: "Stage",
    stated: "What is stated",
    gaps_lead: "What Discord's terms and data protection law ask of a policy, and what this one says. A reading aid: whether a rule applies to this bot is not decided here.",
    answered_by: "Said in: ",
    applies_to: "Applies to: ",
    matrix: "Services by frameworks",
    matrix_note: "What the documents claim for each service. «Not stated» does not mean «no». A law is no certificate. What somebody attests for the infrastructure is inherited and never a service's own; what a company has for its own business says nothing about a service. Each framework's section has the claims, their conditions and how to get the evidence.",
    every: "all",
    whole_table: "Show the whole table",
    sort_by: "Sort by ",
    download: "Download: ",
    close: "Close",
    means_covered: "Claimed for this service, without a condition. A claim may still be limited to regions: each says so below.",
    means_conditional: "Claimed for this service, under conditions.",
    means_excluded: "A document says that this service is not covered, and no document says that it is.",
    means_disputed: "Claimed and denied. Both stand here side by side; nothing is decided between them.",
    means_unstated: "No document says anything about this service here. That is neither a yes nor a no: whoever needs to know has to ask the host.",
    not_its_own: "Also claimed, but not of this service",
    service: "Service",
    services: "Services",
    framework: "Framework",
    services_names: "Services and every name they go by",
    group_of: "Group",
    data_rules: "Which kinds of data may be placed where",
    kind_of_data: "Kind of data",
    allowed_in: "Allowed in",
    conditions: "Conditions",
    elsewhere: "Elsewhere",
    barred: "barred",
    allowed: "allowed",
    objectives: "Recovery objectives",
    restore: "Restored within",
    loss: "Data loss of at most",
    excludes: "Not included",
    other_objectives: "Other services and plans: not stated.",
    solver: "Which services fit?",
    solver_lead: "What the documents say about each service, for each requirement. If you choose several, each service gets its weakest result. “Excluded” means that a document excludes it, or states less than you asked for. “Not barred” is our interpretation: no document bars it, and none allows it. “Not stated” does not mean “no”.",
    solver_question: "Asked",
    frameworks: "Frameworks",
    isolation: "Isolation",
    hours_unit: "hours",
    hours_invalid: "Use a whole number of hours, from 0 to 99,999.",
    nothing_asked: "Nothing is asked yet. Choose what a service must meet, and these are sorted by what the documents say.",
    ask_nothing: "Clear all",
    copy_answer: "Copy as text for a ticket",
    copy_link: "Copy link",
    link_copied: "Link copied",
    copied: "Copied.",
    text_to_copy: "The text to copy",
    each_alone: "Each requirement on its own",
    every_service: "all services",
    without_region: "Without a region",
    within_region: "In one of these regions",
    denied_in: "Denied in",
    looked_in: "Where one would look",
    aimed_at: "What is aimed at",
    regions: "Regions",
    plans: "Plans",
    claims: "Who claims what",
    claim: "Claim",
    held_by: ", holder: ",
    covers: "Covers",
    edition: "Edition",
    evidence: "Evidence",
    said_in: "Said in",
    infrastructure: "the infrastructure that the services run on: inherited, never a service's own",
    company: "the holder's own business: it says nothing about a service",
    no_stack: "Which of these services the bot uses is not stated: its policy names none.",
    no_claim: "No document claims this for a service.",
    all_services: "all services, as a blanket claim",
    no_service: "no service",
    sources_list: "Sources",
    parties_list: "Who speaks here",
    effective: ", effective ",
    promises: "Its promises run to ",
    promises_nothing: "Named here; it promises nothing.",

    // --- exports
    files: "Files",
    file_document: "everything as one document, with party, source and id of each statement",
    file_data: "everything as data",

    // --- Discord
    answered: "Answered",
    in_part: "Answered in part",
    open_in_part: " (answered in part)",
    list_is_open: "The policy says itself that this list is not complete.",
    also_not_stated: "Also not stated: ",
    for_the_whole_list: " (stated for the list as a whole, not for this item)",
    asked_by: "Which rules ask for it",
    not_decided: "Whether a rule applies to this bot is not decided here.",
    applies: "Applies: ",
    beside_hosts: "What the host promises its own customers",
    beside_others: "What else is said, and is no answer",
    readings: "How we read it",
    subjects: "What this is about",
    disagree: "What disagrees",
    unknown_command: "This command is not known here",
    unknown_command_help: "Try /privacy, or choose a question below.",
    menu_related: "One statement of this section, with how we read it…",
    menu_statement: "The statement that names it…",
    menu_near: "Did you mean…",
    menu_also: "Other matches…",
    menu_questions: "Ask something…",
    menu_sections: "Read the policy, section by section…",
    unsaid_also: "what does the policy not say|what does it not say|what the policy doesn't say|what is not stated|what is missing|not stated|unsaid|gaps",
    overview_also: "overview|summary|everything|start",
    sources_also: "last updated|when was this updated|when was this policy updated|date|dates|as of|how old is this|sources|documents",
    claim_denies: "Claim that it is not covered",
    menu_rules: "What rules ask for…",
    menu_hosting: "Read about hosting and security, section by section…",
    menu_services: "Services…",
    menu_frameworks: "Frameworks…",
    menu_data: "Kinds of data…",
    not_named_help: "Nothing goes by that name here. Choose below, or try one of these:",
    previous: "Previous",
    next: "Next",
    open_page: "Read it on the page",
    command_description: "What the bot collects about you, and what its policy does not say",
    privacy_name: "privacy",
    topic_name: "topic",
    compliance_name: "compliance",
    compliance_description: "Which of the host's services is covered by what, and which data may be placed where",
    service_name: "service",
    service_description: "A service of the host",
    framework_name: "framework",
    framework_description: "A law, standard, audit scheme or program, such as: SOC 2, GDPR",
    data_name: "data",
    data_description: "A kind of data, such as: card data, health data",
    topic_description: "A question or a word, such as: how long, deletion, messages",
};

pub(super) fn date(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let (year, month, day) = date.parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

pub(super) fn hours_asked(from: u32, to: Option<u32>) -> String {
    match to {
        Some(to) if from == to && from > 0 => hours(to),
        Some(to) if from == 0 => format!("less than {}", hours(to.saturating_add(1))),
        Some(to) => format!("{from} to {}", hours(to)),
        None => format!("{} or more", hours(from)),
    }
}

pub(super) fn hours(hours: u32) -> String {
    match hours {
        1 => "1 hour".to_owned(),
        _ => format!("{hours} hours"),
    }
}

pub(super) fn states_less(stated: u32, asked: u32) -> String {
    format!("The stated target is {}; you asked for at most {}.", hours(stated), hours(asked))
}

pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

pub(super) fn untranslated(lang: &Lang) -> &'static str {
    match lang.primary() {
        "en" => "What is not translated is in English.",
        "fr" => "What is not translated is in French.",
        _ => "What is not translated is in the language in which it was written.",
    }
}

pub(super) fn page_title(bot: &str) -> String {
    format!("{bot}: privacy and compliance")
}

pub(super) fn page_description(bot: &str) -> String {
    format!(
        "What {bot} collects, whose promise each line is and to whom, which service of its host is covered by which framework, and what is not promised at all."
    )
}

pub(super) fn stages_stated(count: usize, all: usize) -> String {
    format!("{count} of {all} stages stated")
}

pub(super) fn shown(count: usize, all: usize) -> String {
    format!("{count} of {all} statements")
}

pub(super) fn services_shown(all: usize) -> String {
    format!("{{}} of {all} services")
}

pub(super) fn hit_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Question => "question",
        Kind::Gap => "asked by a rule",
        Kind::Data => "data",
        Kind::Section => "section",
        Kind::Framework => "framework",
        Kind::Statement => "statement",
        Kind::Reading => "our reading",
        Kind::Service => "service",
        Kind::Region => "region",
        Kind::Rule => "data rule",
        Kind::Term => "glossary",
        Kind::Party => "who speaks",
        Kind::Source => "source",
    }
}

pub(super) fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Document => "document",
        SourceKind::Rule => "rule",
        SourceKind::Reading => "our reading",
    }
}

pub(super) fn attestation(attestation: Attestation) -> &'static str {
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

pub(super) fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Missing => "missing",
        Extent::Partial => "partial",
        Extent::Present => "present",
    }
}

pub(super) fn status(status: &Status<'_>) -> &'static str {
    match status {
        Status::Covered => "covered",
        Status::Conditional { .. } => "conditional",
        Status::Excluded => "excluded",
        Status::Disputed { .. } => "disputed",
        Status::Unstated => "not stated",
    }
}

pub(super) fn in_regions(count: usize) -> String {
    if count == 1 { "in 1 region".to_owned() } else { format!("in {count} regions") }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Qualifies => "qualifies",
        Outcome::QualifiesUnder => "qualifies under conditions",
        Outcome::NotBarred => "not barred (our interpretation)",
        Outcome::NotStated => "not stated",
        Outcome::Excluded => "excluded",
    }
}

pub(super) fn permission(permission: &Permission<'_>) -> &'static str {
    match permission {
        Permission::Allowed => "allowed",
        Permission::Conditional { .. } => "conditional",
        Permission::NotBarred { .. } => "not barred (our interpretation)",
        Permission::Barred { .. } => "barred",
        Permission::NotStated => "not stated",
    }
}

pub(super) fn not_inherited(why: &NotInherited<'_>) -> &'static str {
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

pub(super) fn not_stated_for(region: &str) -> String {
    format!("Not stated for {region}.")
}

pub(super) fn framework_kind(kind: FrameworkKind) -> &'static str {
    match kind {
        FrameworkKind::Regulation => "law or rule",
        FrameworkKind::Standard => "standard",
        FrameworkKind::AuditScheme => "audit scheme",
        FrameworkKind::Programme => "program",
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Controller => "controller",
        Role::Processor => "processor",
        Role::SubProcessor => "sub-processor",
    }
}

pub(super) fn group(group: ServiceGroup) -> &'static str {
    match group {
        ServiceGroup::Common => "Common",
        ServiceGroup::Private => "Private",
        ServiceGroup::Shield => "Shield",
        ServiceGroup::Other => "Other",
    }
}

pub(super) fn no_promise(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Editor => "our reading, nobody's promise",
        PartyKind::Bot | PartyKind::Host | PartyKind::Infrastructure => "to whom this is promised is not stated",
        _ => "a description, nobody's promise",
    }
}

pub(super) fn overview(bot: &str) -> String {
    format!("What {bot}'s policy says about your data")
}

pub(super) fn glossary_term(bot: &str) -> String {
    format!("A word of the glossary. It says nothing about what {bot} does.")
}

pub(super) fn promised_to(party: &str, to: &str, bot: &str) -> String {
    format!("What {party} says here, it says to {to}. {bot} does not promise it.")
}

pub(super) fn nothing_found(text: &str) -> String {
    format!("Nothing found for {}", quoted(text))
}

pub(super) fn nothing_found_help(bot: &str) -> String {
    format!("No topic has that name, and nothing in {bot}'s policy matches these words. Try one of these:")
}

pub(super) fn page_of(page: usize, pages: usize) -> String {
    format!("Page {page} of {pages}")
}

pub(super) fn hosting_lead(bot: &str) -> String {
    format!("What the host and others say, to those to whom they say it: {bot} promises none of it. Choose a section below.")
}

pub(super) fn compliance_title(host: &str) -> String {
    format!("{host}'s services, frameworks and data")
}

pub(super) fn compliance_lead(bot: &str) -> String {
    format!(
        "Which service of the host is covered by which framework, and which data may be placed where, as the documents say it to the host's customers: {bot} promises none of it. Choose below, or give the command a service, a framework, a kind of data, or several of these."
    )
}
