//! Answers prepared for programs that carry neither the policy nor what concludes from it, as the npm package.
//!
//! What can be written down on the build machine is, as JSON in the form of the exports: the policy, what rules ask of it, every cell of
//! the coverage table, and what each single requirement comes to for each service ([`Policy::needs`](crate::Policy::needs)). What depends
//! on who asks is done here: names are found as elsewhere, and a mix of requirements is put together of its single ones.

#[cfg(feature = "prepare")]
mod prepare;

use serde::{Deserialize, Serialize};

use crate::{
    BakedError, Lang, from_bytes,
    name::{self, Found, Kind, Named, Unknown},
    qualify::{Isolation, Outcome},
    to_bytes,
};

#[cfg(feature = "prepare")]
pub use prepare::Gap;

/// The number of a text that stands in many places.
type Text = u32;

/// What was prepared. Lists are in the order of content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    policy: String,
    gaps: String,
    editions: Vec<Edition>,
    /// The folded names of hosts, which names of other things may leave out.
    hosts: Vec<String>,
    services: Vec<Thing>,
    frameworks: Vec<Thing>,
    data: Vec<Thing>,
    regions: Vec<Thing>,
    /// What isolation comes to: private, then shield.
    isolation: Vec<Vec<Case>>,
    restore: Vec<Hours>,
    loss: Vec<Hours>,
    findings: Vec<Finding>,
    /// Service by service, what stands in each cell behind the names of both.
    cells: Vec<Text>,
    texts: Vec<String>,
}

/// Something that is asked for by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    id: String,
    name: String,
    aliases: Vec<String>,
    /// What it comes to where it is required; of a service, none.
    cases: Vec<Case>,
}

/// Content in one language, to be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The language.
    pub lang: Lang,
    /// The [`Index`](crate::search::Index), as bytes.
    pub index: Vec<u8>,
    /// The ids of what stands in the language of content all the same.
    pub untranslated: Vec<String>,
}

/// What services are held against, of the things of a [`Prepared`]. What is left out is not asked for; what is there twice counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Frameworks.
    pub frameworks: Vec<&'a Thing>,
    /// Kinds of data.
    pub data: Vec<&'a Thing>,
    /// Regions.
    pub regions: Vec<&'a Thing>,
    /// Restored after so many hours at most.
    pub restore_hours: Option<u32>,
    /// With so many hours of data lost at most.
    pub loss_hours: Option<u32>,
    /// Isolated at least so far.
    pub isolation: Option<Isolation>,
}

/// A finding, and for which services, by their numbers in order, it is the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Case {
    services: Vec<u32>,
    when: When,
    finding: u32,
}

/// With which regions a finding goes: see [`needs::When`](crate::needs::When).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum When {
    Always,
    Anywhere,
    /// By their numbers.
    In(Vec<u32>),
}

/// What the hours in a range come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Hours {
    from: u32,
    to: u32,
    cases: Vec<Case>,
}

/// What a requirement comes to; see [`qualify::Finding`](crate::qualify::Finding).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Finding {
    outcome: Outcome,
    conditions: Vec<Text>,
    missing: Vec<Text>,
    grounds: Vec<Ground>,
}

/// What a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Ground {
    basis: Text,
    says: Text,
    /// Who says so, and the notes.
    rest: Text,
}

impl Named for Thing {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> Vec<&str> {
        self.aliases.iter().map(String::as_str).collect()
    }
}

impl Thing {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl Edition {
    /// Whether that which has an id is in this language.
    pub fn speaks_of(&self, id: &str) -> bool {
        !self.untranslated.iter().any(|other| other == id)
    }
}

impl Prepared {
    /// It as bytes to lay beside a program.
    ///
    /// # Errors
    /// Never, with the memory that it takes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BakedError> {
        to_bytes(self)
    }

