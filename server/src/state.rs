//! State of the server: content, configuration, the page's files, limits and counters.

use std::{
    sync::{Mutex, PoisonError, atomic::AtomicBool},
    time::{Duration, Instant},
};

use bot_embed::{Content, config::Config};

use crate::{metrics::Metrics, rate::ClientRateLimiter, settings::Settings, site::Site, timeouts::Timeouts};

/// State of the server, shared by all connections.
pub struct State {
    pub(crate) content: Content,
    pub(crate) config: Config,
    pub(crate) site: Site,
    pub(crate) settings: Settings,
    pub(crate) clock: fn() -> u64,
    pub(crate) timeouts: Timeouts,
    /// Address of the published page, from `PUBLIC_URL`.
    pub(crate) address: Option<PublicAddress>,
    pub(crate) rate: Option<ClientRateLimiter>,
    pub(crate) metrics: Metrics,
    pub(crate) draining: AtomicBool,
    pub(crate) stale_requests: OnceAMinute,
}

impl State {
    /// Builds the state from the bot's content and configuration, the page, and the settings of the server.
    pub fn new(content: Content, config: Config, site: Site, settings: Settings) -> Self {
        let rate = settings.files_per_minute.map(ClientRateLimiter::per_minute);
        let address = config.page.as_ref().map(|page| {
            let url = page.url();
            PublicAddress { is_https: url.is_https(), folder: url.folder(), path: url.folder_path() }
        });
        Self {
            content,
            config,
            site,
            settings,
            clock: system_clock,
            timeouts: Timeouts::default(),
            address,
            rate,
            metrics: Metrics::default(),
            draining: AtomicBool::new(false),
            stale_requests: OnceAMinute::default(),
        }
    }

    /// Replaces the clock. It returns seconds since 1970.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> u64) -> Self {
        Self { clock, ..self }
    }

    /// Replaces the timeouts.
    #[must_use]
    pub fn with_timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
    }

    /// Returns the counters.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Returns the page.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Returns whether interactions are answered. This needs `DISCORD_PUBLIC_KEY`.
    pub fn answers_interactions(&self) -> bool {
        self.config.key.is_some()
    }
}

/// Address of the published page.
pub(crate) struct PublicAddress {
    pub(crate) is_https: bool,
    /// Address of its folder.
    pub(crate) folder: String,
    /// Path of its folder, with a slash at both ends.
    pub(crate) path: String,
}

/// Returns the system's time, in seconds since 1970.
pub fn system_clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Counts events, so that they are logged at most once a minute.
#[derive(Debug, Default)]
pub(crate) struct OnceAMinute(Mutex<(Option<Instant>, u64)>);

impl OnceAMinute {
    /// Counts one event. Returns the number of events since the last line of the log, if another line is due.
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
    fn events_are_counted_per_minute() {
        let (counter, start) = (OnceAMinute::default(), Instant::now());
        let at = |seconds| counter.count(start + Duration::from_secs(seconds));
        assert_eq!([0, 1, 59, 60, 61, 121].map(at), [Some(1), None, None, Some(3), None, Some(2)]);
    }
}
