//! The custom ids of the buttons for rights, such as `rights/1/ask/deletion`.

use carrot_core::RightKind;

/// The action that a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RightsButton {
    /// Shows the actions that the bot offers.
    Open,
    /// Asks for confirmation.
    Ask(RightKind),
    /// Carries out the action.
    Do(RightKind),
    /// Cancels the action.
    Cancel,
}

/// Version of these custom ids. A button of another version shows the offered actions again.
const VERSION: &str = "1";
const PREFIX: &str = "rights";

impl RightsButton {
    pub(super) fn write(self) -> String {
        let name = |kind| RightKind::ALL.into_iter().find(|(_, other)| *other == kind).map_or("", |(name, _)| name);
        match self {
            Self::Open => format!("{PREFIX}/{VERSION}/open"),
            Self::Ask(kind) => format!("{PREFIX}/{VERSION}/ask/{}", name(kind)),
            Self::Do(kind) => format!("{PREFIX}/{VERSION}/do/{}", name(kind)),
            Self::Cancel => format!("{PREFIX}/{VERSION}/cancel"),
        }
    }

    /// Parses a custom id. `None` if it does not belong to this module.
    pub(super) fn read(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix('/')?;
        let kind = |name: &str| RightKind::ALL.into_iter().find(|(other, _)| *other == name).map(|(_, kind)| kind);
        let mut parts = rest.split('/');
        let pressed = match (parts.next(), parts.next(), parts.next().map(kind), parts.next()) {
            (Some(VERSION), Some("ask"), Some(Some(kind)), None) => Self::Ask(kind),
            (Some(VERSION), Some("do"), Some(Some(kind)), None) => Self::Do(kind),
            (Some(VERSION), Some("cancel"), None, None) => Self::Cancel,
            _ => Self::Open,
        };
        Some(pressed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_ids_are_parsed_as_written() {
        for (_, kind) in RightKind::ALL {
            for pressed in [RightsButton::Open, RightsButton::Ask(kind), RightsButton::Do(kind), RightsButton::Cancel] {
                assert_eq!(RightsButton::read(&pressed.write()), Some(pressed));
            }
        }
        for stale in ["rights/", "rights/0/do/deletion", "rights/1/do/everything", "rights/1/do/deletion/now", "rights/1/ask"] {
            assert_eq!(
                RightsButton::read(stale),
                Some(RightsButton::Open),
                "{stale}: nothing is deleted by a button of another version"
            );
        }
        for foreign in ["", "rights", "right/1/open", "privacy/2/page/1/retention"] {
            assert_eq!(RightsButton::read(foreign), None, "{foreign}");
        }
    }
}
