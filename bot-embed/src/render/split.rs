//! Splits text at the end of a page into a head and a tail: between blocks, items or sentences if possible, else between words, else
//! within a word. Head and tail together are the whole text.

use carrot_core::{
    sentence,
    text::{Block, Inline, is_no_break, table_as_list},
};

/// The quality of a place at which a text can be split. Later variants are better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Character,
    Word,
    Sentence,
}

/// Splits blocks into a head for which `fits` returns true, and the tail after it. It splits at the last place of the best quality,
/// after at most `most` characters. `None` if not even one character fits, or if the text has no place to split at.
pub(crate) fn split(blocks: &[Block], most: usize, fits: impl Fn(&[Block]) -> bool) -> Option<(Vec<Block>, Vec<Block>)> {
    split_at(&[Grade::Sentence, Grade::Word, Grade::Character], blocks, most, fits)
}

/// Like [`split`], but does not prefer the ends of sentences: the head is as long as possible, and ends between words.
pub(super) fn split_within(blocks: &[Block], most: usize, fits: impl Fn(&[Block]) -> bool) -> Option<(Vec<Block>, Vec<Block>)> {
    split_at(&[Grade::Word, Grade::Character], blocks, most, fits)
}

fn split_at(grades: &[Grade], blocks: &[Block], most: usize, fits: impl Fn(&[Block]) -> bool) -> Option<(Vec<Block>, Vec<Block>)> {
    let mut places = Places { most, ..Places::default() };
    places.blocks(blocks);
    let longest = |least: Grade| {
        let at: Vec<usize> = places.all.iter().filter(|(_, grade)| *grade >= least).map(|(at, _)| *at).collect();
        // Bisect: if a head fits, all shorter ones do.
        let fitting = at.partition_point(|at| fits(&cut(blocks, *at).0));
        fitting.checked_sub(1).and_then(|last| at.get(last)).copied()
    };
    let at = grades.iter().copied().find_map(longest)?;
    Some(cut(blocks, at))
}

/// The places at which a text can be split, each with the number of characters before it.
#[derive(Default)]
struct Places {
    count: usize,
    most: usize,
    all: Vec<(usize, Grade)>,
}

impl Places {
    /// Adds a place between two blocks, items or sentences. A place that is added twice keeps the better quality.
    fn between(&mut self, grade: Grade) {
        if self.count > self.most {
            return;
        }
        match self.all.last_mut() {
            Some((at, before)) if *at == self.count => *before = (*before).max(grade),
            _ if self.count > 0 => self.all.push((self.count, grade)),
            _ => {}
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.between(Grade::Sentence);
            }
            if self.count > self.most {
                return;
            }
            match block {
                Block::Paragraph(inlines) => self.inlines(inlines),
                Block::List { items, .. } => {
                    for (index, item) in items.iter().enumerate() {
                        if index > 0 {
                            self.between(Grade::Sentence);
                        }
                        self.blocks(item);
                    }
                }
                Block::Quote(inner) => self.blocks(inner),
                Block::Code(code) => self.text(code, |c, _, _| if c == '\n' { Grade::Sentence } else { Grade::Character }),
                Block::Table { head, rows } => self.blocks(&[table_as_list(head, rows)]),
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text, grade_after),
                Inline::Code(code) => self.text(code, |c, _, _| if c.is_whitespace() { Grade::Word } else { Grade::Character }),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => self.inlines(inner),
                Inline::Break => {
                    self.count += 1;
                    self.between(Grade::Sentence);
                }
            }
        }
    }

    /// Adds the places in a text. `grade` returns the quality of the place after a character, from the text before and after it.
    fn text(&mut self, text: &str, grade: impl Fn(char, &str, &str) -> Grade) {
        let within = (self.most + 2).saturating_sub(self.count);
        for (at, c) in text.char_indices().take(within) {
            self.count += 1;
            let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + c.len_utf8()..).unwrap_or_default());
            self.between(grade(c, before, after));
        }
    }
}

/// Returns the quality of a split after the character `c`, which is between the texts `before` and `after`.
fn grade_after(c: char, before: &str, after: &str) -> Grade {
    if sentence::ends(c, before, after) {
        return Grade::Sentence;
    }
    // Do not split at a no-break space, nor at the space after an abbreviation.
    let is_word_end = c.is_whitespace() && !is_no_break(c) && !sentence::is_abbreviated(before);
    if is_word_end { Grade::Word } else { Grade::Character }
}

/// Cuts blocks after a number of characters.
fn cut(blocks: &[Block], at: usize) -> (Vec<Block>, Vec<Block>) {
    let mut splitter = Splitter { left: at };
    splitter.blocks(blocks)
}

