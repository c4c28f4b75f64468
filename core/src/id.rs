//! Ids: the names by which everything in content is tied together, linked to and exported.
//!
//! All ids share one name space, because each is at once an anchor on the page, a key in the exports and a topic in Discord.
//! Each kind has a type of its own all the same, so that a service cannot be passed where a framework is meant.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The most characters an id may have. It leaves room for a prefix in Discord's custom ids, which end at 100.
pub const MAX_LEN: usize = 64;

/// Why a text is no id: one lower-case sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdError {
    text: String,
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "invalid id `{}`: use lower-case letters and digits in words joined by hyphens, at most {MAX_LEN} characters",
            self.text
        )
    }
}

impl std::error::Error for IdError {}

fn is_id(text: &str) -> bool {
    text.len() <= MAX_LEN
        && text.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

macro_rules! ids {
    ($(#[doc = $doc:literal] $name:ident)*) => {$(
        #[doc = $doc]
        ///
        /// ```
        #[doc = concat!("use carrot_core::", stringify!($name), ";")]
        #[doc = concat!("assert!(\"shield-dynos\".parse::<", stringify!($name), ">().is_ok());")]
        #[doc = concat!("assert!(\"Shield Dynos\".parse::<", stringify!($name), ">().is_err());")]
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        // A schema is for readers of JSON, who have no use for an example in Rust.
        #[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(description = $doc.trim_ascii()))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id, as links and exports have it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                if is_id(text) { Ok(Self(text.to_owned())) } else { Err(IdError { text: text.to_owned() }) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        // In the order of their texts, so that sets of ids are searched by text.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }
    )*};
}

ids! {
    /// Anything that has an anchor on the page, whatever its kind.
    AnyId
    /// One recovery objective.
    ObjectiveId
    /// A claim: a party's statement that something is attested.
    ClaimId
    /// A kind of data that people ask about; also a topic in Discord.
    DataKindId
    /// One item of the data inventory.
    DataId
    /// One rule on where a kind of data may be placed.
    DataRuleId
    /// A framework; also the id of the section that tells about it.
    FrameworkId
    /// A party: a company, project or person that makes statements or promises.
    PartyId
    /// A question that people ask of a policy; also a topic in Discord.
    QuestionId
    /// A legal basis that the policy names.
    LegalBasisId
    /// A recipient of the bot's data.
    RecipientId
    /// A region of the host.
    RegionId
    /// One thing that a rule asks of a policy.
    RequirementId
    /// A section: a group of statements under one heading.
    SectionId
    /// A service of the host.
    ServiceId
    /// A source document.
    SourceId
    /// A statement: the smallest unit that can be cited.
    StatementId
    /// A term of the glossary.
    TermId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words_joined_by_hyphens() {
        for good in ["a", "iso-27001", "shield-private-spaces", &"a".repeat(MAX_LEN)] {
            assert!(good.parse::<AnyId>().is_ok(), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a b", "a_b", "é", "a/b", &"a".repeat(MAX_LEN + 1)] {
            assert!(bad.parse::<AnyId>().is_err(), "{bad}");
        }
        assert_eq!(
            "A b".parse::<AnyId>().unwrap_err().to_string(),
            "invalid id `A b`: use lower-case letters and digits in words joined by hyphens, at most 64 characters"
        );
    }
}
