//! The words that a comparison writes into the values of changes. They are in English, as exports have them.

use serde::{Deserialize, de::IntoDeserializer};

use crate::Extent;

/// A word in each language of the interface.
pub(super) struct Word {
    /// The word in English, and in exports.
    pub(super) en: &'static str,
    /// The word in French.
    pub(super) fr: &'static str,
}

macro_rules! words {
    ($($name:ident: $en:literal, $fr:literal;)*) => {
        $(pub(super) const $name: Word = Word { en: $en, fr: $fr };)*

        #[cfg(test)]
        pub(super) const EVERY_WORD: &[&Word] = &[$(&$name),*];
    };
}

words! {
    ALL: "all", "tous";
    NONE: "none", "aucun";
    INFRASTRUCTURE: "infrastructure", "infrastructure";
    COMPANY: "company", "entreprise";
    SERVICES: "services", "services";
    COVERED: "covered", "couvert";
    NOT_COVERED: "not covered", "non couvert";
    BARRED: "barred elsewhere", "interdit ailleurs";
    NOT_BARRED: "not barred elsewhere", "non interdit ailleurs";
    OPEN_LIST: "the list is not complete", "la liste n’est pas complète";
    CLOSED_LIST: "the list is complete", "la liste est complète";
    RESTORED: "restored", "rétablissement";
    DATA_LOSS: "data loss", "perte de données";
    PURPOSE: "purpose", "finalité";
    DATA: "data", "données";
    COUNTRY: "country", "pays";
    SAFEGUARD: "safeguard", "garantie";
    CONTRACT: "contract", "contrat";
    AI_PROVIDER: "AI provider", "fournisseur d’IA";
    COMMAND: "command", "commande";
    ADDRESS: "address", "adresse";
    ANSWERED_WITHIN: "answered within", "délai de réponse";
    YES: "true", "oui";
    NO: "false", "non";
}

/// The extents of answers, from the least.
pub(super) const EXTENTS: [(&str, Extent); 3] =
    [("missing", Extent::Missing), ("partial", Extent::Partial), ("present", Extent::Present)];

/// Reads a kind by its name in `policy.json`. `None` if this version of the program does not know the name.
pub(super) fn named<'a, T: Deserialize<'a>>(name: &'a str) -> Option<T> {
    let name: serde::de::value::StrDeserializer<'a, serde::de::value::Error> = name.into_deserializer();
    T::deserialize(name).ok()
}
