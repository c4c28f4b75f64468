//! Finds what a person means by the words that they typed: [`topic`] for the bot's own policy, [`name`] for services, frameworks and
//! kinds of data.

pub mod name;
pub mod topic;
