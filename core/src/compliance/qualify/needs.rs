//! The needs that services are compared with.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{DataRuleId, FrameworkId, RegionId, ServiceGroup};

/// The needs that services are compared with. A service must meet all of them.
///
/// ```
/// use carrot_core::qualify::{Isolation, Needs};
/// let asked: Needs = serde_json::from_str(r#"{ "frameworks": ["soc-2"], "loss-hours": 4, "isolation": "shield" }"#)?;
/// assert_eq!((asked.loss_hours, asked.isolation), (Some(4), vec![Isolation::Shield]));
/// assert!(serde_json::from_str::<Needs>(r#"{ "framework": "soc-2" }"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Needs {
    /// Covered by all of these frameworks.
    pub frameworks: Vec<FrameworkId>,
    /// May hold all of these kinds of data.
    pub data: Vec<DataRuleId>,
    /// In all of these regions. A region counts only together with a framework whose claims name regions. By itself it is not stated.
    pub regions: Vec<RegionId>,
    /// Restored after at most this many hours (RTO).
    pub restore_hours: Option<u32>,
    /// With at most this many hours of lost data (RPO).
    pub loss_hours: Option<u32>,
    /// In all of these groups, by the service's own name. JSON may have a single group instead of a list.
    #[serde(deserialize_with = "one_or_more")]
    pub isolation: Vec<Isolation>,
}

fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Isolation>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore {
        One(Isolation),
        More(Vec<Isolation>),
    }
    Ok(match Option::<OneOrMore>::deserialize(deserializer)? {
        None => Vec::new(),
        Some(OneOrMore::One(one)) => vec![one],
        Some(OneOrMore::More(more)) => more,
    })
}

/// A group of services that can be a need. It rests on the services' names: no document says how isolated a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Isolation {
    /// The name contains "private".
    Private,
    /// The name contains "shield".
    Shield,
}

impl Isolation {
    /// Returns the group of services that has it.
    pub const fn group(self) -> ServiceGroup {
        match self {
            Self::Private => ServiceGroup::Private,
            Self::Shield => ServiceGroup::Shield,
        }
    }
}
