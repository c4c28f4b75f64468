//! The parts of the page, in reading order.

use carrot_core::words::Words;

/// The anchor and the title of each part.
pub fn parts(words: Words) -> [(&'static str, &'static str); 9] {
    [
        ("at-a-glance", words.at_a_glance()),
        ("collected-data", words.collected()),
        ("policy", words.policy()),
        ("not-stated", words.not_said()),
        ("hosting", words.hosting()),
        ("coverage", words.coverage()),
        ("solver", words.solver()),
        ("sources", words.sources()),
        ("glossary", words.glossary()),
    ]
}
