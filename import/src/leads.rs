//! Recognizes lines that introduce a list of something else than data.

/// Ends of lines that introduce purposes, in the form of [`compared`].
const PURPOSES: [&str; 12] =
    [" to ", " for ", " um ", " zu ", " pour ", " para ", " для ", "ために ", "ため ", " reasons ", " purposes ", " zwecke "];

/// Ends of lines that introduce occasions: "You give us data when you:". In the form of [`compared`].
const OCCASIONS: [&str; 15] = [
    " when ",
    " when you ",
    " if you ",
    " whenever you ",
    " by ",
    " wenn sie ",
    " wenn du ",
    " lorsque vous ",
    " quand vous ",
    " cuando ",
    " si usted ",
    " когда вы ",
    " если вы ",
    "場合 ",
    " quando você ",
];

/// Words of lines that introduce cases of another kind: "No consent is needed in the following cases:". In the form of [`compared`].
const CASES: [&str; 12] = [
    " following cases",
    " following circumstances",
    " following situations",
    " folgenden fallen",
    " cas suivants",
    " siguientes casos",
    " следующих случаях",
    "以下の場合",
    "以下情形",
    "下列情形",
    " seguintes casos",
    " following purposes",
];

/// Returns true for a line before a list of purposes, occasions or cases: "We may use local storage to:". The line is in the form of
/// `vocabulary::compared`.
pub(crate) fn leads_to_no_data(line: &str) -> bool {
    PURPOSES.iter().chain(&OCCASIONS).any(|end| line.ends_with(end)) || CASES.iter().any(|words| line.contains(words))
}
