//! The folders of a site. Pages in the interface's first language are at the root; those in another language are in a folder with its name.

use carrot_core::i18n::Messages;

/// Returns the folder of a language, from the root of the site: `fr/`, or nothing for the first language.
pub(crate) fn folder(messages: Messages) -> String {
    if messages == Messages::ALL[0] { String::new() } else { [messages.lang(), "/"].concat() }
}

/// Returns the address of the root of the site from one of its folders: `../../` from `fr/terms/`, and `./` from the root itself.
#[cfg(feature = "ssr")]
pub(crate) fn root_from(folder: &str) -> String {
    match folder.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
