//! What counts as the same word: text becomes words in lower case without accents, for content and queries alike.
//!
//! Tables of all of Unicode would cost the page more than the rest of search. So this knows what Latin letters are without their
//! accents, and the cases of Greek and Cyrillic; other letters stand for themselves.

use std::ops::Range;

/// The letters from U+00C0 to U+017F without their accents; a capital stands for two letters, `_` for a sign.
const LATIN: &[u8; 192] = b"aaaaaaAceeeeiiiidnooooo_ouuuuyTSaaaaaaAceeeeiiiidnooooo_ouuuuyTy\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllllllln\
nnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// What a character is to search.
enum Folded {
    /// A letter or digit.
    One(char),
    /// A letter that is written as two.
    Two(char, char),
    /// An accent or joiner: it belongs to what stands before it and counts for nothing.
    Nothing,
    /// Anything else parts words.
    Sign,
}

fn fold(c: char) -> Folded {
    let shifted = |by: u32| char::from_u32(u32::from(c) + by).map_or(Folded::Sign, Folded::One);
    match c {
        'a'..='z' | '0'..='9' => Folded::One(c),
        'A'..='Z' => Folded::One(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => Folded::Sign,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => Folded::Nothing,
        '\u{80}'..='\u{bf}' => Folded::Sign,
        '\u{c0}'..='\u{17f}' => match LATIN.get(u32::from(c) as usize - 0xc0) {
            Some(b'A') => Folded::Two('a', 'e'),
            Some(b'O') => Folded::Two('o', 'e'),
            Some(b'I') => Folded::Two('i', 'j'),
            Some(b'S') => Folded::Two('s', 's'),
            Some(b'T') => Folded::Two('t', 'h'),
            Some(b'_') | None => Folded::Sign,
            Some(letter) => Folded::One(char::from(*letter)),
        },
        'Α'..='Ω' | 'А'..='Я' => shifted(32),
        'Ѐ'..='Џ' => shifted(80),
        // The wide forms that East Asian keyboards type.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).map_or(Folded::Sign, fold),
        // Punctuation, symbols, pictures.
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{e000}'..='\u{f8ff}' | '\u{ff00}'..='\u{ffff}' | '\u{1f000}'.. => {
            Folded::Sign
        }
        _ => Folded::One(c),
    }
}

/// Whether a character belongs to a script that writes no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Calls `each` with every word and the bytes at which it stands, until `each` says that it has enough. Digits are words apart from
/// the letters they touch, so that «SOC2», «SOC-2» and «SOC 2» are the same; a point between digits is one of them.
pub(super) fn words(text: &str, each: &mut dyn FnMut(&str, Range<usize>) -> bool) {
    let mut word = String::new();
    let (mut start, mut end) = (0, 0);
    let mut in_digits = false;
    // A last sign ends the last word.
    let mut rest = text.char_indices().chain([(text.len(), ' ')]).peekable();
    while let Some((at, c)) = rest.next() {
        // «1.2» is one word.
        if c == '.' && in_digits && !word.is_empty() && rest.peek().is_some_and(|(_, next)| next.is_ascii_digit()) {
            word.push(c);
            continue;
        }
        let (first, second) = match fold(c) {
            Folded::One(c) => (Some(c), None),
            Folded::Two(a, b) => (Some(a), Some(b)),
            Folded::Nothing => {
                // It is marked with its letter.
                end = at + c.len_utf8();
                continue;
            }
            Folded::Sign => (None, None),
        };
        let digit = first.is_some_and(|c| c.is_ascii_digit());
        // Scripts without spaces: every pair of neighboring characters is a word, so that any part of a run is found.
        if let Some(c) = first.filter(|c| is_unspaced(*c)) {
            if !word.is_empty() && !word.chars().all(is_unspaced) {
                if !each(&word, start..end) {
                    return;
                }
                word.clear();
            }
            let next = rest.peek().map(|(_, next)| *next);
            let before = word.chars().last();
            if let Some(before) = before {
                word.clear();
                word.extend([before, c]);
                end = at + c.len_utf8();
                if !each(&word, start..end) {
                    return;
                }
            }
            let goes_on = next.is_some_and(|next| matches!(fold(next), Folded::One(next) if is_unspaced(next)));
            if !goes_on {
                // A single character is a word, too.
                if before.is_none() && !each(c.encode_utf8(&mut [0; 4]), at..at + c.len_utf8()) {
                    return;
                }
                word.clear();
            } else {
                word.clear();
                word.push(c);
                (start, end) = (at, at + c.len_utf8());
            }
            in_digits = false;
            continue;
        }
        if !word.is_empty() && (first.is_none() || digit != in_digits) {
            if !each(&word, start..end) {
                return;
            }
            word.clear();
        }
        if let Some(first) = first {
            if word.is_empty() {
                start = at;
                in_digits = digit;
            }
            word.push(first);
            word.extend(second);
            end = at + c.len_utf8();
        }
    }
}

/// A text as search reads it: its words, parted by single spaces.
pub fn folded(text: &str) -> String {
    let mut out = String::new();
    words(text, &mut |word, _| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        true
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_signs_are_folded() {
        for (text, words) in [
            ("Hébergeur de Données de Santé", "hebergeur de donnees de sante"),
            ("he\u{301}BERGEUR", "hebergeur"),
            ("Straße, Œuvre, Ærø, Ĳssel, Þór", "strasse oeuvre aero ijssel thor"),
            ("ŁÓDŹ žluťoučký ŞIŞLI İstanbul", "lodz zlutoucky sisli istanbul"),
            ("Sarbanes–Oxley «SOX»", "sarbanes oxley sox"),
            ("SOC2 SOC-2 soc 2", "soc 2 soc 2 soc 2"),
            ("ISO/IEC27001:2022", "iso iec 27001 2022"),
            ("ΑΒΓ Привет Ёлка", "αβγ привет ёлка"),
            ("ＳＯＣ　２", "soc 2"),
            ("TLSv1.2, SAML 2.0. 13.", "tlsv 1.2 saml 2.0 13"),
            ("soft\u{ad}ware", "software"),
            ("日本語", "日本 本語"),
            ("収集 a収b 1収", "収集 a 収 b 1 収"),
            ("個人情報の2", "個人 人情 情報 報の 2"),
            ("a × b ÷ c 🔒", "a b c"),
            ("", ""),
            ("?!", ""),
        ] {
            assert_eq!(folded(text), words, "{text}");
        }
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "«Santé» e\u{301}2";
        let mut found = Vec::new();
        words(text, &mut |word, at| {
            found.push((word.to_owned(), &text[at]));
            true
        });
        let expect = [("sante", "Santé"), ("e", "e\u{301}"), ("2", "2")];
        assert_eq!(found, expect.map(|(word, at)| (word.to_owned(), at)));
    }
}
