//! The interface's words, in one place for all hosts: what the page, the bot and exports say around the content.

use crate::{Extent, FrameworkKind, Part, PartyKind, Role, ServiceGroup, coverage::Status};

/// What a source without a date says.
pub const UNDATED: &str = "undated";
/// What stands where nobody says anything.
pub const NOT_STATED: &str = "Not stated";
/// What stands where the bot says nothing.
pub const NOT_STATED_BY_BOT: &str = "Not stated by the bot";

/// A part's title on the page.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::CollectedData => "What is collected",
        Part::Policy => "The policy",
        Part::Hosting => "Hosting and security",
        Part::Coverage => "Frameworks and coverage",
        Part::Sources => "Sources and disagreements",
    }
}

/// How far a requirement is answered.
pub fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Missing => "missing",
        Extent::Partial => "partial",
        Extent::Present => "present",
    }
}

/// A cell of the coverage table.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Covered => "covered",
        Status::Conditional => "conditional",
        Status::Unstated => "not stated",
    }
}

/// The kind of a framework.
pub fn framework_kind(kind: FrameworkKind) -> &'static str {
    match kind {
        FrameworkKind::Regulation => "law",
        FrameworkKind::Standard => "standard",
        FrameworkKind::AuditScheme => "audit scheme",
        FrameworkKind::Programme => "programme",
    }
}

/// A role in data protection.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Controller => "controller",
        Role::Processor => "processor",
        Role::SubProcessor => "sub-processor",
    }
}

/// A group of services.
pub fn group(group: ServiceGroup) -> &'static str {
    match group {
        ServiceGroup::Common => "Common",
        ServiceGroup::Private => "Private",
        ServiceGroup::Shield => "Shield",
        ServiceGroup::Other => "Other",
    }
}

/// What a statement of such a party is, where it is nobody's promise.
pub fn no_promise(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::Editor => "our reading, nobody's promise",
        _ => "a description, nobody's promise",
    }
}
