//! Finds the words of a statement that mention the subject of a question, in order to quote them.
//!
//! A title alone can say the opposite of its text: below "We collect the following data" a policy may say "We do not collect the
//! content of messages".

use crate::{
    sentence::sentences,
    text::{Block, Inline, plain, table_as_list},
};

/// Returns the first sentence or item of a list for which `mentions` returns true. An item follows the line that introduces its list,
/// without which it has no verb.
///
/// `None` if nothing mentions it, or only items of a list that no line introduces.
pub(super) fn first_mention(blocks: &[Block], mentions: &impl Fn(&str) -> bool) -> Option<String> {
    let mut before: Option<&Block> = None;
    for block in blocks {
        let found = match block {
            Block::Paragraph(_) => {
                let text = plain(std::slice::from_ref(block));
                sentences(&text).into_iter().map(str::trim).find(|sentence| mentions(sentence)).map(str::to_owned)
            }
            Block::List { items, .. } => before.and_then(lead).and_then(|lead| {
                let item = items.iter().find_map(|item| first_mention(item, mentions))?;
                Some(format!("{lead} {item}"))
            }),
            Block::Quote(inner) => first_mention(inner, mentions),
            Block::Table { head, rows } => {
                let list = table_as_list(head, rows);
                first_mention(&before.into_iter().chain([&list]).cloned().collect::<Vec<_>>(), mentions)
            }
            Block::Code(_) => None,
        };
        if found.is_some() {
            return found;
        }
        before = Some(block);
    }
    None
}

/// Returns the last sentence of a paragraph if it introduces the list after it.
fn lead(block: &Block) -> Option<String> {
    let Block::Paragraph(inlines) = block else { return None };
    // The line after the last break introduces the list.
    let from = inlines.iter().rposition(|inline| matches!(inline, Inline::Break)).map_or(0, |at| at + 1);
    let line = plain(&[Block::Paragraph(inlines.get(from..).unwrap_or_default().to_vec())]);
    let last = sentences(&line).into_iter().map(str::trim).rfind(|sentence| !sentence.is_empty())?;
    last.ends_with([':', '：']).then(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(text.to_owned())])
    }

    fn list(items: &[&str]) -> Block {
        Block::List { start: None, items: items.iter().map(|item| vec![paragraph(item)]).collect() }
    }

    fn found(blocks: &[Block]) -> Option<String> {
        first_mention(blocks, &|text: &str| text.contains("message"))
    }

    #[test]
    fn the_whole_sentence_is_quoted() {
        let text = paragraph("We store your ID. We do not collect the content of messages. Nothing else.");
        assert_eq!(found(&[text]).as_deref(), Some("We do not collect the content of messages."));
    }

    #[test]
    fn an_item_is_quoted_only_after_the_line_that_introduces_it() {
        let items = || list(&["names", "messages"]);
        assert_eq!(found(&[paragraph("Some facts. We never store:"), items()]).as_deref(), Some("We never store: messages"));
        assert_eq!(found(&[paragraph("The following is never stored."), items()]), None);
        assert_eq!(found(&[items()]), None);
    }

    #[test]
    fn nothing_is_quoted_where_nothing_is_mentioned() {
        assert_eq!(found(&[paragraph("We store your ID.")]), None);
    }
}
