//! Answers are prepared on the build machine.

use std::collections::HashMap;

use serde::Serialize;

use super::{Case, Edition, Finding, Ground, Hours, Prepared, Text, Thing, When};
use crate::{
    BakedError, Extent, Policy, Requirement, ServiceId, StatementId, Translation,
    answer::Cited,
    name::{self, Named},
    needs::{self, Single},
    qualify::{self, Need},
    search::Index,
};

/// A requirement of a rule, held against the policy. Whether the rule applies is not decided here.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
pub struct Gap<'a> {
    /// What is asked, and when that applies.
    pub requirement: &'a Requirement,
    /// The rules that ask for it, each with its place.
    pub rules: Vec<Cited<'a>>,
    /// How far the policy answers it.
    pub extent: Extent,
    /// The statements that answer it, as far as they do.
    pub statements: Vec<&'a StatementId>,
    /// What is missing, where it is partial.
    pub why: Option<&'a str>,
    /// The host's promises to its customers that stand beside it and answer nothing.
    pub beside: Vec<&'a StatementId>,
}

impl<'a> Gap<'a> {
    /// What all rules ask of a policy, in the order of content.
    pub fn all(policy: &'a Policy) -> Vec<Self> {
        let gaps = policy.gaps().map(|gap| Self {
            requirement: gap.requirement,
            rules: gap.requirement.cites.iter().map(|cite| policy.cited(cite)).collect(),
            extent: gap.extent,
            statements: gap.statements.iter().map(|it| &it.id).collect(),
            why: gap.why,
            beside: gap.beside.iter().map(|it| &it.id).collect(),
        });
        gaps.collect()
    }
}

impl Prepared {
    /// Prepares the answers of content: of the policy as it was written, and of its translations what is searched.
    ///
    /// # Errors
    /// Never, with the memory that it takes.
    pub fn new(policy: &Policy, translations: &[Translation]) -> Result<Self, BakedError> {
        let mut table = Table::new(policy);
        let original = Edition { lang: policy.bot.lang.clone(), index: Index::new(policy).to_bytes()?, untranslated: Vec::new() };
        let translated = translations.iter().map(|it| {
            let untranslated = it.untranslated.iter().map(ToString::to_string).collect();
            Ok(Edition { lang: it.lang.clone(), index: Index::new(&it.policy).to_bytes()?, untranslated })
        });
        let editions = std::iter::once(Ok(original)).chain(translated).collect::<Result<_, BakedError>>()?;
        let mut prepared = Self {
            policy: json(policy)?,
            gaps: json(&Gap::all(policy))?,
            editions,
            hosts: name::hosts(policy),
            services: things(&policy.services),
            frameworks: things(&policy.frameworks),
            data: things(&policy.data_rules),
            regions: things(&policy.regions),
            isolation: Vec::new(),
            restore: Vec::new(),
            loss: Vec::new(),
            findings: Vec::new(),
            cells: Vec::new(),
            texts: Vec::new(),
        };
        for single in policy.needs() {
            let cases = table.cases(&single)?;
            let hours = single.hours.map(|hours| (*hours.start(), *hours.end()));
            let of = |things: &mut Vec<Thing>, id: &str, cases| {
                if let Some(thing) = things.iter_mut().find(|thing| thing.id == id) {
                    thing.cases = cases;
                }
            };
            match (single.need, hours) {
                (Need::Framework(id), _) => of(&mut prepared.frameworks, id.as_str(), cases),
                (Need::Data(id), _) => of(&mut prepared.data, id.as_str(), cases),
                (Need::Region(id), _) => of(&mut prepared.regions, id.as_str(), cases),
                (Need::Isolation(_), _) => prepared.isolation.push(cases),
                (Need::RestoreHours(_), Some((from, to))) => prepared.restore.push(Hours { from, to, cases }),
                (Need::LossHours(_), Some((from, to))) => prepared.loss.push(Hours { from, to, cases }),
                (Need::RestoreHours(_) | Need::LossHours(_), None) => {}
            }
        }
        for cell in policy.cells() {
            let whole = json(&cell.coverage)?;
            prepared.cells.push(table.text(inside(&whole)));
        }
        (prepared.findings, prepared.texts) = (table.findings, table.texts);
        Ok(prepared)
    }
}

