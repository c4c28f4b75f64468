//! The labels of changes, in each language of the interface: for the page `changes/`, the feed, exports and replies.
//!
//! They are not in `i18n`, because the page's wasm does not need them.

use super::{Aspect, Change, ChangeKind, Diff, Direction, Edition, EditionChanges};
use crate::{Date, i18n::Messages};

/// The labels of changes in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels(pub Messages);

macro_rules! labels {
    ($($(#[doc = $doc:literal])* $name:ident: $en:literal, $fr:literal;)*) => {
        impl Labels {
            $($(#[doc = $doc])* pub fn $name(self) -> &'static str {
                match self.0 { Messages::En => $en, Messages::Fr => $fr }
            })*

            #[cfg(test)]
            fn fixed(self) -> Vec<String> {
                vec![$(self.$name().to_owned()),*]
            }
        }
    };
}

labels! {
    /// The sentence below the title.
    lead: "Each edition of this policy, the newest first. The direction (promises less, promises more) is computed from the facts and \
           from the wording. It is a reading aid, not legal advice.",
          "Chaque édition de cette politique, la plus récente d’abord. Le sens (promet moins, promet plus) est calculé d’après les faits \
           et les formulations. C’est une aide à la lecture, pas un conseil juridique.";
    /// The link to the policy.
    back: "Back to the policy", "Retour à la politique";
    /// The link to the feed.
    feed: "Feed of changes (Atom)", "Fil des changements (Atom)";
    /// The sentence of the first edition.
    first_edition: "First edition.", "Première édition.";
    /// The sentence of an edition without changes.
    no_changes: "Nothing changed in what this policy states.", "Rien n’a changé dans ce que cette politique énonce.";
    /// The label of the release note.
    note: "Release note", "Note de publication";
    /// The label of the old value.
    before: "Before", "Avant";
    /// The label of the new value.
    now: "Now", "Maintenant";
    /// The text in place of a value that is not stated.
    unstated: "not stated", "non indiqué";
    /// The word before the date of the newest edition, on the first screen.
    changed: "Changed", "Modifié le";
    /// The link to all changes, on the first screen.
    all: "All changes", "Tous les changements";
    /// The heading of the part about the edition that the browser remembers.
    since: "Since you last read", "Depuis votre dernière lecture";
    /// The label of the editions after the one that the browser remembers.
    newer: "New since you last read", "Nouveau depuis votre dernière lecture";
    /// The button that removes what the browser remembers.
    forget: "Forget what I have read", "Oublier ce que j’ai lu";
    /// The error if the browser blocks storage, or its storage is full.
    cannot_store: "This browser keeps nothing for this page, so it cannot mark what is new.",
                  "Ce navigateur ne conserve rien pour cette page\u{a0}: il ne peut pas signaler ce qui est nouveau.";
    /// The note on a direction that was decided by the wording ([`super::DirectionBasis::Wording`]).
    by_wording: "read from the wording", "lu dans la formulation";
    /// The separator before a value.
    colon: ": ", "\u{a0}: ";
    /// The name of [`Direction::Weaker`].
    weaker: "Promises less", "Promet moins";
    /// The name of [`Direction::Stronger`].
    stronger: "Promises more", "Promet plus";
    /// The name of [`Direction::Unclear`].
    unclear: "Unclear whether less or more", "Moins ou plus\u{a0}: ce n’est pas clair";
    /// The name of [`Direction::Neutral`].
    neutral: "Same promise", "Même promesse";
    /// The name of [`ChangeKind::Added`].
    added: "added", "ajouté";
    /// The name of [`ChangeKind::Removed`].
    removed: "removed", "retiré";
    /// The name of [`ChangeKind::Changed`] for a statement.
    reworded: "reworded", "reformulé";
    /// The name of [`ChangeKind::Changed`] for a fact.
    altered: "changed", "changé";
    /// The name of [`ChangeKind::Moved`].
    moved: "moved", "déplacé";
    /// The name of [`ChangeKind::Renamed`].
    renamed: "new id", "nouvel identifiant";
}

impl Labels {
    /// Returns the title of the page `changes/`.
    pub fn title(self) -> &'static str {
        self.0.what_changed()
    }

    /// Returns the name of a direction.
    pub fn direction(self, direction: Direction) -> &'static str {
        match direction {
            Direction::Weaker => self.weaker(),
            Direction::Stronger => self.stronger(),
            Direction::Unclear => self.unclear(),
            Direction::Neutral => self.neutral(),
        }
    }

    /// Returns the name of the kind of a change.
    pub fn kind(self, change: &Change) -> &'static str {
        match change.kind {
            ChangeKind::Added => self.added(),
            ChangeKind::Removed => self.removed(),
            ChangeKind::Changed if change.aspect == Aspect::Statement => self.reworded(),
            ChangeKind::Changed => self.altered(),
            ChangeKind::Moved => self.moved(),
            ChangeKind::Renamed => self.renamed(),
        }
    }

    /// Returns the name of a part of the model.
    pub fn aspect(self, aspect: Aspect) -> &'static str {
        let (en, fr) = match aspect {
            Aspect::Statement => ("Statement", "Énoncé"),
            Aspect::Section => ("Section", "Section"),
            Aspect::Party => ("Whose statement it is", "Auteur de l’énoncé"),
            Aspect::Source => ("Source", "Source"),
            Aspect::DataItem => ("Data collected", "Donnée collectée"),
            Aspect::OpenEnded => ("Completeness of the list", "Exhaustivité de la liste"),
            Aspect::Origin => ("Where it comes from", "Provenance"),
            Aspect::Purpose => ("What it is used for", "Finalité"),
            Aspect::Recipients => ("Who receives it", "Destinataires"),
            Aspect::Storage => ("Where it is stored", "Lieu de stockage"),
            Aspect::Retention => ("How long it is kept", "Durée de conservation"),
            Aspect::Deletion => ("How it is deleted", "Suppression"),
            Aspect::Claim => ("Attestation", "Attestation"),
            Aspect::Frameworks => ("Frameworks attested", "Référentiels attestés"),
            Aspect::Scope => ("Scope", "Périmètre"),
            Aspect::Conditions => ("Conditions", "Conditions"),
            Aspect::Attestation => ("Kind of attestation", "Type d’attestation"),
            Aspect::FrameworkEdition => ("Edition of the framework", "Édition du référentiel"),
            Aspect::DataRule => ("Rule on data", "Règle sur les données"),
            Aspect::AllowedIn => ("Services that may hold it", "Services qui peuvent l’héberger"),
            Aspect::Bar => ("All other services", "Tous les autres services"),
            Aspect::Exceptions => ("Exceptions", "Exceptions"),
            Aspect::Objective => ("Recovery objective", "Objectif de reprise"),
            Aspect::Restore => ("Time to restore", "Délai de rétablissement"),
            Aspect::Loss => ("Data that may be lost", "Perte de données possible"),
            Aspect::Answer => ("Answer to a rule", "Réponse à une règle"),
            Aspect::PromisedTo => ("To whom it is promised", "À qui c’est promis"),
            Aspect::Stack => ("Services of the host in use", "Services de l’hébergeur utilisés"),
            Aspect::Recipient => ("Recipient", "Destinataire"),
            Aspect::RecipientTerms => ("Facts about the recipient", "Précisions sur le destinataire"),
            Aspect::LegalBasis => ("Legal basis", "Base juridique"),
            Aspect::Contact => ("Contact", "Qui contacter"),
            Aspect::Right => ("Right", "Droit"),
        };
        match self.0 {
            Messages::En => en,
            Messages::Fr => fr,
        }
    }

    /// Returns the name of an edition.
    pub fn edition(self, edition: &Edition) -> String {
        let (number, date) = (edition.number, self.0.date(edition.date));
        match self.0 {
            Messages::En => format!("Edition {number}, {date}"),
            Messages::Fr => format!("Édition {number}, {date}"),
        }
    }

    /// Returns a change in one line: "Reminder: How long it is kept: 90 days, was 30 days".
    pub fn line(self, change: &Change) -> String {
        let colon = self.colon();
        let title = match change.aspect {
            // The title is the kind of the basis.
            Aspect::LegalBasis => self.value(change.aspect, &change.title),
            _ => change.title.clone(),
        };
        if matches!(change.aspect, Aspect::Statement | Aspect::DataItem | Aspect::Claim | Aspect::Section | Aspect::Recipient) {
            return format!("{title}{colon}{}", self.kind(change));
        }
        let value = |value: &Option<String>| {
            value.as_deref().map_or_else(|| self.unstated().to_owned(), |value| self.value(change.aspect, value))
        };
        let (new, old) = (value(&change.new), value(&change.old));
        let aspect = self.aspect(change.aspect);
        match self.0 {
            Messages::En => format!("{title}{colon}{aspect}{colon}{new}, was {old}"),
            Messages::Fr => format!("{title}{colon}{aspect}{colon}{new}, auparavant {old}"),
        }
    }

    /// Returns the mark at a statement that is new or changed in the newest edition: "Changed 3
    /// March 2026".
    pub fn mark(self, is_new: bool, date: Date) -> String {
        let word = match (self.0, is_new) {
            (Messages::En, true) => "New",
            (Messages::En, false) => "Changed",
            (Messages::Fr, true) => "Ajouté le",
            (Messages::Fr, false) => "Modifié le",
        };
        format!("{word} {}", self.0.date(date))
    }

    /// Returns the offer to remember, on the reader's device, which edition they have read.
    pub fn offer(self, edition: u32) -> String {
        match self.0 {
            Messages::En => format!(
                "Your browser can remember that you have read edition {edition}, and mark newer ones when you come back. It stores this \
                 number on your device and sends nothing."
            ),
            Messages::Fr => format!(
                "Votre navigateur peut retenir que vous avez lu l’édition {edition} et signaler les suivantes quand vous reviendrez. Il \
                 enregistre ce numéro sur votre appareil et n’envoie rien."
            ),
        }
    }

    /// Returns the label of the button that accepts the offer.
    pub fn remember(self, edition: u32) -> String {
        match self.0 {
            Messages::En => format!("Remember on this device that I have read edition {edition}"),
            Messages::Fr => format!("Retenir sur cet appareil que j’ai lu l’édition {edition}"),
        }
    }

    /// Returns the sentence for a reader whose browser remembers the newest edition.
    pub fn up_to_date(self, edition: u32) -> String {
        match self.0 {
            Messages::En => format!("You have read edition {edition}, the newest."),
            Messages::Fr => format!("Vous avez lu l’édition {edition}, la plus récente."),
        }
    }

    /// Returns the beginning of a note in replies: "Changed on 3 March 2026".
    pub fn changed_on(self, date: Date) -> String {
        let date = self.0.date(date);
        match self.0 {
            Messages::En => format!("Changed on {date}"),
            Messages::Fr => format!("Modifié le {date}"),
        }
    }

    /// Returns the end of a note in replies: the command that lists all changes, as Discord shows
    /// it in that language.
    pub fn see_all(self) -> String {
        let command = format!("/{} {}", self.0.privacy_name(), self.0.topic_name());
        match self.0 {
            Messages::En => format!("See {command}:changes."),
            Messages::Fr => format!("Voir {command}:changements."),
        }
    }

    /// Returns a change in one line that always names the part of the model: "Data collected: Location (added)".
    pub fn named_line(self, change: &Change) -> String {
        match change.aspect {
            Aspect::Statement | Aspect::DataItem | Aspect::Claim | Aspect::Section | Aspect::Recipient => {
                format!("{}{}{} ({})", self.aspect(change.aspect), self.colon(), change.title, self.kind(change))
            }
            _ => self.line(change),
        }
    }

    /// Returns the number of changes of each direction, in the order of [`Direction::ALL`]: "Promises less: 1 · Same promise: 2".
    pub fn counts(self, diff: &Diff) -> String {
        let counted = Direction::ALL.into_iter().map(|direction| (direction, diff.count(direction))).filter(|(_, count)| *count > 0);
        let shown = counted.map(|(direction, count)| format!("{}{}{count}", self.direction(direction), self.colon()));
        shown.collect::<Vec<_>>().join(" · ")
    }

    /// Returns a summary of an edition in one line: its most important change, that nothing changed, or that it is the first
    /// edition.
    pub fn headline(self, changes: EditionChanges<'_>) -> String {
        match changes.diff {
            None => self.first_edition().to_owned(),
            Some(diff) => match diff.changes.first() {
                None => self.no_changes().to_owned(),
                Some(change) => match change.direction {
                    Direction::Weaker | Direction::Stronger => {
                        format!("{}{}{}", self.direction(change.direction), self.colon(), self.line(change))
                    }
                    _ => self.line(change),
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns every label of a language.
    fn all(messages: Messages) -> Vec<String> {
        let labels = Labels(messages);
        let date = Date::new(2026, 3, 3).unwrap();
        let aspects = [
            Aspect::Statement,
            Aspect::Section,
            Aspect::Party,
            Aspect::Source,
            Aspect::DataItem,
            Aspect::OpenEnded,
            Aspect::Origin,
            Aspect::Purpose,
            Aspect::Recipients,
            Aspect::Storage,
            Aspect::Retention,
            Aspect::Deletion,
            Aspect::Claim,
            Aspect::Frameworks,
            Aspect::Scope,
            Aspect::Conditions,
            Aspect::Attestation,
            Aspect::FrameworkEdition,
            Aspect::DataRule,
            Aspect::AllowedIn,
            Aspect::Bar,
            Aspect::Exceptions,
            Aspect::Objective,
            Aspect::Restore,
            Aspect::Loss,
            Aspect::Answer,
            Aspect::PromisedTo,
            Aspect::Stack,
            Aspect::Recipient,
            Aspect::RecipientTerms,
            Aspect::LegalBasis,
            Aspect::Contact,
            Aspect::Right,
        ];
        let sentences = [
            labels.mark(true, date),
            labels.mark(false, date),
            labels.offer(1),
            labels.remember(1),
            labels.up_to_date(1),
            labels.changed_on(date),
            labels.see_all(),
        ];
        let aspects = aspects.map(|aspect| labels.aspect(aspect).to_owned());
        labels.fixed().into_iter().chain(aspects).chain(sentences).collect()
    }

    /// A label that is the same as in English was probably not translated. These are exceptions.
    #[test]
    fn each_label_is_translated() {
        const SAME: [&str; 6] = ["Section", "Source", "Attestation", "Conditions", "Exceptions", ": "];
        let english = all(Messages::En);
        for messages in Messages::ALL.into_iter().filter(|messages| *messages != Messages::En) {
            for (english, translated) in english.iter().zip(all(messages)) {
                assert!(*english != translated || SAME.contains(&english.as_str()), "{english:?} in {messages:?}, too");
            }
        }
    }
}
