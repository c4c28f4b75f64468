//! The interface's words, in one place for all hosts: what the page, the bot and exports say around the content.
//!
//! For whoever writes or translates them: `en` and `fr` hold the wording, one file per language, under the same names; this file
//! says what each name stands for. A language that lacks a name, or has one more, does not compile. Because every word is a method of
//! its own, a program that speaks one language carries the words that it uses, in that language alone.

mod en;
mod fr;

use crate::{
    Attestation, Date, Extent, Facts, FrameworkKind, Lang, Part, PartyKind, RegionId, Role, ServiceGroup, SourceKind, StatementId,
    Step, Summary, Told,
    coverage::{Coverage, Status},
    grounds::{Clause, Condition},
    placement::Permission,
    promise::NotInherited,
    qualify::{Finding, Missing, Need, Outcome, Says},
    search::Kind,
};

/// The words of one language.
///
/// ```
/// use carrot_core::words::Words;
/// let words = Words::of(&"fr-CA".parse().unwrap());
/// assert_eq!((words, words.lang(), words.retention()), (Words::Fr, "fr", "Durée de conservation"));
/// assert_eq!(Words::of(&"de".parse().unwrap()), Words::En, "English where there is nothing nearer");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// English.
    En,
    /// French.
    Fr,
}

impl Words {
    /// Every language that there are words in, the one first that everybody else is given.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The words in the language that somebody wishes for, and in English where there are none.
    pub fn of(wish: &Lang) -> Self {
        Self::ALL.into_iter().find(|words| words.speak(wish)).unwrap_or(Self::En)
    }

    /// The language's tag.
    pub const fn lang(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language's name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// Whether a text in that language is in the language of these words, whatever its region.
    pub fn speak(self, lang: &Lang) -> bool {
        lang.primary() == self.lang()
    }

    /// A part's title.
    pub fn part(self, part: Part) -> &'static str {
        match part {
            Part::CollectedData => self.collected(),
            Part::Policy => self.policy(),
            Part::Hosting => self.hosting(),
            Part::Coverage => self.coverage(),
            Part::Sources => self.sources(),
        }
    }

