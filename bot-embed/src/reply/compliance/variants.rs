//! Adds facts that a short status would hide: the variants of a service about which more is stated ("redis" may also mean "Heroku Shield
//! for Redis"), and the readings of a framework's column.

use carrot_core::{
    Framework, Service, StatementId,
    coverage::{Coverage, Status},
    name::Named,
    normalize::normalize,
    text::Block,
};

use super::super::{
    composer::Composer,
    text::{bullets, paragraph, text},
};

impl<'a> Composer<'a> {
    /// Returns the variants of a service for which a document states something about a framework. A variant has the words of one of the
    /// service's names and more.
    pub(super) fn variants(&self, service: &Service, framework: &Framework) -> Vec<(&'a Service, Coverage<'a>)> {
        let words = |name: &str| normalize(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let is_variant = |other: &&'a Service| {
            let longer = words(&other.name);
            let is_within = |name: &str| {
                let name = words(name);
                name.len() < longer.len() && name.iter().all(|word| longer.contains(word))
            };
            other.id != service.id && service.spellings().any(is_within)
        };
        let variants =
            self.policy.services.iter().filter(is_variant).map(|service| (service, self.policy.coverage(&service.id, &framework.id)));
        variants.filter(|(_, coverage)| coverage.status != Status::Unstated).collect()
    }

    /// Returns the lines about the variants of a service, each with its conditions.
    pub(super) fn variant_lines(&self, service: &Service, framework: &Framework) -> Vec<Block> {
        let lines = |(variant, coverage): (&Service, Coverage<'a>)| {
            let clauses = self.clauses_of(&coverage);
            let listed = (!clauses.is_empty()).then(|| bullets(clauses.iter().map(|clause| vec![text(clause)])));
            let line = paragraph(self.labeled(&variant.name, &self.messages.cell(&coverage)));
            std::iter::once(line).chain(listed).collect::<Vec<_>>()
        };
        self.variants(service, framework).into_iter().flat_map(lines).collect()
    }

    /// Returns a paragraph with the titles of our readings of the claims in a column that are about the framework.
    pub(super) fn column_readings(&self, framework: &Framework, cells: &[(&str, Coverage<'a>)]) -> Option<Block> {
        let notes = cells.iter().flat_map(|(_, cell)| &cell.claims).flat_map(|it| &it.claim.notes);
        let is_about = |it: &&StatementId| {
            let reading = self.policy.statement(it);
            reading.is_some_and(|reading| reading.about.iter().any(|id| id.as_str() == framework.id.as_str()))
        };
        self.readings_line(notes.filter(is_about)).map(paragraph)
    }
}
