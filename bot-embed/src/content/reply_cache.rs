//! A cache of rendered replies, because most people ask for the same ones, and rendering takes longer than a lookup.
//!
//! It keeps only replies to requests that consist of ids, as menus, buttons and suggestions send them, and never typed text. It takes a
//! few megabytes at most.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use carrot_core::Date;

use crate::{
    Page,
    display::{Delivery, Form, Showing},
};

/// The most that is kept, in bytes. With more, all begins anew.
const MOST: usize = 4 * 1024 * 1024;

/// The request of a kept reply.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// In which language.
    pub(crate) edition: usize,
    pub(crate) words: &'static str,
    pub(crate) form: Form,
    pub(crate) delivery: Delivery,
    /// `privacy` or `compliance`, and the ids that were given.
    pub(crate) command: &'static str,
    pub(crate) ids: [Option<Box<str>>; 3],
    /// True if the first text is certainly an id.
    pub(crate) exact: bool,
    pub(crate) shown: Showing,
    /// The day, if replies may note a recent change on it.
    pub(crate) noted: Option<Date>,
}

#[derive(Default)]
struct Kept {
    /// The page that the kept replies link to.
    page: Option<Page>,
    replies: HashMap<Key, Arc<[u8]>>,
    bytes: usize,
}

/// The replies that are kept.
#[derive(Default)]
pub(crate) struct ReplyCache(Mutex<Kept>);

impl ReplyCache {
    /// A response: what was composed before, or else is now.
    pub(crate) fn response<E>(
        &self,
        key: Key,
        page: Option<&Page>,
        compose: impl FnOnce() -> Result<Arc<[u8]>, E>,
    ) -> Result<Arc<[u8]>, E> {
        {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(response) = kept.replies.get(&key).filter(|_| kept.page.as_ref() == page) {
                return Ok(Arc::clone(response));
            }
        }
        // Not under the lock: others may want what is there.
        let response = compose()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.page.as_ref() != page || kept.bytes + response.len() > MOST {
            *kept = Kept { page: page.cloned(), ..Kept::default() };
        }
        kept.bytes += response.len();
        kept.replies.insert(key, Arc::clone(&response));
        Ok(response)
    }
}

/// A copy begins empty.
impl Clone for ReplyCache {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for ReplyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplyCache")
    }
}
