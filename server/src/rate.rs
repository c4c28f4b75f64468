//! How often one address may ask for files, where somebody wants that limited.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

use governor::{DefaultKeyedRateLimiter, Quota};
use hyper::{HeaderMap, header::HeaderName};

/// After so many checks, addresses that have not asked lately are forgotten.
const FORGET_EVERY: u32 = 4096;
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The rate of each address; kept in memory alone, and no longer than a minute after an address has last asked.
pub(crate) struct Rate {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    checks: AtomicU32,
}

impl Rate {
    /// So many requests a minute, and as many at once.
    pub(crate) fn per_minute(requests: NonZeroU32) -> Self {
        Self { limiter: DefaultKeyedRateLimiter::keyed(Quota::per_minute(requests)), checks: AtomicU32::new(0) }
    }

    /// Whether an address may ask once more now.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        if self.checks.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter.check_key(&whole(address)).is_ok()
    }
}

/// What one household has: a whole address of the old kind, and the first half of one of the new.
fn whole(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        old => old,
    }
}

/// The address that a request comes from: the socket's, or, behind so many proxies of ours, what the outermost of them has seen. What
/// stands before that in `X-Forwarded-For` anybody can have written.
pub(crate) fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    let Some(back) = proxies.checked_sub(1) else { return peer };
    let seen: Vec<&str> =
        headers.get_all(&FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    seen.iter().rev().nth(back).and_then(|text| address(text.trim())).unwrap_or(peer)
}

/// An address, which some proxies write with its port.
fn address(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|it| it.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(values: &[&str]) -> HeaderMap {
        values.iter().map(|value| (FORWARDED_FOR, value.parse().unwrap())).collect()
    }

    #[test]
    fn only_what_our_own_proxies_say_is_believed() {
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
    fn an_address_may_ask_as_often_as_is_said_and_others_too() {
        let rate = Rate::per_minute(NonZeroU32::new(3).unwrap());
        let ask = |text: &str| rate.allows(text.parse().unwrap());
        assert_eq!([(); 4].map(|()| ask("192.0.2.1")), [true, true, true, false]);
        assert!(ask("192.0.2.2"));
        assert!(!ask("::ffff:192.0.2.1"), "the same address in other words");
        assert_eq!([1, 2, 3, 4].map(|host| ask(&format!("2001:db8::{host}"))), [true, true, true, false], "one household");
        assert!(ask("2001:db8:0:1::1"));
    }

    #[test]
    fn addresses_are_forgotten() {
        let rate = Rate::per_minute(NonZeroU32::new(60_000_000).unwrap());
        for number in 0..2 * FORGET_EVERY {
            assert!(rate.allows(IpAddr::from(number.to_be_bytes())));
        }
        assert!(rate.limiter.len() <= FORGET_EVERY as usize, "{}", rate.limiter.len());
    }
}