/// Texts and findings by their numbers, each once.
struct Table<'p> {
    services: HashMap<&'p ServiceId, u32>,
    regions: HashMap<&'p str, u32>,
    texts: Vec<String>,
    numbers: HashMap<String, Text>,
    findings: Vec<Finding>,
}

impl<'p> Table<'p> {
    fn new(policy: &'p Policy) -> Self {
        Self {
            services: policy.services.iter().map(|it| &it.id).zip(0..).collect(),
            regions: policy.regions.iter().map(|it| it.id.as_str()).zip(0..).collect(),
            texts: Vec::new(),
            numbers: HashMap::new(),
            findings: Vec::new(),
        }
    }

    fn text(&mut self, text: &str) -> Text {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = number(self.texts.len());
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn json(&mut self, value: &impl Serialize) -> Result<Text, BakedError> {
        let text = json(value)?;
        Ok(self.text(&text))
    }

    /// What a requirement comes to, with the services together for which nothing differs at all.
    fn cases(&mut self, single: &Single<'_>) -> Result<Vec<Case>, BakedError> {
        let mut cases: Vec<Case> = Vec::new();
        for alike in &single.alike {
            let when = match &alike.when {
                needs::When::Always => When::Always,
                needs::When::Anywhere => When::Anywhere,
                needs::When::In(those) => When::In(those.iter().filter_map(|id| self.regions.get(id.as_str()).copied()).collect()),
            };
            for service in &alike.services {
                let Some(number) = self.services.get(service).copied() else { continue };
                let finding = self.finding(&alike.of(service))?;
                match cases.iter_mut().find(|case| case.finding == finding && case.when == when) {
                    Some(case) => case.services.push(number),
                    None => cases.push(Case { services: vec![number], when: when.clone(), finding }),
                }
            }
        }
        // They are looked up by halves.
        cases.iter_mut().for_each(|case| case.services.sort_unstable());
        Ok(cases)
    }

    fn finding(&mut self, finding: &qualify::Finding<'_>) -> Result<u32, BakedError> {
        let grounds = finding.grounds.iter().map(|ground| {
            let rest = [r#""said":"#, &json(&ground.said)?, r#","notes":"#, &json(&ground.notes)?].concat();
            Ok(Ground { basis: self.json(&ground.basis)?, says: self.json(&ground.says)?, rest: self.text(&rest) })
        });
        let grounds = grounds.collect::<Result<_, BakedError>>()?;
        let conditions = finding.conditions.iter().map(|it| self.json(it)).collect::<Result<_, _>>()?;
        let missing = finding.missing.iter().map(|it| self.json(it)).collect::<Result<_, _>>()?;
        let written = Finding { outcome: finding.outcome, conditions, missing, grounds };
        let known = self.findings.iter().position(|other| *other == written);
        Ok(number(known.unwrap_or_else(|| {
            self.findings.push(written);
            self.findings.len() - 1
        })))
    }
}

fn things<T: Named>(all: &[T]) -> Vec<Thing> {
    let owned = |text: &str| text.to_owned();
    let thing = |it: &T| Thing {
        id: owned(it.id()),
        name: owned(it.name()),
        aliases: it.aliases().into_iter().map(owned).collect(),
        cases: Vec::new(),
    };
    all.iter().map(thing).collect()
}

fn json(value: &(impl Serialize + ?Sized)) -> Result<String, BakedError> {
    serde_json::to_string(value).map_err(|_| BakedError)
}

/// What stands between the braces of an object.
fn inside(object: &str) -> &str {
    object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(object)
}

/// A number for a list. Where this cuts, the content would be larger than memory.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