    /// What [`Prepared::to_bytes`] made.
    ///
    /// # Errors
    /// Where the bytes are none of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BakedError> {
        from_bytes(bytes)
    }

    /// The policy as it was written, as JSON.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// What rules ask of the policy, and how far it answers, as JSON: a list of `Gap`s.
    pub fn gaps(&self) -> &str {
        &self.gaps
    }

    /// Content in every language, the original first.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The one thing, or several, that a text names: as [`Policy::find_service`](crate::Policy::find_service) and its like.
    ///
    /// # Errors
    /// Where nothing of that kind goes by that name.
    pub fn find(&self, kind: Kind, text: &str) -> Result<Found<'_, Thing>, Unknown> {
        name::find(kind, self.all(kind), &self.hosts, text)
    }

    fn all(&self, kind: Kind) -> &[Thing] {
        match kind {
            Kind::Service => &self.services,
            Kind::Framework => &self.frameworks,
            Kind::Region => &self.regions,
            Kind::Data => &self.data,
        }
    }

    /// What is concluded for a service and a framework, as JSON: a [`Cell`](crate::coverage::Cell) where both are given, else a list of
    /// them: a row, a column, or the whole table.
    pub fn coverage(&self, service: Option<&Thing>, framework: Option<&Thing>) -> String {
        let is = |asked: Option<&Thing>, thing: &Thing| asked.is_none_or(|asked| asked.id == thing.id);
        let pairs = self.services.iter().flat_map(|service| self.frameworks.iter().map(move |framework| (service, framework)));
        let mut cells = String::new();
        for ((one, other), rest) in pairs.zip(&self.cells) {
            if is(service, one) && is(framework, other) {
                if !cells.is_empty() {
                    cells.push(',');
                }
                push(&mut cells, &["{\"service\":\"", &one.id, "\",\"framework\":\"", &other.id, "\",", self.text(*rest), "}"]);
            }
        }
        if service.is_some() && framework.is_some() { cells } else { ["[", &cells, "]"].concat() }
    }

    /// Every service, held against requirements, as JSON: what [`Policy::qualify`](crate::Policy::qualify) says.
    pub fn qualify(&self, asked: &Asked<'_>) -> String {
        let numbers = asked.regions.iter().filter_map(|asked| self.regions.iter().position(|it| it.id == asked.id));
        let regions: Vec<u32> = numbers.filter_map(|number| u32::try_from(number).ok()).collect();
        let required = self.required(asked);
        let mut out = String::from("[");
        for (number, service) in (0..).zip(&self.services) {
            let mut worst = Outcome::Qualifies;
            let mut findings = String::new();
            for (need, cases) in &required {
                let finding = self.together(number, cases, &regions);
                worst = worst.max(finding.outcome);
                if !findings.is_empty() {
                    findings.push(',');
                }
                self.write(need, &finding, &mut findings);
            }
            if number > 0 {
                out.push(',');
            }
            push(&mut out, &["{\"service\":\"", &service.id, "\",\"outcome\":\"", worst.id(), "\",\"findings\":[", &findings, "]}"]);
        }
        out.push(']');
        out
    }

    /// The single requirements, each once, as JSON and with what they come to.
    fn required<'s>(&'s self, asked: &Asked<'s>) -> Vec<(String, &'s [Case])> {
        let mut out: Vec<(String, &[Case])> = Vec::new();
        let mut add = |kind: &str, value: &str, cases: &'s [Case]| {
            let need = ["{\"", kind, "\":", value, "}"].concat();
            if !out.iter().any(|(other, _)| *other == need) {
                out.push((need, cases));
            }
        };
        for (kind, things) in [("framework", &asked.frameworks), ("data", &asked.data), ("region", &asked.regions)] {
            for thing in things {
                add(kind, &["\"", &thing.id, "\""].concat(), &thing.cases);
            }
        }
        if let Some(isolation) = asked.isolation {
            let (value, at) = match isolation {
                Isolation::Private => ("\"private\"", 0),
                Isolation::Shield => ("\"shield\"", 1),
            };
            add("isolation", value, self.isolation.get(at).map_or(&[], Vec::as_slice));
        }
        for (kind, ranges, most) in
            [("restore-hours", &self.restore, asked.restore_hours), ("loss-hours", &self.loss, asked.loss_hours)]
        {
            if let Some(most) = most {
                let range = ranges.iter().find(|range| (range.from..=range.to).contains(&most));
                add(kind, &most.to_string(), range.map_or(&[], |range| &range.cases));
            }
        }
        out
    }

    /// What a requirement comes to for a service: where that depends on the region, in all that are asked for together.
    fn together(&self, service: u32, cases: &[Case], regions: &[u32]) -> Finding {
        let found = |region: Option<u32>| {
            let goes = |when: &When| match when {
                When::Always => true,
                When::Anywhere => region.is_none(),
                When::In(those) => region.is_some_and(|region| those.contains(&region)),
            };
            let case = cases.iter().find(|case| goes(&case.when) && case.services.binary_search(&service).is_ok());
            case.and_then(|case| self.findings.get(case.finding as usize))
        };
        let mut parts: Vec<&Finding> = regions.iter().filter_map(|region| found(Some(*region))).collect();
        if regions.is_empty() {
            parts.extend(found(None));
        }
        let mut whole = Finding { outcome: Outcome::Qualifies, conditions: Vec::new(), missing: Vec::new(), grounds: Vec::new() };
        for part in parts {
            whole.outcome = whole.outcome.max(part.outcome);
            add_new(&mut whole.conditions, &part.conditions);
            add_new(&mut whole.missing, &part.missing);
            for ground in &part.grounds {
                match whole.grounds.iter_mut().find(|other| other.basis == ground.basis) {
                    // Of two regions, one may have it and the other not.
                    Some(before) if self.text(before.says) == SILENT => before.says = ground.says,
                    Some(_) => {}
                    None => whole.grounds.push(ground.clone()),
                }
            }
        }
        whole
    }

    fn write(&self, need: &str, finding: &Finding, out: &mut String) {
        push(out, &["{\"need\":", need, ",\"outcome\":\"", finding.outcome.id(), "\",\"conditions\":["]);
        self.write_list(&finding.conditions, out);
        out.push_str("],\"missing\":[");
        self.write_list(&finding.missing, out);
        out.push_str("],\"grounds\":[");
        for (at, ground) in finding.grounds.iter().enumerate() {
            let before = if at == 0 { "" } else { "," };
            let [basis, says, rest] = [ground.basis, ground.says, ground.rest].map(|text| self.text(text));
            push(out, &[before, "{\"basis\":", basis, ",\"says\":", says, ",", rest, "}"]);
        }
        out.push_str("]}");
    }

    fn write_list(&self, list: &[Text], out: &mut String) {
        for (at, text) in list.iter().enumerate() {
            push(out, &[if at == 0 { "" } else { "," }, self.text(*text)]);
        }
    }

    fn text(&self, number: Text) -> &str {
        self.texts.get(number as usize).map_or("null", String::as_str)
    }
}

/// How a ground is written that says nothing.
const SILENT: &str = "\"silent\"";

fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

fn add_new(list: &mut Vec<Text>, more: &[Text]) {
    for text in more {
        if !list.contains(text) {
            list.push(*text);
        }
    }
}
