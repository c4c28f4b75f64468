//! Requirements that services are compared with.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{DataRuleId, FrameworkId, RegionId, ServiceGroup};

///
/// ```
/// use carrot_core::qualify::{Isolation, Requirements};
/// let asked: Requirements = serde_json::from_str(r#"{ "frameworks": ["soc-2"], "loss-hours": 4, "isolation": "shield" }"#)?;
/// assert_eq!((asked.loss_hours, asked.isolation), (Some(4), vec![Isolation::Shield]));
/// assert!(serde_json::from_str::<Requirements>(r#"{ "framework": "soc-2" }"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Requirements {
    /// Covered by all of these frameworks.
    pub frameworks: Vec<FrameworkId>,
    /// May hold all of these kinds of data.
    pub data: Vec<DataRuleId>,
    /// In all of these regions; they count together with a framework whose claims name regions, and are not stated by themselves.
    pub regions: Vec<RegionId>,
    /// Restored after so many hours at most (RTO).
    pub restore_hours: Option<u32>,
    /// With so many hours of data lost at most (RPO).
    pub loss_hours: Option<u32>,
    /// In all of these groups, by the service's own name; one of them can be given without a list.
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

/// A group of services that is asked for. It rests on their own names: no document says how far a service is isolated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "export", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Isolation {
    /// Named "private".
    Private,
    /// Named "shield".
    Shield,
}

impl Isolation {
    pub(super) fn group(self) -> ServiceGroup {
        match self {
            Self::Private => ServiceGroup::Private,
            Self::Shield => ServiceGroup::Shield,
        }
    }
}
