//! What the program needs of a page beside its text: the index to search in, and the few words that it says itself, all in the page's
//! language. It is a file of its own beside the page, so the program knows no language and no content.

use carrot_core::{
    BakedError, from_bytes,
    search::{Hit, Index},
};
#[cfg(feature = "ssr")]
use carrot_core::{Policy, words::Words};
use serde::{Deserialize, Serialize};

/// The words that the program says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrases {
    /// How many results a search has: none, one, and more, with `{}` in place of the number.
    pub found: [String; 3],
    /// The list of search results.
    pub results: String,
    /// Before words that are spelt alike.
    pub near: String,
    /// The kinds of results, in the order of [`carrot_core::search::Kind`].
    pub kinds: Vec<String>,
}

impl Phrases {
    /// In one language.
    #[cfg(feature = "ssr")]
    pub fn new(words: Words) -> Self {
        let owned = |text: &str| text.to_owned();
        Self {
            found: [words.found_none(), words.found_one(), words.found_many()].map(owned),
            results: owned(words.results()),
            near: owned(words.spelt_alike()),
            kinds: carrot_core::search::Kind::ALL.iter().map(|kind| owned(words.hit_kind(*kind))).collect(),
        }
    }

    /// How many results there are.
    pub fn found(&self, count: usize) -> String {
        let [none, one, many] = &self.found;
        match count {
            0 => none.clone(),
            1 => one.clone(),
            _ => many.replace("{}", &count.to_string()),
        }
    }
}

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The words.
    pub phrases: Phrases,
    index: Index,
}

impl Spoken {
    /// The file for a page.
    ///
    /// # Errors
    /// Never, with the memory that it takes.
    #[cfg(feature = "ssr")]
    pub fn file(policy: &Policy, words: Words) -> Result<Vec<u8>, BakedError> {
        carrot_core::to_bytes(&(Phrases::new(words), Index::new(policy).to_bytes()?))
    }

    /// What stands in a file.
    ///
    /// # Errors
    /// Where it is none, or another version's.
    pub fn read(file: &[u8]) -> Result<Self, BakedError> {
        let (phrases, index): (Phrases, Vec<u8>) = from_bytes(file)?;
        Ok(Self { phrases, index: Index::from_bytes(&index)? })
    }

    /// What fits a query, the best first.
    pub fn search(&self, query: &str) -> Vec<Hit<'_>> {
        self.index.search(query)
    }

    /// Words that are spelt like what nothing was found for.
    pub fn near(&self, query: &str) -> Vec<&str> {
        self.index.near(query)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_file_tells_what_was_put_into_it() {
        let page = crate::view::Page::baked(&carrot_core::Lang::default()).unwrap();
        let read = Spoken::read(&Spoken::file(page.policy, page.words).unwrap()).unwrap();
        assert_eq!(read.phrases, Phrases::new(page.words));
        assert_eq!(read.phrases.kinds.len(), 13);
        assert!(!read.search("privacy").is_empty());
        assert_eq!(read.phrases.found(12), page.words.found(12));
        assert!(Spoken::read(b"nothing").is_err());
    }
}
