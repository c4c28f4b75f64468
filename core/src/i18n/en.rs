//! The interface in English. [`super`] documents each name.

use super::Texts;
use crate::{
    Attestation, Date, EntryKind, Extent, FrameworkKind, Lang, PartyKind, Role, ServiceGroup, SourceKind, Step, Summary,
    coverage::Status, placement::Permission, promise::NotInherited, qualify::Outcome,
};

pub(super) const TEXTS: Texts = Texts {
    // --- texts of all outputs
    undated: "undated",
    not_stated: "Not stated",
    not_stated_by_bot: "Not stated by the bot",
    not_checked_yet: "Not checked yet",
    not_checked_silence: "The bot's author has not checked yet whether the policy answers this.",
    not_checked_note: "The bot's author has not checked yet which parts of the policy answer this. What is shown was found automatically.",
    found_automatically: "Found automatically in the policy",
    colon: ": ",
    semicolon: "; ",
    at_a_glance: "At a glance",
    collected: "What is collected",
    policy: "The policy",
    policy_gaps: "What the policy does not say",
    hosting: "Hosting and security",
    coverage: "Frameworks and coverage",
    sources: "Sources and disagreements",
    terms_of_service: "Terms of Service",
    glossary: "Glossary",
    only_on: "Only on",
    only_in: "Only in",
    denied_for: "Denied for",
    not_mentioned: "No document mentions it.",
    documents_disagree: "The documents disagree.",
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
    skip_table: "Skip the table",
    search: "Search",
    results: "Search results",
    found_none: "No results for all these words.",
    found_one: "1 result",
    found_many: "{} results",
    found_partly: ", with some of these words",
    did_you_mean: "Did you mean: ",
    show_all_found: "Show all {} results",
    party_filter: "Statements by",
    all_parties: "everyone",
    no_tools: "The interactive tools are not available. All the text can be read without them.",
    contents: "Contents",
    index: "All topics",
    all_statements: "All statements",
    show_all_parties: "Show all",
    from_source: "From ",
    asked_of_policies: "What rules ask",
    policy_silent: "The policy does not say.",
    policy_silent_on: "The policy does not say: ",
    downloads: "Download",
    see_all: "See the whole policy",
    slash_key: "Press / to search",
    presets: "Start with a common case",
    theme: "Theme",
    theme_system: "system",
    theme_light: "light",
    theme_dark: "dark",
    language: "Language",
    embed: "Show this on your own site",
    embed_lead: "Paste these two lines into your page. The policy appears in a frame; if scripts are blocked, visitors still get the link.",
    embed_section: "What to show",
    embed_whole: "the whole policy",
    embed_mode: "How",
    embed_frame: "in a frame",
    embed_inline: "as part of your page",
    embed_auto: "same as your page",
    embed_lines: "Lines to copy",
    embed_preview: "Try it here",
    copy_lines: "Copy the lines",
    more_questions: "More questions",
    in_discord: "In Discord",
    in_discord_lead: "The short answers that the bot gives to its command. In Discord, buttons open the details.",
    dates: "Sources and their dates",
    audience: "to ",
    about: "About: ",
    see_reading: "Our interpretation: ",
    hosts_promises: "What the host tells its customers, not you: ",
    inventory: "Data that the bot collects",
    inventory_proposed: "Data that the bot may collect, not checked yet",
    open_ended: ". The policy says that this list is not complete.",
    data: "Data",
    stated_for_item: "Stated for this item",
    only_collected: "The policy only says that it is collected.",
    stated_for_all: "Stated for all the data",
    lifecycle: "Lifecycle",
    stated: "What the policy states",
    gaps_lead: "What Discord's terms and data protection law require of a policy, and what this policy states. This is a reading aid. We do not say whether a rule applies to this bot.",
    answered_by: "Stated in: ",
    applies_to: "Applies ",
    always: "always",
    coverage_table: "Services by framework",
    coverage_table_note: "What the documents claim for each service. “Not stated” does not mean “no”. A law is not a certificate. An audit of the infrastructure is not an audit of a service. What a company holds for its own business says nothing about its services. Each framework's section lists the claims, their conditions, and how to get the evidence.",
    every: "all",
    whole_table: "Show the whole table",
    sort_by: "Sort by ",
    download: "Download: ",
    close: "Close",
    means_covered: "A document claims it for this service, or for all services, without a condition. A claim may be limited to regions: see below.",
    means_conditional: "A document claims it for this service, under conditions.",
    means_excluded: "A document says that this service is not covered, and no document says that it is.",
    means_disputed: "One document claims it and another denies it. We show both and do not decide.",
    means_unstated: "No document says anything about this service here. That is neither a yes nor a no. To find out, ask the host.",
    not_its_own: "Also claimed, but not for this service",
    service: "Service",
    services: "Services",
    framework: "Framework",
    services_names: "Services and their names in the documents",
    group_of: "Group (ours, by name)",
    data_rules: "Which data is allowed where",
    kind_of_data: "Kind of data",
    kinds_of_data: "Kinds of data",
    allowed_in: "Allowed in",
    conditions: "Conditions",
    elsewhere: "Elsewhere",
    allowed: "allowed",
    objectives: "Recovery objectives",
    restore: "Restored within",
    loss: "Data loss of at most",
    excludes: "Not included",
    other_objectives: "Other services and plans: not stated.",
    solver: "Which services fit?",
    not_on_paper: "Sections that are closed on the page are printed without their texts.",
    solver_lead: "What the documents say about each service, for each need. If you choose several, each service gets its weakest result.",
    needs_lead: "“Excluded” means that a document excludes it, or states less than you asked for. “Not barred” is our interpretation: no document bars it, and none allows it. “Not stated” does not mean “no”.",
    solver_question: "Asked",
    frameworks: "Frameworks",
    isolation: "Group (ours, by name)",
    hours_unit: "hours",
    hours_invalid: "Use a whole number of hours, from 0 to 99,999.",
    whole_answer: "The whole answer",
    no_needs: "Choose what a service must meet.",
    clear_needs: "Clear all",
    copy_answer: "Copy as text for a ticket",
    copy_link: "Copy link",
    link_copied: "Link copied",
    copied: "Copied.",
    text_to_copy: "Text to copy",
    single_needs: "Each need by itself",
    every_service: "all services",
    denied_in: "Denied in",
    closest_passages: "Closest passage",
    aimed_at: "Stated target",
    regions: "Regions",
    plans: "Plans",
    claims: "Who claims what",
    claim: "Claim",
    held_by: " · held by ",
    holder_not_stated: " · holder not stated",
    covers: "Covers",
    edition: "Edition",
    evidence: "Evidence",
    stated_in: "Stated in",
    infrastructure: "the infrastructure that the services run on, not the services themselves",
    company: "the company itself, not its services",
    no_compliance: "Nothing is stated here about a host's services, frameworks or certificates.",
    no_stack: "The policy does not say which services the bot uses.",
    no_claim: "No document claims this for a service.",
    all_services: "all services (no service is named)",
    no_service: "no service",
    no_service_matches: "No service matches these filters.",
    sources_list: "Sources",
    parties_list: "Parties",
    effective: ", effective ",
    promises: "Makes its promises to ",

    // --- exports
    files: "Files",
    file_document: "everything in one document, with the party, source and id of each statement",
    file_data: "everything as data",
    file_page: "the page",
    file_compliance: "services, frameworks, claims, coverage and data rules as data",
    file_pdf: "this page on paper",
    file_coverage: "the coverage table, one row for each service and framework",
    file_schema: "the JSON Schema of that file",

    // --- Discord
    answered: "Answered",
    in_part: "Partly answered",
    open_in_part: " (partly answered)",
    list_is_open: "The policy says that this list is not complete.",
    kinds_asked_about: "Kinds of data that people ask about",
    kinds_lead: "Each is looked up in the policy's list of collected data.",
    in_the_list: "In the policy's list",
    kind_listed: "The policy lists this as collected.",
    kind_not_named: "Not in the policy's list.",
    kind_not_checked: "Not compared with the policy's list yet.",
    audience_not_stated: "audience not stated",
    kind_mentioned: "Where the policy mentions it",
    also_not_stated: "Also not stated: ",
    for_the_whole_list: " (stated for the whole list)",
    for_each_item: "stated for each kind of data in the list",
    asked_by: "Rules behind this",
    not_decided: "We do not say whether a rule applies to this bot.",
    heading_hosts_promises: "What the host promises its own customers",
    heading_other_statements: "Related, but not an answer",
    readings: "Our interpretation",
    subjects: "What this is about",
    disagree: "Statements that disagree",
    unknown_command: "Unknown command",
    unknown_command_help: "Try /privacy, or choose a question below.",
    rights: "Your rights",
    right_access: "See what is held about you",
    right_correction: "Have your data corrected",
    right_deletion: "Have your data deleted",
    right_export: "Get a copy of your data",
    right_objection: "Object to a use of your data",
    right_opt_out: "Stop the collection",
    right_within: "How fast: ",
    rights_not_stated: "No command, address or form for requests about your data is listed here. You can ask Discord's support, which is not the bot's:",
    rights_open: "Your data…",
    rights_offer: "Choose what to do with the data that the bot holds about you.",
    rights_confirm_deletion: "Delete all data that the bot holds about you?",
    rights_confirm_opt_out: "Stop the collection of data about you?",
    rights_yes: "Yes",
    rights_no: "Cancel",
    rights_deleted: "The bot reports that your data is deleted.",
    rights_opted_out: "The bot reports that it no longer collects data about you.",
    rights_nothing_held: "The bot reports that it holds no data about you.",
    rights_failed: "The bot could not do this. Try again later.",
    rights_canceled: "Nothing was changed.",
    contact: "Contact",
    contact_mail: "Mail",
    contact_discord: "Discord server",
    contact_form: "Form",
    contact_address: "Postal address",
    contact_for_privacy: "privacy requests",
    contact_for_security: "security reports",
    contact_for_support: "support",
    contact_for_officer: "data protection officer",
    country: "Country",
    safeguard: "Safeguard for transfers",
    contract: "Contract",
    ai_provider: "AI provider",
    answer_yes: "yes",
    answer_no: "no",
    legal_basis: "Legal basis",
    basis_consent: "Consent",
    basis_contract: "Contract",
    basis_obligation: "Legal obligation",
    basis_vital: "Vital interests",
    basis_public: "Task in the public interest",
    basis_legitimate: "Legitimate interests",
    version: ", version ",
    menu_related: "Open one statement (with our notes)…",
    menu_statement: "Open the statement that names it…",
    menu_suggestions: "Did you mean…",
    menu_other_results: "Other matches…",
    menu_questions: "Ask something…",
    menu_sections: "Read the policy by section…",
    gaps_aliases: "what does the policy not say|what does it not say|what the policy doesn't say|what is not stated|what is missing|not stated|unsaid|gaps",
    overview_aliases: "overview|summary|everything|start",
    sources_aliases: "last updated|when was this updated|when was this policy updated|when was this last updated|when was it last updated|date|dates|as of|how old is this|sources|documents",
    what_changed: "What changed, and when",
    changes_aliases: "changes|changelog|change log|change history|version history|history|revisions|editions|what changed|what has changed|whats changed|recent changes|did anything change|has anything changed",
    claim_denies: "Claim that it is not covered",
    menu_rules: "See the rules behind this…",
    menu_hosting: "Read about hosting and security by section…",
    menu_services: "Services…",
    menu_frameworks: "Frameworks…",
    menu_data: "Kinds of data…",
    not_named_help: "No match for that name. Choose below, or try one of these:",
    several_frameworks: "A reply is about one law or standard. You named these. Choose one below:",
    previous: "Previous",
    next: "Next",
    open_page: "Read it on the page",
    details: "Details",
    which_rules: "Rules behind this",
    short_answer: "Short answer",
    covered_short: "Claimed for this service, without a condition.",
    covered_in_regions_short: "Claimed for this service.",
    covered_blanket_short: "Claimed for all services; none is named.",
    covered_also_named_short: "Claimed for all services, and for this one by name.",
    law_short: "This is a law or rule. No document claims that a service complies.",
    excepted_short: "Not allowed unless these conditions are met:",
    in_other_services: "in other services",
    both_short: "Results for both:",
    tells: " tells ",
    kind_of_others: "The list names kinds of data, not individual people.",
    item_listed: "The policy lists this as collected.",
    applies_to_apps: "The rule applies ",
    documents_disagree_on: "The documents disagree on",
    conditional_short: "Claimed for this service. The conditions:",
    unstated_short: "No document claims this. That is neither a yes nor a no.",
    compliance_short: "Ask about a service, a framework or a kind of data, or about two together.",
    command_description: "What the bot collects about you, and what its policy does not say",
    privacy_name: "privacy",
    topic_name: "topic",
    compliance_name: "compliance",
    compliance_description: "Which of the host's services is covered by which framework, and which data is allowed where",
    service_name: "service",
    service_description: "A service of the host",
    framework_name: "framework",
    framework_description: "A law, standard, audit scheme or program, such as: SOC 2, GDPR",
    data_name: "data",
    data_description: "A kind of data, such as: card data, health data",
    topic_description: "A question or a word, such as: how long, deletion, messages",
};

