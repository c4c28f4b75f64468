//! Normalizes text for the search and for lookups by name: words in lower case, without accents.
//!
//! Tables of all of Unicode would make the page larger than the rest of the search does. So these are the rows of Unicode's
//! decomposition for Latin, Greek, Cyrillic and Arabic letters. A test compares them with the library `unicode-normalization`. Other
//! letters are not changed.

use std::{collections::BTreeSet, ops::Range};

/// The letters from U+00C0 to U+017F without their accents. A capital letter stands for two
/// letters, and `_` for a character that is not a letter.
const LATIN: &[u8; 192] = b"aaaaaaAceeeeiiiidnooooo_ouuuuyTSaaaaaaAceeeeiiiidnooooo_ouuuuyTy\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllllllln\
nnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The letters from U+01CD to U+0233 without their accents; `.` for a letter that has no accent.
const MORE_LATIN: &[u8; 103] = b"aaiioouuuuuuuuuu.aaaaAAggggkkoooo..j...gg..nnaaAAoo\
aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy";

/// The letters from U+1E00 to U+1EFF without their accents: Vietnamese, among others.
const LATIN_ADDITIONAL: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwy.s..S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// The vowels from U+1F00 to U+1FFF without their accents, in Latin letters ([`greek`]); `.` for a sign.
const GREEK_EXTENDED: &[u8; 256] = b"aaaaaaaaaaaaaaaaeeeeee..eeeeee..hhhhhhhhhhhhhhhhiiiiiiiiiiiiiiii\
oooooo..oooooo..uuuuuuuu.u.u.u.uwwwwwwwwwwwwwwwwaaeehhiioouuww..\
aaaaaaaaaaaaaaaahhhhhhhhhhhhhhhhwwwwwwwwwwwwwwwwaaaaa.aaaaaaa.i.\
..hhh.hheehhh...iiii..iiiiii....uuuurruuuuuur.....www.wwoowww...";

/// The form of a character in the search.
enum Folded {
    /// A letter or digit.
    One(char),
    /// A letter that becomes several.
    Several(&'static str),
    /// An accent or joiner. It belongs to the character before it, and is removed.
    Nothing,
    /// Any other character: it separates words.
    Sign,
}

/// Returns the letters of a row of a table.
fn row(table: &[u8], from: u32, c: char) -> Folded {
    match table.get((u32::from(c) - from) as usize) {
        Some(b'A') => Folded::Several("ae"),
        Some(b'O') => Folded::Several("oe"),
        Some(b'I') => Folded::Several("ij"),
        Some(b'S') => Folded::Several("ss"),
        Some(b'T') => Folded::Several("th"),
        Some(b'_') | None => Folded::Sign,
        Some(b'.') => Folded::One(c),
        Some(letter) => Folded::One(char::from(*letter)),
    }
}

/// Returns the Greek vowel of a letter of [`GREEK_EXTENDED`].
fn greek(letter: u8) -> Folded {
    Folded::One(match letter {
        b'a' => 'α',
        b'e' => 'ε',
        b'h' => 'η',
        b'i' => 'ι',
        b'o' => 'ο',
        b'u' => 'υ',
        b'w' => 'ω',
        b'r' => 'ρ',
        _ => return Folded::Sign,
    })
}

fn fold(c: char) -> Folded {
    let shifted = |by: u32| char::from_u32(u32::from(c) + by).map_or(Folded::Sign, fold);
    match c {
        'a'..='z' | '0'..='9' => Folded::One(c),
        'A'..='Z' => Folded::One(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => Folded::Sign,
        // Accents, joiners, and the marks of Hebrew and Arabic.
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6dc}'
        | '\u{200b}'..='\u{200d}'
        | '\u{fe00}'..='\u{fe0f}' => Folded::Nothing,
        '\u{80}'..='\u{bf}' => Folded::Sign,
        '\u{c0}'..='\u{17f}' => row(LATIN, 0xc0, c),
        'ơ' | 'Ơ' => Folded::One('o'),
        'ư' | 'Ư' => Folded::One('u'),
        'Ǆ'..='ǆ' | 'Ǳ'..='ǳ' => Folded::Several("dz"),
        'Ǉ'..='ǉ' => Folded::Several("lj"),
        'Ǌ'..='ǌ' => Folded::Several("nj"),
        // Letters that are typed for an apostrophe.
        '\u{2b9}'..='\u{2bf}' | '\u{2c8}' => Folded::Sign,
        '\u{1cd}'..='\u{233}' => row(MORE_LATIN, 0x1cd, c),
        '\u{1e00}'..='\u{1eff}' => row(LATIN_ADDITIONAL, 0x1e00, c),
        'ά' | 'Ά' => greek(b'a'),
        'έ' | 'Έ' => greek(b'e'),
        'ή' | 'Ή' => greek(b'h'),
        'ί' | 'Ί' | 'ϊ' | 'Ϊ' | 'ΐ' => greek(b'i'),
        'ό' | 'Ό' => greek(b'o'),
        'ύ' | 'Ύ' | 'ϋ' | 'Ϋ' | 'ΰ' => greek(b'u'),
        'ώ' | 'Ώ' => greek(b'w'),
        'ς' => Folded::One('σ'),
        '\u{1f00}'..='\u{1fff}' => greek(GREEK_EXTENDED.get((u32::from(c) - 0x1f00) as usize).copied().unwrap_or_default()),
        'Ё' | 'ё' | 'Ѐ' | 'ѐ' => Folded::One('е'),
        'Й' | 'й' | 'Ѝ' | 'ѝ' => Folded::One('и'),
        'Ї' | 'ї' => Folded::One('і'),
        'Ў' | 'ў' => Folded::One('у'),
        'Ѓ' | 'ѓ' => Folded::One('г'),
        'Ќ' | 'ќ' => Folded::One('к'),
        'Α'..='Ω' | 'А'..='Я' => shifted(32),
        'Ѐ'..='Џ' => shifted(80),
        'آ' | 'أ' | 'إ' => Folded::One('ا'),
        'ؤ' => Folded::One('و'),
        'ئ' => Folded::One('ي'),
        'ﬀ' => Folded::Several("ff"),
        'ﬁ' => Folded::Several("fi"),
        'ﬂ' => Folded::Several("fl"),
        'ﬃ' => Folded::Several("ffi"),
        'ﬄ' => Folded::Several("ffl"),
        'ﬅ' | 'ﬆ' => Folded::Several("st"),
        // Full-width forms, which East Asian keyboards produce.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).map_or(Folded::Sign, fold),
        // Punctuation, symbols, pictures.
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{e000}'..='\u{f8ff}' | '\u{ff00}'..='\u{ffff}' | '\u{1f000}'.. => {
            Folded::Sign
        }
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{37e}' | '\u{387}' => Folded::Sign,
        _ => Folded::One(c),
    }
}

