//! Recognizes lines that introduce a list of something else than data.

/// Ends of lines that introduce purposes, in the form of [`compared`].
const PURPOSES: [&str; 12] =
    [" to ", " for ", " um ", " zu ", " pour ", " para ", " для ", "ために ", "ため ", " reasons ", " purposes ", " zwecke "];

/// Ends of lines that introduce occasions: "You give us data when you:". In the form of [`compared`].
const OCCASIONS: [&str; 23] = [
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
    " context of ",
    " erfolgt ",
    " takes place ",
    " happens ",
    " is done ",
    " s effectue ",
    " se realiza ",
    " происходит ",
];

/// Words of lines that introduce cases of another kind: "No consent is needed in the following cases:". In the form of [`compared`].
const CASES: [&str; 30] = [
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
    " folgenden zweck",
    " folgende zweck",
    " finalites suivantes",
    " fins suivantes",
    " siguientes fines",
    " siguientes finalidades",
    " следующих цел",
    " seguintes fins",
    " seguintes finalidades",
    "以下の目的",
    " following permissions",
    " folgende berechtigungen",
    " folgenden berechtigungen",
    " autorisations suivantes",
    " permissions suivantes",
    " siguientes permisos",
    " следующие разрешения",
    "以下の権限",
];

/// Returns true for a line before a list of purposes, occasions or cases: "We may use local storage to:". The line is in the form of
/// `vocabulary::compared`.
pub(crate) fn leads_to_no_data(line: &str) -> bool {
    PURPOSES.iter().chain(&OCCASIONS).any(|end| line.ends_with(end)) || CASES.iter().any(|words| line.contains(words))
}

/// Words of lines that introduce reasons, in the form of [`compared`].
const REASONS: [&str; 8] = [
    " reasons ",
    " folgenden grunden ",
    " raisons suivantes ",
    " siguientes razones ",
    " следующим причинам ",
    "理由",
    " seguintes motivos ",
    " seguenti motivi ",
];

/// Returns true for a line before a list of reasons: "due to the following reasons:". The line is in the form of `vocabulary::compared`.
pub(crate) fn leads_to_reasons(line: &str) -> bool {
    REASONS.iter().any(|words| line.contains(words))
}

/// Words of texts that announce what comes after them, in the form of [`compared`].
const ANNOUNCEMENTS: [&str; 8] = [" following ", " folgende", " suivant", " siguiente", " следующ", "以下", "次の", " seguinte"];

/// Returns true for a text that announces what comes after it: "We may process the following information." The text is in the form of
/// `vocabulary::compared`.
pub(crate) fn announces(text: &str) -> bool {
    ANNOUNCEMENTS.iter().any(|word| text.contains(word))
}