/// Returns a small number as a word.
fn in_words(number: usize) -> String {
    const WORDS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    number.checked_sub(1).and_then(|at| WORDS.get(at)).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

pub(super) fn collects(bot: &str, summary: &Summary) -> String {
    let at_least = if summary.open_ended { "at least " } else { "" };
    let kinds = counted(summary.kinds, "kind of data", "kinds of data");
    let purposes = match summary.purposes {
        0 => String::new(),
        1 => " for one purpose".to_owned(),
        many => format!(" for {} purposes", in_words(many)),
    };
    format!("{bot} collects {at_least}{kinds}{purposes}.")
}

pub(super) fn nothing_listed(bot: &str) -> String {
    format!("{bot}'s policy does not list the data that it collects.")
}

/// Returns steps as the subject of a sentence.
fn steps(steps: &[Step]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for step in steps {
        let name = match step {
            Step::Origin => "where it comes from",
            Step::Purpose => "what it is used for",
            Step::Recipients => "who receives it",
            Step::Storage => "where it is kept",
            // Combines the step with the one before.
            Step::Retention if names.last() == Some(&"where it is kept") => {
                names.pop();
                "where and how long it is kept"
            }
            Step::Retention => "how long it is kept",
            Step::Deletion => "how it is deleted",
        };
        names.push(name);
    }
    let list = match names.as_slice() {
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
        [] => String::new(),
    };
    let (first, rest) = list.split_at(list.len().min(1));
    let verb = if steps.len() == 1 { "is" } else { "are" };
    format!("{}{rest} {verb}", first.to_uppercase())
}

pub(super) fn steps_not_stated(steps: &[Step]) -> String {
    format!("{} not stated.", self::steps(steps))
}

pub(super) fn steps_in_part(steps: &[Step]) -> String {
    format!("{} stated for some kinds of data only.", self::steps(steps))
}

pub(super) fn step_label(step: Step) -> &'static str {
    match step {
        Step::Origin => "Comes from",
        Step::Purpose => "Used for",
        Step::Recipients => "Received by",
        Step::Storage => "Kept where",
        Step::Retention => "Kept how long",
        Step::Deletion => "Deleted how",
    }
}

