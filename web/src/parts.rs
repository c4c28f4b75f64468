//! The parts of the page, in reading order.

use carrot_core::i18n::Messages;

/// Returns the anchor and the title of each part.
pub fn parts(messages: Messages) -> [(&'static str, &'static str); 9] {
    [
        ("at-a-glance", messages.at_a_glance()),
        ("collected-data", messages.collected()),
        ("policy", messages.policy()),
        ("not-stated", messages.policy_gaps()),
        ("hosting", messages.hosting()),
        ("coverage", messages.coverage()),
        ("solver", messages.solver()),
        ("sources", messages.sources()),
        ("glossary", messages.glossary()),
    ]
}
