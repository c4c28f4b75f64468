//! Tests which contacts are proposed, and for what.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers may fail loudly")]

mod common;

use common::{Case, run};

const CASES: &[(&str, Case)] = &[(
    "a_contact_is_that_of_the_contact_section_with_its_purpose",
    Case {
        policy: "# Lamp\n\n## Rights\n\nWrite to lamp@lamps.example.\n\n## Complaints\n\nYou can complain to the supervisory authority: office@authority.example.\n\n## Contact\n\n### Addresses\n\n- Questions: lamp@lamps.example\n- Security: gate@lamps.example\n- Data Protection Officer: officer@lamps.example\n",
        file: "bot/bot.toml",
        has: &[
            "# to = \"lamp@lamps.example\"\n# purpose = [\"privacy\"]\n# statement = \"addresses\"",
            "# to = \"gate@lamps.example\"\n# purpose = [\"security\"]",
            "# to = \"officer@lamps.example\"\n# purpose = [\"data-protection-officer\"]",
        ],
        lacks: &["office@authority.example"],
    },
)];

#[test]
fn contacts_are_those_of_the_bot() {
    run(CASES);
}
