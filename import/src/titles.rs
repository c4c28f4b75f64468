//! Makes titles for statements that have no heading.

use carrot_core::sentence::sentences;

use crate::tree::{Block, BlockKind, Inline, one_line, plain, plain_blocks};

/// Maximum length of a generated title.
pub(crate) const MAX_TITLE: usize = 110;

/// A title gets the next sentence, too, if the text before it has at most this many bytes ("Hi!").
const MIN_OPENING: usize = 12;

/// Kinds of policies, as titles name them.
pub(crate) const KINDS: [&str; 28] = [
    "privacy policy",
    "privacy notice",
    "privacy statement",
    "privacy",
    "datenschutzerklärung",
    "datenschutzhinweise",
    "datenschutz",
    "politique de confidentialité",
    "confidentialité",
    "política de privacidad",
    "aviso de privacidad",
    "политика конфиденциальности",
    "プライバシーポリシー",
    "個人情報保護方針",
    "política de privacidade",
    "aviso de privacidade",
    "隐私政策",
    "隐私协议",
    "隐私声明",
    "隱私政策",
    "隱私權政策",
    "개인정보 처리방침",
    "개인정보처리방침",
    "polityka prywatności",
    "privacybeleid",
    "privacyverklaring",
    "informativa sulla privacy",
    "informativa privacy",
];

/// Words of [`KINDS`] that headings within a policy have, too.
const COMMON: [&str; 3] = ["privacy", "datenschutz", "confidentialité"];

/// Maximum number of words of a title that names a policy.
const MAX_WORDS: usize = 10;

/// Parts of words, in lower case. A heading with one of them mentions the policy, but has another subject: "Changes to this privacy
/// policy".
const OTHER_SUBJECTS: [&str; 30] = [
    "change",
    "updates",
    "question",
    "contact",
    "consent",
    "accept",
    "agree",
    "introduc",
    "this privacy",
    "änderung",
    "frage",
    "kontakt",
    "einwillig",
    "dieser daten",
    "modific",
    "changement",
    "consentement",
    "cette politique",
    "cambio",
    "actualizac",
    "esta política",
    "alteraç",
    "mudança",
    "изменен",
    "вопрос",
    "согласи",
    "変更",
    "改定",
    "同意",
    "更新",
];

/// Returns true if a short text names a policy: "Privacy policy of Lamp".
pub(crate) fn names_policy(text: &str) -> bool {
    let lower = text.to_lowercase();
    let lower = lower.trim().trim_end_matches(['.', ':']);
    let named = KINDS.iter().any(|kind| if COMMON.contains(kind) { lower == *kind } else { lower.contains(kind) });
    named
        && !OTHER_SUBJECTS.iter().any(|word| lower.contains(word))
        && text.split_whitespace().count() <= MAX_WORDS
        && text.chars().count() <= MAX_TITLE
}

/// Parts of titles of terms of service, in lower case.
const TERMS: [&str; 13] = [
    "terms of service",
    "terms of use",
    "terms and conditions",
    "terms & conditions",
    "nutzungsbedingungen",
    "conditions d'utilisation",
    "conditions d’utilisation",
    "términos de servicio",
    "términos y condiciones",
    "пользовательское соглашение",
    "условия использования",
    "利用規約",
    "termos de ",
];

/// Returns true if a short text names terms of service: "Terms of Lamp".
pub(crate) fn names_terms(text: &str) -> bool {
    let lower = text.to_lowercase();
    TERMS.iter().any(|kind| lower.contains(kind)) && text.split_whitespace().count() <= MAX_WORDS
}

pub(crate) fn title_of(text: &[Inline]) -> String {
    one_line(&plain(text))
}

/// Returns true if the first paragraph of a text without headings is its title: a few words without a full stop.
pub(crate) fn is_title(block: &Block) -> bool {
    let BlockKind::Paragraph(inlines) = &block.kind else { return false };
    let text = title_of(inlines);
    let few = (1..=10).contains(&text.split(' ').count()) && text.chars().count() <= 80;
    few && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', '!', '?', ':', ',', ';', '。', '：', '…'])
        && !text.contains(['@', ':', '：'])
}

/// Returns the bold beginning of a text, without a colon or full stop after it. `None` if it is longer than 60 characters.
pub(crate) fn label(blocks: &[Block]) -> Option<String> {
    let BlockKind::Paragraph(inlines) = &blocks.first()?.kind else { return None };
    let Some(Inline::Strong(text)) = inlines.first() else { return None };
    let text = title_of(text);
    Some(text.trim_end_matches([':', '：', '.']).trim().to_owned()).filter(|text| !text.is_empty() && text.chars().count() <= 60)
}

