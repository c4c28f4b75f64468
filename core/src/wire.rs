//! The policy in the flat shape that `policy.json` and the npm package give to other programs.

use serde::Serialize;

use crate::{
    Answer, Bot, Claim, Contact, DataRule, Facts, Framework, Hint, Inventory, Objective, Party, Policy, Question, Region, Requirement,
    Section, Service, Source, Synonym, Term,
};

/// The wire form of [`Policy`]: all of content in one object.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(rename = "Policy"))]
pub struct PolicyJson<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// Everyone who says or promises something, or is mentioned.
    pub parties: &'a [Party],
    /// The documents that statements cite.
    pub sources: &'a [Source],
    /// The sections of all parts, in reading order.
    pub sections: &'a [Section],
    /// The data that the bot collects.
    pub inventory: &'a Inventory,
    /// The ways to reach the bot's people.
    pub contacts: &'a [Contact],
    /// Regulations, standards, audit schemes and programmes.
    pub frameworks: &'a [Framework],
    /// The host's services.
    pub services: &'a [Service],
    /// The host's regions, as far as claims name them.
    pub regions: &'a [Region],
    /// The claims that a party attests something.
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
    /// Words that are worth a second look in any policy.
    pub hints: &'a [Hint],
    /// Words that people type for the words of content.
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
            rights: _,
            contacts,
            privileged_intents: _,
        } = policy;
        let Facts { parties, sources, frameworks, services, regions, claims, data_rules, objectives, statements: _ } = facts;
        Self {
            bot,
            parties,
            sources,
            sections,
            inventory,
            contacts,
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