/// Returns whether a line has no visible character.
fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.trim().is_empty(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => is_blank(inner),
        Inline::Break => true,
    })
}

struct Splitter {
    /// The remaining characters of the head.
    left: usize,
}

impl Splitter {
    fn blocks(&mut self, blocks: &[Block]) -> (Vec<Block>, Vec<Block>) {
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        for block in blocks {
            if self.left == 0 {
                tail.push(block.clone());
                continue;
            }
            let (before, behind) = self.block(block);
            head.extend(before);
            tail.extend(behind);
        }
        (head, tail)
    }

    fn block(&mut self, block: &Block) -> (Option<Block>, Option<Block>) {
        match block {
            Block::Paragraph(inlines) => {
                let (head, tail) = self.inlines(inlines);
                let some = |inlines: Vec<Inline>| (!inlines.is_empty()).then_some(Block::Paragraph(inlines));
                // A page does not begin with invisible text.
                (some(head), some(if is_blank(&tail) { Vec::new() } else { tail }))
            }
            Block::List { start, items } => {
                let (mut head, mut tail) = (Vec::new(), Vec::new());
                let mut next = *start;
                for item in items {
                    if self.left == 0 {
                        tail.push(item.clone());
                        continue;
                    }
                    let (before, behind) = self.blocks(item);
                    if !before.is_empty() {
                        head.push(before);
                        // If an item is split, its rest in the tail has the same number.
                        next = next.map(|next| if behind.is_empty() { next.saturating_add(1) } else { next });
                    }
                    if !behind.is_empty() {
                        tail.push(behind);
                    }
                }
                let some = |start, items: Vec<Vec<Block>>| (!items.is_empty()).then_some(Block::List { start, items });
                (some(*start, head), some(next, tail))
            }
            Block::Quote(inner) => {
                let (head, tail) = self.blocks(inner);
                let some = |inner: Vec<Block>| (!inner.is_empty()).then_some(Block::Quote(inner));
                (some(head), some(tail))
            }
            Block::Code(code) => {
                let (head, tail) = self.text(code);
                let some = |code: String| (!code.is_empty()).then_some(Block::Code(code));
                (some(head), some(tail))
            }
            Block::Table { head, rows } => self.block(&table_as_list(head, rows)),
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) -> (Vec<Inline>, Vec<Inline>) {
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        for inline in inlines {
            if self.left == 0 {
                tail.push(inline.clone());
                continue;
            }
            let mut put = |before: Option<Inline>, behind: Option<Inline>| {
                head.extend(before);
                tail.extend(behind);
            };
            match inline {
                Inline::Text(text) => {
                    let (before, behind) = self.text(text);
                    let some = |text: String| (!text.is_empty()).then_some(Inline::Text(text));
                    put(some(before), some(behind));
                }
                Inline::Code(code) => {
                    let (before, behind) = self.text(code);
                    let some = |text: String| (!text.is_empty()).then_some(Inline::Code(text));
                    put(some(before), some(behind));
                }
                Inline::Emphasis(inner) => self.styled(inner, Inline::Emphasis, put),
                Inline::Strong(inner) => self.styled(inner, Inline::Strong, put),
                Inline::Link { to, text } => self.styled(text, |text| Inline::Link { to: to.clone(), text }, put),
                Inline::Break => {
                    self.left -= 1;
                    put(Some(Inline::Break), None);
                }
            }
        }
        // Drop a line break at the end of a page.
        if !tail.is_empty() && head.last() == Some(&Inline::Break) {
            head.pop();
        }
        (head, tail)
    }

    fn styled(&mut self, inner: &[Inline], with: impl Fn(Vec<Inline>) -> Inline, mut put: impl FnMut(Option<Inline>, Option<Inline>)) {
        let (head, tail) = self.inlines(inner);
        let some = |inner: Vec<Inline>| (!inner.is_empty()).then(|| with(inner));
        put(some(head), some(tail));
    }

    fn text(&mut self, text: &str) -> (String, String) {
        let (mut end, mut taken) = (text.len(), 0);
        for (at, _) in text.char_indices() {
            if taken == self.left {
                end = at;
                break;
            }
            taken += 1;
        }
        self.left -= taken;
        let (head, tail) = text.split_at(end);
        (head.to_owned(), tail.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use carrot_core::text::plain;
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(text.to_owned())])
    }

    /// Returns the plain texts of both halves, with a head of at most `most` characters.
    fn halves(blocks: &[Block], most: usize) -> Option<(String, String)> {
        let (head, tail) = split(blocks, 99, |head| plain(head).chars().count() <= most)?;
        Some((plain(&head), plain(&tail)))
    }

    fn of(most: usize, words: &str) -> (String, String) {
        halves(&[text(words)], most).unwrap()
    }

