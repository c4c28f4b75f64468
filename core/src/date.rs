//! Calendar dates, as sources give them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A calendar date, as given by a source: a day, or a month without a day.
///
/// ```
/// use carrot_core::Date;
/// let published = Date::new(2024, 3, 19).unwrap();
/// assert_eq!(published.to_string(), "2024-03-19");
/// assert!(Date::new(2023, 2, 29).is_none());
/// assert_eq!(Date::of_month(2026, 3).unwrap().to_string(), "2026-03");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    /// The day of the month; 0: the source gives none.
    day: u8,
}

impl Date {
    /// Returns a date of the Gregorian calendar, or `None` if that day does not exist.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Returns a month without a day, or `None` if there is no such month.
    pub fn of_month(year: u16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month, day: 0 })
    }

    /// Year, month (1 to 12) and day of the month; `None` for a month without a day.
    pub fn parts(self) -> (u16, u8, Option<u8>) {
        (self.year, self.month, (self.day > 0).then_some(self.day))
    }

    /// Returns true if a year has passed since this date by `today`. A month counts as passed with its last day.
    pub fn is_a_year_before(self, today: Self) -> bool {
        let day = if self.day == 0 { 31 } else { self.day };
        (self.year.saturating_add(1), self.month, day) < (today.year, today.month, today.day)
    }
}

/// ISO 8601: `2024-03-19`, or `2024-03` for a month.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        if self.day > 0 { write!(f, "-{:02}", self.day) } else { Ok(()) }
    }
}

/// JSON has the text `"2024-03-19"` or `"2024-03"`; binary formats have three numbers.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.year, self.month, self.day).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().ok()
        } else {
            let (year, month, day) = Deserialize::deserialize(deserializer)?;
            if day == 0 { Self::of_month(year, month) } else { Self::new(year, month, day) }
        };
        date.ok_or_else(|| D::Error::custom(DateError))
    }
}

/// The text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid date: expected a day such as 2024-03-19 or a month such as 2024-03")
    }
}

impl std::error::Error for DateError {}

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-').map(|part| part.parse::<u16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())));
        let small = |part: u16| u8::try_from(part).ok();
        let date = match [parts.next(), parts.next(), parts.next(), parts.next()] {
            [Some(Some(year)), Some(Some(month)), None, None] => small(month).and_then(|month| Self::of_month(year, month)),
            [Some(Some(year)), Some(Some(month)), Some(Some(day)), None] => {
                small(month).zip(small(day)).and_then(|(month, day)| Self::new(year, month, day))
            }
            _ => None,
        };
        date.ok_or(DateError)
    }
}

#[cfg(feature = "export")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$" })
    }
}
