//! Writes the headers for nginx: one file for `http { }`, which maps paths to header values, and one for the page's server or
//! location, which sends the headers.

use std::fmt::Write as _;

use super::{FRAMED, HeaderFormat, Rules, escape_regex, request_paths, title_case};
use crate::headers::{BYTES, Header, NO_FILE, Profile};

impl Rules {
    pub(super) fn nginx(&self) -> String {
        let mut out = format!(
            "# Include it in the server or location of the page, and {} in http {{ }}.\n\
             # A location inside of it that has an add_header of its own must include this file again.\n\
             default_type {BYTES};\ntypes {{\n",
            HeaderFormat::NginxMaps.file_name()
        );
        for (kind, endings) in self.types() {
            let _ = writeln!(out, "  \"{kind}\" {};", endings.into_iter().collect::<Vec<_>>().join(" "));
        }
        out.push_str("}\n");
        for name in self.names() {
            // Error responses have no `Cache-Control`.
            let always = if name == "cache-control" { "" } else { " always" };
            let _ = writeln!(out, "add_header {} {}{always};", title_case(name), variable(name));
        }
        out
    }

    pub(super) fn nginx_maps(&self) -> String {
        // Values are looked up by the path below the published folder. Elsewhere all of them are empty, and nginx sends no header with an
        // empty value. This also keeps keys short enough for nginx's default table size, which is one setting for all maps.
        let mut out = format!(
            "# Include it in http {{ }}. It sends no header; include {} in the page's server or location.\n\
             # Only the first map contains the path of the page. Elsewhere all values are empty.\n\
             map $uri $carrot_file {{\n  \"~(?s)^{}(?<carrot_below>/.*)\" $carrot_below;\n}}\n",
            HeaderFormat::Nginx.file_name(),
            escape_regex(&self.base)
        );
        let value = |headers: &[Header], name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        for name in self.names() {
            let _ = writeln!(out, "map $carrot_file {} {{\n  \"\" \"\";", variable(name));
            // A path without a file gets the headers of an error.
            let failure = NO_FILE.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            let other = value(&self.all, name);
            let everywhere = other.is_some();
            let other = other.or(failure).unwrap_or_default();
            let _ = writeln!(out, "  default \"{other}\";");
            for (path, headers) in self.files.iter().filter(|_| !everywhere) {
                let own = value(headers, name);
                if Profile::of(path) == Profile::Embed && own.is_none() {
                    continue;
                }
                let value = own.unwrap_or_default();
                for path in request_paths(path).filter(|_| value != other) {
                    // Write a longer key as a regular expression, because it does not fit into nginx's smallest hash table.
                    let key = if path.len() > 46 { format!("~^{}$", escape_regex(&path)) } else { path };
                    let _ = writeln!(out, "  \"{key}\" \"{value}\";");
                }
            }
            if !self.framed.is_empty() && !everywhere {
                let value = value(&self.framed, name).unwrap_or_default();
                let _ = writeln!(out, "  \"~^{FRAMED}\" \"{value}\";");
            }
            out.push_str("}\n");
        }
        out
    }
}

/// Returns the name of the nginx variable that contains the value of a header.
pub(super) fn variable(name: &str) -> String {
    format!("$carrot_{}", name.replace('-', "_"))
}