    #[test]
    fn no_page_begins_with_an_empty_item() {
        let item = |inlines: &[&str]| vec![Block::Paragraph(inlines.iter().map(|text| Inline::Text((*text).to_owned())).collect())];
        let list = |items| vec![Block::List { start: None, items }];
        let (head, tail) = cut(&list(vec![item(&["One.", " ", ""]), item(&["Two."])]), 4);
        assert_eq!((head, tail), (list(vec![item(&["One."])]), list(vec![item(&["Two."])])));
    }

    #[test]
    fn text_is_split_after_sentences_else_words_else_characters() {
        let both = |head: &str, tail: &str| (head.to_owned(), tail.to_owned());
        assert_eq!(of(14, "One. Two three. Four."), both("One. ", "Two three. Four."));
        assert_eq!(of(16, "One. Two three. Four."), both("One. Two three. ", "Four."));
        assert_eq!(of(9, "Onetwo three four."), both("Onetwo ", "three four."));
        assert_eq!(of(3, "Onetwo"), both("One", "two"));
        assert_eq!(of(2, "人参。根菜"), both("人参", "。根菜"));
        assert_eq!(of(3, "人参。根菜"), both("人参。", "根菜"));
        assert_eq!(of(13, "Two. See Art. 13."), both("Two. ", "See Art. 13."));
        assert_eq!(of(9, "Das, z. B. dies"), both("Das, ", "z. B. dies"));
        assert_eq!(halves(&[text("One")], 0), None);
    }

    #[test]
    fn lists_are_split_between_items_and_keep_their_numbers() {
        let items = ["one", "two", "three"].map(|item| vec![text(item)]).to_vec();
        let list = [Block::List { start: Some(4), items }];
        let (head, tail) = split(&list, 99, |head| plain(head).len() <= 8).unwrap();
        assert_eq!((plain(&head), plain(&tail)), ("one two".to_owned(), "three".to_owned()));
        assert!(matches!(tail.as_slice(), [Block::List { start: Some(6), .. }]), "{tail:?}");
        let (_, tail) = split(&list, 99, |head| plain(head).len() <= 2).unwrap();
        assert!(matches!(tail.as_slice(), [Block::List { start: Some(4), items }] if items.len() == 3), "{tail:?}");
    }

    #[test]
    fn both_halves_keep_the_format() {
        let strong = [Block::Paragraph(vec![Inline::Strong(vec![Inline::Text("One. Two.".to_owned())])])];
        let (head, tail) = split(&strong, 99, |head| plain(head).len() <= 5).unwrap();
        assert_eq!(head, [Block::Paragraph(vec![Inline::Strong(vec![Inline::Text("One. ".to_owned())])])]);
        assert_eq!(tail, [Block::Paragraph(vec![Inline::Strong(vec![Inline::Text("Two.".to_owned())])])]);
    }

    fn block() -> impl Strategy<Value = Block> {
        let word = || "[a-zé人🥕. ]{1,20}".prop_map(Inline::Text);
        let inline = prop_oneof![
            word(),
            "[a-z `]{1,9}".prop_map(Inline::Code),
            Just(Inline::Break),
            prop::collection::vec(word(), 1..3).prop_map(Inline::Strong),
        ];
        let paragraph = prop::collection::vec(inline, 1..5).prop_map(Block::Paragraph);
        let row = || prop::collection::vec(prop::collection::vec(word(), 0..3), 2);
        let table = (row(), prop::collection::vec(row(), 1..3)).prop_map(|(head, rows)| Block::Table { head, rows });
        let leaf = prop_oneof![paragraph, "[a-z\n]{1,30}".prop_map(Block::Code), table];
        leaf.prop_recursive(2, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..3).prop_map(Block::Quote),
                prop::collection::vec(prop::collection::vec(inner, 1..3), 1..4).prop_map(|items| Block::List { start: Some(1), items }),
            ]
        })
    }

    proptest! {
        /// A text that is split repeatedly keeps all its letters in order, and every piece fits.
        #[test]
        fn nothing_is_lost(blocks in prop::collection::vec(block(), 1..4), most in 1..40_usize) {
            let letters = |blocks: &[Block]| plain(blocks).chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let fits = |head: &[Block]| plain(head).chars().count() <= most;
            let (mut rest, mut shown) = (blocks.clone(), String::new());
            while !fits(&rest) {
                let Some((head, tail)) = split(&rest, 99, fits) else { break };
                prop_assert!(fits(&head) && tail != rest);
                shown += &letters(&head);
                rest = tail;
            }
            shown += &letters(&rest);
            prop_assert_eq!(shown, letters(&blocks));
        }
    }
}
