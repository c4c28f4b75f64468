//! Encodes the reply that a button or menu opens into its custom id (a text that Discord sends back when the button is used), so that
//! the program stores no state.
//!
//! ```text
//! privacy/2/details/3/retention                           the third page of a topic's details
//! privacy/2/rules/1/retention                             the rules that ask for it
//! privacy/2/page/3/retention                              the same as details: the button of an older message
//! privacy/2/questions0/1/retention                        the first menu of questions below its first page
//! compliance/2/frameworks0/1/shield-dynos/soc-2/          the menu of frameworks below a cell of the coverage table
//! ```
//!
//! A custom id of another version is stale; one with another prefix belongs to another bot. Both lead to the overview.

use crate::{
    LocalizedContent, limits,
    lookup::{name::MAX_CODE, topic::OVERVIEW},
    reply::{MenuId, NOTHING, ReplySubject, Request, View},
};

/// Version of the custom ids' format. A message with another version is stale.
pub const VERSION: &str = "2";

const PRIVACY: &str = "privacy";
const COMPLIANCE: &str = "compliance";
/// The word in custom ids of older messages in the place of a view. It means the details.
const LEGACY_DETAILS: &str = "page";
/// Largest page number in a custom id. Replies have fewer pages.
const MAX_PAGE: usize = 9_999;

// Check at compile time that the longest custom id is within Discord's limit, for any content.
const _: () = assert!(COMPLIANCE.len() + VERSION.len() + "frameworks0".len() + 4 + 3 * MAX_CODE + 6 <= limits::CUSTOM_ID);
const _: () = assert!(PRIVACY.len() + VERSION.len() + "frameworks0".len() + 4 + carrot_core::MAX_LEN + 4 <= limits::CUSTOM_ID);

/// Returns the custom id of the button to a page of a view. Pages count from 1.
pub fn page_id(subject: &ReplySubject, view: View, page: usize) -> String {
    format_custom_id(subject, view.as_str(), page)
}

/// Returns the custom id of a menu on a page. A long menu is split into several: `index` is the number of the part, from 0.
pub fn menu_id(subject: &ReplySubject, menu: MenuId, index: usize, page: usize) -> String {
    format_custom_id(subject, &format!("{}{index}", menu.as_str()), page)
}

fn format_custom_id(subject: &ReplySubject, control: &str, page: usize) -> String {
    let page = page.min(MAX_PAGE);
    match subject {
        ReplySubject::Topic(id) => format!("{PRIVACY}/{VERSION}/{control}/{page}/{id}"),
        ReplySubject::Compliance([service, framework, data]) => {
            format!("{COMPLIANCE}/{VERSION}/{control}/{page}/{service}/{framework}/{data}")
        }
    }
}

/// Returns whether a button or menu belongs to this product, in any version. If the bot has other components, pass on only these
/// interactions.
pub fn is_ours(custom_id: &str) -> bool {
    parse(custom_id, None).ours
}

/// The request of a pressed button or menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentRequest {
    /// The reply to show.
    pub subject: ReplySubject,
    /// The view to show.
    pub view: View,
    /// The page of that view, from 1. A page that does not exist is replaced by the nearest one.
    pub page: usize,
    /// True if the message is ours and can be replaced.
    pub ours: bool,
}

/// Parses a custom id. `value` is the chosen value if the id belongs to a menu.
///
/// ```
/// use bot_embed::{custom_id::{page_id, parse}, reply::{ReplySubject, View}};
/// let subject = ReplySubject::Topic("retention".to_owned());
/// assert_eq!(parse(&page_id(&subject, View::Details, 3), None).page, 3);
/// assert_eq!(parse("privacy/2/page/3/retention", None), parse("privacy/2/details/3/retention", None));
/// assert_eq!(parse("privacy/0/old", None).subject, ReplySubject::Topic("at-a-glance".to_owned()));
/// assert!(!parse("somebody-elses", None).ours);
/// ```
pub fn parse(custom_id: &str, value: Option<&str>) -> ComponentRequest {
    let mut parts = custom_id.split('/');
    let command = parts.next().unwrap_or_default();
    let overview = match command {
        COMPLIANCE => ReplySubject::Compliance(Default::default()),
        _ => ReplySubject::Topic(OVERVIEW.to_owned()),
    };
    let ours = matches!(command, PRIVACY | COMPLIANCE) && parts.next().is_some();
    let stale = ComponentRequest { subject: overview, view: View::Short, page: 1, ours };
    let Some(VERSION) = custom_id.split('/').nth(1).filter(|_| ours) else { return stale };
    let (Some(control), Some(page)) = (parts.next(), parts.next()) else { return stale };
    let Some(subject) = parse_subject(command, &parts.collect::<Vec<_>>()) else { return stale };
    let view = View::ALL.into_iter().find(|view| control == view.as_str()).or((control == LEGACY_DETAILS).then_some(View::Details));
    if let Some(view) = view {
        return ComponentRequest { subject, view, page: page.parse().unwrap_or(1).max(1), ours };
    }
    let menu = MenuId::ALL.into_iter().find(|menu| {
        control.strip_prefix(menu.as_str()).is_some_and(|index| index.len() == 1 && index.bytes().all(|byte| byte.is_ascii_digit()))
    });
    match (menu, value) {
        (Some(menu), Some(value)) => ComponentRequest { subject: with_choice(subject, menu, value), view: View::Short, page: 1, ours },
        _ => stale,
    }
}

