//! Translates the values of changes. A comparison of editions writes them in English.

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
    /// Translates a value of a change into the language of the labels. It does not translate texts of the content in the value.
    pub fn value(self, aspect: Aspect, value: &str) -> String {
        self.fixed_value(aspect, value).unwrap_or_else(|| match aspect {
            Aspect::Recipient | Aspect::RecipientTerms => {
                self.labeled_facts(value, &[PURPOSE, DATA, COUNTRY, SAFEGUARD, CONTRACT, AI_PROVIDER], |name| name)
            }
            Aspect::Right => self.labeled_facts(value, &[COMMAND, ADDRESS, ANSWERED_WITHIN], |kind| self.right(kind).unwrap_or(kind)),
            Aspect::LegalBasis => {
                let (basis, scope) = value.split_once(": ").map_or((value, None), |(basis, scope)| (basis, Some(scope)));
                let basis = named(basis).map_or(basis, |basis: LegalBasisKind| self.0.basis(basis));
                scope.map_or_else(|| basis.to_owned(), |scope| format!("{basis}{}{scope}", self.colon()))
            }
            _ => value.to_owned(),
        })
    }

    /// Translates a value that consists only of fixed words. Returns `None` for other values, such as texts of the content.
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

    /// Translates the labels of a value such as "deletion; command: /forget". `translate_first` translates the first part, which has no
    /// label.
    fn labeled_facts<'a>(self, value: &'a str, labels: &[Word], translate_first: impl Fn(&'a str) -> &'a str) -> String {
        let mut facts: Vec<String> = Vec::new();
        for fact in value.split("; ") {
            match (self.labeled(fact, labels), facts.last_mut()) {
                (Some(fact), _) => facts.push(fact),
                // The semicolon belongs to a text of the content, so it does not begin a new fact.
                (None, Some(before)) => *before = format!("{before}; {fact}"),
                (None, None) => facts.push(translate_first(fact).to_owned()),
            }
        }
        facts.join(self.0.semicolon())
    }

    /// Returns the name of a kind of right. `None` if this version of the program does not know the kind.
    fn right(self, kind: &str) -> Option<&'static str> {
        named(kind).map(|kind: RightKind| self.0.right(kind))
    }

    fn word(self, word: &Word) -> &'static str {
        match self.0 {
            Messages::En => word.en,
            Messages::Fr => word.fr,
        }
    }

    /// Translates the label of "label: value", and the answer yes or no after the label of an AI provider. Returns `None` for a text
    /// without one of these labels.
    fn labeled(self, text: &str, labels: &[Word]) -> Option<String> {
        labels.iter().find_map(|label| {
            let value = text.strip_prefix(label.en)?.strip_prefix(": ")?;
            let value = match [YES, NO].iter().find(|answer| answer.en == value) {
                Some(answer) if label.en == AI_PROVIDER.en => self.word(answer),
                _ => value,
            };
            Some(format!("{}{}{value}", self.word(label), self.colon()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::words::EVERY_WORD;

    #[test]
    fn each_word_is_translated() {
        // These words are the same in French.
        const SAME: [&str; 2] = ["infrastructure", "services"];
        for messages in Messages::ALL.into_iter().filter(|messages| *messages != Messages::En) {
            for word in EVERY_WORD {
                let translated = Labels(messages).word(word);
                assert!(translated != word.en || SAME.contains(&word.en), "{:?} is not translated in {messages:?}", word.en);
            }
        }
    }
}
