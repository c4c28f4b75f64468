//! The policy in the flat shape that `policy.json` and the npm package give to other programs.

use serde::Serialize;

use crate::{
    Answer, Bot, Claim, Contact, DataRule, Facts, Framework, Hint, Inventory, Objective, Party, Policy, Question, Region, Requirement,
    Right, Section, Service, Source, Synonym, Term,
};

/// All content in one object: the form of a policy in `policy.json`.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Policy"))]
pub struct PolicyJson<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// The companies, projects and people that make statements, or are mentioned.
    pub parties: &'a [Party],
    /// The documents that statements cite.
    pub sources: &'a [Source],
    /// The sections of all parts, in reading order.
    pub sections: &'a [Section],
    /// The data that the bot collects.
    pub inventory: &'a Inventory,
    /// The ways to contact the people who run the bot.
    pub contacts: &'a [Contact],
    /// The rights that the bot's policy grants, and how people use them.
    pub rights: &'a [Right],
    /// Regulations, standards, audit schemes and programs.
    pub frameworks: &'a [Framework],
    /// The host's services.
    pub services: &'a [Service],
    /// The host's regions that claims name.
    pub regions: &'a [Region],
    /// The claims that something is attested.
    pub claims: &'a [Claim],
    /// The rules for the placement of kinds of data.
    pub data_rules: &'a [DataRule],
    /// Recovery objectives.
    pub objectives: &'a [Objective],
    /// The glossary.
    pub terms: &'a [Term],
    /// The requirements of rules for a policy.
    pub requirements: &'a [Requirement],
    /// The questions that people ask about a policy.
    pub questions: &'a [Question],
    /// The statements that answer each requirement.
    pub answers: &'a [Answer],
    /// Words that an author should check in any policy.
    pub hints: &'a [Hint],
    /// Words that people type instead of the words of content.
    pub synonyms: &'a [Synonym],
}

impl<'a> From<&'a Policy> for PolicyJson<'a> {
    fn from(policy: &'a Policy) -> Self {
        let Policy {
            bot,
            facts,
            sections,
            inventory,
            terms,
            requirements,
            questions,
            answers,
            hints,
            synonyms,
            vocabulary: _,
            rights,
            contacts,
            privileged_intents: _,
            rules_lang: _,
            in_rules_lang: _,
        } = policy;
        let Facts { parties, sources, frameworks, services, regions, claims, data_rules, objectives, statements: _ } = facts;
        Self {
            bot,
            parties,
            sources,
            sections,
            inventory,
            contacts,
            rights,
            frameworks,
            services,
            regions,
            claims,
            data_rules,
            objectives,
            terms,
            requirements,
            questions,
            answers,
            hints,
            synonyms,
        }
    }
}