pub(super) fn requirements_met(met: usize, all: usize) -> String {
    format!("{met} of {all} stated")
}

pub(super) fn requirements_open(in_part: usize, not_stated: usize) -> String {
    format!("{in_part} partly · {not_stated} not stated")
}

pub(super) fn points_not_stated(count: usize) -> String {
    format!("{} not stated", counted(count, "point is", "points are"))
}

pub(super) fn statements_counted(count: usize) -> String {
    counted(count, "statement", "statements")
}

pub(super) fn kinds_counted(count: usize) -> String {
    counted(count, "kind of data", "kinds of data")
}

pub(super) fn questions_counted(count: usize) -> String {
    counted(count, "question", "questions")
}

pub(super) fn examples_counted(count: usize) -> String {
    counted(count, "example", "examples")
}

pub(super) fn not_stated_counted(count: usize, all: usize) -> String {
    format!("{count} of {all} requirements")
}

pub(super) fn table_counted(services: usize, frameworks: usize) -> String {
    format!("{} · {}", counted(services, "service", "services"), counted(frameworks, "framework", "frameworks"))
}

pub(super) fn sources_counted(sources: usize, disagreements: usize) -> String {
    format!("{} · {}", counted(sources, "source", "sources"), counted(disagreements, "disagreement", "disagreements"))
}