fn parse_subject(command: &str, rest: &[&str]) -> Option<ReplySubject> {
    match (command, rest) {
        (PRIVACY, [id]) if !id.is_empty() => Some(ReplySubject::Topic((*id).to_owned())),
        (COMPLIANCE, [service, framework, data]) => {
            Some(ReplySubject::Compliance([service, framework, data].map(|code| (*code).to_owned())))
        }
        _ => None,
    }
}

fn with_choice(subject: ReplySubject, menu: MenuId, value: &str) -> ReplySubject {
    let Some(index) = menu.code_index() else { return ReplySubject::Topic(value.to_owned()) };
    let mut asked = match subject {
        ReplySubject::Compliance(asked) => asked,
        ReplySubject::Topic(_) => Default::default(),
    };
    if let Some(code) = asked.get_mut(index) {
        *code = if value == NOTHING { String::new() } else { value.to_owned() };
    }
    ReplySubject::Compliance(asked)
}

impl ComponentRequest {
    /// Returns the request.
    pub fn request(&self, localized: LocalizedContent<'_>) -> Request<'_> {
        self.subject.request(localized)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compliance(asked: [&str; 3]) -> ReplySubject {
        ReplySubject::Compliance(asked.map(str::to_owned))
    }

    #[test]
    fn written_custom_ids_are_read_back() {
        let topic = ReplySubject::Topic("retention".to_owned());
        let cell = compliance(["shield-dynos", "*soc", ""]);
        for subject in [&topic, &cell] {
            for (view, page) in View::ALL.into_iter().flat_map(|view| [0, 1, 7].map(|page| (view, page))) {
                let opened = ComponentRequest { subject: subject.clone(), view, page: page.max(1), ours: true };
                assert_eq!(parse(&page_id(subject, view, page), None), opened);
            }
        }
        let menu = |subject, menu, value| parse(&menu_id(subject, menu, 0, 2), Some(value)).subject;
        assert_eq!(menu(&topic, MenuId::Questions, "deletion"), ReplySubject::Topic("deletion".to_owned()));
        assert_eq!(menu(&cell, MenuId::Data, "card-data"), compliance(["shield-dynos", "*soc", "card-data"]));
        assert_eq!(menu(&cell, MenuId::Services, NOTHING), compliance(["", "*soc", ""]));
        assert_eq!(menu(&cell, MenuId::Related, "hosting"), ReplySubject::Topic("hosting".to_owned()));
    }

    #[test]
    fn stale_and_foreign_ids_open_the_overview() {
        let overview = ReplySubject::Topic(OVERVIEW.to_owned());
        for stale in [
            "privacy/",
            "privacy/1",
            "privacy/1/questions/0/-",
            "privacy/2",
            "privacy/2/page/1",
            "privacy/2/page/1/",
            "privacy/2/page/1/a/b",
        ] {
            assert_eq!(
                parse(stale, None),
                ComponentRequest { subject: overview.clone(), view: View::Short, page: 1, ours: true },
                "{stale}"
            );
        }
        for stale in ["compliance/1/x", "compliance/2/page/1/a/b", "compliance/2/vote0/1/a/b/c"] {
            assert_eq!(
                parse(stale, Some("x")),
                ComponentRequest { subject: compliance(["", "", ""]), view: View::Short, page: 1, ours: true },
                "{stale}"
            );
        }
        for foreign in ["", "vote", "privacy", "privacy-2/2/page/1/a", "compliance"] {
            assert!(!parse(foreign, None).ours, "{foreign}");
        }
        // The value is missing, as if nothing was chosen in the menu.
        assert_eq!(parse("privacy/2/questions0/1/retention", None).subject, overview);
    }

    /// Custom ids of earlier versions: messages with them are still in chats.
    #[test]
    fn buttons_and_menus_of_older_messages_still_work() {
        let topic = |id: &str, view, page| ComponentRequest { subject: ReplySubject::Topic(id.to_owned()), view, page, ours: true };
        assert_eq!(parse("privacy/2/page/2/retention", None), topic("retention", View::Details, 2));
        assert_eq!(parse("privacy/2/questions0/1/retention", Some("deletion")), topic("deletion", View::Short, 1));
        let cell = compliance;
        let page = parse("compliance/2/page/3/shield-dynos/soc-2/", None);
        assert_eq!((page.subject, page.view, page.page), (cell(["shield-dynos", "soc-2", ""]), View::Details, 3));
        let menu = parse("compliance/2/frameworks0/1/shield-dynos/soc-2/", Some("hipaa"));
        assert_eq!((menu.subject, menu.view), (cell(["shield-dynos", "hipaa", ""]), View::Short));
    }

    #[test]
    fn invalid_page_number_opens_the_first_page() {
        for (page, expected) in [("0", 1), ("-1", 1), ("x", 1), ("99999999999999999999", 1), ("9999", 9_999)] {
            assert_eq!(parse(&format!("privacy/2/page/{page}/retention"), None).page, expected, "{page}");
        }
    }
}
