//! Translates the values of changes, which a comparison writes in English.

use super::{
    Aspect, Labels,
    words::{
        ADDRESS, AI_PROVIDER, ALL, ANSWERED_WITHIN, BARRED, CLOSED_LIST, COMMAND, COMPANY, CONTRACT, COUNTRY, COVERED, DATA, DATA_LOSS,
        EXTENTS, INFRASTRUCTURE, NO, NONE, NOT_BARRED, NOT_COVERED, OPEN_LIST, PURPOSE, RESTORED, SAFEGUARD, SERVICES, Word, YES,
        named,
    },
};
use crate::{Attestation, LegalBasisKind, RightKind, i18n::Messages};

impl Labels {
    /// Returns a value of a change in the language of the labels. Texts of the content in it stay as they are.
    pub fn value(self, aspect: Aspect, value: &str) -> String {
        self.fixed_value(aspect, value).unwrap_or_else(|| match aspect {
            Aspect::Recipient | Aspect::RecipientTerms => {
                self.facts(value, &[PURPOSE, DATA, COUNTRY, SAFEGUARD, CONTRACT, AI_PROVIDER], |name| name)
            }
            Aspect::Right => self.facts(value, &[COMMAND, ADDRESS, ANSWERED_WITHIN], |kind| self.right(kind).unwrap_or(kind)),
            Aspect::LegalBasis => {
                let (basis, scope) = value.split_once(": ").map_or((value, None), |(basis, scope)| (basis, Some(scope)));
                let basis = named(basis).map_or(basis, |basis: LegalBasisKind| self.0.basis(basis));
                scope.map_or_else(|| basis.to_owned(), |scope| format!("{basis}{}{scope}", self.colon()))
            }
            _ => value.to_owned(),
        })
    }

    /// Returns a value that consists of fixed words, without a text of the content, in the language of the labels. `None` for other values.
    pub fn fixed_value(self, aspect: Aspect, value: &str) -> Option<String> {
        let words: &[Word] = match aspect {
            Aspect::Claim => &[COVERED, NOT_COVERED],
            Aspect::Scope | Aspect::AllowedIn => &[ALL, NONE, INFRASTRUCTURE, COMPANY, SERVICES],
            Aspect::Bar => &[BARRED, NOT_BARRED],
            Aspect::OpenEnded => &[OPEN_LIST, CLOSED_LIST],
            Aspect::Answer => return EXTENTS.iter().find(|(id, _)| *id == value).map(|(_, extent)| self.0.extent(*extent).to_owned()),
            Aspect::Right => return self.right(value).map(str::to_owned),
            Aspect::Attestation => return named(value).map(|kind: Attestation| self.0.attestation(kind).to_owned()),
            Aspect::Objective => {
                let figures: Option<Vec<_>> = value.split(", ").map(|part| self.labeled(part, &[RESTORED, DATA_LOSS])).collect();
                return figures.map(|figures| figures.join(", "));
            }
            _ => &[],
        };
        words.iter().find(|word| word.en == value).map(|word| self.word(word).to_owned())
    }

    /// Translates the labels of a value such as "deletion; command: /forget". `title` translates its first part, which has no label.
    fn facts<'a>(self, value: &'a str, labels: &[Word], title: impl Fn(&'a str) -> &'a str) -> String {
        let mut facts: Vec<String> = Vec::new();
        for fact in value.split("; ") {
            match (self.labeled(fact, labels), facts.last_mut()) {
                (Some(fact), _) => facts.push(fact),
                // A semicolon of the content.
                (None, Some(before)) => *before = format!("{before}; {fact}"),
                (None, None) => facts.push(title(fact).to_owned()),
            }
        }
        facts.join(self.0.semicolon())
    }

    /// Returns the name of a right. `None` if this version of the program does not know the kind.
    fn right(self, kind: &str) -> Option<&'static str> {
        named(kind).map(|kind: RightKind| self.0.right(kind))
    }

    fn word(self, word: &Word) -> &'static str {
        match self.0 {
            Messages::En => word.en,
            Messages::Fr => word.fr,
        }
    }

    /// Translates the label of "label: text"; `None` if the text has none of these labels.
    fn labeled(self, text: &str, labels: &[Word]) -> Option<String> {
        labels.iter().find_map(|label| {
            let stated = text.strip_prefix(label.en)?.strip_prefix(": ")?;
            let stated = match (label.en == AI_PROVIDER.en, [YES, NO].iter().find(|word| word.en == stated)) {
                (true, Some(word)) => self.word(word),
                _ => stated,
            };
            Some(format!("{}{}{stated}", self.word(label), self.colon()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::words::EVERY_WORD;

    /// A word that is the same as in English was probably not translated. These are exceptions.
    #[test]
    fn each_word_is_translated() {
        const SAME: [&str; 2] = ["infrastructure", "services"];
        for messages in Messages::ALL.into_iter().filter(|messages| *messages != Messages::En) {
            for word in EVERY_WORD {
                let translated = Labels(messages).word(word);
                assert!(translated != word.en || SAME.contains(&word.en), "{:?} in {messages:?}, too", word.en);
            }
        }
    }
}
