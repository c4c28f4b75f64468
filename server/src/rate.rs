//! Limits the number of files that a client may request in a minute.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use governor::{DefaultKeyedRateLimiter, Quota};
use hyper::{HeaderMap, header::HeaderName};

/// Number of checks after which idle addresses are removed.
const FORGET_EVERY: u32 = 4096;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Rate limiter by client: an IPv4 address, or an IPv6 /64 network. Addresses are kept in memory only, and are removed after a minute
/// without requests.
pub(crate) struct ClientRateLimiter {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    checks: AtomicU32,
}

impl ClientRateLimiter {
    /// Creates a limiter that allows this number of requests a minute for each client. They may all arrive at once.
    pub(crate) fn per_minute(requests: NonZeroU32) -> Self {
        Self { limiter: DefaultKeyedRateLimiter::keyed(Quota::per_minute(requests)), checks: AtomicU32::new(0) }
    }

    /// Counts a request, and returns whether it is allowed.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        if self.checks.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
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

/// Returns the address that a request comes from. Without trusted proxies, it is that of the socket. Otherwise it is the address
/// that the outermost trusted proxy wrote into `X-Forwarded-For`. Clients can forge the entries before it.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    let Some(back) = proxies.checked_sub(1) else { return peer };
    let seen: Vec<&str> =
        headers.get_all(&FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    seen.iter().rev().nth(back).and_then(|text| address(text.trim())).unwrap_or(peer)
}

/// Parses an address. Some proxies add its port.
fn address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (FORWARDED_FOR, value.parse().unwrap())).collect()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
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
    fn each_address_has_its_own_limit() {
        let rate = ClientRateLimiter::per_minute(NonZeroU32::new(3).unwrap());
        let ask = |text: &str| rate.allows(text.parse().unwrap());
        assert_eq!([(); 4].map(|()| ask("192.0.2.1")), [true, true, true, false]);
        assert!(ask("192.0.2.2"));
        assert!(!ask("::ffff:192.0.2.1"), "the same address, mapped to IPv6");
        assert_eq!([1, 2, 3, 4].map(|host| ask(&format!("2001:db8::{host}"))), [true, true, true, false], "one household");
        assert!(ask("2001:db8:0:1::1"));
    }

    #[test]
    fn idle_addresses_are_removed() {
        let rate = ClientRateLimiter::per_minute(NonZeroU32::new(60_000_000).unwrap());
        for number in 0..2 * FORGET_EVERY {
            assert!(rate.allows(IpAddr::from(number.to_be_bytes())));
        }
        assert!(rate.limiter.len() <= FORGET_EVERY as usize, "{}", rate.limiter.len());
    }
}
