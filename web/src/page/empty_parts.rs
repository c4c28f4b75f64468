//! Parts of the page without content for a policy. They are left out, so that a bot without a host has no empty tables.

use carrot_core::{Part, Policy, i18n::Messages};

use crate::parts;

/// Returns true if there is nothing to show in a part.
pub(super) fn is_empty_part(policy: &Policy, id: &str) -> bool {
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

/// Returns the anchor and the title of each part that is on the page.
pub(super) fn non_empty(policy: &Policy, messages: Messages) -> impl Iterator<Item = (&'static str, &'static str)> {
    parts(messages).into_iter().filter(|(id, _)| !is_empty_part(policy, id))
}
