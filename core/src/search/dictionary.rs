//! The sorted words of the content. Finds words exactly, by their beginning, and with typos.
//!
//! It finds typos by walking the sorted words like a tree. Words with the same beginning share the rows of the edit distance table. If
//! no ending can be close enough, one binary search skips all words with that beginning. So the time of a query depends on the number
//! of similar words, and hardly on that of others.

use std::ops::Range;

/// Several texts, stored one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        // This overflows only for texts that are too large for a page.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: usize) -> &str {
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.text.get(start..end(number)).unwrap_or_default()
    }
}

/// Maximum length of a word that is checked for typos, in characters.
const MAX_LENGTH: usize = 24;
/// A distance larger than any accepted one.
const TOO_FAR: u8 = 9;

/// Sorts by heap sort, which is not stable. Its code is a tenth of the size of the standard
/// library's sort.
pub(super) fn heap_sort(order: &mut [(u64, u32)], before: &dyn Fn((u64, u32), (u64, u32)) -> bool) {
    let sink = |order: &mut [(u64, u32)], mut at: usize| {
        let get = |order: &[(u64, u32)], at: usize| order.get(at).copied();
        loop {
            let mut child = 2 * at + 1;
            let (Some(here), Some(mut below)) = (get(order, at), get(order, child)) else { break };
            if let Some(other) = get(order, child + 1).filter(|other| before(below, *other)) {
                (child, below) = (child + 1, other);
            }
            if !before(here, below) {
                break;
            }
            order.swap(at, child);
            at = child;
        }
    };
    for at in (0..order.len() / 2).rev() {
        sink(order, at);
    }
    for end in (1..order.len()).rev() {
        order.swap(0, end);
        sink(order.get_mut(..end).unwrap_or_default(), 0);
    }
}

/// A word similar to the searched one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SimilarWord {
    /// Its number.
    pub(super) word: usize,
    /// The edits from the searched word to it.
    pub(super) edits: u8,
    /// The edits from the searched word to a beginning of it.
    pub(super) prefix_edits: u8,
}

impl Texts {
    /// Returns the distinct texts, sorted, and for each given text its number among them. Most comparisons need only the first bytes.
    pub(super) fn sorted(&self) -> (Self, Vec<u32>) {
        let start = |number: u32| {
            let text = self.get(number as usize).as_bytes();
            (0..8).fold(0_u64, |start, at| start << 8 | u64::from(text.get(at).copied().unwrap_or(0)))
        };
        let mut order: Vec<(u64, u32)> = (0_u32..).take(self.len()).map(|number| (start(number), number)).collect();
        let text = |(_, number): (u64, u32)| self.get(number as usize);
        let before = |a: (u64, u32), b: (u64, u32)| a.0 < b.0 || (a.0 == b.0 && text(a) < text(b));
        heap_sort(&mut order, &before);
        let (mut once, mut numbers) = (Self::default(), vec![0; self.len()]);
        for next in order {
            if once.len() == 0 || once.get(once.len() - 1) != text(next) {
                once.push(text(next));
            }
            if let Some(number) = numbers.get_mut(next.1 as usize) {
                *number = once.ends.len().saturating_sub(1) as u32;
            }
        }
        (once, numbers)
    }
}