    /// The name of a step in the life of data.
    pub fn step(self, step: Step) -> &'static str {
        match step {
            Step::Origin => self.origin(),
            Step::Purpose => self.purpose(),
            Step::Recipients => self.recipients(),
            Step::Storage => self.storage(),
            Step::Retention => self.retention(),
            Step::Deletion => self.deletion(),
        }
    }

    /// The finding about any bot: what is stated, then what is not.
    pub fn finding(self, bot: &str, summary: &Summary) -> [String; 2] {
        let stated = match summary.kinds {
            0 => self.nothing_listed(bot),
            _ => self.collects(bot, summary),
        };
        let parts =
            [(&summary.in_part, Self::steps_in_part as fn(Self, &[Step]) -> String), (&summary.not_stated, Self::steps_not_stated)];
        let silent: Vec<String> =
            parts.into_iter().filter(|(steps, _)| !steps.is_empty()).map(|(steps, say)| say(self, steps)).collect();
        [stated, silent.join(" ")]
    }

    /// The date of a source, or the word for none.
    pub fn as_of(self, date: Option<Date>) -> String {
        date.map_or_else(|| self.undated().to_owned(), |date| self.date(date))
    }

    /// How many results a search has.
    pub fn found(self, count: usize) -> String {
        match count {
            0 => self.found_none().to_owned(),
            1 => self.found_one().to_owned(),
            _ => self.found_many().replace("{}", &count.to_string()),
        }
    }

    /// A cell of the coverage table, with the number of regions that it is limited to: «covered, in 6 regions».
    pub fn cell(self, coverage: &Coverage<'_>) -> String {
        let status = self.status(&coverage.status);
        match &coverage.only_in {
            Some(Condition { clause: Clause::Regions(regions), .. }) => format!("{status}, {}", self.in_regions(regions.len())),
            _ => status.to_owned(),
        }
    }

    /// A condition, with what introduces it.
    pub fn clause(self, facts: &Facts, clause: &Clause<'_>) -> String {
        let led = |name: &str, what: &str| format!("{name}{}{what}", self.colon());
        match clause {
            Clause::Text(text) => (*text).to_owned(),
            Clause::Stated { text, by } => format!("{} ({}).", text.trim_end_matches('.'), self.by(facts, by)),
            Clause::Plans(plans) => led(self.only_on(), &plans.join(self.semicolon())),
            Clause::Regions(regions) => led(self.only_in(), &regions_named(facts, regions.iter().copied())),
            Clause::NotOn { regions, plans } => {
                let regions = (!regions.is_empty()).then(|| regions_named(facts, regions.iter()));
                let all: Vec<_> = regions.into_iter().chain(plans.iter().cloned()).collect();
                led(self.denied_for(), &all.join(self.semicolon()))
            }
            Clause::Restore(text) => led(self.restore(), text),
            Clause::Loss(text) => led(self.loss(), text),
            Clause::Outside(text) => led(self.excludes(), text),
        }
    }

    /// The conditions of a claim or a data rule: its own, then those that other statements add, each with its source.
    pub fn conditions_of(self, facts: &Facts, own: &[String], further: &[Told]) -> Vec<String> {
        let further = further.iter().map(|it| self.clause(facts, &Clause::Stated { text: &it.text, by: &it.statement }));
        own.iter().cloned().chain(further).collect()
    }

    /// The heading of regions, with the frameworks that alone name them.
    pub fn regions_of(self, facts: &Facts) -> String {
        let frameworks: Vec<&str> = facts.regional_frameworks().map(|it| it.short.as_str()).collect();
        if frameworks.is_empty() { self.regions().to_owned() } else { self.regions_named_for(&frameworks.join(", ")) }
    }

    /// Who makes a statement, in which section, and the date of its source.
    fn by(self, facts: &Facts, statement: &StatementId) -> String {
        let Some(head) = facts.head(statement) else { return statement.to_string() };
        let party = facts.party(&head.party).map_or(head.party.as_str(), |party| &party.name);
        let place = head.cites.first().map(|cite| facts.cited(cite));
        let place = place.map(|cited| format!(", {}, {}", self.quoted(cited.section), self.as_of(cited.as_of)));
        [party, &place.unwrap_or_default()].concat()
    }

    /// Why a requirement excludes a service: a document excludes it, or states less than was asked. `None` for other outcomes.
    pub fn excluded_because(self, finding: &Finding<'_>) -> Option<String> {
        if finding.outcome != Outcome::Excluded {
            return None;
        }
        let aims = finding.grounds.iter().filter_map(|ground| match ground.says {
            Says::Aims { hours } => Some(hours),
            _ => None,
        });
        Some(match (finding.need, aims.min()) {
            (Need::RestoreHours(asked) | Need::LossHours(asked), Some(stated)) => self.states_less(stated, asked),
            (Need::Data(_), _) => self.document_bars().to_owned(),
            _ => self.document_denies().to_owned(),
        })
    }

    /// What is not stated, for a service of which something was asked.
    pub fn missing(self, facts: &Facts, missing: Missing<'_>) -> String {
        match missing {
            Missing::Silence => self.nobody_says().to_owned(),
            Missing::Agreement => self.documents_disagree().to_owned(),
            Missing::InRegion(region) => self.not_stated_for(&regions_named(facts, std::iter::once(region))),
            Missing::OnOtherPlans => self.not_stated_on_other_plans().to_owned(),
        }
    }
}

fn regions_named<'a>(facts: &'a Facts, regions: impl Iterator<Item = &'a RegionId>) -> String {
    regions.map(|id| facts.region(id).map_or(id.as_str(), |region| &region.name)).collect::<Vec<_>>().join(", ")
}

