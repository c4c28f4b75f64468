//! The interface's messages for all outputs: the texts that the page, the bot and exports add to the content.
//!
//! For authors and translators: `en` and `fr` have the texts, one file for each language, under the same names; this file documents
//! each name. A language with a missing or unknown name does not compile. Each text is a method of its own, so a program contains only
//! the texts that it uses, in its language.

mod declared_facts;
mod en;
mod fr;
mod nearest;
mod notice;

pub use declared_facts::RecipientFacts;
pub use nearest::nearest;

use crate::{
    Attestation, CitedText, Claim, Date, EntryKind, Extent, Facts, FrameworkKind, Lang, Part, PartyKind, Policy, RegionId, RightKind,
    Role, ServiceGroup, SourceKind, Statement, StatementId, Step, Summary,
    coverage::{Coverage, Status},
    evidence::{Clause, Condition},
    placement::Permission,
    promise::NotInherited,
    qualify::{Finding, Missing, Need, Outcome, Stance},
};

/// The messages of one language.
///
/// ```
/// use carrot_core::i18n::Messages;
/// let messages = Messages::of(&"fr-CA".parse().unwrap());
/// assert_eq!((messages, messages.lang(), messages.retention()), (Messages::Fr, "fr", "Durée de conservation"));
/// assert_eq!(Messages::of(&"de".parse().unwrap()), Messages::En, "English is the default");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messages {
    /// English.
    En,
    /// French.
    Fr,
}

impl Messages {
    /// Every language of the interface. The first is the default.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// Returns the messages in the requested language, or in English if there are none.
    pub fn of(requested: &Lang) -> Self {
        Self::ALL.into_iter().find(|messages| messages.matches_lang(requested)).unwrap_or(Self::En)
    }

    /// Returns the language's tag.
    pub const fn lang(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// Returns the language's name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// Returns whether a text in a language is in the language of these messages, whatever its region.
    pub fn matches_lang(self, lang: &Lang) -> bool {
        lang.primary() == self.lang()
    }

    /// Returns a part's title.
    pub fn part(self, part: Part) -> &'static str {
        match part {
            Part::CollectedData => self.collected(),
            Part::Policy => self.policy(),
            Part::Hosting => self.hosting(),
            Part::Coverage => self.coverage(),
            Part::Sources => self.sources(),
            Part::Terms => self.terms_of_service(),
        }
    }

    /// Returns the name of a step in the life of data.
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

    /// Returns the finding about a bot's policy: a sentence about the stated facts, then one about the missing facts, which may be empty.
    pub fn finding(self, bot: &str, summary: &Summary) -> [String; 2] {
        let stated = match summary.kinds {
            0 => self.nothing_listed(bot),
            _ => self.collects(bot, summary),
        };
        let in_part = (!summary.in_part.is_empty()).then(|| self.steps_in_part(&summary.in_part));
        let not_stated = (!summary.not_stated.is_empty()).then(|| self.steps_not_stated(&summary.not_stated));
        let missing: Vec<String> = in_part.into_iter().chain(not_stated).collect();
        [stated, missing.join(" ")]
    }

