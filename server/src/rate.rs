//! Limits the number of files that a client may request in a minute.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use governor::{DefaultKeyedRateLimiter, Quota};
use hyper::{HeaderMap, header::HeaderName};

/// Number of checks between two cleanups, which remove idle addresses.
const CHECKS_PER_CLEANUP: u32 = 4096;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Limits requests by client: an IPv4 address, or an IPv6 /64 network. Addresses are kept in memory only. An address without requests in
/// the last minute is removed at the next cleanup.
pub(crate) struct RateLimiter {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    checks: AtomicU32,
}

impl RateLimiter {
    /// Creates a limiter that allows this number of requests a minute for each client. They may all arrive at once.
    pub(crate) fn per_minute(requests: NonZeroU32) -> Self {
        Self { limiter: DefaultKeyedRateLimiter::keyed(Quota::per_minute(requests)), checks: AtomicU32::new(0) }
    }

    /// Counts a request, and returns whether it is allowed.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        if self.checks.fetch_add(1, Ordering::Relaxed) % CHECKS_PER_CLEANUP == CHECKS_PER_CLEANUP - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.check_key(&client_network(address)).is_ok()
    }
}

/// Returns the part of an address that identifies a household: the full IPv4 address, or the /64 prefix of an IPv6 address.
fn client_network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        v4 => v4,
    }
}

/// Returns the address of the client. Without trusted proxies, it is the address of the connection. Otherwise it is the address that the
/// outermost trusted proxy wrote into `X-Forwarded-For`, because clients can forge the entries before that one.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    let Some(inner_proxies) = proxies.checked_sub(1) else { return peer };
    let entries: Vec<&str> =
        headers.get_all(&FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    // Each inner proxy adds an entry at the end, too.
    entries.iter().rev().nth(inner_proxies).and_then(|entry| parse_address(entry.trim())).unwrap_or(peer)
}

/// Parses an address, with or without a port, because some proxies add it.
fn parse_address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (FORWARDED_FOR, value.parse().unwrap())).collect()
    }

    #[test]
    fn only_entries_of_trusted_proxies_are_used() {
        let peer: IpAddr = "10.0.0.1".parse().unwrap();
        for (values, proxies, address) in [
            (&["198.51.100.7"][..], 0, "10.0.0.1"),
            (&["198.51.100.7"], 1, "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7"], 1, "198.51.100.7"),
            (&["203.0.113.9", "198.51.100.7"], 1, "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7"], 2, "203.0.113.9"),
            (&["2001:db8::1"], 1, "2001:db8::1"),
            (&["198.51.100.7:1234"], 1, "198.51.100.7"),
            (&["[2001:db8::1]:1234"], 1, "2001:db8::1"),
            (&["198.51.100.7"], 2, "10.0.0.1"),
            (&["unknown"], 1, "10.0.0.1"),
            (&[""], 1, "10.0.0.1"),
            (&[], 1, "10.0.0.1"),
        ] {
            assert_eq!(client(peer, &forwarded(values), proxies), address.parse::<IpAddr>().unwrap(), "{values:?} {proxies}");
        }
    }

    #[test]
    fn fourth_request_of_an_address_is_limited_and_other_addresses_are_not() {
        let rate = RateLimiter::per_minute(NonZeroU32::new(3).unwrap());
        let allows = |address: &str| rate.allows(address.parse().unwrap());
        assert_eq!([(); 4].map(|()| allows("192.0.2.1")), [true, true, true, false]);
        assert!(allows("192.0.2.2"));
        assert!(!allows("::ffff:192.0.2.1"), "the same address, mapped to IPv6");
        assert_eq!([1, 2, 3, 4].map(|host| allows(&format!("2001:db8::{host}"))), [true, true, true, false], "one household");
        assert!(allows("2001:db8:0:1::1"));
    }

    #[test]
    fn idle_addresses_are_removed() {
        let rate = RateLimiter::per_minute(NonZeroU32::new(60_000_000).unwrap());
        for number in 0..2 * CHECKS_PER_CLEANUP {
            assert!(rate.allows(IpAddr::from(number.to_be_bytes())));
        }
        assert!(rate.limiter.len() <= CHECKS_PER_CLEANUP as usize, "{}", rate.limiter.len());
    }
}