pub(super) fn entries_counted(count: usize) -> String {
    counted(count, "entry", "entries")
}

pub(super) fn services_fit(full: usize, under: usize, all: usize) -> String {
    let first = if full > 0 { full } else { under };
    let of_all = format!("{first} of {all} services {}", if first == 1 { "qualifies" } else { "qualify" });
    match (full, under) {
        (0, 0) => "No service qualifies.".to_owned(),
        (0, _) => of_all + " under conditions.",
        (_, 0) => of_all + ".",
        (_, under) => format!("{of_all}, and {under} more under conditions."),
    }
}

pub(super) fn services_left(outcome: Outcome, count: usize) -> String {
    let are = if count == 1 { "is" } else { "are" };
    match outcome {
        Outcome::NotStated => format!("For {count}, this is not stated."),
        outcome => format!("{count} {are} {}.", self::outcome(outcome)),
    }
}

pub(super) fn date(date: Date) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let (year, month, day) = date.parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
    let month = day.map_or_else(|| month.to_owned(), |day| format!("{day} {month}"));
    format!("{month} {year}").trim_start().to_owned()
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

pub(super) fn authoritative(lang: &Lang) -> String {
    let name = match lang.primary() {
        "en" => "English",
        "fr" => "French",
        "de" => "German",
        "es" => "Spanish",
        "it" => "Italian",
        "nl" => "Dutch",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "ja" => "Japanese",
        _ => return format!("The text in the language `{lang}` is authoritative."),
    };
    format!("The {name} text is authoritative.")
}

