//! A cache of rendered replies, because most people ask for the same ones, and rendering takes longer than a lookup.
//!
//! Caches only requests that consist of ids, which menus, buttons and suggestions send; free text
//! is never a key. The size of the cache is limited to [`MAX_BYTES`].

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use carrot_core::Date;

use crate::{
    PublicUrl,
    display::{Delivery, Form, PageRef},
};

/// Maximum total size of the cached responses, in bytes. The cache is cleared when a response would exceed it.
const MAX_BYTES: usize = 4 * 1024 * 1024;

/// Cache key: everything that a rendered reply depends on, except the address of the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ReplyKey {
    /// Index of the content's language: 0 is the original, then the translations in order.
    pub(crate) language_index: usize,
    /// The language of the interface.
    pub(crate) interface_lang: &'static str,
    pub(crate) form: Form,
    pub(crate) delivery: Delivery,
    /// The command's name, `privacy` or `compliance`.
    pub(crate) command: &'static str,
    pub(crate) ids: [Option<Box<str>>; 3],
    /// True for [`Request::Topic`] (exact id). A typed option with the same text may get a different reply.
    pub(crate) is_exact_id: bool,
    pub(crate) shown: PageRef,
    /// The caller's date, if replies may have a note about a recent change on it. Else `None`, so that the reply is cached for all days.
    pub(crate) change_note_date: Option<Date>,
}

#[derive(Default)]
struct CacheState {
    /// The page that the cached replies link to.
    page: Option<PublicUrl>,
    replies: HashMap<ReplyKey, Arc<[u8]>>,
    bytes: usize,
}

/// The cached replies.
#[derive(Default)]
pub(crate) struct ReplyCache(Mutex<CacheState>);

impl ReplyCache {
    /// Returns the cached response for `key`, or else calls `compose` and caches its result. An error is not cached.
    pub(crate) fn get_or_compose<E>(
        &self,
        key: ReplyKey,
        page: Option<&PublicUrl>,
        compose: impl FnOnce() -> Result<Arc<[u8]>, E>,
    ) -> Result<Arc<[u8]>, E> {
        {
            let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(response) = kept.replies.get(&key).filter(|_| kept.page.as_ref() == page) {
                return Ok(Arc::clone(response));
            }
        }
        // Compose without holding the lock, so that other threads can read the cache.
        let response = compose()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.page.as_ref() != page || kept.bytes + response.len() > MAX_BYTES {
            *kept = CacheState { page: page.cloned(), ..CacheState::default() };
        }
        kept.bytes += response.len();
        kept.replies.insert(key, Arc::clone(&response));
        Ok(response)
    }
}

/// A clone begins with an empty cache.
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
