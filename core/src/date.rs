//! Calendar dates, as sources give them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A calendar date, as given by a source.
///
/// ```
/// use carrot_core::Date;
/// let published = Date::new(2024, 3, 19).unwrap();
/// assert_eq!(published.to_string(), "2024-03-19");
/// assert!(Date::new(2023, 2, 29).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
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

    /// Year, month (1 to 12) and day of the month.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

/// ISO 8601: `2024-03-19`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// JSON has the text `"2024-03-19"`; binary formats have three numbers.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.parts().serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let date = if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            let mut parts = text.splitn(3, '-').map(str::parse);
            match (parts.next(), parts.next(), parts.next()) {
                (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
                    u8::try_from(month).ok().zip(u8::try_from(day).ok()).and_then(|(m, d)| Self::new(year, m, d))
                }
                _ => None,
            }
        } else {
            let (year, month, day) = Deserialize::deserialize(deserializer)?;
            Self::new(year, month, day)
        };
        date.ok_or_else(|| D::Error::custom("invalid date: expected year-month-day, for example 2024-03-19"))
    }
}

#[cfg(feature = "export")]
impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}