pub(super) fn untranslated(lang: Option<&Lang>) -> &'static str {
    match lang.map_or("", Lang::primary) {
        "en" => "Untranslated text is in English.",
        "fr" => "Untranslated text is in French.",
        _ => "Untranslated text is in its original language.",
    }
}

pub(super) fn page_title(bot: &str, compliance: bool) -> String {
    if compliance { format!("{bot}: privacy and compliance") } else { format!("{bot}: privacy") }
}

pub(super) fn page_description(bot: &str, compliance: bool) -> String {
    let covered = if compliance { ", which services of its host are covered by which framework" } else { "" };
    format!("What {bot} collects, who promises what to whom{covered}, and what is not promised.")
}

pub(super) fn subtitle(compliance: bool) -> &'static str {
    if compliance { " privacy and compliance" } else { " privacy" }
}

pub(super) fn finding_unchecked(bot: &str) -> [String; 2] {
    [format!("{bot}'s privacy policy, in its own words."), "Which parts answer which question is not checked yet.".to_owned()]
}

pub(super) fn search_example(compliance: bool) -> &'static str {
    if compliance { "deletion, TLS, SOC 2 …" } else { "deletion, contact, username …" }
}

pub(super) fn steps_stated(count: usize, all: usize) -> String {
    format!("{count} of {all} steps described")
}

