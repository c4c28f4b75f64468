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

    /// Returns the numbers of services, sorted.
    pub(super) fn numbers(&self, services: &[ServiceId]) -> Vec<usize> {
        let mut numbers: Vec<usize> = services.iter().filter_map(|id| self.numbers.get(id.as_str()).copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Returns the sorted numbers of services that items are about, and the positions of these
    /// items in the same order.
    pub(super) fn places(&self, items: &mut dyn Iterator<Item = Option<&Services>>) -> (Vec<usize>, Vec<usize>) {
        let mut pairs = Vec::new();
        for (place, services) in items.enumerate().filter_map(|(place, services)| Some((place, services?))) {
            pairs.extend(self.numbers_of(services).into_iter().map(|number| (number, place)));
        }
        pairs.sort_unstable();
        pairs.into_iter().unzip()
    }

    /// Returns the numbers of a set of services.
    pub(super) fn numbers_of(&self, services: &Services) -> Vec<usize> {
        match services {
            Services::All => (0..self.numbers.len()).collect(),
            Services::Only(list) => self.numbers(list),
        }
    }
}

/// Items about services, such as claims, with a lookup of the items about one service.
pub(super) struct ByService<T> {
    items: Vec<T>,
    /// The numbers of services, sorted, once for each item about them. `places` has the position of that item.
    numbers: Vec<usize>,
    places: Vec<usize>,
}

impl<T> ByService<T> {
    pub(super) fn new(index: &ServiceIndex<'_>, items: Vec<T>, services: impl Fn(&T) -> Option<&Services>) -> Self {
        let (numbers, places) = index.places(&mut items.iter().map(services));
        Self { items, numbers, places }
    }

    /// Returns the positions of the items about a service.
    pub(super) fn places(&self, number: usize) -> &[usize] {
        let start = self.numbers.partition_point(|listed| *listed < number);
        let count = self.numbers.iter().skip(start).take_while(|listed| **listed == number).count();
        self.places.get(start..start + count).unwrap_or_default()
    }

    /// Returns the items at these positions.
    pub(super) fn items_at<'p>(&'p self, places: &'p [usize]) -> impl Iterator<Item = &'p T> {
        places.iter().filter_map(|place| self.items.get(*place))
    }
}
