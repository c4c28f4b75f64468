//! Counters for the operator of the server. They contain nothing about clients.

use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

/// Counters of one server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<[(&'static str, &'static str); 2], Counter>,
    pub(crate) connections: Gauge,
    pub(crate) refused: Counter,
    pub(crate) limited: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("carrot");
        let (requests, connections) = (Family::default(), Gauge::default());
        let (refused, limited) = (Counter::default(), Counter::default());
        registry.register("requests", "Requests that were answered", Family::clone(&requests));
        registry.register("connections", "Connections that are open", Gauge::clone(&connections));
        registry.register("connections_refused", "Connections that were refused above the limit", Counter::clone(&refused));
        registry.register("requests_limited", "Requests above the rate limit of their address", Counter::clone(&limited));
        Self { registry, requests, connections, refused, limited }
    }
}

impl Metrics {
    /// Counts a response by kind of request and status.
    pub(crate) fn answered(&self, kind: &'static str, status: u16) {
        let status = match status {
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.requests.get_or_create(&[("kind", kind), ("status", status)]).inc();
    }

    /// Returns all counters in Prometheus' text format.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_are_counted_by_kind_and_status() {
        let metrics = Metrics::default();
        metrics.answered("file", 200);
        metrics.answered("file", 304);
        metrics.answered("file", 200);
        metrics.connections.inc();
        let text = metrics.text();
        for line in ["carrot_requests_total{kind=\"file\",status=\"2xx\"} 2", "status=\"3xx\"} 1", "carrot_connections 1"] {
            assert!(text.contains(line), "{text}");
        }
    }
}