/// Removes the article of an Arabic word.
fn without_article(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().nth(2).is_some()).unwrap_or(word)
}

/// Returns whether a character belongs to a script without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Calls `each` with every word and its bytes, until it returns `false`. Digits are separated from adjacent letters, so "SOC2", "SOC-2"
/// and "SOC 2" are equal. A point between digits belongs to the number.
pub(crate) fn words(text: &str, each: &mut dyn FnMut(&str, Range<usize>) -> bool) {
    let each = &mut |word: &str, at: Range<usize>| each(without_article(word), at);
    let mut word = String::new();
    let (mut start, mut end) = (0, 0);
    let mut in_digits = false;
    // Add a separator, so that the last word ends.
    let mut rest = text.char_indices().chain([(text.len(), ' ')]).peekable();
    while let Some((at, c)) = rest.next() {
        // "1.2" is one word.
        if c == '.' && in_digits && !word.is_empty() && rest.peek().is_some_and(|(_, next)| next.is_ascii_digit()) {
            word.push(c);
            continue;
        }
        let (first, others) = match fold(c) {
            Folded::One(c) => (Some(c), ""),
            Folded::Several(letters) => (letters.chars().next(), letters.get(1..).unwrap_or_default()),
            Folded::Nothing => {
                // The mark of an accent extends the letter.
                end = at + c.len_utf8();
                continue;
            }
            Folded::Sign => (None, ""),
        };
        let digit = first.is_some_and(|c| c.is_ascii_digit());
        // In scripts without spaces, every pair of adjacent characters is a word, so that any part of a text can be found.
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
            word.push_str(others);
            end = at + c.len_utf8();
        }
    }
}

/// Returns whether a text has a word, so that [`normalize`] of it is not empty.
#[cfg(feature = "parse")]
pub(crate) fn has_word(text: &str) -> bool {
    text.chars().any(|c| matches!(fold(c), Folded::One(_) | Folded::Several(_)))
}

/// Returns the share of words that two sets have in common, in percent. `None` if both are empty.
pub fn shared_percent<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> Option<usize> {
    let common = one.intersection(other).count();
    (common * 100).checked_div(one.len() + other.len() - common)
}