pub(super) fn shown(count: usize, all: usize) -> String {
    format!("{count} of {all} statements")
}

pub(super) fn services_shown(count: usize, all: usize) -> String {
    if count == 0 { "No service matches.".to_owned() } else { format!("{count} of {all} services") }
}

pub(super) fn hit_kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Question => "question",
        EntryKind::Gap => "rule",
        EntryKind::Data => "data",
        EntryKind::Section => "section",
        EntryKind::Framework => "framework",
        EntryKind::Statement => "statement",
        EntryKind::Reading => "our interpretation",
        EntryKind::Service => "service",
        EntryKind::Region => "region",
        EntryKind::Rule => "data rule",
        EntryKind::Term => "glossary",
        EntryKind::Party => "party",
        EntryKind::Source => "source",
    }
}

pub(super) fn source_kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Document => "document",
        SourceKind::Rule => "rule",
        SourceKind::Reading => "our interpretation",
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
        Attestation::Unspecified => "type of evidence not stated",
    }
}

pub(super) fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Unreviewed => "not checked yet",
        Extent::Missing => "not stated",
        Extent::Partial => "partly stated",
        Extent::Present => "stated",
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
        NotInherited::Company => "It is about the company itself, not its services.",
        NotInherited::Denies => "It says what is not covered.",
        NotInherited::MakesNoPromises(_) => "It is a description, not a promise.",
        NotInherited::NoServices(_) => "It applies to some services, and the bot's policy names none.",
        NotInherited::OtherServices(_) => "It applies to services that the bot's policy does not name.",
        NotInherited::NoRegion(_) => "It applies to some regions, and the bot's policy names none.",
        NotInherited::OtherRegions(_) => "It applies to regions that the bot's policy does not name.",
        NotInherited::NoPlan(_) => "It applies to some plans, and the bot's policy names none.",
        NotInherited::OtherPlans(_) => "It applies to plans that the bot's policy does not name in these words.",
    }
}

pub(super) fn regions_named_for(frameworks: &str) -> String {
    format!("Regions (named for {frameworks} only)")
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
        PartyKind::Editor => "our interpretation",
        PartyKind::Bot | PartyKind::Host | PartyKind::Infrastructure => "the policy does not say who this is promised to",
        _ => "description, not a promise",
    }
}

pub(super) fn promises_nothing(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Editor => "Our interpretation, not a promise.",
        PartyKind::Bot | PartyKind::Host | PartyKind::Infrastructure => "The policy does not say who its statements are promised to.",
        PartyKind::Commentator => "Only a description, not a promise.",
        _ => "Mentioned only; makes no promises here.",
    }
}

pub(super) fn host_addresses(party: &str, bot: &str) -> String {
    format!("{party} addresses its own customers here, such as the bot's developer, not you. {bot} does not promise this.")
}

pub(super) fn overview(bot: &str) -> String {
    // An import calls a bot without a name "The bot".
    let bot = bot.strip_prefix("The ").map_or_else(|| bot.to_owned(), |name| format!("the {name}"));
    format!("What {bot}'s policy says about your data")
}

pub(super) fn glossary_term(bot: &str) -> String {
    format!("From the glossary. It says nothing about what {bot} does.")
}

pub(super) fn promised_to(party: &str, to: &str, bot: &str) -> String {
    format!("{party} addresses {to}. {bot} does not promise this.")
}

pub(super) fn nothing_found(text: &str) -> String {
    format!("Nothing found for {}", quoted(text))
}

pub(super) fn in_document(title: &str) -> String {
    format!(", in {title}")
}

pub(super) fn kind_asked(names: &str) -> String {
    format!("{names}: collected?")
}

