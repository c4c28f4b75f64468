//! The solver: which services fit what is asked.
//!
//! The page tells what each single requirement comes to, in blocks that say in attributes what they are about (`view::solver`). A mix of
//! requirements is worth, for a service, the worst of the blocks that apply, and these blocks are its reasons: they are shown again
//! under the services. So the program knows neither the policy nor a word of it; that the parts come to the whole is proved in core.

use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::{
    app::App,
    document::{Root, child, mark},
    state::Asked,
};

/// What a service can come to, the later the worse, as the page's attributes have it.
pub(crate) const OUTCOMES: [&str; 4] = ["qualifies", "qualifies-under", "not-stated", "excluded"];

/// What a requirement comes to for some services.
#[derive(Debug, Default)]
struct Block {
    need: String,
    /// Their ids; none: all services.
    services: Option<String>,
    outcome: usize,
    /// The hours asked with which it goes, from and to; none: any.
    hours: Option<String>,
    /// The regions asked with which it goes, empty: with none asked; none: with any.
    regions: Option<String>,
}

/// Services with the same reasons.
#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    services: Vec<usize>,
    outcome: usize,
    blocks: Vec<usize>,
}

impl Block {
    fn read(element: &Element) -> Self {
        let get = |name| element.get_attribute(name);
        let outcome = get("data-outcome").unwrap_or_default();
        Self {
            need: get("data-need").unwrap_or_default(),
            services: get("data-services"),
            outcome: OUTCOMES.iter().position(|it| *it == outcome).unwrap_or_default(),
            hours: get("data-hours"),
            regions: get("data-regions"),
        }
    }

    fn is_asked(&self, asked: &Asked, in_regions: bool) -> bool {
        let most = hours(&self.need, asked);
        let in_time = most.is_some_and(|most| {
            let mut ends = self.hours.iter().flat_map(|hours| hours.split(' ')).filter_map(|end| end.parse::<u32>().ok());
            ends.next().is_some_and(|from| from <= most) && ends.next().is_some_and(|to| most <= to)
        });
        let there = match self.regions.as_deref() {
            None => true,
            Some("") => !in_regions,
            Some(regions) => regions.split(' ').any(|region| asked.needs.contains(&["region.", region].concat())),
        };
        (in_time || (self.hours.is_none() && asked.needs.contains(&self.need))) && there
    }

    fn is_about(&self, service: &str) -> bool {
        self.services.as_ref().is_none_or(|services| services.split(' ').any(|it| it == service))
    }
}

/// The hours asked for under that name.
fn hours(need: &str, asked: &Asked) -> Option<u32> {
    match need {
        "restore" => asked.restore,
        "loss" => asked.loss,
        _ => None,
    }
}

/// What services come to, those with the same reasons together; nothing where nothing is asked that the page knows.
fn verdicts(blocks: &[Block], services: &[String], asked: &Asked) -> Vec<Verdict> {
    let in_regions = blocks.iter().any(|it| it.need.starts_with("region.") && asked.needs.contains(&it.need));
    let mut out: Vec<Verdict> = Vec::new();
    for (index, service) in services.iter().enumerate() {
        let of_service = |block: &Block| block.is_asked(asked, in_regions) && block.is_about(service);
        let reasons: Vec<usize> = (0..blocks.len()).filter(|at| blocks.get(*at).is_some_and(of_service)).collect();
        let Some(outcome) = reasons.iter().filter_map(|at| Some(blocks.get(*at)?.outcome)).max() else { continue };
        match out.iter_mut().find(|verdict| verdict.blocks == reasons) {
            Some(verdict) => verdict.services.push(index),
            None => out.push(Verdict { services: vec![index], outcome, blocks: reasons }),
        }
    }
    out
}

/// What the page has for answers, read once: it is long, and none of this changes.
#[derive(Debug)]
pub(crate) struct Listed {
    blocks: Vec<Block>,
    elements: Vec<Element>,
    services: Vec<String>,
    /// What the services are called.
    names: Vec<String>,
}

impl Listed {
    pub(crate) fn read(root: &Root) -> Self {
        let elements: Vec<Element> = root.all("#needs [data-need]").collect();
        let services = root.all("#served [data-service]");
        let (services, names) =
            services.map(|it| (it.get_attribute("data-service").unwrap_or_default(), it.text_content().unwrap_or_default())).unzip();
        Self { blocks: elements.iter().map(Block::read).collect(), elements, services, names }
    }
}