/// Positions in sorted texts.
impl Texts {
    /// Returns the first number from `low` on for which `before` is false.
    fn part(&self, mut low: usize, before: &dyn Fn(&str) -> bool) -> usize {
        let mut high = self.len();
        while low < high {
            let middle = low.midpoint(high);
            if before(self.get(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Returns the words that begin with `start`.
    pub(super) fn beginning(&self, start: &str) -> Range<usize> {
        let low = self.part(0, &|word| word < start);
        low..self.part(low, &|word| word.starts_with(start))
    }

    /// Returns the number of the word itself.
    pub(super) fn find(&self, word: &str) -> Option<usize> {
        let low = self.part(0, &|known| known < word);
        (low < self.len() && self.get(low) == word).then_some(low)
    }

    /// Calls `found` with every word whose beginning, or the whole of which, is at most `most` edits from `asked`. An edit inserts,
    /// removes or changes one character, or swaps two adjacent ones.
    pub(super) fn find_similar(&self, asked: &str, most: u8, found: &mut dyn FnMut(SimilarWord)) {
        let asked: Vec<char> = asked.chars().take(MAX_LENGTH + 1).collect();
        let width = asked.len();
        if width > MAX_LENGTH {
            return;
        }
        // `rows[d][j]`: the edits between the first `d` bytes of a word and the first `j` of `asked`.
        let mut rows = [[TOO_FAR; MAX_LENGTH + 1]; MAX_LENGTH + 4];
        // `least[d]`: the edits between all of `asked` and the closest beginning of the first `d` bytes.
        let mut least = [TOO_FAR; MAX_LENGTH + 4];
        for (j, cell) in rows[0].iter_mut().enumerate().take(width + 1) {
            *cell = u8::try_from(j).unwrap_or(TOO_FAR).min(TOO_FAR);
        }
        least[0] = rows[0][width];
        let (mut number, mut known) = (0, 0);
        let (mut word, mut before): (Vec<char>, Vec<char>) = (Vec::new(), Vec::new());
        while number < self.len() {
            let text = self.get(number);
            std::mem::swap(&mut word, &mut before);
            word.clear();
            // One more character than is compared shows whether the word ends there.
            word.extend(text.chars().take(width + most as usize + 1));
            let mut depth = word.iter().zip(&before).take_while(|(a, b)| a == b).count().min(known);
            let deepest = word.len().min(width + most as usize);
            let mut alive = true;
            while depth < deepest && alive {
                let (above, below) = rows.split_at_mut(depth + 1);
                let (Some(row), Some(letter)) = (below.first_mut(), word.get(depth)) else { break };
                depth += 1;
                // Cells further from the diagonal than `most` are always beyond the limit.
                let from = depth.saturating_sub(most as usize);
                let to = (depth + most as usize).min(width);
                row.fill(TOO_FAR);
                let mut nearest = TOO_FAR;
                for j in from..=to {
                    let last = |row: &[[u8; MAX_LENGTH + 1]], up: usize, left: usize| {
                        row.len().checked_sub(up).and_then(|at| row.get(at)?.get(j.checked_sub(left)?)).copied().unwrap_or(TOO_FAR)
                    };
                    let mut edits = last(above, 1, 0) + 1;
                    if let Some(here) = j.checked_sub(1) {
                        let same = asked.get(here) == Some(letter);
                        edits = edits.min(last(above, 1, 1) + u8::from(!same)).min(row.get(here).map_or(TOO_FAR, |left| left + 1));
                        let swapped =
                            here > 0 && depth > 1 && asked.get(here - 1) == Some(letter) && asked.get(here) == word.get(depth - 2);
                        if swapped {
                            edits = edits.min(last(above, 2, 2) + 1);
                        }
                    }
                    edits = edits.min(TOO_FAR);
                    if let Some(cell) = row.get_mut(j) {
                        *cell = edits;
                    }
                    nearest = nearest.min(edits);
                }
                least[depth] = least[depth - 1].min(row[width]);
                alive = nearest <= most;
            }
            known = depth;
            if alive {
                let whole = if depth == word.len() { rows[depth][width] } else { TOO_FAR };
                if least[depth] <= most {
                    found(SimilarWord { word: number, edits: whole, prefix_edits: least[depth] });
                }
                number += 1;
            } else {
                let end = text.char_indices().nth(depth).map_or(text.len(), |(end, _)| end);
                let same = text.get(..end).unwrap_or_default();
                let next = self.part(number + 1, &|other| other.starts_with(same));
                if least[depth] <= most {
                    (number..next).for_each(|word| found(SimilarWord { word, edits: TOO_FAR, prefix_edits: least[depth] }));
                }
                number = next;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &str) -> Texts {
        let mut texts = Texts::default();
        words.split_whitespace().for_each(|word| texts.push(word));
        texts.sorted().0
    }

    #[test]
    fn sorting_removes_duplicates_and_returns_numbers() {
        let words = "pear apple encrypted encryption apple fig encrypt pear ~ é a";
        let mut texts = Texts::default();
        words.split(' ').for_each(|word| texts.push(word));
        let (once, numbers) = texts.sorted();
        let all: Vec<_> = (0..once.len()).map(|number| once.get(number)).collect();
        assert_eq!(all, ["a", "apple", "encrypt", "encrypted", "encryption", "fig", "pear", "~", "é"]);
        let same: Vec<_> = numbers.iter().map(|number| once.get(*number as usize)).collect();
        assert_eq!(same.join(" "), words);
    }

    fn distance(a: &str, b: &str) -> u8 {
        u8::try_from(strsim::osa_distance(a, b)).unwrap()
    }

    #[test]
    fn words_are_found_whole_and_by_their_beginning() {
        let texts = sorted("data database date delete deletion discord");
        assert_eq!(texts.find("date"), Some(2));
        assert_eq!(texts.find("dat"), None);
        assert_eq!(texts.find("zebra"), None);
        assert_eq!(texts.beginning("dat"), 0..3);
        assert_eq!(texts.beginning(""), 0..6);
        assert_eq!(texts.beginning("e"), 6..6);
    }

    #[test]
    fn tree_walk_finds_the_same_as_the_full_distance_table() {
        let words = "a ab abc access data database date dates delete deletion discord disk encrypted encryption gdpr guard heroku hipaa \
                     key keys kafka message messages order orders port postgres private privacy retention session service services \
                     shield soc store stored sub subprocessor tag tags tls token user username users";
        let texts = sorted(words);
        let asked = "gdrp dicord encripted messges hippa kafak subprocesor usrename a x dta databsae retension hekoru privcy serivces";
        for asked in asked.split_whitespace() {
            for most in 0..=2 {
                let mut got = Vec::new();
                texts.find_similar(asked, most, &mut |similar| got.push(similar));
                let mut expect = Vec::new();
                for number in 0..texts.len() {
                    let word = texts.get(number);
                    let beginning = (0..=word.len()).map(|end| distance(asked, &word[..end])).min().unwrap();
                    if beginning <= most {
                        expect.push((number, distance(asked, word), beginning));
                    }
                }
                let got: Vec<_> = got.iter().map(|it| (it.word, it.edits, it.prefix_edits)).collect();
                let near = |all: &[(usize, u8, u8)]| -> Vec<_> {
                    all.iter().map(|(word, whole, start)| (*word, (*whole).min(most + 1), *start)).collect()
                };
                assert_eq!(near(&got), near(&expect), "{asked} {most}");
            }
        }
    }

    #[test]
    fn long_words_are_not_corrected() {
        let texts = sorted("data");
        texts.find_similar(&"a".repeat(MAX_LENGTH + 1), 2, &mut |similar| panic!("{similar:?}"));
    }
}
