//! Recognizes sentences in a list that are about all that the list names, and name nothing themselves.

use crate::vocabulary::compared;

/// Beginnings of sentences that refer to all that a list names, in the form of [`compared`].
const ALL_OF_LIST: [&str; 73] = [
    " all of this ",
    " all of these ",
    " all of it ",
    " all of the above ",
    " all the above ",
    " all this ",
    " all these ",
    " all collected data ",
    " all collected information ",
    " all data collected ",
    " all information collected ",
    " alle erhobenen daten ",
    " alle gesammelten daten ",
    " toutes les donnees collectees ",
    " toutes les donnees recueillies ",
    " todos los datos recopilados ",
    " todos os dados coletados ",
    " все собранные данные ",
    " this data ",
    " this information ",
    " these data ",
    " these details ",
    " these items ",
    " this list ",
    " alle diese ",
    " all diese ",
    " all dies ",
    " all das ",
    " alles davon ",
    " diese daten ",
    " diese informationen ",
    " diese angaben ",
    " diese liste ",
    " toutes ces ",
    " tous ces ",
    " tout cela ",
    " tout ceci ",
    " ces donnees ",
    " ces informations ",
    " ces elements ",
    " cette liste ",
    " todos estos ",
    " todos esos ",
    " todas estas ",
    " todo esto ",
    " todo lo anterior ",
    " estos datos ",
    " esta informacion ",
    " esta lista ",
    " todos estes ",
    " todos esses ",
    " todas essas ",
    " tudo isso ",
    " tudo isto ",
    " estes dados ",
    " esses dados ",
    " estas informacoes ",
    " essas informacoes ",
    " все эти ",
    " вся эта ",
    " все это ",
    " все перечисленн",
    " эти данные ",
    " эта информация ",
    " эти сведения ",
    " これらの",
    " この情報",
    " 上記の",
    " 以上の",
    " 这些",
    " 所有这些",
    " 以上",
    " 上述",
];

/// Minimum number of words of a sentence that begins with a word of [`POINTS_BACK`].
const MIN_WORDS: usize = 6;

/// Words at the beginning of sentences about another item, in the form of [`compared`]: "These images are deleted afterwards".
const POINTS_BACK: [&str; 7] = [" these ", " diese ", " ces ", " estos ", " эти ", " estes ", " esses "];

/// Words of sentences that name more data, in the form of [`compared`]: "This information includes your birthday".
const INCLUDES: [&str; 15] = [
    " such as ",
    " include",
    " contain",
    " consist",
    " umfass",
    " enthalten ",
    " beinhalt",
    " gehor",
    " compren",
    " inclu",
    " contien",
    " abrange",
    " включа",
    "含ま",
    "包括",
];

/// Returns true for a sentence about the other items: "All of this data is public because the server shows it to everyone." Returns
/// false for a sentence that may name data, because the author can delete a proposal, but does not see a missing item. `is_short` is true if
/// the text is short enough to be a name.
pub(crate) fn is_about_all(text: &str, is_short: bool) -> bool {
    let words = compared(text);
    // Texts without spaces are short: only the sign at the end tells.
    let is_sentence = text.trim_end().ends_with('。') || !is_short && text.trim_end().ends_with(['.', '!']);
    let refers = is_sentence && ALL_OF_LIST.iter().any(|begin| words.starts_with(begin));
    // Without a full stop, a sentence has more words than a name.
    let is_long = words.split_whitespace().count() >= MIN_WORDS;
    let refers = refers || is_long && POINTS_BACK.iter().any(|begin| words.starts_with(begin));
    refers && !INCLUDES.iter().any(|includes| words.contains(includes))
}