pub(super) fn kind_in_list(name: &str) -> String {
    format!("{name}: in the list of collected data?")
}

pub(super) fn kind_named(names: &str) -> String {
    format!("The policy lists this as collected: {names}.")
}

pub(super) fn kind_within(names: &str) -> String {
    format!("The list names {names}, and does not say whether they include this.")
}

pub(super) fn nothing_found_help(bot: &str) -> String {
    format!("I did not understand this. {bot}'s policy may still answer it. Try one of these:")
}

pub(super) fn more_sentences(count: usize) -> String {
    format!("And {count} more")
}

pub(super) fn asked_too(names: &str) -> String {
    format!("You also asked: {names}. See the menu below.")
}

pub(super) fn not_understood(text: &str) -> String {
    format!("I did not understand all of {}. Choose below, or try one of these:", quoted(text))
}

pub(super) fn no_editions(bot: &str) -> String {
    format!("No earlier edition of {bot}'s policy is stored, so changes are not known.")
}

pub(super) fn page_of(page: usize, pages: usize) -> String {
    format!("Page {page} of {pages}")
}

pub(super) fn to_customers(party: &str) -> String {
    format!("{party} tells its own customers, not you")
}

pub(super) fn and_more(count: usize) -> String {
    format!(" (and {count} more)")
}

pub(super) fn conditions_counted(count: usize) -> String {
    format!(" ({})", conditions_in_details(count))
}

pub(super) fn permission_short(permission: &Permission<'_>) -> &'static str {
    match permission {
        Permission::Allowed => "Customers may submit it to this service.",
        Permission::Conditional { .. } => "Customers may submit it under these conditions:",
        Permission::NotBarred { .. } => "No document bars this kind of data as such, and none allows it. Conditions:",
        Permission::Barred { .. } => "Customers may not submit it to this service.",
        Permission::NotStated => "No document says whether customers may submit it to this service.",
    }
}

pub(super) fn for_customers(party: &str) -> String {
    format!("{party}, to its customers")
}

pub(super) fn hosting_short(bot: &str, host: &str) -> String {
    format!(
        "{bot} runs on {host}. The host's statements about security are for its own customers. {bot} promises none of what the host and others say here. Choose a section below."
    )
}

pub(super) fn more_items(count: usize) -> String {
    format!("and {count} more: see Details")
}

pub(super) fn more_passages(count: usize) -> String {
    format!("and {}: see Details", counted(count, "more passage", "more passages"))
}

pub(super) fn more_conditions(count: usize) -> String {
    format!("and {}: see Details", counted(count, "more condition", "more conditions"))
}

pub(super) fn conditions_in_details(count: usize) -> String {
    format!("{}: see Details", counted(count, "condition", "conditions"))
}

pub(super) fn separate_services(count: usize) -> &'static str {
    if count == 1 { "A separate service" } else { "Separate services" }
}

pub(super) fn services_with_word(word: &str, count: usize) -> String {
    format!("all services with {} in their names ({count})", quoted(word))
}

pub(super) fn all_others(count: usize) -> String {
    format!("all others ({count})")
}

pub(super) fn gaps_counted(missing: usize, partial: usize, all: usize) -> String {
    format!(
        "Of {all} points that rules ask about, {missing} are not stated and {partial} are partly stated. Some rules apply only in certain cases."
    )
}

pub(super) fn compliance_to(bot: &str) -> String {
    format!("The host's documents address its own customers; {bot} promises none of this.")
}

pub(super) fn hosting_lead(bot: &str) -> String {
    format!("Statements of the host and others. {bot} promises none of it. Choose a section below.")
}

pub(super) fn compliance_title(host: &str) -> String {
    format!("{host}'s services, frameworks and data")
}

pub(super) fn compliance_lead(bot: &str) -> String {
    format!(
        "Which service of the host is covered by which framework, and which data is allowed where. The host's documents address its own customers; {bot} promises none of this. Choose below, or give the command a service, a framework or a kind of data."
    )
}
