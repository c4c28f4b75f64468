//! The coverage table's part of the state: filters and order.

use std::fmt;

use carrot_core::{FrameworkId, ServiceGroup};

/// The rows and columns of the coverage table that are shown, and their order. The default shows all in the order of content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableView {
    /// Words that the names of the shown services contain.
    pub filter: String,
    /// The only framework shown.
    pub framework: Option<FrameworkId>,
    /// The only group of services shown.
    pub group: Option<ServiceGroup>,
    /// The column that sorts the rows.
    pub sort: Option<Column>,
    /// True if the order is reversed.
    pub descending: bool,
}

/// A column of the coverage table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// The names of the services.
    Service,
    /// A framework.
    Framework(FrameworkId),
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Service => "service",
            Self::Framework(id) => id.as_str(),
        })
    }
}

/// The names of the groups of services in URLs.
const GROUPS: [(&str, ServiceGroup); 4] = [
    ("common", ServiceGroup::Common),
    ("private", ServiceGroup::Private),
    ("shield", ServiceGroup::Shield),
    ("other", ServiceGroup::Other),
];

/// Returns the group's name in URLs and in the document.
pub fn group_name(group: ServiceGroup) -> &'static str {
    GROUPS.into_iter().find(|(_, known)| *known == group).map_or("", |(name, _)| name)
}

/// Returns the group with that name in URLs.
pub fn group_named(name: &str) -> Option<ServiceGroup> {
    GROUPS.into_iter().find(|(known, _)| *known == name).map(|(_, group)| group)
}
