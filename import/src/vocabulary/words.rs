//! Compares words: their common form, and how a text contains them.

/// Returns a text in the form in which words are compared: in lower case, without accents, with
/// spaces for signs, and with a space at both ends.
pub(crate) fn compared(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ё' => out.push('е'),
            c if c.is_alphanumeric() && u32::from(c) >= 0x80 && u32::from(c) < 0x0250 => {
                out.push_str(deunicode::deunicode_char(c).unwrap_or_default());
            }
            c if c.is_alphanumeric() => out.push(c),
            // Skip combining accents.
            c if matches!(u32::from(c), 0x0300..=0x036f) => {}
            _ if out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Returns true for a sentence that refers to another section at its beginning: "Section 4 explains how we share data." The sentence is
/// in the form of [`compared`].
pub(crate) fn refers(sentence: &str) -> bool {
    const PLACES: [&str; 14] = [
        "section",
        "sections",
        "article",
        "articles",
        "abschnitt",
        "abschnitte",
        "ziffer",
        "punkt",
        "seccion",
        "secciones",
        "apartado",
        "раздел",
        "разделе",
        "пункте",
    ];
    let words: Vec<&str> = sentence.split_whitespace().take(5).collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    words.windows(2).any(|pair| matches!(pair, [place, number] if PLACES.contains(place) && is_number(number)))
}

/// Numbers that policies write as words, in the form of [`compared`]. Articles are missing, because they are no numbers: "a week", "eine
/// Woche".
const NUMBERS: [&str; 33] = [
    "two", "three", "four", "five", "six", "seven", "ten", "thirty", "ninety", "zwei", "drei", "vier", "sechs", "sieben", "zehn",
    "dreissig", "deux", "trois", "quatre", "sept", "dix", "trente", "dos", "tres", "cuatro", "siete", "diez", "treinta", "двух", "два",
    "две", "три", "семь",
];

/// Words before a number that make it an interval, in the form of [`compared`]: "every 2 hours".
const EVERY: [&str; 9] = ["every", "alle", "toutes", "tous", "cada", "каждые", "каждый", "каждую", "each"];

/// Returns true if a text has a word after a number, such as "30 days". An interval is no period: "every 2 hours".
pub(super) fn follows_number(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let before = if is_unspaced(word) { before.trim_end() } else { before.strip_suffix(' ').unwrap_or_default() };
        let mut words = before.rsplit(' ');
        let number = words.next().unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        let repeats = words.next().is_some_and(|word| EVERY.contains(&word)) || after.starts_with("ごと");
        !repeats && (number.ends_with(|c: char| c.is_numeric()) || NUMBERS.contains(&number))
    })
}

/// Returns true for a word of a script without spaces.
pub(super) fn is_unspaced(word: &str) -> bool {
    word.chars().any(|c| u32::from(c) >= 0x3000)
}

/// Returns true if a text has a word that begins with this one, or in a script without spaces, contains it. Both are in the form of
/// [`compared`].
pub(super) fn has(text: &str, word: &str) -> bool {
    // Most texts have few of the words: this search alone is fast.
    if !text.contains(word) {
        return false;
    }
    if is_unspaced(word) {
        return true;
    }
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).is_some_and(|before| before.ends_with(' '));
        before && text.get(at + word.len()..).is_some_and(|after| ends_word(word, after))
    })
}

/// Returns true if a word may end before a text. A short word must match completely: "art", "age", "тип", and the end of "message me" or
/// "stored in".
pub(super) fn ends_word(word: &str, after: &str) -> bool {
    let whole = match word.rsplit_once(' ') {
        Some((_, last)) => ["me", "us", "in", "on", "at", "by", "to"].contains(&last),
        None => word.len() <= 12 && word.chars().count() <= 3,
    };
    !whole || after.chars().next().is_none_or(|c| c == ' ' || c == 's')
}

/// Returns true if a text has a number, in digits or as a word.
pub(super) fn has_number(text: &str) -> bool {
    text.chars().any(char::is_numeric) || text.split(' ').any(|word| NUMBERS.contains(&word))
}
