//! Names services in a few words, and adds what a short status would hide: the variants of a service about which more is stated ("redis"
//! may also mean "Heroku Shield for Redis"), and the readings of a framework's column.

use carrot_core::{
    Framework, Service, StatementId,
    coverage::{Coverage, Status},
    name::Named,
    normalize::normalize,
    text::Block,
};

use super::{
    super::{
        composer::Composer,
        text::{bullets, paragraph, text},
    },
    brief::MAX_NAMED_SERVICES,
};

impl<'a> Composer<'a> {
    /// Returns the names of services. If there are many ([`MAX_NAMED_SERVICES`]), and a word of their names is in no other service's name,
    /// returns that word instead, so that the conditions have room.
    pub(super) fn few_service_names(&self, names: &[&str]) -> String {
        let has = |name: &str, word: &str| name.split_whitespace().any(|other| other == word);
        let is_theirs = |word: &&str| self.policy.services.iter().all(|it| has(&it.name, word) == names.contains(&it.name.as_str()));
        let word =
            names.first().filter(|_| names.len() > MAX_NAMED_SERVICES).and_then(|first| first.split_whitespace().find(is_theirs));
        word.map_or_else(|| names.join(", "), |word| self.messages.services_with_word(word, names.len()))
    }

    /// Returns the variants of a service, which have the words of one of its names and more: a person who writes "redis" may mean one.
    pub(super) fn longer_names(&self, service: &Service) -> impl Iterator<Item = &'a Service> {
        let words = |name: &str| normalize(name).split(' ').map(str::to_owned).collect::<Vec<_>>();
        let is_variant = move |other: &&'a Service| {
            let longer = words(&other.name);
            let is_within = |name: &str| {
                let name = words(name);
                name.len() < longer.len() && name.iter().all(|word| longer.contains(word))
            };
            other.id != service.id && service.spellings().any(is_within)
        };
        self.policy.services.iter().filter(is_variant)
    }

    /// Returns the variants of a service for which a document states something about a framework.
    pub(super) fn variants(&self, service: &Service, framework: &Framework) -> Vec<(&'a Service, Coverage<'a>)> {
        let variants = self.longer_names(service).map(|it| (it, self.policy.coverage(&it.id, &framework.id)));
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