/// Answers what is asked, in the places that the page keeps free for it.
pub(crate) fn show(app: &App, asked: &Asked) -> Option<()> {
    let root = &app.root;
    let Listed { blocks, elements, services, names } = app.solver.get_or_init(|| Listed::read(root));
    let verdicts = verdicts(blocks, services, asked);
    let place = root.by_id("verdicts")?;
    let word = |name| place.get_attribute(name);
    let (colon, unit) = (word("data-colon")?, word("data-unit")?);
    let label = |at: usize| {
        let label = elements.get(at)?.closest("details").ok()??.query_selector("summary > span").ok()??.text_content()?;
        let hours = hours(&blocks.get(at)?.need, asked);
        Some(hours.map_or(label.clone(), |hours| [&label, " ", &hours.to_string(), "\u{a0}", &unit].concat()))
    };
    // Of each block that is a reason, which it mostly is for several services.
    let is_reason = |at: &usize| verdicts.iter().any(|it| it.blocks.contains(at));
    let labels: Vec<Option<String>> = (0..blocks.len()).map(|at| Some(at).filter(is_reason).and_then(label)).collect();
    let label = |at: usize| labels.get(at)?.as_deref();
    let mut told: Vec<String> = Vec::new();
    for (outcome, section) in root.all("#verdicts > section").enumerate() {
        let cards = section.last_element_child()?;
        cards.set_text_content(None);
        let mut count = 0;
        for verdict in verdicts.iter().filter(|it| it.outcome == outcome) {
            count += verdict.services.len();
            let names = verdict.services.iter().filter_map(|at| names.get(*at).map(String::as_str));
            let card = child(&cards, "article")?;
            child(&card, "h4")?.set_text_content(Some(&names.collect::<Vec<_>>().join(", ")));
            let reasons = child(&card, "ul")?;
            // The worst first.
            for outcome in (0..OUTCOMES.len()).rev() {
                for at in verdict.blocks.iter().filter(|at| blocks.get(**at).is_some_and(|it| it.outcome == outcome)) {
                    let reason: Element = elements.get(*at)?.clone_node_with_deep(true).ok()?.unchecked_into();
                    reason.query_selector(".of").ok()??.set_text_content(label(*at));
                    reasons.append_child(&reason).ok()?;
                }
            }
        }
        mark(&section, "hidden", Some("").filter(|_| count == 0));
        if count > 0 {
            let word = section.query_selector(".outcome").ok()??.text_content()?;
            told.push([word, colon.clone(), count.to_string()].concat());
        }
    }
    let mut asked_for: Vec<&str> = Vec::new();
    for label in verdicts.iter().flat_map(|it| &it.blocks).filter_map(|at| label(*at)) {
        if !asked_for.contains(&label) {
            asked_for.push(label);
        }
    }
    let question = root.by_id("asked")?;
    question.set_text_content(Some(&[question.get_attribute("data-label")?, asked_for.join(" · ")].concat()));
    root.by_id("fits")?.set_text_content(Some(&told.join(" · ")));
    let hide = |id, hidden: bool| root.by_id(id).map(|it| mark(&it, "hidden", Some("").filter(|_| hidden)));
    hide("asked", told.is_empty());
    hide("take", told.is_empty());
    hide("ticket", true);
    hide("served", !told.is_empty());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(need: &str, services: &str, outcome: usize) -> Block {
        Block { need: need.to_owned(), services: Some(services.to_owned()).filter(|it| !it.is_empty()), outcome, ..Block::default() }
    }

    fn asked(query: &str) -> Asked {
        crate::State::at(query).asked
    }

    fn services() -> Vec<String> {
        ["a", "b", "c"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_service_is_worth_the_worst_and_those_with_the_same_reasons_stand_together() {
        let blocks = [block("data.cards", "a b", 1), block("data.cards", "c", 3), block("framework.soc-2", "", 0)];
        let found = verdicts(&blocks, &services(), &asked("need=data.cards&need=framework.soc-2"));
        let wanted = [
            Verdict { services: vec![0, 1], outcome: 1, blocks: vec![0, 2] },
            Verdict { services: vec![2], outcome: 3, blocks: vec![1, 2] },
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn hours_go_with_the_range_that_holds_them() {
        let ranges = [(0, 11, 3), (12, u32::MAX, 1)];
        let blocks = ranges.map(|(from, to, outcome)| Block {
            hours: Some([from.to_string(), to.to_string()].join(" ")),
            ..block("restore", "", outcome)
        });
        for (hours, outcome) in [("0", 3), ("11", 3), ("12", 1), ("4294967295", 1)] {
            assert_eq!(verdicts(&blocks, &services(), &asked(&["restore=", hours].concat()))[0].outcome, outcome, "{hours}");
        }
        for nothing in ["restore=4294967296", "restore=-1", "loss=12", "need=restore", ""] {
            assert_eq!(verdicts(&blocks, &services(), &asked(nothing)), [], "{nothing}");
        }
    }

    #[test]
    fn a_framework_that_is_claimed_for_regions_answers_for_those_asked() {
        let with = |regions: &str, outcome| Block { regions: Some(regions.to_owned()), ..block("framework.f", "", outcome) };
        let blocks = [with("", 1), with("north", 0), with("south east", 2), block("region.north", "", 0), block("region.east", "", 2)];
        let outcome = |query: &str| verdicts(&blocks, &services(), &asked(query))[0].outcome;
        assert_eq!(outcome("need=framework.f"), 1);
        assert_eq!(outcome("need=framework.f&need=region.north"), 0);
        assert_eq!(outcome("need=framework.f&need=region.north&need=region.east"), 2);
        assert_eq!(outcome("need=framework.f&need=region.nowhere"), 1, "what nobody knows is not asked");
    }

    #[test]
    fn what_the_page_does_not_know_asks_for_nothing() {
        let blocks = [block("data.cards", "a b", 1)];
        for garbage in ["need=data.", "need=", "need=framework.cards", "need=%F0%9F%98%80", "need=*"] {
            assert_eq!(verdicts(&blocks, &services(), &asked(garbage)), [], "{garbage}");
        }
    }
}
