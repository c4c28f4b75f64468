//! Holds all that a request is answered from: content, configuration, the page's files, limits and counters.

use std::{
    sync::{Mutex, PoisonError, atomic::AtomicBool},
    time::{Duration, Instant},
};

use bot_embed::{Content, Page, config::Config};

use crate::{metrics::Metrics, rate::Rate, settings::Settings, site::Site, timeouts::Timeouts};

/// All that a request is answered from.
pub struct State {
    pub(crate) content: Content,
    pub(crate) config: Config,
    pub(crate) site: Site,
    pub(crate) settings: Settings,
    pub(crate) clock: fn() -> u64,
    pub(crate) timeouts: Timeouts,
    /// Where the page is published, if that is said.
    pub(crate) place: Option<Place>,
    pub(crate) rate: Option<Rate>,
    pub(crate) metrics: Metrics,
    pub(crate) draining: AtomicBool,
    pub(crate) stale: OnceAMinute,
}

impl State {
    /// What is asked about, how interactions are answered, the page, and how it is served.
    pub fn new(content: Content, config: Config, site: Site, settings: Settings) -> Self {
        let rate = settings.files_per_minute.map(Rate::per_minute);
        let place = |page: &Page| Place { over_tls: page.is_https(), folder: page.folder(), path: page.folder_path() };
        let place = config.page.as_ref().map(place);
        Self {
            content,
            config,
            site,
            settings,
            clock: system_clock,
            timeouts: Timeouts::default(),
            place,
            rate,
            metrics: Metrics::default(),
            draining: AtomicBool::new(false),
            stale: OnceAMinute::default(),
        }
    }

    /// The same with another clock, which gives seconds since 1970.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> u64) -> Self {
        Self { clock, ..self }
    }

    /// Returns the same with other timeouts.
    #[must_use]
    pub fn with_timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The page.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether interactions are answered.
    pub fn answers_interactions(&self) -> bool {
        self.config.key.is_some()
    }
}

/// Where the page is published.
pub(crate) struct Place {
    pub(crate) over_tls: bool,
    /// The address of its folder.
    pub(crate) folder: String,
    /// The path in that.
    pub(crate) path: String,
}

/// The system's time, in seconds since 1970.
pub fn system_clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Counts events of which the log is to have a line a minute at most, however many there are.
#[derive(Debug, Default)]
pub(crate) struct OnceAMinute(Mutex<(Option<Instant>, u64)>);

impl OnceAMinute {
    /// Counts one event. Returns how many there were since the last line, if it is time for another line.
    pub(crate) fn count(&self, now: Instant) -> Option<u64> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, events) = &mut *counted;
        *events += 1;
        if last.is_some_and(|last| now.duration_since(last) < Duration::from_secs(60)) {
            return None;
        }
        *last = Some(now);
        Some(std::mem::take(events))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_a_minute_counts_the_events_since_the_last() {
        let (counter, start) = (OnceAMinute::default(), Instant::now());
        let at = |seconds| counter.count(start + Duration::from_secs(seconds));
        assert_eq!([0, 1, 59, 60, 61, 121].map(at), [Some(1), None, None, Some(3), None, Some(2)]);
    }
}
