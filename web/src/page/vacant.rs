//! Parts of the page without content for a policy. They are left out, so that a bot without a host has no empty tables.

use carrot_core::Part;

use super::PageContext;

/// Returns true if there is nothing to show in a part.
pub(super) fn is_vacant(page: PageContext, id: &str) -> bool {
    let policy = page.policy;
    let no_sections = |part| policy.sections_of(part).next().is_none();
    match id {
        "collected-data" => policy.inventory.items.is_empty() && no_sections(Part::CollectedData),
        "not-stated" => policy.requirements.is_empty(),
        "hosting" => no_sections(Part::Hosting),
        "coverage" => policy.services.is_empty() && policy.frameworks.is_empty() && no_sections(Part::Coverage),
        "solver" => policy.services.is_empty(),
        "glossary" => policy.terms.is_empty(),
        _ => false,
    }
}