/// Makes a title from the first sentence of a text. If the sentence introduces a list, the title has the items, too, if they fit into
/// [`MAX_TITLE`].
pub(crate) fn title_from_text(blocks: &[Block], section: Option<&str>) -> String {
    // A title needs words: a logo or a date is not enough.
    let has_words = |block: &&Block| match &block.kind {
        BlockKind::Paragraph(inlines) => {
            let text = title_of(inlines);
            // A line of links leads to other pages.
            let links = inlines.iter().any(|inline| matches!(inline, Inline::Link { .. }))
                && inlines.iter().all(|inline| match inline {
                    Inline::Link { text, .. } => plain(text).chars().count() < 40,
                    other => !plain(std::slice::from_ref(other)).chars().any(char::is_alphanumeric),
                });
            let dated = text.chars().filter(char::is_ascii_digit).count() >= 4 && text.chars().count() < 60;
            // The description of an image: "Logo of Lampion".
            let logo = text.get(..5).is_some_and(|begins| begins.eq_ignore_ascii_case("logo ")) && text.split(' ').count() <= 5;
            !dated && !links && !logo && (text.split(' ').count() > 2 || !text.is_ascii() && text.chars().count() > 8)
        }
        // A list needs text.
        _ => plain_blocks(std::slice::from_ref(*block)).chars().any(char::is_alphanumeric),
    };
    let at = blocks.iter().position(|block| has_words(&block)).unwrap_or_default();
    let blocks = blocks.get(at..).unwrap_or_default();
    let Some(first) = blocks.first() else { return section.unwrap_or_default().to_owned() };
    let text = match &first.kind {
        BlockKind::Paragraph(inlines) => title_of(inlines),
        BlockKind::List { items, .. } if items_in_line(items).chars().any(char::is_alphanumeric) => {
            return shortened(&items_in_line(items));
        }
        _ if section.is_some() => return section.unwrap_or_default().to_owned(),
        _ => one_line(&plain_blocks(blocks)),
    };
    let mut title = opening(&text).trim().to_owned();
    if !title.chars().any(char::is_alphanumeric) {
        title = one_line(&plain_blocks(blocks));
    }
    if title.ends_with([':', '：'])
        && let Some(BlockKind::List { items, .. }) = blocks.get(1).map(|block| &block.kind)
    {
        let listed = format!("{title} {}", items_in_line(items)).trim_end().to_owned();
        if listed.chars().count() <= MAX_TITLE {
            return listed;
        }
    }
    if title.ends_with(['.', '。', ':', '：']) && !title.ends_with("...") {
        title.pop();
    }
    shortened(&title)
}

/// Returns the first sentence of a text, with the sentences after it while the result is too short ([`MIN_OPENING`]).
fn opening(text: &str) -> &str {
    let mut end = 0;
    for sentence in sentences(text) {
        end += sentence.len();
        if end > MIN_OPENING || sentence.ends_with(['。', '！', '？']) {
            break;
        }
    }
    text.get(..end).unwrap_or(text)
}

/// Returns the items of a list in one line, with semicolons between them.
fn items_in_line(items: &[Vec<Block>]) -> String {
    let items: Vec<String> = items.iter().map(|item| blocks_in_line(item)).collect();
    items.iter().map(|item| item.trim_end_matches(['.', ';', ','])).collect::<Vec<_>>().join("; ")
}

/// Returns the text of blocks in one line, with commas between the items of lists in them.
fn blocks_in_line(blocks: &[Block]) -> String {
    let of = |block: &Block| match &block.kind {
        BlockKind::List { items, .. } => {
            let items: Vec<String> = items.iter().map(|item| blocks_in_line(item)).collect();
            items.iter().map(|item| item.trim_end_matches(['.', ';', ','])).collect::<Vec<_>>().join(", ")
        }
        _ => one_line(&plain_blocks(std::slice::from_ref(block))),
    };
    blocks.iter().map(of).collect::<Vec<_>>().join(" ")
}

pub(crate) fn shortened(title: &str) -> String {
    let title = title.trim();
    if title.chars().count() <= MAX_TITLE {
        return title.to_owned();
    }
    let cut: String = title.chars().take(MAX_TITLE).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', ';', ' ', ':']))
}
