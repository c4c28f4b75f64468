//! Checks the texts of rules in each language: conditions that do not complete their sentence, and texts that are not translated.

use super::hint;
use crate::{
    Policy, Requirement, Translation,
    diagnostic::{Code, Diagnostic},
    parse::FilePositions,
};

/// Returns hints about the texts of the rules, in the original and in all translations.
pub fn rules(policy: &Policy, translations: &[Translation], places: &FilePositions) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let original = Translation::original(policy.clone());
    for requirement in &policy.requirements {
        condition(&original, requirement, places, &mut out);
    }
    untranslated(&original, places, &mut out);
    for translation in translations {
        let translated =
            translation.policy.requirements.iter().filter(|requirement| !translation.untranslated.contains(requirement.id.as_str()));
        translated.for_each(|requirement| condition(translation, requirement, places, &mut out));
        untranslated(translation, places, &mut out);
    }
    out
}

/// Adds a hint if a condition begins with a capital letter: the outputs write it after "The rule applies".
fn condition(content: &Translation, requirement: &Requirement, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    if let Some(when) = requirement.when.as_ref().filter(|when| when.starts_with(char::is_uppercase)) {
        let id = requirement.id.as_str();
        let message =
            format!("the condition of `{id}` in `{}` does not complete its sentence: \"The rule applies {when}\"", content.lang_of(id));
        let hint = "begin `when` with a small letter, as in \"to every bot\" or \"if there are recipients\"";
        out.push(self::hint(Code::BadCondition, places.of_entry("requirement", id), message, hint));
    }
}

/// Adds a hint if only a part of the rules is translated to a language.
fn untranslated(content: &Translation, places: &FilePositions, out: &mut Vec<Diagnostic>) {
    let (missing, translated): (Vec<&str>, Vec<&str>) = ids(&content.policy).partition(|id| content.untranslated.contains(*id));
    let Some(first) = missing.first().filter(|_| !translated.is_empty()) else { return };
    let others = match missing.len() {
        1 => "is".to_owned(),
        2 => "and another are".to_owned(),
        all => format!("and {} others are", all - 1),
    };
    let lang = &content.lang;
    let message = format!("`{first}` {others} not translated to `{lang}`, but other texts of the rules are");
    let hint =
        format!("translate them in `rules/{lang}/`: until then, replies in that language quote the original inside their sentences");
    let is_requirement = content.policy.requirements.iter().any(|requirement| requirement.id.as_str() == *first);
    let place = if is_requirement { places.of_entry("requirement", first) } else { places.of(first) };
    out.push(self::hint(Code::UntranslatedRules, place, message, hint));
}

/// Returns the ids of everything in `rules/` that has a text to translate.
fn ids(policy: &Policy) -> impl Iterator<Item = &str> {
    let requirements = policy.requirements.iter().map(|requirement| requirement.id.as_str());
    let questions = policy.questions.iter().map(|question| question.id.as_str());
    let general = policy.vocabulary.general.iter().map(|it| it.id.as_str());
    let kinds = policy.vocabulary.kinds.iter().map(|kind| kind.id.as_str());
    requirements.chain(questions).chain(general).chain(kinds)
}