    /// Returns the name of a right.
    pub const fn right(self, kind: RightKind) -> &'static str {
        match kind {
            RightKind::Access => self.right_access(),
            RightKind::Correction => self.right_correction(),
            RightKind::Deletion => self.right_deletion(),
            RightKind::Export => self.right_export(),
            RightKind::Objection => self.right_objection(),
            RightKind::OptOut => self.right_opt_out(),
        }
    }

    /// Returns the holder of a claim's certificate or report, or the words for a holder that is not stated. The text follows the kind of
    /// the certificate or report.
    pub fn holder(self, facts: &Facts, claim: &Claim) -> String {
        let held_by = |holder| [self.held_by(), facts.party_name(holder)].concat();
        claim.holder.as_ref().map_or_else(|| self.holder_not_stated().to_owned(), held_by)
    }

    /// Returns the hours of a recovery objective, or the words for hours that are not stated, and the note on them.
    pub fn objective_hours(self, hours: Option<u32>, note: Option<&str>) -> String {
        let hours = hours.map_or_else(|| self.not_stated().to_lowercase(), |hours| self.hours(hours));
        note.map_or_else(|| hours.clone(), |note| format!("{hours}. {note}"))
    }

    /// Returns the date of a source, or the word for a source without a date.
    pub fn as_of(self, date: Option<Date>) -> String {
        date.map_or_else(|| self.undated().to_owned(), |date| self.date(date))
    }

    /// Returns the date of a source. If the source has only a date from which it applies, returns this date with its label, because
    /// "undated" would be wrong.
    pub fn dated(self, as_of: Option<Date>, effective: Option<Date>) -> String {
        let label = if as_of.is_none() && effective.is_some() { self.effective() } else { "" };
        // The label begins with a comma, because other texts put it after a date.
        [label.strip_prefix(", ").unwrap_or(label), &self.as_of(as_of.or(effective))].concat()
    }

    /// Returns the party of a statement and the people whom it addresses, who are never the bot's users: "Salesforce tells its own
    /// customers, not you". `None` for the bot's own statements.
    pub fn addressed(self, policy: &Policy, statement: &Statement) -> Option<String> {
        let party = policy.party(&statement.party).filter(|party| party.kind != PartyKind::Bot)?;
        Some(match policy.promises_to(statement) {
            Some(_) if party.kind == PartyKind::Host => self.to_customers(&party.name),
            Some(to) => [party.name.as_str(), self.tells(), to].concat(),
            None if party.kind == PartyKind::Editor => self.promises_nothing(party.kind).trim_end_matches('.').to_owned(),
            None => format!("{} ({})", party.name, self.no_promise(party.kind)),
        })
    }

    /// Returns the number of results of a search, in words, and whether they have only some of its words.
    pub fn found(self, count: usize, partly: bool) -> String {
        let number = match count {
            0 => return self.found_none().to_owned(),
            1 => self.found_one().to_owned(),
            _ => self.found_many().replace("{}", &count.to_string()),
        };
        if partly { [&number, self.found_partly()].concat() } else { number }
    }

    /// Returns the label of the button that shows all results of a search.
    pub fn show_all(self, count: usize) -> String {
        self.show_all_found().replace("{}", &count.to_string())
    }

    /// Returns a cell of the coverage table, with the number of regions that limit it: "covered, in 6 regions".
    pub fn cell(self, coverage: &Coverage<'_>) -> String {
        let status = self.status(&coverage.status);
        match &coverage.only_in {
            Some(Condition { clause: Clause::Regions(regions), .. }) => format!("{status}, {}", self.in_regions(regions.len())),
            _ => status.to_owned(),
        }
    }

    /// Returns the meaning of a status in one sentence.
    pub fn meaning(self, status: &Status<'_>) -> &'static str {
        match status {
            Status::Covered => self.means_covered(),
            Status::Conditional { .. } => self.means_conditional(),
            Status::Excluded => self.means_excluded(),
            Status::Disputed { .. } => self.means_disputed(),
            Status::Unstated => self.means_unstated(),
        }
    }

    /// Returns a condition as text, with a label such as "Only on" if it needs one.
    pub fn clause(self, facts: &Facts, clause: &Clause<'_>) -> String {
        let labeled = |label: &str, value: &str| format!("{label}{}{value}", self.colon());
        match clause {
            Clause::Text(text) => (*text).to_owned(),
            Clause::Stated { text, by } => format!("{} ({}).", text.trim_end_matches('.'), self.by(facts, by)),
            Clause::Plans(plans) => labeled(self.only_on(), &plans.join(self.semicolon())),
            Clause::Regions(regions) => labeled(self.only_in(), &regions_named(facts, regions.iter().copied())),
            Clause::NotOn { regions, plans } => {
                let regions = (!regions.is_empty()).then(|| regions_named(facts, regions.iter()));
                let all: Vec<_> = regions.into_iter().chain(plans.iter().cloned()).collect();
                labeled(self.denied_for(), &all.join(self.semicolon()))
            }
            Clause::Restore(text) => labeled(self.restore(), text),
            Clause::Loss(text) => labeled(self.loss(), text),
            Clause::Outside(text) => labeled(self.excludes(), text),
        }
    }

    /// Returns the conditions of a claim or a data rule: its own, then those that other statements add, each with its source.
    pub fn conditions_of(self, facts: &Facts, own: &[String], further: &[CitedText]) -> Vec<String> {
        let further = further.iter().map(|cited| self.clause(facts, &Clause::Stated { text: &cited.text, by: &cited.statement }));
        own.iter().cloned().chain(further).collect()
    }

    /// Returns the heading of a list of regions. It names the frameworks whose claims name regions.
    pub fn regions_of(self, facts: &Facts) -> String {
        let frameworks: Vec<&str> = facts.regional_frameworks().map(|framework| framework.short.as_str()).collect();
        if frameworks.is_empty() { self.regions().to_owned() } else { self.regions_named_for(&frameworks.join(", ")) }
    }

    /// Returns the party of a statement, and the section and date of its source.
    fn by(self, facts: &Facts, statement: &StatementId) -> String {
        let Some(head) = facts.head(statement) else { return statement.to_string() };
        let party = facts.party_name(&head.party);
        let place = head.cites.first().map(|cite| facts.cited(cite));
        let place = place.map(|cited| format!(", {}, {}", self.quoted(cited.section), self.dated(cited.as_of, cited.effective)));
        [party, &place.unwrap_or_default()].concat()
    }

    /// Returns the reason why a need excludes a service: a document excludes it, or states more
    /// hours than the need allows. `None` for other outcomes.
    pub fn excluded_because(self, finding: &Finding<'_>) -> Option<String> {
        if finding.outcome != Outcome::Excluded {
            return None;
        }
        let aims = finding.grounds.iter().filter_map(|ground| match ground.stance {
            Stance::Aims { hours } => Some(hours),
            _ => None,
        });
        Some(match (finding.need, aims.min()) {
            (Need::RestoreHours(asked) | Need::LossHours(asked), Some(stated)) => self.states_less(stated, asked),
            (Need::Data(_), _) => self.document_bars().to_owned(),
            _ => self.document_denies().to_owned(),
        })
    }

    /// Returns the name of a need. For a framework, it is the short name.
    pub fn need(self, facts: &Facts, need: Need<'_>) -> String {
        match need {
            Need::Framework(id) => facts.framework(id).map_or(id.as_str(), |framework| &framework.short).to_owned(),
            Need::Data(id) => facts.data_rule(id).map_or(id.as_str(), |rule| &rule.name).to_owned(),
            Need::Region(id) => facts.region(id).map_or(id.as_str(), |region| &region.name).to_owned(),
            Need::Isolation(isolation) => self.group(isolation.group()).to_owned(),
            Need::RestoreHours(hours) => format!("{} {hours}\u{a0}{}", self.restore(), self.hours_unit()),
            Need::LossHours(hours) => format!("{} {hours}\u{a0}{}", self.loss(), self.hours_unit()),
        }
    }

    /// Returns the words for a fact that is not stated about a service.
    pub fn missing(self, facts: &Facts, missing: Missing<'_>) -> String {
        match missing {
            Missing::Silence => self.not_mentioned().to_owned(),
            Missing::Agreement => self.documents_disagree().to_owned(),
            Missing::InRegion(region) => self.not_stated_for(&regions_named(facts, std::iter::once(region))),
            Missing::OnOtherPlans => self.not_stated_on_other_plans().to_owned(),
        }
    }
}

