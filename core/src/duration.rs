//! Reads numbers and units of time from words, in English and French.

/// Returns the minutes of a unit of time, in English and French.
pub(crate) fn unit_minutes(word: &str) -> Option<u64> {
    Some(match word {
        "minute" | "minutes" => 1,
        "hour" | "hours" | "heure" | "heures" => 60,
        "day" | "days" | "jour" | "jours" => 1_440,
        "week" | "weeks" | "semaine" | "semaines" => 10_080,
        "fortnight" | "fortnights" => 20_160,
        "month" | "months" | "mois" => 43_800,
        "quarter" | "quarters" => 131_400,
        "year" | "years" | "an" | "ans" | "année" | "années" => 525_960,
        _ => return None,
    })
}

/// Returns the value of a number in digits or as an English word; `None` for other words.
pub(crate) fn number(word: &str) -> Option<u64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let small = || WORDS.iter().position(|it| *it == word).and_then(|at| u64::try_from(at).ok());
    // At most six digits: more than any policy needs, and so few that a duration in minutes cannot overflow.
    let digits = || Some(word).filter(|it| it.len() <= 6).and_then(|it| it.parse().ok());
    digits().or_else(small).or_else(|| tens(word))
}

/// Returns the value of a word such as "twenty", which another number may follow.
pub(crate) fn tens(word: &str) -> Option<u64> {
    const WORDS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    WORDS.iter().position(|it| *it == word).and_then(|at| u64::try_from((at + 2) * 10).ok())
}

/// The only duration that a text states.
#[cfg(feature = "parse")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Duration {
    /// The words, such as "30 days".
    pub(crate) words: String,
    /// The minutes of its unit.
    unit: u64,
    minutes: u64,
    /// True if the text has no other words.
    pub(crate) alone: bool,
}

/// Durations in different units count as equal up to this difference, in percent of the longer one: a month has 28 to 31 days.
#[cfg(feature = "parse")]
const TOLERANCE: u64 = 10;

/// Words that multiply a number: "one hundred and eighty".
#[cfg(feature = "parse")]
const MULTIPLES: [&str; 4] = ["hundred", "thousand", "cent", "mille"];

#[cfg(feature = "parse")]
impl Duration {
    /// Returns the duration that a text states; `None` if the text has several numbers or units of time, or one that is not understood,
    /// because then it is not certain which duration is meant.
    pub(crate) fn only(text: &str) -> Option<Self> {
        let all = Self::all(text)?;
        let (first, rest) = all.split_first()?;
        rest.iter().all(|other| other.unit == first.unit && other.minutes == first.minutes).then(|| first.clone())
    }

    /// Returns the durations that a text states, at least one; `None` if it has a number or a unit of time that is not understood, because
    /// then it is not certain which durations are meant.
    pub(crate) fn all(text: &str) -> Option<Vec<Self>> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let before = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).copied();
        // "An" is a unit in French and an article in English; "one" is a pronoun, too, and "not one day longer" is a phrase.
        let is_unit = |at: usize, word: &str| unit_minutes(word).is_some() && (word != "an" || before(at).and_then(number).is_some());
        let is_phrase = |at: usize| before(at) == Some("one") && at.checked_sub(1).and_then(before) == Some("not");
        let is_number = |at: usize, word: &str| {
            let counts = word != "one" || before(at) != Some("not") && words.get(at + 1).is_some_and(|next| is_unit(at + 1, next));
            counts && (number(word).is_some() || word.contains(char::is_numeric) || MULTIPLES.contains(&word))
        };
        let units: Vec<usize> = (0..words.len()).filter(|at| is_unit(*at, words[*at]) && !is_phrase(*at)).collect();
        let numbers: Vec<usize> = (0..words.len()).filter(|at| is_number(*at, words[*at])).collect();
        let counted = |at: &usize| at.checked_sub(1).is_some_and(|before| numbers.contains(&before));
        let of_unit = |at: &usize| {
            let (unit, value) = (unit_minutes(words[*at])?, number(before(*at)?)?);
            let words_of_it = format!("{} {}", words[*at - 1], words[*at]);
            Some((value, Self { words: words_of_it, unit, minutes: value.saturating_mul(unit), alone: words.len() == 2 }))
        };
        let all: Vec<(u64, Self)> = units.iter().filter(|at| counted(at)).filter_map(of_unit).collect();
        // "Thirty (30) days": a number without a unit repeats one that has a unit.
        let repeats = |at: &usize| units.contains(&(at + 1)) || all.iter().any(|(value, _)| number(words[*at]) == Some(*value));
        let understood = !all.is_empty() && all.len() == units.len() && numbers.iter().all(repeats);
        understood.then(|| all.into_iter().map(|(_, duration)| duration).collect())
    }

    /// Returns whether this duration is one of the others, or the sum of two: "30 days, and 60 days more in backups" are 90 days.
    pub(crate) fn is_among(&self, others: &[Self]) -> bool {
        let sum = |(one, other): (&Self, &Self)| Self { minutes: one.minutes.saturating_add(other.minutes), ..one.clone() };
        let pairs = others.iter().enumerate().flat_map(|(at, one)| others.iter().skip(at + 1).map(move |other| (one, other)));
        // A title may repeat a duration of the text.
        let pairs = pairs.filter(|(one, other)| one.differs(other));
        others.iter().any(|other| !self.differs(other)) || pairs.map(sum).any(|sum| !self.differs(&sum))
    }

    /// Returns whether two durations differ by more than the lengths of months and years do.
    pub(crate) fn differs(&self, other: &Self) -> bool {
        let (less, more) = (self.minutes.min(other.minutes), self.minutes.max(other.minutes));
        if self.unit == other.unit { less != more } else { (more - less).saturating_mul(100) > more.saturating_mul(TOLERANCE) }
    }
}

#[cfg(all(test, feature = "parse"))]
mod tests {
    use super::*;

    #[test]
    fn only_one_certain_duration_is_read() {
        for (text, words) in [
            ("90 days", Some("90 days")),
            ("Kept for thirty (30) days.", Some("30 days")),
            ("Logs: 90-day period, then 90 days more", Some("90 day")),
            ("None of us keeps it for more than one month", Some("one month")),
            ("Pendant 1 an", Some("1 an")),
            ("30 days, and not one day longer", Some("30 days")),
            ("A while, and not one day longer", None),
            ("An hour", None),
            ("7 to 30 days", None),
            ("30 days, backups 7 days", None),
            ("2 days, or 48 hours", None),
            ("twenty four hours", None),
            ("1.5 years", None),
            ("30 days (GDPR, Art. 6)", None),
            ("30 Tage", None),
            ("as long as needed", None),
            ("Messages are deleted after 30 days. Logs are deleted after a day.", None),
            ("30 jours, les journaux sept jours", None),
            ("one hundred and eighty days", None),
        ] {
            assert_eq!(Duration::only(text).map(|it| it.words).as_deref(), words, "{text}");
        }
    }

    #[test]
    fn units_of_different_lengths_are_compared_roughly() {
        let differ = |one: &str, other: &str| Duration::only(one).unwrap().differs(&Duration::only(other).unwrap());
        for (one, other) in
            [("30 days", "1 month"), ("4 weeks", "1 month"), ("7 days", "one week"), ("12 months", "1 an"), ("2 days", "48 hours")]
        {
            assert!(!differ(one, other) && !differ(other, one), "{one}, {other}");
        }
        for (one, other) in [("28 days", "30 days"), ("90 days", "1 month"), ("2 weeks", "1 month")] {
            assert!(differ(one, other) && differ(other, one), "{one}, {other}");
        }
    }
}
