//! Reads the address at which the page is published. All links of the page are relative, so only
//! files such as `llms.txt` and the headers of static hosts need the address.

/// Returns the folder of the published page from the value of `PUBLIC_URL`; `None` if the value is
/// missing or empty.
///
/// # Errors
/// Returns one sentence if the value is not the address of a page.
pub fn published(value: Option<&str>) -> Result<Option<String>, String> {
    let Some(url) = value.map(str::trim).filter(|url| !url.is_empty()) else { return Ok(None) };
    let wrong =
        |what: &str| Err(format!("PUBLIC_URL cannot be used: `{url}` {what}: use an address such as https://bot.example/privacy/"));
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return wrong("begins with neither https:// nor http://");
    };
    if url.chars().any(|c| !c.is_ascii_graphic() || "\"<>\\^`{|}()[]".contains(c)) && !rest.starts_with('[') {
        return wrong("contains white space or other characters that are not allowed in an address");
    }
    if url.contains(['?', '#']) {
        return wrong("contains `?` or `#`, but links to the page add their own");
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') || host.contains('@') {
        return wrong("names no host");
    }
    // For a page that is a file, return its folder.
    let folder = match url.rsplit_once('/') {
        Some((folder, name)) if name.ends_with(".html") => folder,
        _ => url.trim_end_matches('/'),
    };
    Ok(Some(format!("{folder}/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_url_is_accepted_and_others_are_errors() {
        let read = |url: &str| published(Some(url));
        for (url, folder) in [
            ("https://bot.example", "https://bot.example/"),
            ("https://bot.example/privacy", "https://bot.example/privacy/"),
            (" https://bot.example/privacy/ ", "https://bot.example/privacy/"),
            ("https://bot.example/privacy.html", "https://bot.example/"),
            ("http://[::1]:8080", "http://[::1]:8080/"),
        ] {
            assert_eq!(read(url).unwrap().as_deref(), Some(folder), "{url}");
        }
        assert_eq!((published(None), read(" ")), (Ok(None), Ok(None)));
        for bad in [
            "bot.example",
            "ftp://a",
            "https://",
            "https:///a",
            "https://u@a",
            "https://a b",
            "https://a/?q",
            "https://a/#b",
            "https://a/)b",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(
            read("bot.example").unwrap_err(),
            "PUBLIC_URL cannot be used: `bot.example` begins with neither https:// nor http://: use an address such as \
             https://bot.example/privacy/"
        );
    }
}
