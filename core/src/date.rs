//! Calendar dates, as sources give them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A calendar date, as given by a source: a day, a month without a day, or a year.
///
/// ```
/// use carrot_core::Date;
/// let published = Date::new(2024, 3, 19).unwrap();
/// assert_eq!(published.to_string(), "2024-03-19");
/// assert!(Date::new(2023, 2, 29).is_none());
/// assert_eq!(Date::of_month(2026, 3).unwrap().to_string(), "2026-03");
/// assert_eq!(Date::of_year(2026).to_string(), "2026");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    /// The month; 0 if the source gives none.
    month: u8,
    /// The day of the month; 0 if the source gives none.
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

    /// Returns a year without a month: of "4/9/2026", only the year is certain.
    pub const fn of_year(year: u16) -> Self {
        Self { year, month: 0, day: 0 }
    }

    /// Returns year, month (1 to 12; 0 for a year) and day of the month; `None` for a month without a day.
    pub fn parts(self) -> (u16, u8, Option<u8>) {
        (self.year, self.month, (self.day > 0).then_some(self.day))
    }

    /// Returns true if a year has passed since this date by `today`. A month or year counts as passed with its last day.
    pub fn is_a_year_before(self, today: Self) -> bool {
        let day = if self.day == 0 { 31 } else { self.day };
        let month = if self.month == 0 { 12 } else { self.month };
        (self.year.saturating_add(1), month, day) < (today.year, today.month, today.day)
    }
}

/// Writes ISO 8601: `2024-03-19`, `2024-03` for a month, or `2024` for a year.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 { write!(f, "-{:02}", self.day) } else { Ok(()) }
    }
}

/// JSON has the text `"2024-03-19"`, `"2024-03"` or `"2024"`; binary formats have three numbers.
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
            match (month, day) {
                (0, 0) => Some(Self::of_year(year)),
                (_, 0) => Self::of_month(year, month),
                _ => Self::new(year, month, day),
            }
        };
        date.ok_or_else(|| D::Error::custom(DateError))
    }
}

/// The text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid date: expected a day such as 2024-03-19, a month such as 2024-03, or a year")
    }
}

impl std::error::Error for DateError {}

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-').map(|part| part.parse::<u16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())));
        let small = |part: u16| u8::try_from(part).ok();
        let date = match [parts.next(), parts.next(), parts.next(), parts.next()] {
            [Some(Some(year)), None, None, None] if text.len() == 4 => Some(Self::of_year(year)),
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
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" })
    }
}

/// The days of 400 years.
const ERA: i64 = 146_097;
/// The days from 1 March of the year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;

impl Date {
    /// Returns the day of a moment, in UTC, from seconds since 1970; `None` after the year 9999.
    ///
    /// ```
    /// use carrot_core::Date;
    /// assert_eq!(Date::of_unix_time(951_868_799), Date::new(2000, 2, 29));
    /// ```
    pub fn of_unix_time(seconds: u64) -> Option<Self> {
        // Count from 1 March of the year 0, so that the leap day is the last day of a year.
        let days = i64::try_from(seconds / 86_400).ok()?.checked_add(EPOCH)?;
        let (era, day_of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / (ERA - 1)) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, after) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = u16::try_from(era * 400 + year_of_era + after).ok().filter(|year| *year <= 9_999)?;
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Returns the number of days from an earlier date to this one; it is negative if the other date is later.
    ///
    /// ```
    /// use carrot_core::Date;
    /// let (winter, spring) = (Date::new(2024, 2, 28).unwrap(), Date::new(2024, 3, 1).unwrap());
    /// assert_eq!((spring.days_since(winter), winter.days_since(spring)), (2, -2));
    /// ```
    pub fn days_since(self, earlier: Self) -> i64 {
        self.days() - earlier.days()
    }

    /// Returns the days since 1 March of the year 0, in the Gregorian calendar.
    fn days(self) -> i64 {
        let (month, year) = (i64::from(self.month), i64::from(self.year));
        let (month, year) = if month > 2 { (month - 3, year) } else { (month + 9, year - 1) };
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + i64::from(self.day) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_is_one_after_the_day_before() {
        let mut before = Date { year: 1969, month: 12, day: 31 };
        for days in 0..800 * 366 {
            let Some(date) = Date::of_unix_time(days * 86_400) else { unreachable!("{days}") };
            // The next day of the month, or after its last day, the first of the next month.
            let Date { year, month, day } = before;
            let next = Date::new(year, month, day + 1).or_else(|| Date::new(year, month + 1, 1)).or_else(|| Date::new(year + 1, 1, 1));
            assert_eq!(Some(date), next);
            assert_eq!((date.days_since(before), before.days_since(date)), (1, -1));
            assert_eq!(Date::of_unix_time(days * 86_400 + 86_399), Some(date));
            before = date;
        }
    }

    #[test]
    fn a_clock_that_is_far_off_gives_no_date() {
        assert_eq!(Date::of_unix_time(0), Date::new(1970, 1, 1));
        assert_eq!(Date::of_unix_time(253_402_300_799), Date::new(9999, 12, 31));
        for seconds in [253_402_300_800, u64::MAX] {
            assert_eq!(Date::of_unix_time(seconds), None);
        }
        assert!(Date::new(0, 1, 1).is_some_and(|first| first.days_since(first) == 0));
    }
}