macro_rules! words {
    (
        texts { $($(#[$doc:meta])* $text:ident;)* }
        functions { $($(#[$about:meta])* $function:ident($($given:ident: $kind:ty),*) -> $out:ty;)* }
    ) => {
        /// The words of a language that nothing has to be put into.
        struct Texts {
            $($text: &'static str,)*
        }

        impl Words {
            $(
                $(#[$doc])*
                #[inline]
                pub const fn $text(self) -> &'static str {
                    match self {
                        Self::En => const { en::TEXTS.$text },
                        Self::Fr => const { fr::TEXTS.$text },
                    }
                }
            )*
            $(
                $(#[$about])*
                #[inline]
                pub fn $function(self, $($given: $kind),*) -> $out {
                    match self {
                        Self::En => en::$function($($given),*),
                        Self::Fr => fr::$function($($given),*),
                    }
                }
            )*
        }

        #[cfg(test)]
        impl Texts {
            fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($text), self.$text)),*]
            }
        }
    };
}

words! {
texts {
    // --- what all hosts say

    /// What a source without a date says.
    undated;
    /// What stands where nobody says anything.
    not_stated;
    /// What stands where the bot says nothing.
    not_stated_by_bot;
    /// Between a name and what is said under it, with its spaces.
    colon;
    /// Between things that may have commas of their own, with its spaces.
    semicolon;
    /// The part with the answers to what people ask first.
    at_a_glance;
    /// The part on the data that the bot collects.
    collected;
    /// The part with the rest of the bot's policy.
    policy;
    /// The part with what the policy leaves unsaid.
    not_said;
    /// The part on the host.
    hosting;
    /// The part on frameworks and services.
    coverage;
    /// The part on where everything comes from.
    sources;
    /// The glossary.
    glossary;
    /// Before the plans to which something is limited.
    only_on;
    /// Before the regions to which something is limited.
    only_in;
    /// Before regions and plans for which something is denied.
    denied_for;
    /// Where nobody says anything to what was asked of a service.
    nobody_says;
    /// Where what is said to it contradicts itself.
    documents_disagree;
    /// Where something is said of some plans only.
    not_stated_on_other_plans;
    /// Why a service is excluded: the data may not be placed there.
    document_bars;
    /// Why a service is excluded: it is not covered.
    document_denies;
    /// Other names of something.
    also_called;
    /// What an item is a part of.
    part_of;
    /// Where data comes from.
    origin;
    /// What data is used for.
    purpose;
    /// Who receives data.
    recipients;
    /// Where data is kept.
    storage;
    /// How long data is kept.
    retention;
    /// How data is deleted.
    deletion;

    // --- the page

    /// The link to the text, for whoever has no need of the head of the page.
    skip;
    /// The search box.
    search;
    /// What one might search for.
    search_example;
    /// The list of search results.
    results;
    /// Where a search has no result.
    found_none;
    /// Where a search has one result.
    found_one;
    /// Where a search has more results, with `{}` in place of their number.
    found_many;
    /// Before words that are spelt like what nothing was found for.
    spelt_alike;
    /// The party filter.
    whose;
    /// The party filter's widest choice.
    everyone;
    /// In place of search and filter, where they cannot be started.
    no_tools;
    /// The contents of the page.
    contents;
    /// In place of search: links to everything that people look for.
    index;
    /// The list of the page's parts, with all statements.
    all_statements;
    /// Ends the party filter.
    show_all;
    /// Before the sources of the finding.
    from_source;
    /// Above the number of requirements that the policy meets.
    asked_of_policies;
    /// Where the policy does not answer a question.
    policy_silent;
    /// The same, before what it does not say.
    policy_silent_on;
    /// What the host tells its own customers, folded.
    hosts_part;
    /// The menu of files.
    downloads;
    /// The link from a short view to everything.
    see_all;
    /// The switch of the key that leads to search.
    slash_key;
    /// Questions that people often ask the solver.
    presets;
    /// How the page is coloured.
    theme;
    /// As the reader's system is.
    theme_system;
    /// Dark on light.
    theme_light;
    /// Light on dark.
    theme_dark;
    /// The interface's language.
    language;
    /// Showing the policy on other sites.
    embed;
    /// What to do for it, and what is shown below.
    embed_lead;
    /// What of the policy to show.
    embed_section;
    /// All of it.
    embed_whole;
    /// How it is shown.
    embed_mode;
    /// In a frame.
    embed_frame;
    /// As a part of the site.
    embed_inline;
    /// As the site around is coloured.
    embed_auto;
    /// The lines to copy.
    embed_lines;
    /// Tries out what was chosen.
    embed_preview;
    /// Copies the lines.
    copy_lines;
    /// What else people ask, behind the first answers.
    more_questions;
    /// What the bot says in Discord.
    in_discord;
    /// What is shown there.
    in_discord_lead;
    /// What the page is about, behind the bot's name.
    subtitle;
    /// The sources and their dates, on the first screen.
    dates;
    /// Before those to whom a statement is a promise.
    towards;
    /// Before what a reading is about.
    about;
    /// Before links to readings.
    see_reading;
    /// Before what the host promises its customers, which answers nothing here.
    beside;
    /// The list of collected data.
    inventory;
    /// Behind the name of a list that says of itself that it is not complete.
    open_ended;
    /// A kind of data.
    data;
    /// What is stated for one item.
    stated_for_item;
    /// Where nothing else is stated for one item.
    only_collected;
    /// What is stated for all data together.
    whole_list;
    /// A mark in the drawing of an item's way: stated for all data together, not for the item.
    stated_for_all;
    /// The way of an item from where it comes from to its deletion.
    way;
    /// A stage on the way of data.
    stage;
    /// What is stated.
    stated;
    /// What the checklists are, and what they are not.
    gaps_lead;
    /// Before the statements that answer a requirement.
    answered_by;
    /// Before the condition under which a rule applies.
    applies_to;
    /// The table of services by frameworks.
    matrix;
    /// How the table is to be read.
    matrix_note;
    /// All of them, as the first of a list to choose from.
    every;
    /// Shows all of the table again, in its own order.
    whole_table;
    /// Before the column that a button sorts by.
    sort_by;
    /// Before links to files.
    download;
    /// Closes a panel.
    close;
    /// What it means that a service is covered.
    means_covered;
    /// What it means that it is covered under conditions.
    means_conditional;
    /// What it means that it is excluded.
    means_excluded;
    /// What it means that claims are disputed.
    means_disputed;
    /// What it means that nothing is stated.
    means_unstated;
    /// Above claims that are about something else than the service.
    not_its_own;
    /// A service.
    service;
    /// Several services.
    services;
    /// A framework.
    framework;
    /// The names of services.
    services_names;
    /// The group of a service.
    group_of;
    /// Rules on where data may be placed.
    data_rules;
    /// A kind of data that a rule is about.
    kind_of_data;
    /// The services in which data is allowed.
    allowed_in;
    /// What must be true.
    conditions;
    /// What holds in all other services.
    elsewhere;
    /// Data must not be placed there.
    barred;
    /// Data may be placed there.
    allowed;
    /// Recovery objectives.
    objectives;
    /// Time until a service is restored.
    restore;
    /// Data that may be lost.
    loss;
    /// What lies outside an objective.
    excludes;
    /// The last line of the recovery objectives.
    other_objectives;
    /// The part in which services are held against requirements.
    solver;
    /// What it tells, and how.
    solver_lead;
    /// The requirements that are asked for.
    solver_question;
    /// Frameworks.
    frameworks;
    /// How far a service is isolated.
    isolation;
    /// Behind a number of hours.
    hours_unit;
    /// Where what is typed is not a number of hours that can be asked for.
    hours_invalid;
    /// Where nothing is asked of the services that follow.
    nothing_asked;
    /// Takes back all that is asked.
    ask_nothing;
    /// Takes the question and its answer along as text.
    copy_answer;
    /// A button that copies the link to a statement.
    copy_link;
    /// What is said once the link to a statement was copied.
    link_copied;
    /// What follows on that.
    copied;
    /// The text, where it could not be taken along.
    text_to_copy;
    /// The requirements one by one, each with what it comes to.
    each_alone;
    /// Every service.
    every_service;
    /// Where no region is asked for.
    without_region;
    /// Before regions, where one of them is asked for.
    within_region;
    /// Before where something is denied.
    denied_in;
    /// Before where one would look for what nobody says.
    looked_in;
    /// Before the hours that are aimed at.
    aimed_at;
    /// Regions.
    regions;
    /// Plans.
    plans;
    /// The claims under a framework.
    claims;
    /// A claim.
    claim;
    /// Before the holder of an attestation.
    held_by;
    /// Behind the kind of an attestation whose holder is not stated.
    holder_not_stated;
    /// What an attestation covers.
    covers;
    /// The edition of a framework.
    edition;
    /// How to get evidence.
    evidence;
    /// Where a claim is made.
    said_in;
    /// A claim about what services run on.
    infrastructure;
    /// A claim about a company.
    company;
    /// Under the table, where the bot declares no services.
    no_stack;
    /// Where no claim is made.
    no_claim;
    /// Every service of the host.
    all_services;
    /// No service at all.
    no_service;
    /// The list of sources.
    sources_list;
    /// The list of parties.
    parties_list;
    /// Before the date from which a source applies.
    effective;
    /// Before those to whom a party's statements are a promise.
    promises;

    // --- exports

    /// The list of exported files.
    files;
    /// What `policy.md` is.
    file_document;
    /// What `policy.json` is.
    file_data;
    /// What the page is.
    file_page;
    /// What `compliance.json` is.
    file_compliance;
    /// What `coverage.csv` is.
    file_coverage;
    /// What the files in `schema/` are.
    file_schema;

    // --- Discord

    /// What is known of a question beforehand: the policy answers it.
    answered;
    /// The policy answers it in part. Also the short answer to such a question.
    in_part;
    /// Behind the name of what a rule asks for, where a part of it is answered.
    open_in_part;
    /// Below the list of collected data, where it says of itself that it is not complete.
    list_is_open;
    /// A kind of data that the list of collected data does not name.
    kind_not_named;
    /// Above the bot's statements that mention such a kind.
    kind_mentioned;
    /// Before further subjects on which the bot says nothing.
    also_not_stated;
    /// Behind what is stated for all data together, where one item is asked about.
    for_the_whole_list;
    /// The rules that ask for what the policy does not say.
    asked_by;
    /// What is not said of these rules.
    not_decided;
    /// Before the condition under which one of them applies.
    applies;
    /// What the host promises its customers.
    beside_hosts;
    /// What others say, and the bot elsewhere.
    beside_others;
    /// Our readings.
    readings;
    /// What a reading is about.
    subjects;
    /// Statements that contradict each other.
    disagree;
    /// The title where a command is not known.
    unknown_command;
    /// What follows it.
    unknown_command_help;
    /// The menu of a section's statements.
    menu_related;
    /// The menu with the statement that names an item of data.
    menu_statement;
    /// The menu of topics that may have been meant.
    menu_near;
    /// The menu of what was found besides.
    menu_also;
    /// The menu of questions.
    menu_questions;
    /// The menu of sections.
    menu_sections;
    /// What people type who ask what the policy does not say, parted by `|`.
    unsaid_also;
    /// What people type who want the whole in short, parted by `|`.
    overview_also;
    /// What people type who ask from when all this is, and from where, parted by `|`.
    sources_also;
    /// A claim that denies what others may claim.
    claim_denies;
    /// The menu of what rules ask of a policy.
    menu_rules;
    /// The menu of sections that are not the bot's own.
    menu_hosting;
    /// The menu of services.
    menu_services;
    /// The menu of frameworks.
    menu_frameworks;
    /// The menu of kinds of data.
    menu_data;
    /// What follows where a service, framework or kind of data was asked for that nothing is called.
    not_named_help;
    /// The button to the page before.
    previous;
    /// The button to the page behind.
    next;
    /// The button to the page.
    open_page;
    /// The name of the command about the policy, as Discord shows it; lower case, without spaces, 32 characters at most.
    privacy_name;
    /// Its description; 100 characters at most.
    command_description;
    /// The name of its option.
    topic_name;
    /// The description of its option; 100 characters at most.
    topic_description;
    /// The name of the command about the host's services.
    compliance_name;
    /// Its description.
    compliance_description;
    /// The name of its option of a service.
    service_name;
    /// The description of that.
    service_description;
    /// The name of its option of a framework.
    framework_name;
    /// The description of that.
    framework_description;
    /// The name of its option of a kind of data.
    data_name;
    /// The description of that.
    data_description;
}
functions {
    /// How many kinds of data a bot collects, and for how many purposes. There is at least one kind.
    collects(bot: &str, summary: &Summary) -> String;
    /// Where the policy lists no data.
    nothing_listed(bot: &str) -> String;
    /// Steps in the life of data that are not stated; there is at least one.
    steps_not_stated(steps: &[Step]) -> String;
    /// Steps that are stated for some kinds of data only; there is at least one.
    steps_in_part(steps: &[Step]) -> String;
    /// A step in the life of data as the label of a drawing.
    step_label(step: Step) -> &'static str;
    /// How many requirements of rules the policy meets in full, of how many.
    requirements_met(met: usize, all: usize) -> String;
    /// How many are met in part, and how many not at all.
    requirements_open(in_part: usize, not_stated: usize) -> String;
    /// A number of statements.
    statements_counted(count: usize) -> String;
    /// A number of kinds of data.
    kinds_counted(count: usize) -> String;
    /// How many of all requirements are not stated.
    not_stated_counted(count: usize, all: usize) -> String;
    /// The size of the coverage table.
    table_counted(services: usize, frameworks: usize) -> String;
    /// A number of sources, and of disagreements between them.
    sources_counted(sources: usize, disagreements: usize) -> String;
    /// A number of entries.
    entries_counted(count: usize) -> String;
    /// The solver's answer as a sentence without its full stop: how many of all services qualify, and how many more under conditions.
    services_fit(full: usize, under: usize, all: usize) -> String;
    /// A date as people write it.
    date(date: Date) -> String;
    /// Hours.
    hours(hours: u32) -> String;
    /// The hours asked for, where from so many on it comes to the same, to so many at most (none: without end).
    hours_asked(from: u32, to: Option<u32>) -> String;
    /// Why a service is excluded: the hours that are stated, and those that were asked for.
    states_less(stated: u32, asked: u32) -> String;
    /// Somebody else's words, in quotation marks.
    quoted(text: &str) -> String;
    /// A quiet line where content stands in another language than the interface.
    untranslated(lang: &Lang) -> &'static str;
    /// The page's title.
    page_title(bot: &str) -> String;
    /// The page's description, for search engines and link previews.
    page_description(bot: &str) -> String;
    /// How many stages of an item's way are stated, for it or for all data together.
    stages_stated(count: usize, all: usize) -> String;
    /// How many of all statements the party filter shows.
    shown(count: usize, all: usize) -> String;
    /// How many of all services the table shows, with `{}` in place of the number.
    services_shown(all: usize) -> String;
    /// The kind of a search result.
    hit_kind(kind: Kind) -> &'static str;
    /// The class of a source.
    source_kind(kind: SourceKind) -> &'static str;
    /// The kind of an attestation.
    attestation(attestation: Attestation) -> &'static str;
    /// How far a requirement is answered.
    extent(extent: Extent) -> &'static str;
    /// A cell of the coverage table.
    status(status: &Status<'_>) -> &'static str;
    /// In how many regions something holds.
    in_regions(count: usize) -> String;
    /// What a service is worth under a set of requirements.
    outcome(outcome: Outcome) -> &'static str;
    /// Whether a kind of data may be placed in a service.
    permission(permission: &Permission<'_>) -> &'static str;
    /// Why a bot does not inherit a promise of its host.
    not_inherited(why: &NotInherited<'_>) -> &'static str;
    /// Regions, which documents name for these frameworks only.
    regions_named_for(frameworks: &str) -> String;
    /// Where something is not stated for a region.
    not_stated_for(region: &str) -> String;
    /// The kind of a framework.
    framework_kind(kind: FrameworkKind) -> &'static str;
    /// A role in data protection.
    role(role: Role) -> &'static str;
    /// A group of services.
    group(group: ServiceGroup) -> &'static str;
    /// What a statement of such a party is, where it is nobody's promise.
    no_promise(kind: PartyKind) -> &'static str;
    /// What a party promises here, where none of its statements is promised to anyone by name.
    promises_nothing(kind: PartyKind) -> &'static str;
    /// The overview's title.
    overview(bot: &str) -> String;
    /// Which of several pages this is.
    page_of(page: usize, pages: usize) -> String;
    /// Above the sections that are not the bot's own.
    hosting_lead(bot: &str) -> String;
    /// The title above the host's services.
    compliance_title(host: &str) -> String;
    /// What follows it.
    compliance_lead(bot: &str) -> String;
    /// Before what a word of the glossary means.
    glossary_term(bot: &str) -> String;
    /// Whom the host addresses: its customers, never the reader.
    host_addresses(party: &str, bot: &str) -> String;
    /// Whom a party addresses, where it is neither the bot nor its host. Those may have commas and semicolons of their own.
    promised_to(party: &str, to: &str, bot: &str) -> String;
    /// The title where nothing was found.
    nothing_found(text: &str) -> String;
    /// What follows it.
    nothing_found_help(bot: &str) -> String;
    /// The title of the answer to whether kinds of data are collected.
    kind_asked(names: &str) -> String;
    /// A kind of data that the list of collected data names, under these names.
    kind_named(names: &str) -> String;
    /// What follows if the list names something wider, under these names.
    kind_within(names: &str) -> String;
}
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that the words of a language can say, each by its name: all texts, and functions with everything they take.
    fn all(words: Words) -> Vec<(String, String)> {
        let texts = match words {
            Words::En => en::TEXTS.all(),
            Words::Fr => fr::TEXTS.all(),
        };
        let mut all: Vec<_> = texts.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let mut add = |name: &str, texts: Vec<String>| {
            all.extend(texts.into_iter().enumerate().map(|(index, text)| (format!("{name} {index}"), text)));
        };
        let of = |texts: Vec<&'static str>| texts.into_iter().map(str::to_owned).collect();
        add("date", (1..=12).filter_map(|month| Date::new(2024, month, 1)).map(|date| words.date(date)).collect());
        add("hours", vec![words.hours(1), words.hours(12)]);
        add("stages_stated", vec![words.stages_stated(0, 6), words.stages_stated(1, 6), words.stages_stated(2, 6)]);
        add(
            "hours_asked",
            [(0, Some(3)), (4, Some(4)), (4, Some(11)), (12, None)].map(|(from, to)| words.hours_asked(from, to)).to_vec(),
        );
        add("states_less", vec![words.states_less(12, 6), words.states_less(4, 1)]);
        let summary =
            |kinds, open_ended, purposes| Summary { kinds, open_ended, purposes, not_stated: Vec::new(), in_part: Vec::new() };
        let summaries = [summary(1, false, 1), summary(8, true, 2), summary(8, false, 0), summary(2, true, 12)];
        add("collects", summaries.iter().map(|it| words.collects("X", it)).collect());
        add("nothing_listed", vec![words.nothing_listed("X")]);
        add("steps_not_stated", (1..=6).map(|count| words.steps_not_stated(&Step::ALL[..count])).collect());
        add("steps_in_part", (1..=6).map(|count| words.steps_in_part(&Step::ALL[..count])).collect());
        add("step_label", of(Step::ALL.map(|step| words.step_label(step)).to_vec()));
        add("requirements", vec![words.requirements_met(2, 30), words.requirements_open(6, 22), words.not_stated_counted(22, 30)]);
        add(
            "counted",
            vec![words.statements_counted(2), words.kinds_counted(2), words.table_counted(2, 3), words.sources_counted(2, 3)],
        );
        add("entries", vec![words.entries_counted(2)]);
        add(
            "services_fit",
            vec![words.services_fit(1, 0, 3), words.services_fit(0, 3, 13), words.services_fit(2, 3, 13), words.services_fit(0, 0, 2)],
        );
        add("quoted", vec![words.quoted("X")]);
        add("page", vec![words.page_title("X"), words.page_description("X")]);
        add("services_shown", vec![words.services_shown(13)]);
        add("found", vec![words.found(0), words.found(1), words.found(2)]);
        add(
            "bot",
            vec![words.overview("X"), words.glossary_term("X"), words.promised_to("X", "Y", "Z"), words.host_addresses("X", "Y")],
        );
        add("compliance", vec![words.compliance_title("X"), words.compliance_lead("X"), words.hosting_lead("X")]);
        add("page_of", vec![words.page_of(1, 2)]);
        add("kind", vec![words.kind_asked("X"), words.kind_named("X"), words.kind_within("X")]);
        add("nothing_found", vec![words.nothing_found("X"), words.nothing_found_help("X")]);
        let langs = ["en", "fr", "de"].map(|tag| tag.parse().unwrap());
        add("untranslated", of(langs.iter().map(|lang| words.untranslated(lang)).collect()));
        let kinds = [Kind::Question, Kind::Data, Kind::Statement, Kind::Service, Kind::Term];
        add("hit_kind", of(kinds.map(|kind| words.hit_kind(kind)).to_vec()));
        let kinds = [SourceKind::Document, SourceKind::Rule, SourceKind::Reading];
        add("source_kind", of(kinds.map(|kind| words.source_kind(kind)).to_vec()));
        let kinds = [
            Attestation::Certificate,
            Attestation::AuditReport,
            Attestation::AttestationOfCompliance,
            Attestation::SelfCertification,
            Attestation::Agreement,
            Attestation::Registration,
            Attestation::Assessment,
            Attestation::Unspecified,
        ];
        add("attestation", of(kinds.map(|kind| words.attestation(kind)).to_vec()));
        add("extent", of([Extent::Missing, Extent::Partial, Extent::Present].map(|extent| words.extent(extent)).to_vec()));
        let statuses = [
            Status::Covered,
            Status::Conditional { conditions: Vec::new() },
            Status::Excluded,
            Status::Unstated,
            Status::Disputed { claims: Vec::new() },
        ];
        add("status", of(statuses.iter().map(|status| words.status(status)).collect()));
        add("in_regions", vec![words.in_regions(1), words.in_regions(6)]);
        let outcomes = Outcome::ALL;
        add("outcome", of(outcomes.map(|outcome| words.outcome(outcome)).to_vec()));
        let permissions = [
            Permission::Allowed,
            Permission::Conditional { conditions: Vec::new() },
            Permission::NotBarred { conditions: Vec::new() },
            Permission::Barred { exceptions: &[] },
            Permission::NotStated,
        ];
        add("permission", of(permissions.iter().map(|permission| words.permission(permission)).collect()));
        add("not_stated_for", vec![words.not_stated_for("X"), words.regions_named_for("X")]);
        let kinds = [FrameworkKind::Regulation, FrameworkKind::Standard, FrameworkKind::AuditScheme, FrameworkKind::Programme];
        add("framework_kind", of(kinds.map(|kind| words.framework_kind(kind)).to_vec()));
        add("role", of([Role::Controller, Role::Processor, Role::SubProcessor].map(|role| words.role(role)).to_vec()));
        let groups = [ServiceGroup::Common, ServiceGroup::Private, ServiceGroup::Shield, ServiceGroup::Other];
        add("group", of(groups.map(|group| words.group(group)).to_vec()));
        let kinds = [PartyKind::Editor, PartyKind::Bot, PartyKind::Commentator];
        add("no_promise", of(kinds.map(|kind| words.no_promise(kind)).to_vec()));
        add("promises_nothing", of(kinds.map(|kind| words.promises_nothing(kind)).to_vec()));
        all
    }

    #[test]
    fn no_word_is_empty_or_badly_spaced() {
        for words in Words::ALL {
            for (name, text) in all(words) {
                assert!(!text.trim().is_empty(), "{words:?} {name}");
                assert!(!text.contains("  ") && !text.chars().any(char::is_control), "{words:?} {name}: {text:?}");
            }
        }
    }

    /// The same in both languages is most likely forgotten, but for these.
    #[test]
    fn what_is_said_in_one_language_is_said_in_the_other() {
        const SAME: [&str; 9] =
            ["Service", "Services", "Conditions", "Sources", "Parties", "question", "service", "document", "Shield"];
        let (english, french) = (all(Words::En), all(Words::Fr));
        assert_eq!(english.len(), french.len());
        for ((name, english), (other, french)) in english.into_iter().zip(french) {
            assert_eq!(name, other);
            assert!(english != french || SAME.contains(&english.as_str()), "{name}: {english:?} in both");
        }
    }

    /// High punctuation and quotation marks stand behind a space that does not break, and apostrophes are curved.
    #[test]
    fn french_is_set_as_french_is() {
        const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];
        for (name, text) in all(Words::Fr) {
            let mut before = ' ';
            for c in text.chars() {
                if matches!(c, ':' | ';' | '?' | '!' | '»') {
                    assert!(NO_BREAK.contains(&before), "{name}: {text:?}");
                }
                assert!(before != '«' || NO_BREAK.contains(&c), "{name}: {text:?}");
                assert!(!matches!(c, '\'' | '"' | '“' | '”'), "{name}: {text:?}");
                before = c;
            }
            assert_ne!(before, '«', "{name}: {text:?}");
        }
        // The file itself, in case a word is nowhere above.
        for bad in [" :", " ;", " ?", "« ", " »", "l'", "d'", "n'", "qu'"] {
            assert!(!include_str!("fr.rs").contains(bad), "{bad:?} in words/fr.rs");
        }
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        let date = |month, day| Date::new(2024, month, day).unwrap();
        assert_eq!(Words::En.date(date(3, 19)), "19 March 2024");
        assert_eq!(Words::Fr.date(date(3, 19)), "19 mars 2024");
        assert_eq!(Words::Fr.date(date(8, 1)), "1er août 2024");
        assert_eq!(Words::En.as_of(None), "undated");
    }

    #[test]
    fn names_are_elided_before_vowels() {
        assert_eq!(Words::Fr.overview("Turnip"), "Ce que la politique de Turnip dit de vos données");
        assert_eq!(Words::Fr.overview("Échalote"), "Ce que la politique d’Échalote dit de vos données");
    }

    #[test]
    fn a_wish_is_served_by_its_language_and_else_by_english() {
        for (wish, words) in [("fr", Words::Fr), ("fr-CA", Words::Fr), ("en-GB", Words::En), ("pt-BR", Words::En), ("fry", Words::En)] {
            assert_eq!(Words::of(&wish.parse().unwrap()), words, "{wish}");
        }
        for words in Words::ALL {
            assert_eq!(Words::of(&words.lang().parse().unwrap()), words);
        }
    }
}
