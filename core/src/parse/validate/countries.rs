//! Finds the names of countries in texts, in English, French and German.

use std::collections::BTreeSet;

/// Countries that policies often name, each with its names. Names that are also those of people, states or everyday words, such as
/// Georgia, are left out, because a wrong error is worse than none.
const COUNTRIES: &[&[&str]] = &[
    &["USA", "US", "U.S.", "U.S.A.", "United States", "États-Unis", "Vereinigte Staaten", "Vereinigten Staaten"],
    &["UK", "U.K.", "United Kingdom", "Great Britain", "Royaume-Uni", "Vereinigtes Königreich", "Vereinigten Königreich"],
    &["Australia", "Australie", "Australien"],
    &["Austria", "Autriche", "Österreich"],
    &["Belgium", "Belgique", "Belgien"],
    &["Brazil", "Brésil", "Brasilien"],
    &["Bulgaria", "Bulgarie", "Bulgarien"],
    &["Canada", "Kanada"],
    &["China", "Chine"],
    &["Czechia", "Czech Republic", "Tchéquie", "Tschechien"],
    &["Denmark", "Danemark", "Dänemark"],
    &["Estonia", "Estonie", "Estland"],
    &["Finland", "Finlande", "Finnland"],
    &["France", "Frankreich"],
    &["Germany", "Allemagne", "Deutschland"],
    &["Greece", "Grèce", "Griechenland"],
    &["Hong Kong", "Hongkong"],
    &["Hungary", "Hongrie", "Ungarn"],
    &["Iceland", "Islande"],
    &["India", "Inde", "Indien"],
    &["Ireland", "Irlande", "Irland"],
    &["Israel", "Israël"],
    &["Italy", "Italie", "Italien"],
    &["Japan", "Japon"],
    &["Latvia", "Lettonie", "Lettland"],
    &["Lithuania", "Lituanie", "Litauen"],
    &["Netherlands", "Pays-Bas", "Niederlande", "Niederlanden"],
    &["Norway", "Norvège", "Norwegen"],
    &["Poland", "Pologne", "Polen"],
    &["Portugal"],
    &["Romania", "Roumanie", "Rumänien"],
    &["Russia", "Russie", "Russland"],
    &["Singapore", "Singapour", "Singapur"],
    &["South Korea", "Corée du Sud", "Südkorea"],
    &["Spain", "Espagne", "Spanien"],
    &["Sweden", "Suède", "Schweden"],
    &["Switzerland", "Suisse", "Schweiz"],
    &["Taiwan", "Taïwan"],
    &["Ukraine"],
];

/// Returns the countries that a text names, each by its first name.
pub(super) fn named_in(text: &str) -> BTreeSet<&'static str> {
    let is_named = |name: &&str| {
        text.match_indices(*name).any(|(at, _)| {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
            let before = text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(|c| is_part(c) || c == '.');
            let after = text.get(at + name.len()..).and_then(|text| text.chars().next()).is_some_and(is_part);
            !before && !after
        })
    };
    COUNTRIES.iter().filter(|names| names.iter().any(&is_named)).filter_map(|names| names.first().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_their_whole_names_only() {
        for (text, expected) in [
            ("OpenAI in the USA", &["USA"][..]),
            ("hosted in the U.S., with backups in Ireland", &["Ireland", "USA"]),
            ("Serveurs aux États-Unis", &["USA"]),
            ("in Deutschland", &["Germany"]),
            ("Contact us. USAGE data, an island, the Indiana office", &[]),
            ("Write to Germany@host.example or see fr.France.example", &[]),
            ("US-style", &[]),
            ("", &[]),
        ] {
            assert_eq!(named_in(text), expected.iter().copied().collect(), "{text}");
        }
    }
}
