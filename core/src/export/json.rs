//! Exports in JSON.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Compliance, compliance};
use crate::{
    Answer, Bot, Claim, DataRule, Extent, Facts, Framework, Hint, Inventory, Objective, Party, Policy, Question, Region, Requirement,
    Section, Service, Source, Synonym, Term, words::Words,
};

/// `policy.json`: the whole model.
///
/// # Errors
/// Serde's own, if the model ever held what JSON cannot say.
pub fn policy_json(policy: &Policy) -> Result<String, serde_json::Error> {
    pretty(&PolicyJson::from(policy))
}

/// The wire form of [`Policy`]: all of content in one object.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "Policy")]
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
    /// Regulations, standards, audit schemes and programmes.
    pub frameworks: &'a [Framework],
    /// The host's services.
    pub services: &'a [Service],
    /// The host's regions, as far as claims name them.
    pub regions: &'a [Region],
    /// Who says that what is attested.
    pub claims: &'a [Claim],
    /// Where kinds of data may be placed.
    pub data_rules: &'a [DataRule],
    /// Recovery objectives.
    pub objectives: &'a [Objective],
    /// The glossary.
    pub terms: &'a [Term],
    /// What rules ask of a policy.
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
        let Policy { bot, facts, sections, inventory, terms, requirements, questions, answers, hints, synonyms } = policy;
        let Facts { parties, sources, frameworks, services, regions, claims, data_rules, objectives, statements: _ } = facts;
        Self {
            bot,
            parties,
            sources,
            sections,
            inventory,
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

/// `compliance.json`: [`compliance`].
///
/// # Errors
/// As [`policy_json`].
pub fn compliance_json(policy: &Policy) -> Result<String, serde_json::Error> {
    pretty(&compliance(policy))
}

fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut json = serde_json::to_string_pretty(value)?;
    json.push('\n');
    Ok(json)
}

/// `schema/policy.json`: the [JSON Schema](https://json-schema.org/draft/2020-12/schema) of `policy.json`, made from the types.
///
/// # Errors
/// As [`policy_json`].
pub fn policy_schema() -> Result<String, serde_json::Error> {
    schema::<PolicyJson<'static>>()
}

/// `schema/compliance.json`: that of `compliance.json`.
///
/// # Errors
/// As [`policy_json`].
pub fn compliance_schema() -> Result<String, serde_json::Error> {
    schema::<Compliance<'static>>()
}

/// Of what is written, not of what could be read: absent values stand as `null`, so every key is required.
fn schema<T: schemars::JsonSchema>() -> Result<String, serde_json::Error> {
    pretty(&schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>())
}

/// The page's description for search engines, as [JSON-LD](https://schema.org/FAQPage): the questions of the first screen and what
/// the policy says to them, in a form that can stand inside a `script` element.
///
/// # Errors
/// As [`policy_json`].
pub fn json_ld(policy: &Policy, words: Words) -> Result<String, serde_json::Error> {
    let questions: Vec<Value> = policy
        .questions
        .iter()
        .filter(|question| question.glance)
        .map(|question| {
            let reply = policy.answer(question);
            // The bot's own words alone: a host's promise would be taken for the answer here.
            let own = reply.statements.iter().filter(|statement| policy.is_bots(statement)).map(|statement| statement.title.as_str());
            let text = match reply.extent {
                Extent::Missing => words.not_stated_by_bot().to_owned(),
                _ => own.chain(reply.whys()).map(|it| it.trim_end_matches('.')).collect::<Vec<_>>().join(". ") + ".",
            };
            json!({ "@type": "Question", "name": question.ask, "acceptedAnswer": { "@type": "Answer", "text": text } })
        })
        .collect();
    let page = json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": words.page_title(&policy.bot.name),
        "description": words.page_description(&policy.bot.name),
        "inLanguage": policy.bot.lang,
        "mainEntity": questions,
    });
    // A script element ends at the first `</script`, wherever it stands.
    Ok(serde_json::to_string(&page)?.replace('<', "\\u003c"))
}
