//! The parts of the page, in reading order.

use carrot_core::{
    Part,
    i18n::Messages,
    lookup::topic::{GAPS, OVERVIEW},
};

/// Returns the anchor and the title of each part. Anchors of parts that are topics are the ids of these topics.
pub fn parts(messages: Messages) -> [(&'static str, &'static str); 9] {
    [
        (OVERVIEW, messages.at_a_glance()),
        (Part::CollectedData.id(), messages.collected()),
        (Part::Policy.id(), messages.policy()),
        (GAPS, messages.policy_gaps()),
        (Part::Hosting.id(), messages.hosting()),
        (Part::Coverage.id(), messages.coverage()),
        ("solver", messages.solver()),
        (Part::Sources.id(), messages.sources()),
        ("glossary", messages.glossary()),
    ]
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use carrot_core::lookup::topic::{PARTS, Topic};

    use super::*;

    /// Parts that only the page has: no reply is about them.
    const NO_TOPICS: [&str; 3] = ["coverage", "solver", "glossary"];

    #[test]
    fn anchors_open_their_topics() {
        let policy = carrot_testing::content();
        let ids = parts(Messages::En).map(|(id, _)| id);
        for (id, title) in parts(Messages::En) {
            let topic = Topic::by_id(policy, id);
            assert_eq!(topic.is_none(), NO_TOPICS.contains(&id), "{id}");
            // The whole policy answers both parts: its data and its text.
            let whole = [Part::CollectedData.id(), Part::Policy.id()].contains(&id);
            let Some(topic) = topic else { continue };
            assert_eq!(topic.id(), if whole { OVERVIEW } else { id });
            assert!(whole || topic.name(Messages::En) == title, "{id}: {title}");
        }
        assert!(PARTS.iter().all(|id| ids.contains(id)), "an intent leads to each of these parts");
    }
}