fn regions_named<'a>(facts: &'a Facts, regions: impl Iterator<Item = &'a RegionId>) -> String {
    regions.map(|id| facts.region(id).map_or(id.as_str(), |region| &region.name)).collect::<Vec<_>>().join(", ")
}

macro_rules! messages {
    (
        texts { $($(#[$doc:meta])* $text:ident;)* }
        functions { $($(#[$about:meta])* $function:ident($($given:ident: $kind:ty),*) -> $out:ty;)* }
    ) => {
        /// The texts of a language without parameters.
        struct Texts {
            $($text: &'static str,)*
        }

        impl Messages {
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

messages! {
texts {
    // --- texts of all outputs

    /// In place of the date, for a source without one.
    undated;
    /// For a fact that is not stated.
    not_stated;
    /// For a fact that the bot does not state.
    not_stated_by_bot;
    /// In place of an answer that the author has not checked yet.
    not_checked_yet;
    /// Explains "not checked yet" if the import found nothing.
    not_checked_silence;
    /// Explains "not checked yet" above a proposal.
    not_checked_note;
    /// After "not checked yet", about facts that `carrot import` proposed. Used as a sentence without its period, or as a label.
    found_automatically;
    /// Between a label and its text, with the spaces around it.
    colon;
    /// Between items that may contain commas, with the spaces around it.
    semicolon;
    /// The part with the answers to the most frequent questions.
    at_a_glance;
    /// The part on the data that the bot collects.
    collected;
    /// The part with the rest of the bot's policy.
    policy;
    /// The part with the gaps of the policy.
    policy_gaps;
    /// The part on the host.
    hosting;
    /// The part on frameworks and services.
    coverage;
    /// The part with the sources.
    sources;
    /// The terms of service: a document of their own.
    terms_of_service;
    /// The glossary.
    glossary;
    /// The label of the plans to which something is limited.
    only_on;
    /// The label of the regions to which something is limited.
    only_in;
    /// The label of the regions and plans for which something is denied.
    denied_for;
    /// For a need that no document mentions.
    not_mentioned;
    /// For a need about which documents contradict each other.
    documents_disagree;
    /// For a need that is stated for some plans only.
    not_stated_on_other_plans;
    /// The reason why a service is excluded: the data may not be placed there.
    document_bars;
    /// The reason why a service is excluded: it is not covered.
    document_denies;
    /// Label: other names of an item.
    also_called;
    /// Label: the item that contains this one.
    part_of;
    /// Label: the origin of data.
    origin;
    /// Label: the purposes of data.
    purpose;
    /// Label: the recipients of data.
    recipients;
    /// Label: the place of storage.
    storage;
    /// Label: the retention.
    retention;
    /// Label: the way of deletion.
    deletion;

    // --- the page

    /// The link that skips the head of the page.
    skip;
    /// The link that skips a table.
    skip_table;
    /// The search box.
    search;
    /// The list of search results.
    results;
    /// For a search without results.
    found_none;
    /// For a search with one result.
    found_one;
    /// For a search with several results; `{}` is their number.
    found_many;
    /// After the number of results, if no result has all words of the search.
    found_partly;
    /// Before suggestions, after a search without results.
    did_you_mean;
    /// The button that shows all search results; `{}` is their number.
    show_all_found;
    /// The party filter.
    party_filter;
    /// The choice of the party filter that shows all parties.
    all_parties;
    /// In place of the tools, if they do not work.
    no_tools;
    /// The contents of the page.
    contents;
    /// In place of search, without scripts: links to the most important parts.
    index;
    /// The list of the page's parts, with all statements.
    all_statements;
    /// Ends the party filter.
    show_all_parties;
    /// Before the sources of the finding.
    from_source;
    /// Above the number of requirements that the policy meets.
    asked_of_policies;
    /// The answer to a question that the policy does not answer.
    policy_silent;
    /// Before the missing facts, under the answer that nothing is stated.
    policy_silent_on;
    /// The menu of files.
    downloads;
    /// The link from a short view to everything.
    see_all;
    /// The switch for the key that moves to the search.
    slash_key;
    /// Questions that people often ask the solver.
    presets;
    /// Label: the colors of the page.
    theme;
    /// The theme of the reader's system.
    theme_system;
    /// The light theme.
    theme_light;
    /// The dark theme.
    theme_dark;
    /// The interface's language.
    language;
    /// The part about showing the policy on other sites.
    embed;
    /// Introduces the embed panel: the steps, and the preview below.
    embed_lead;
    /// Label: the part of the policy to embed.
    embed_section;
    /// The whole policy.
    embed_whole;
    /// Label: the way of embedding.
    embed_mode;
    /// In a frame.
    embed_frame;
    /// In a shadow root of the site.
    embed_inline;
    /// Theme: the colors of the surrounding site.
    embed_auto;
    /// The lines to copy.
    embed_lines;
    /// Shows a preview of the chosen options.
    embed_preview;
    /// Copies the lines.
    copy_lines;
    /// The heading of the further questions, after the first answers.
    more_questions;
    /// The heading of the bot's replies in Discord.
    in_discord;
    /// Introduces those replies.
    in_discord_lead;
    /// The sources and their dates, on the first screen.
    dates;
    /// Before the people to whom a statement is a promise.
    audience;
    /// Before the subjects of a reading.
    about;
    /// Before links to readings.
    see_reading;
    /// Before the host's promises to its customers that are related but are no answer.
    hosts_promises;
    /// The list of collected data.
    inventory;
    /// The same, if the author has not checked it.
    inventory_proposed;
    /// After the name of a list that says that it is not complete.
    open_ended;
    /// A kind of data.
    data;
    /// The heading of statements about one item.
    stated_for_item;
    /// For an item without further statements.
    only_collected;
    /// A mark in the drawing of an item's life: stated for all data together, not for the item.
    stated_for_all;
    /// The life of an item, from its source to its deletion.
    lifecycle;
    /// The heading of the facts that the policy states.
    stated;
    /// Introduces the checklists, with their limits.
    gaps_lead;
    /// Before the statements that answer a requirement.
    answered_by;
    /// Before the condition under which a rule applies.
    applies_to;
    /// In place of the condition, if a rule makes a requirement for every case.
    always;
    /// The table of services by frameworks.
    coverage_table;
    /// Explains how to read the table.
    coverage_table_note;
    /// The first choice of a list, which chooses all of its items.
    every;
    /// The button that shows the whole table again, in its own order.
    whole_table;
    /// Before the column that a button sorts by.
    sort_by;
    /// Before links to files.
    download;
    /// Closes a panel.
    close;
    /// The meaning of "covered".
    means_covered;
    /// The meaning of "covered under conditions".
    means_conditional;
    /// The meaning of "excluded".
    means_excluded;
    /// The meaning of "disputed".
    means_disputed;
    /// The meaning of "not stated".
    means_unstated;
    /// Above claims that are about something other than the service.
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
    /// A kind of data that a data rule is about.
    kind_of_data;
    /// Label: several kinds of data.
    kinds_of_data;
    /// The services in which data is allowed.
    allowed_in;
    /// The heading of the conditions of a claim or data rule.
    conditions;
    /// Introduces the permission for all other services.
    elsewhere;
    /// The data may be placed there.
    allowed;
    /// Recovery objectives.
    objectives;
    /// Time until a service is restored.
    restore;
    /// Data that may be lost.
    loss;
    /// Label: an exclusion from an objective.
    excludes;
    /// The last line of the recovery objectives.
    other_objectives;
    /// The heading of the solver.
    solver;
    /// Above folded sections, on paper only.
    not_on_paper;
    /// Introduces the solver.
    solver_lead;
    /// Above the outcomes of needs: the meaning of their names.
    needs_lead;
    /// The chosen needs.
    solver_question;
    /// Frameworks.
    frameworks;
    /// Label: the isolation of a service.
    isolation;
    /// The unit after a number of hours.
    hours_unit;
    /// For an invalid number of hours.
    hours_invalid;
    /// The label of a fold with an answer whose beginning is shown.
    whole_answer;
    /// For the solver without a need.
    no_needs;
    /// The button that clears the needs.
    clear_needs;
    /// The button that copies question and answer as text.
    copy_answer;
    /// A button that copies the link to a statement.
    copy_link;
    /// After the link to a statement was copied.
    link_copied;
    /// After text was copied.
    copied;
    /// Above the text, if it could not be copied.
    text_to_copy;
    /// The heading of single needs, each with its outcome.
    single_needs;
    /// Every service.
    every_service;
    /// Before the statement that denies something.
    denied_in;
    /// Before the closest passages, for a fact that is not stated.
    closest_passages;
    /// Before the hours of an objective.
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
    /// After the kind of an attestation whose holder is not stated.
    holder_not_stated;
    /// Label: the scope of an attestation.
    covers;
    /// The edition of a framework.
    edition;
    /// Label: the way to get evidence.
    evidence;
    /// Label: the source of a claim.
    stated_in;
    /// The scope of a claim about the infrastructure below the services.
    infrastructure;
    /// The scope of a claim about a company itself.
    company;
    /// Under the table, if the bot declares no services.
    no_stack;
    /// The answer to every question about services, if content has neither services nor frameworks.
    no_compliance;
    /// For a service without a claim.
    no_claim;
    /// All services of the host, as the scope of a claim.
    all_services;
    /// No service at all.
    no_service;
    /// In place of the coverage table, if its filters leave no service.
    no_service_matches;
    /// The list of sources.
    sources_list;
    /// The list of parties.
    parties_list;
    /// Before the date from which a source applies.
    effective;
    /// Before the people to whom a party's statements are a promise.
    promises;

    // --- exports

    /// The list of exported files.
    files;
    /// Describes `policy.md`.
    file_document;
    /// Describes `policy.json`.
    file_data;
    /// Describes the page.
    file_page;
    /// Describes `compliance.json`.
    file_compliance;
    /// Describes `carrot.pdf`.
    file_pdf;
    /// Describes `coverage.csv`.
    file_coverage;
    /// Describes the files in `schema/`.
    file_schema;

    // --- Discord

    /// Marks a suggested question that the policy answers.
    answered;
    /// The policy answers it in part. Also the short answer to such a question.
    in_part;
    /// After the name of a requirement that is partly answered.
    open_in_part;
    /// Below the list of collected data, if it says that it is not complete.
    list_is_open;
    /// The heading of the kinds of data that people ask about, compared with the list of collected data.
    kinds_asked_about;
    /// Below that heading: explains the comparison.
    kinds_lead;
    /// The label of the items of the list of collected data that are of such a kind.
    in_the_list;
    /// After the name of a kind of data that is in the list of collected data.
    kind_listed;
    /// A kind of data that the list of collected data does not name.
    kind_not_named;
    /// A kind of data that was not compared with the list, or only by the program.
    kind_not_checked;
    /// After a party whose audience is not stated.
    audience_not_stated;
    /// Above the bot's statements that mention such a kind.
    kind_mentioned;
    /// Before further subjects about which the bot states nothing.
    also_not_stated;
    /// After a fact that is stated for all data together, in an answer about one item.
    for_the_whole_list;
    /// In place of a fact that is stated for each item of the list of collected data separately.
    for_each_item;
    /// The rules that ask for facts that the policy does not state.
    asked_by;
    /// Explains that the page does not decide whether these rules apply.
    not_decided;
    /// The heading of the host's promises to its customers.
    heading_hosts_promises;
    /// The heading of statements of other parties, and of the bot in other places.
    heading_other_statements;
    /// Our readings.
    readings;
    /// Label: the subjects of a reading.
    subjects;
    /// Statements that contradict each other.
    disagree;
    /// The title for an unknown command.
    unknown_command;
    /// Below that title: the commands that exist.
    unknown_command_help;
    /// The heading of the rights that the policy grants, and of the ways to use them.
    rights;
    /// The right to learn which data is held.
    right_access;
    /// The right to have wrong data corrected.
    right_correction;
    /// The right to have data deleted.
    right_deletion;
    /// The right to receive a copy.
    right_export;
    /// The right to object to a use of data.
    right_objection;
    /// The right to have no more data collected.
    right_opt_out;
    /// The label before the time within which a request is answered.
    right_within;
    /// States that there is no way to use one's rights here, and how to reach Discord.
    rights_not_stated;
    /// The button that shows the bot's actions for a person's data.
    rights_open;
    /// Above the buttons of those actions.
    rights_offer;
    /// Asks for a confirmation of a deletion.
    rights_confirm_deletion;
    /// Asks for a confirmation of an opt-out.
    rights_confirm_opt_out;
    /// The button that confirms.
    rights_yes;
    /// The button that cancels.
    rights_no;
    /// The bot has deleted a person's data.
    rights_deleted;
    /// The bot collects no more data about a person.
    rights_opted_out;
    /// The bot holds nothing about a person.
    rights_nothing_held;
    /// The bot could not carry out an action.
    rights_failed;
    /// Nothing was changed.
    rights_canceled;
    /// The heading of the ways to reach the bot's people.
    contact;
    /// A mail address.
    contact_mail;
    /// A Discord server.
    contact_discord;
    /// A form.
    contact_form;
    /// A postal address.
    contact_address;
    /// The purpose of a contact: requests about data.
    contact_for_privacy;
    /// The purpose of a contact: reports of weaknesses.
    contact_for_security;
    /// The purpose of a contact: help.
    contact_for_support;
    /// The purpose of a contact: the data protection officer.
    contact_for_officer;
    /// Label: the country of a recipient.
    country;
    /// Label: the safeguard for a transfer to a third country.
    safeguard;
    /// Label: the contract with a recipient.
    contract;
    /// Label: `yes` or `no` follows, for a recipient that provides artificial intelligence.
    ai_provider;
    /// The answer "yes", after a label.
    answer_yes;
    /// The answer "no", after a label.
    answer_no;
    /// The heading of the legal bases.
    legal_basis;
    /// GDPR Art. 6(1)(a).
    basis_consent;
    /// GDPR Art. 6(1)(b).
    basis_contract;
    /// GDPR Art. 6(1)(c).
    basis_obligation;
    /// GDPR Art. 6(1)(d).
    basis_vital;
    /// GDPR Art. 6(1)(e).
    basis_public;
    /// GDPR Art. 6(1)(f).
    basis_legitimate;
    /// Before the version of a source.
    version;
    /// The menu of a section's statements.
    menu_related;
    /// The menu below a reply about an item of data: it has the statement that names the item.
    menu_statement;
    /// The menu of suggested topics.
    menu_suggestions;
    /// The menu of other search results.
    menu_other_results;
    /// The menu of questions.
    menu_questions;
    /// The menu of sections.
    menu_sections;
    /// Other words for the question about gaps, separated by `|`.
    gaps_aliases;
    /// Other words for the overview, separated by `|`.
    overview_aliases;
    /// Other words for a question about dates and sources, separated by `|`.
    sources_aliases;
    /// The title of the list of changes.
    what_changed;
    /// Other words for a question about changes, separated by `|`.
    changes_aliases;
    /// A claim that denies something.
    claim_denies;
    /// The menu of the requirements of rules.
    menu_rules;
    /// The menu of sections about other parties than the bot.
    menu_hosting;
    /// The menu of services.
    menu_services;
    /// The menu of frameworks.
    menu_frameworks;
    /// The menu of kinds of data.
    menu_data;
    /// Below the title of a reply to a name that no service, framework or kind of data has.
    not_named_help;
    /// Asks a person who named several frameworks to choose one of these.
    several_frameworks;
    /// The button to the previous page.
    previous;
    /// The button to the next page.
    next;
    /// The button to the published page.
    open_page;
    /// The button to the full texts.
    details;
    /// The button to the rules that ask for missing or only partly stated facts.
    which_rules;
    /// The button back to the first message.
    short_answer;
    /// Short answer: a service is covered.
    covered_short;
    /// Short answer: a service is covered in the regions that follow.
    covered_in_regions_short;
    /// Short answer: a service is covered by a claim for all services that names no service.
    covered_blanket_short;
    /// Short answer: a service is covered by claims for all services, and by others that name it.
    covered_also_named_short;
    /// Short answer: this is a law or rule, and no document claims that a service meets it.
    law_short;
    /// Short answer: data is barred, with exceptions under the conditions that follow.
    excepted_short;
    /// Follows a status that other services have: "Conditional in other services".
    in_other_services;
    /// Short answer: the label of the services that meet a framework and may hold a kind of data.
    both_short;
    /// Between a party and the people whom its statements address.
    tells;
    /// After the items of the list that are of a kind, if the question is about the data of another person.
    kind_of_others;
    /// The first line about an item of the list of collected data.
    item_listed;
    /// Before the condition under which a requirement applies.
    applies_to_apps;
    /// The label of the subjects on which documents disagree.
    documents_disagree_on;
    /// Short answer: a service is covered under the conditions that follow.
    conditional_short;
    /// Short answer: no document states whether a service is covered.
    unstated_short;
    /// Short answer about the host's services in general: explains how to ask.
    compliance_short;
    /// The name of the command about the policy, as Discord shows it; lower case, without spaces, 32 characters at most.
    privacy_name;
    /// The description of that command; 100 characters at most.
    command_description;
    /// The name of that command's option.
    topic_name;
    /// The description of its option; 100 characters at most.
    topic_description;
    /// The name of the command about the host's services.
    compliance_name;
    /// The description of that command.
    compliance_description;
    /// The name of that command's option for a service.
    service_name;
    /// The description of that option.
    service_description;
    /// The name of that command's option for a framework.
    framework_name;
    /// The description of that option.
    framework_description;
    /// The name of that command's option for a kind of data.
    data_name;
    /// The description of that option.
    data_description;
}
functions {
    /// The number of kinds of data that a bot collects, which is at least one, and the number of its purposes.
    collects(bot: &str, summary: &Summary) -> String;
    /// The finding about a policy that lists no data.
    nothing_listed(bot: &str) -> String;
    /// The steps in the life of data that are not stated. There is at least one.
    steps_not_stated(steps: &[Step]) -> String;
    /// The steps that are stated for some kinds of data only. There is at least one.
    steps_in_part(steps: &[Step]) -> String;
    /// A step in the life of data as the label of a drawing.
    step_label(step: Step) -> &'static str;
    /// The number of requirements of rules that the policy meets in full, of all.
    requirements_met(met: usize, all: usize) -> String;
    /// The numbers of requirements that are met in part and not at all.
    requirements_open(in_part: usize, not_stated: usize) -> String;
    /// The number of points that the policy does not state: the label of their list.
    points_not_stated(count: usize) -> String;
    /// A number of statements.
    statements_counted(count: usize) -> String;
    /// A number of kinds of data.
    kinds_counted(count: usize) -> String;
    /// A number of questions.
    questions_counted(count: usize) -> String;
    /// A number of examples.
    examples_counted(count: usize) -> String;
    /// The number of requirements that are not stated, of all.
    not_stated_counted(count: usize, all: usize) -> String;
    /// The size of the coverage table.
    table_counted(services: usize, frameworks: usize) -> String;
    /// A number of sources, and of disagreements between them.
    sources_counted(sources: usize, disagreements: usize) -> String;
    /// A number of entries.
    entries_counted(count: usize) -> String;
    /// The solver's answer as a sentence: the number of services that qualify, and of those that qualify under conditions.
    services_fit(full: usize, under: usize, all: usize) -> String;
    /// A further sentence of the solver's answer: the number of services with another outcome.
    services_left(outcome: Outcome, count: usize) -> String;
    /// A date as people write it.
    date(date: Date) -> String;
    /// A number of hours with its unit.
    hours(hours: u32) -> String;
    /// The reason why a service is excluded: more hours are stated than the need allows.
    states_less(stated: u32, asked: u32) -> String;
    /// Another party's words, in quotation marks.
    quoted(text: &str) -> String;
    /// A note beside content in another language than the interface. `lang` is that language, or `None` for several.
    untranslated(lang: Option<&Lang>) -> &'static str;
    /// The page's title. `compliance` is true if content has services or frameworks, here and below.
    page_title(bot: &str, compliance: bool) -> String;
    /// States that the text of a document in one language is authoritative.
    authoritative(lang: &Lang) -> String;
    /// The page's description, for search engines and link previews.
    page_description(bot: &str, compliance: bool) -> String;
    /// The finding about an imported policy whose answers are not checked yet: a statement and its qualification.
    finding_unchecked(bot: &str) -> [String; 2];
    /// The subject of the page, after the bot's name.
    subtitle(compliance: bool) -> &'static str;
    /// An example of a search.
    search_example(compliance: bool) -> &'static str;
    /// The number of steps in an item's lifecycle that are stated, for the item or for all data together.
    steps_stated(count: usize, all: usize) -> String;
    /// The number of statements that the party filter shows.
    shown(count: usize, all: usize) -> String;
    /// The number of services that the table shows.
    services_shown(count: usize, all: usize) -> String;
    /// The kind of a search result.
    hit_kind(kind: EntryKind) -> &'static str;
    /// The class of a source.
    source_kind(kind: SourceKind) -> &'static str;
    /// The kind of an attestation.
    attestation(attestation: Attestation) -> &'static str;
    /// The extent of an answer to a requirement.
    extent(extent: Extent) -> &'static str;
    /// A cell of the coverage table.
    status(status: &Status<'_>) -> &'static str;
    /// The number of regions in which something holds.
    in_regions(count: usize) -> String;
    /// The outcome of a service under a set of needs.
    outcome(outcome: Outcome) -> &'static str;
    /// The permission to place a kind of data in a service.
    permission(permission: &Permission<'_>) -> &'static str;
    /// The reason why a bot does not inherit a promise of its host.
    not_inherited(why: &NotInherited<'_>) -> &'static str;
    /// The heading of regions that documents name for these frameworks only.
    regions_named_for(frameworks: &str) -> String;
    /// For a fact that is not stated for a region.
    not_stated_for(region: &str) -> String;
    /// The kind of a framework.
    framework_kind(kind: FrameworkKind) -> &'static str;
    /// A role in data protection.
    role(role: Role) -> &'static str;
    /// A group of services.
    group(group: ServiceGroup) -> &'static str;
    /// The kind of a party's statement that is not a promise.
    no_promise(kind: PartyKind) -> &'static str;
    /// For a party that names no people to whom it promises its statements.
    promises_nothing(kind: PartyKind) -> &'static str;
    /// The overview's title.
    overview(bot: &str) -> String;
    /// The number of a page among several.
    page_of(page: usize, pages: usize) -> String;
    /// Before a statement of the host, in the first message: its party and audience.
    to_customers(party: &str) -> String;
    /// After one of several items: the number of the others.
    and_more(count: usize) -> String;
    /// After names: the number of their conditions, which the button for the details shows.
    conditions_counted(count: usize) -> String;
    /// Short answer: the meaning of a permission. Its conditions follow.
    permission_short(permission: &Permission<'_>) -> &'static str;
    /// The host as the party of a source, with its audience: its own customers.
    for_customers(party: &str) -> String;
    /// The lead of the short answer about hosting.
    hosting_short(bot: &str, host: &str) -> String;
    /// The last item of a shortened list: the number of the other items, which the button for the details shows.
    more_items(count: usize) -> String;
    /// The last line of an answer that does not show all passages of the policy: the number of the other passages.
    more_passages(count: usize) -> String;
    /// The same as `more_items`, for conditions.
    more_conditions(count: usize) -> String;
    /// The same if no condition is shown: the number of all conditions.
    conditions_in_details(count: usize) -> String;
    /// The label of services with similar names, which an answer about one service does not include.
    separate_services(count: usize) -> &'static str;
    /// All services with a word in their names, with their number.
    services_with_word(word: &str, count: usize) -> String;
    /// All services that are not named before it, with their number.
    all_others(count: usize) -> String;
    /// The numbers of required points that are missing, and that are stated in part.
    gaps_counted(missing: usize, partial: usize, all: usize) -> String;
    /// Short answer about the host's services in general: the audience of the host's documents.
    compliance_to(bot: &str) -> String;
    /// Above the sections about other parties than the bot.
    hosting_lead(bot: &str) -> String;
    /// The title above the host's services.
    compliance_title(host: &str) -> String;
    /// Below that title: the overview of compliance.
    compliance_lead(bot: &str) -> String;
    /// Before the meaning of a word of the glossary.
    glossary_term(bot: &str) -> String;
    /// The audience of the host: its customers, not the reader.
    host_addresses(party: &str, bot: &str) -> String;
    /// The audience of a party that is neither the bot nor its host. Its name may have commas and semicolons.
    promised_to(party: &str, to: &str, bot: &str) -> String;
    /// The title if nothing was found.
    nothing_found(text: &str) -> String;
    /// Below that title: how to find an answer.
    nothing_found_help(bot: &str) -> String;
    /// The label of a fold with further sentences of an answer.
    more_sentences(count: usize) -> String;
    /// In a reply to the first of several questions: the others, which the menu opens.
    asked_too(names: &str) -> String;
    /// Below the title of a reply to a text that names services, frameworks or data, but also has words that are not understood.
    not_understood(text: &str) -> String;
    /// The answer to a question about changes if no edition is stored.
    no_editions(bot: &str) -> String;
    /// After a party: the document of another party that repeats its statement.
    in_document(title: &str) -> String;
    /// The title of an answer about kinds of data: asks whether they are collected.
    kind_asked(names: &str) -> String;
    /// The title of the search result for a kind of data: asks whether the list of collected data names it.
    kind_in_list(name: &str) -> String;
    /// A kind of data that the list of collected data names, under these names.
    kind_named(names: &str) -> String;
    /// After `kind_not_named`: the list names a wider kind, under these names.
    kind_within(names: &str) -> String;
}
}

#[cfg(test)]
mod tests;
