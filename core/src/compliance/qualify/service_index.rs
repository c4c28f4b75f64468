//! Numbers services, and shares findings between them.
//!
//! Ten thousand services may be compared with the same need. Each claim, rule or objective is looked up once, and services with the same
//! claims share one finding.

use std::{collections::HashMap, sync::Arc};

use super::Finding;
use crate::{Facts, ServiceId, Services, evidence::positions};

/// The findings for a need, by the claims, rules or objectives about a service. Services with the same ones share a finding.
#[derive(Default)]
pub(super) struct FindingCache<'a>(HashMap<Vec<usize>, Arc<Finding<'a>>>);

impl<'a> FindingCache<'a> {
    pub(super) fn get_or_insert_with(&mut self, key: &[usize], compute: impl FnOnce() -> Finding<'a>) -> Arc<Finding<'a>> {
        if let Some(found) = self.0.get(key) {
            return Arc::clone(found);
        }
        let found = Arc::new(compute());
        self.0.insert(key.to_vec(), Arc::clone(&found));
        found
    }
}

/// The services by number, in the order of content.
pub(super) struct ServiceIndex<'a> {
    pub(super) numbers: HashMap<&'a str, usize>,
}

impl<'a> ServiceIndex<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        Self { numbers: positions(&mut facts.services.iter().map(|service| service.id.as_str())) }
    }

    /// Returns the numbers of listed services.
    pub(super) fn numbers(&self, services: &[ServiceId]) -> Vec<usize> {
        services.iter().filter_map(|id| self.numbers.get(id.as_str()).copied()).collect()
    }

    /// Returns the numbers of a set of services.
    pub(super) fn numbers_of(&self, services: &Services) -> Vec<usize> {
        match services {
            Services::All => (0..self.numbers.len()).collect(),
            Services::Only(list) => self.numbers(list),
        }
    }

    /// Returns for each service whether its number is one of these.
    pub(super) fn marks(&self, numbers: Vec<usize>) -> Vec<bool> {
        let mut marks = vec![false; self.numbers.len()];
        for number in numbers {
            if let Some(mark) = marks.get_mut(number) {
                *mark = true;
            }
        }
        marks
    }
}

/// Items about services, such as claims, with a lookup of the items about one service.
pub(super) struct ByService<T> {
    items: Vec<T>,
    /// The positions of the items about each service, in order.
    places: Vec<Vec<usize>>,
}

impl<T> ByService<T> {
    pub(super) fn new(index: &ServiceIndex<'_>, items: Vec<T>, services: impl Fn(&T) -> Option<&Services>) -> Self {
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); index.numbers.len()];
        for (place, item) in items.iter().enumerate() {
            for number in services(item).map(|services| index.numbers_of(services)).unwrap_or_default() {
                // A list may name a service twice.
                if let Some(places) = places.get_mut(number).filter(|places| places.last() != Some(&place)) {
                    places.push(place);
                }
            }
        }
        Self { items, places }
    }

    /// Returns the positions of the items about a service.
    pub(super) fn places(&self, number: usize) -> &[usize] {
        self.places.get(number).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the items at these positions.
    pub(super) fn items_at<'p>(&'p self, places: &'p [usize]) -> impl Iterator<Item = &'p T> {
        places.iter().filter_map(|place| self.items.get(*place))
    }
}
