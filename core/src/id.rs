//! Ids, by which items of content, links and exports refer to an item.
//!
//! All ids share one name space, because each is also an anchor on the page, a key in the exports and a topic in Discord. But each kind
//! has its own type, so that a service cannot be passed instead of a framework.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Maximum number of characters of an id. It leaves room for a prefix in Discord's custom ids, which have at most 100 characters.
pub const MAX_LEN: usize = 64;

/// The reason why a text is not an id: one lower-case sentence.
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

/// Returns whether a text consists of lower-case words joined by hyphens, and is not too long.
fn is_id(text: &str) -> bool {
    text.len() <= MAX_LEN
        && text
            .as_bytes()
            .split(|b| *b == b'-')
            .all(|word| !word.is_empty() && word.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
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
        // Leave the example out of JSON schemas: it is in Rust.
        #[cfg_attr(feature = "export", derive(schemars::JsonSchema), schemars(description = $doc.trim_ascii()))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Returns the id as text.
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

        // Ids are ordered like their texts, so that sets of ids can be searched by text.
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
    /// The id of anything that has an anchor on the page.
    AnyId
    /// The id of a recovery objective.
    ObjectiveId
    /// The id of a claim: a party's statement that something is attested.
    ClaimId
    /// The id of a kind of data that people ask about. It is also a topic in Discord.
    DataKindId
    /// The id of an item of the data inventory.
    DataId
    /// The id of a data rule: which services may hold a kind of data.
    DataRuleId
    /// The id of a framework. Its section has the same id.
    FrameworkId
    /// The id of a party: a company, project or person that makes statements or promises.
    PartyId
    /// The id of a question that people ask of a policy. It is also a topic in Discord.
    QuestionId
    /// The id of a legal basis that the policy names.
    LegalBasisId
    /// The id of a recipient of the bot's data.
    RecipientId
    /// The id of a region of the host.
    RegionId
    /// The id of a requirement: a rule's demand on a policy.
    RequirementId
    /// The id of a section: a group of statements under one heading.
    SectionId
    /// The id of a service of the host.
    ServiceId
    /// The id of a source, such as a document.
    SourceId
    /// The id of a statement: the smallest unit that can be cited.
    StatementId
    /// The id of a term of the glossary.
    TermId
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn ids_are_lower_case_words_joined_by_hyphens() {
        for good in ["a", "iso-27001", "shield-private-spaces", &"a".repeat(MAX_LEN)] {
            assert!(good.parse::<AnyId>().is_ok(), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a b", "a_b", "é", "a/b", &"a".repeat(MAX_LEN + 1)] {
            assert!(bad.parse::<AnyId>().is_err(), "{bad}");
        }
        expect!["invalid id `A b`: use lower-case letters and digits in words joined by hyphens, at most 64 characters"]
            .assert_eq(&"A b".parse::<AnyId>().unwrap_err().to_string());
    }
}