/// Returns a text as the search reads it: its words, separated by single spaces.
pub fn normalize(text: &str) -> String {
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

/// Returns a key for sorting names, the same for every language: it ignores case, accents and punctuation, and compares numbers by their
/// value. This is the order of English and French. Languages that sort letters with accents after "z", such as Swedish, need tables
/// that are too large for the page (`docs/decisions/11-libraries.md`).
pub fn collation_key(text: &str) -> String {
    let mut key = String::new();
    words(text, &mut |word, _| {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = word.find('.').unwrap_or(word.len());
            // A number with more digits is greater.
            key.push(u8::try_from(digits).map_or('~', |digits| char::from(digits.min(30))));
        }
        key.push_str(word);
        key.push(' ');
        true
    });
    key
}

/// Returns the number of typos that are accepted in a word: in short words, a typo makes another word.
pub(crate) fn max_typos(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_signs_are_removed() {
        for (text, words) in [
            ("Hébergeur de Données de Santé", "hebergeur de donnees de sante"),
            ("he\u{301}BERGEUR", "hebergeur"),
            ("Straße, Œuvre, Ærø, Ĳssel, Þór", "strasse oeuvre aero ijssel thor"),
            ("ŁÓDŹ žluťoučký ŞIŞLI İstanbul", "lodz zlutoucky sisli istanbul"),
            ("Sarbanes–Oxley «SOX»", "sarbanes oxley sox"),
            ("SOC2 SOC-2 soc 2", "soc 2 soc 2 soc 2"),
            ("ISO/IEC27001:2022", "iso iec 27001 2022"),
            ("ΑΒΓ Привет Ёлка", "αβγ привет елка"),
            ("STRAẞE ﬁnancial eﬃcient", "strasse financial efficient"),
            ("Quyền riêng tư, dữ liệu người dùng", "quyen rieng tu du lieu nguoi dung"),
            ("ΠΡΟΣΤΑΣΊΑ προστασία ἄνθρωπος", "προστασια προστασια ανθρωποσ"),
            ("الْبَيَانَات بيانات أمان", "بيانات بيانات امان"),
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
            assert_eq!(normalize(text), words, "{text}");
            #[cfg(feature = "parse")]
            assert_eq!(has_word(text), !words.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_word_has_its_byte_range() {
        let text = "«Santé» e\u{301}2";
        let mut found = Vec::new();
        words(text, &mut |word, span| {
            found.push((word.to_owned(), &text[span]));
            true
        });
        let expect = [("sante", "Santé"), ("e", "e\u{301}"), ("2", "2")];
        assert_eq!(found, expect.map(|(word, at)| (word.to_owned(), at)));
    }

    /// Returns a letter as Unicode's own tables decompose it.
    fn by_library(c: char) -> String {
        use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
        let plain = |text: &str| text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>();
        plain(&plain(&c.to_string()).to_lowercase()).replace('ς', "σ")
    }

    #[test]
    fn letters_are_normalized_as_by_the_tables_of_a_library() {
        // Letters that conventionally have another base letter, but no decomposition: ø, ł, đ and others.
        let by_convention = "ĿŀـÆæÐðØøÞþßĐđĦħıŁłŊŋŒœŦŧĸŉǤǥǮǯǢǣǼǽǾǿẞẚ";
        let rows = [
            '\u{c0}'..='\u{233}',
            '\u{1e00}'..='\u{1eff}',
            '\u{386}'..='\u{3ce}',
            '\u{1f00}'..='\u{1fff}',
            '\u{400}'..='\u{45f}',
            '\u{fb00}'..='\u{fb06}',
            '\u{620}'..='\u{64a}',
        ];
        for c in rows.into_iter().flatten().filter(|c| c.is_alphabetic() && !by_convention.contains(*c)) {
            let library = by_library(c);
            // A letter without decomposition stays as it is; only its case may be the library's.
            let own = normalize(&c.to_string());
            let is_itself = library.chars().all(|other| c.to_lowercase().eq([other])) && own == c.to_string();
            assert!(own == library || is_itself, "{c} ({:x}): {own} is not {library}", u32::from(c));
        }
    }

    #[test]
    fn numbers_are_sorted_by_value_and_accents_do_not_count() {
        let mut names = ["SOC 10", "Éco", "ISO 27001", "SOC 2", "eco b", "ISO 9001", "zone"];
        names.sort_by_key(|name| collation_key(name));
        assert_eq!(names, ["Éco", "eco b", "ISO 9001", "ISO 27001", "SOC 2", "SOC 10", "zone"]);
    }
}
