//! Writes the headers in the formats of static hosts.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

mod caddy;
mod nginx;

use super::{HSTS, Header, NO_CACHE, Profile, content_type};

/// A format in which static hosts read the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderFormat {
    /// Netlify and Cloudflare Pages, which read `_headers` in the folder that is published.
    HeadersFile,
    /// nginx: a file to include in the `server { }` or `location { }` that serves the page. Requires [`Self::NginxMaps`].
    Nginx,
    /// nginx: a file to include in `http { }`, the only context that allows `map`. It defines the header values for [`Self::Nginx`] and
    /// sends no header itself.
    NginxMaps,
    /// Caddy: a file to import into a site.
    Caddy,
    /// Heroku's buildpack `heroku/static-web-server`: a part of `project.toml`.
    Heroku,
}

impl HeaderFormat {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::HeadersFile, Self::Nginx, Self::NginxMaps, Self::Caddy, Self::Heroku];

    /// Returns the name of the headers file. `carrot serve` never serves files whose names begin with `_headers`.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::HeadersFile => "_headers",
            Self::Nginx => "_headers.nginx.conf",
            Self::NginxMaps => "_headers.nginx.maps.conf",
            Self::Caddy => "_headers.caddy",
            Self::Heroku => "_headers.project.toml",
        }
    }

    /// Returns the format's name on the command line.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::HeadersFile => "_headers",
            Self::Nginx => "nginx",
            Self::NginxMaps => "nginx-maps",
            Self::Caddy => "caddy",
            Self::Heroku => "heroku",
        }
    }

    /// Returns the format with this name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|host| host.short_name() == name)
    }

    /// Writes the headers of files in this format. `files` has the headers by path.
    ///
    /// `base` is the path of the published folder, with a slash at both ends. `over_tls` adds HSTS. Set it only if all of the site
    /// is reachable over TLS.
    pub fn write(self, files: &BTreeMap<String, Vec<Header>>, base: &str, over_tls: bool) -> String {
        let rules = Rules::of(files, base.trim_end_matches('/'), over_tls);
        let text = match self {
            Self::HeadersFile => rules.headers_file(),
            Self::Nginx => rules.nginx(),
            Self::NginxMaps => rules.nginx_maps(),
            Self::Caddy => rules.caddy(),
            Self::Heroku => rules.heroku(),
        };
        format!("# Written by `carrot headers`: the hashes match the files in this folder. Write it again after each build.\n{text}")
    }
}

/// Header rules that do not overlap. No two rules set the same header for a file, because hosts differ in which of the two they
/// send.
struct Rules {
    /// Path of the published folder, without a slash at the end.
    base: String,
    /// Headers of every file.
    all: Vec<Header>,
    /// Further headers of every document that other sites may put into a frame.
    framed: Vec<Header>,
    /// Further headers of each file, by path.
    files: Vec<(String, Vec<Header>)>,
}

/// Regular expression for the paths of documents that other sites may put into a frame, and of their folders.
const FRAMED: &str = "/embed/(.*/)?(index\\.html)?$";

impl Rules {
    fn of(files: &BTreeMap<String, Vec<Header>>, base: &str, over_tls: bool) -> Self {
        let mut all = shared_headers(files.values());
        let framed = shared_headers(files.iter().filter(|(path, _)| Profile::of(path) == Profile::Embed).map(|(_, headers)| headers));
        let framed = without(&framed, &all);
        let files = files
            .iter()
            .map(|(path, headers)| {
                let own = without(headers, &all);
                (path.clone(), if Profile::of(path) == Profile::Embed { without(&own, &framed) } else { own })
            })
            .collect();
        if over_tls {
            all.push((HSTS.0.to_owned(), HSTS.1.to_owned()));
        }
        Self { base: base.to_owned(), all, framed, files }
    }

    /// Returns the request paths of a file.
    fn paths(&self, path: &str) -> Vec<String> {
        request_paths(path).map(|path| format!("{}{path}", self.base)).collect()
    }

    /// Returns the rules for hosts that support only a `*` at the end of a path: the headers of `embed/*`, and those of each file.
    /// `embed/*` gets the headers of framed documents, except `Cache-Control`, because other files below `embed/` have another
    /// value of it.
    fn for_star_paths(&self) -> (Vec<Header>, impl Iterator<Item = (&String, Vec<Header>)>) {
        let (kept, framed): (Vec<_>, Vec<_>) = self.framed.iter().cloned().partition(|(name, _)| name == "cache-control");
        let below = framed.clone();
        let files = self.files.iter().map(move |(path, headers)| {
            let embed = path.starts_with("/embed/");
            let headers = if embed { without(headers, &below) } else { headers.clone() };
            (path, headers.into_iter().chain(kept.iter().filter(|_| embed && Profile::of(path) == Profile::Embed).cloned()).collect())
        });
        (framed, files)
    }

    fn headers_file(&self) -> String {
        let (framed, files) = self.for_star_paths();
        let mut out = String::new();
        let mut rule = |path: &str, headers: &[Header]| {
            // Leave this value out, because these hosts send it by default.
            let mut sent =
                headers.iter().filter(|(name, value)| (name.as_str(), value.as_str()) != ("cache-control", NO_CACHE)).peekable();
            if sent.peek().is_some() {
                let _ = writeln!(out, "{path}");
                sent.for_each(|(name, value)| {
                    let _ = writeln!(out, "  {}: {value}", title_case(name));
                });
            }
        };
        rule(&format!("{}/*", self.base), &self.all);
        rule(&format!("{}/embed/*", self.base), &framed);
        for (path, headers) in files {
            for path in self.paths(path) {
                rule(&path, &headers);
            }
        }
        out
    }

    fn heroku(&self) -> String {
        let (framed, files) = self.for_star_paths();
        let mut rules = BTreeMap::<String, Vec<Header>>::new();
        rules.insert("*".to_owned(), self.all.clone());
        rules.insert(format!("{}/embed/*", self.base), framed);
        for (path, headers) in files {
            let is_plain_document = Profile::of(path) == Profile::Embed && headers.iter().all(|(name, _)| name == "cache-control");
            for path in self.paths(path) {
                // Write one rule for all documents of the same depth.
                let path = match path.strip_prefix(&format!("{}/embed/", self.base)).filter(|_| is_plain_document) {
                    Some(rest) => {
                        let (folders, name) = rest.rsplit_once('/').map_or(("", rest), |(folders, name)| (folders, name));
                        let stars = "*/".repeat(folders.split('/').filter(|folder| !folder.is_empty()).count());
                        format!("{}/embed/{stars}{name}", self.base)
                    }
                    None => path,
                };
                rules.insert(path, headers.clone());
            }
        }
        let mut out = String::new();
        for (path, headers) in rules.iter().filter(|(_, headers)| !headers.is_empty()) {
            let _ = writeln!(out, "[com.heroku.static-web-server.headers.\"{path}\"]");
            for (name, value) in headers {
                let _ = writeln!(out, "{} = \"{value}\"", title_case(name));
            }
        }
        out
    }

    /// Returns the types of the files, each with the endings of their names.
    fn types(&self) -> BTreeMap<String, BTreeSet<&str>> {
        let mut types = BTreeMap::<_, BTreeSet<_>>::new();
        for (path, _) in &self.files {
            let name = path.rsplit('/').next().unwrap_or_default();
            if let Some((_, ending)) = name.rsplit_once('.') {
                types.entry(content_type(path)).or_default().insert(ending);
            }
        }
        types
    }

    /// Returns the names of all headers.
    fn names(&self) -> BTreeSet<&str> {
        let own = self.files.iter().flat_map(|(_, headers)| headers);
        own.chain(&self.framed).chain(&self.all).map(|(name, _)| name.as_str()).collect()
    }
}

/// Returns the request paths of a file: its own path, and for `.../index.html` also that of the folder.
fn request_paths(path: &str) -> impl Iterator<Item = String> {
    path.strip_suffix("index.html").into_iter().chain([path]).map(str::to_owned)
}

/// Escapes a path for use in a regular expression.
fn escape_regex(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/-_~".contains(c);
    path.chars().flat_map(|c| (!is_plain(c)).then_some('\\').into_iter().chain([c])).collect()
}

/// Returns the headers that all files share.
fn shared_headers<'a>(mut files: impl Iterator<Item = &'a Vec<Header>>) -> Vec<Header> {
    let first = files.next().cloned().unwrap_or_default();
    files.fold(first, |shared, headers| shared.into_iter().filter(|header| headers.contains(header)).collect())
}

/// Returns `headers` without those that are also in `others`.
fn without(headers: &[Header], others: &[Header]) -> Vec<Header> {
    headers.iter().filter(|header| !others.contains(header)).cloned().collect()
}

/// Returns a header name in title case: `content-type` becomes `Content-Type`.
fn title_case(name: &str) -> String {
    let part = |part: &str| match part.split_at_checked(1) {
        Some((first, rest)) => first.to_uppercase() + rest,
        None => String::new(),
    };
    name.split('-').map(part).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{
        super::{NO_FILE, of},
        *,
    };

    fn page() -> BTreeMap<String, Vec<Header>> {
        let html = "<style>p{}</style>";
        let mut files: BTreeMap<_, _> = [
            ("/index.html", html),
            ("/fr/index.html", html),
            ("/embed/v1.js", ""),
            ("/embed/frame-0123456789abcdef.js", ""),
            ("/app-0123456789abcdef.js", ""),
            ("/policy.json", ""),
        ]
        .map(|(path, text)| (path.to_owned(), of(path, text.as_bytes())))
        .into();
        for lang in ["", "fr/"] {
            for section in (0..100).map(|number| format!("s{number}/")).chain([String::new()]) {
                let path = format!("/embed/{lang}{section}index.html");
                files.insert(path.clone(), of(&path, html.as_bytes()));
            }
        }
        files
    }

    #[test]
    fn every_host_format_contains_the_same_headers() {
        let files = page();
        for host in HeaderFormat::ALL {
            let mut text = host.write(&files, "/privacy/", true);
            if host == HeaderFormat::Nginx {
                // Its values are in the other file, which contains the base path once.
                text = HeaderFormat::NginxMaps.write(&files, "/privacy/", true).replace("  \"/", "  \"/privacy/") + &text;
            }
            if host == HeaderFormat::NginxMaps {
                continue;
            }
            for profile in ["/index.html", "/embed/index.html"] {
                let policy =
                    of(profile, b"<style>p{}</style>").into_iter().find(|(name, _)| name == "content-security-policy").unwrap().1;
                assert!(text.contains(&format!("{policy}\n")) || text.contains(&format!("{policy}\"")), "{host:?} {profile}\n{text}");
            }
            for part in ["/privacy/embed/v1.js", "/privacy/index.html", "stale-while-revalidate", HSTS.1] {
                assert!(text.contains(part), "{host:?} {part}\n{text}");
            }
            assert!(!host.write(&files, "/", false).to_lowercase().contains("transport-security"), "{host:?}");
            assert!(text.lines().count() < 150 && text.lines().all(|line| line.len() < 2000), "{host:?}\n{text}");
            assert_eq!(HeaderFormat::from_name(host.short_name()), Some(host));
        }
        assert_eq!(HeaderFormat::from_name("apache"), None);
    }

    /// Reads the rules as the simplest hosts do: all that match a path apply.
    #[test]
    fn each_header_is_set_exactly_once() {
        let files = page();
        let text = HeaderFormat::HeadersFile.write(&files, "/", false);
        let mut rules: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("  ") {
                Some(header) => rules.last_mut().unwrap().1.push(header.split_once(": ").unwrap()),
                None => rules.push((line, Vec::new())),
            }
        }
        for (path, headers) in &files {
            let fits = |rule: &str| rule == path || rule.strip_suffix('*').is_some_and(|begin| path.starts_with(begin));
            let sent: Vec<_> = rules.iter().filter(|(rule, _)| fits(rule)).flat_map(|(_, headers)| headers).collect();
            let names: BTreeSet<_> = sent.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), sent.len(), "{path}: {sent:?}");
            for (name, value) in headers.iter().filter(|(_, value)| value != NO_CACHE) {
                assert!(sent.contains(&&(title_case(name).as_str(), value.as_str())), "{path} lacks {name}: {value}");
            }
        }
    }

    /// Returns the value of nginx's map for a path: exact keys first, then regular expressions in turn, else the default.
    fn mapped(text: &str, name: &str, path: &str) -> String {
        let map = text.split(&format!(" {name} {{\n")).nth(1).unwrap().split("\n}").next().unwrap();
        let lines: Vec<_> = map.lines().map(|line| line.trim().trim_end_matches(';').split_once(' ').unwrap()).collect();
        let find = |key: &str| lines.iter().find(|(pattern, _)| pattern.trim_matches('"') == key);
        let below_embed = path.starts_with("/embed/") && (path.ends_with('/') || path.ends_with("/index.html"));
        let long = format!("~^{}$", escape_regex(path));
        let found = find(path).or_else(|| find(&long)).or_else(|| find(&format!("~^{FRAMED}")).filter(|_| below_embed));
        found.or_else(|| find("default")).unwrap().1.trim_matches('"').to_owned()
    }

    #[test]
    fn nginx_sends_headers_for_the_page_and_no_header_for_other_paths() {
        let mut files = page();
        let long = format!("/{}.js", "long".repeat(20));
        files.insert(long.clone(), of(&long, b""));
        let maps = HeaderFormat::NginxMaps.write(&files, "/a.b/privacy/", true);
        // The file for `http { }` only defines variables. All depend on the first one.
        let outside: Vec<_> = maps.lines().filter(|line| !line.starts_with(['#', ' ', '}'])).collect();
        assert!(outside.iter().all(|line| line.starts_with("map $")), "{outside:?}");
        assert_eq!(outside[0], "map $uri $carrot_file {");
        assert!(maps.contains("{\n  \"~(?s)^/a\\.b/privacy(?<carrot_below>/.*)\" $carrot_below;\n}\n"), "{maps}");
        assert!(HeaderFormat::NginxMaps.write(&files, "/", true).contains("{\n  \"~(?s)^(?<carrot_below>/.*)\" $carrot_below;\n}\n"));
        // No key needs tables larger than nginx's default.
        assert!(maps.lines().filter_map(|line| line.strip_prefix("  \"/")?.split('"').next()).all(|key| key.len() < 46));

        let sent = HeaderFormat::Nginx.write(&files, "/a.b/privacy/", true);
        let added: BTreeMap<_, _> = sent
            .lines()
            .filter_map(|line| line.strip_prefix("add_header ")?.strip_suffix(';')?.split_once(' '))
            .map(|(name, value)| (name.to_lowercase(), value))
            .collect();
        assert!(added.iter().all(|(name, value)| value.ends_with(" always") == (name != "cache-control")), "{added:?}");
        let variable = |name: &str| added.get(name).map(|value| value.split(' ').next().unwrap()).unwrap();
        for name in added.keys() {
            assert_eq!(mapped(&maps, variable(name), ""), "", "{name} is sent elsewhere");
        }
        for (path, headers) in &files {
            for asked in request_paths(path) {
                for name in added.keys() {
                    let value = headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
                    let value = if name == HSTS.0 { HSTS.1 } else { value };
                    assert_eq!(mapped(&maps, variable(name), &asked), value, "{asked} {name}");
                }
            }
        }
        for (name, value) in NO_FILE {
            assert_eq!(mapped(&maps, variable(name), "/nothing"), *value, "{name}");
        }
        assert_eq!(mapped(&maps, variable("cache-control"), "/nothing"), "");
    }

    #[test]
    fn nginx_gets_the_types_of_files() {
        let mut files = page();
        for path in ["/policy.md", "/llms.txt", "/pkg/index.d.ts", "/app.wasm", "/LICENSE"] {
            files.insert(path.to_owned(), of(path, b""));
        }
        let sent = HeaderFormat::Nginx.write(&files, "/", false);
        for (path, line) in [
            ("/policy.md", "\n  \"text/markdown; charset=utf-8\" md;\n"),
            ("/pkg/index.d.ts", "\n  \"text/plain; charset=utf-8\" ts txt;\n"),
            ("/app.wasm", "\n  \"application/wasm\" wasm;\n"),
            ("/LICENSE", "\ndefault_type application/octet-stream;\n"),
        ] {
            assert!(sent.contains(line) && line.contains(&content_type(path)), "{path}\n{sent}");
        }
    }

    /// Without these rules, Caddy would take types from the machine, and send its errors without headers.
    #[test]
    fn caddy_gets_the_types_of_files_and_the_headers_of_errors() {
        let mut files = page();
        for path in ["/policy.md", "/app.wasm", "/LICENSE"] {
            files.insert(path.to_owned(), of(path, b""));
        }
        let sent = HeaderFormat::Caddy.write(&files, "/a.b/privacy/", false);
        // In a regular expression, a dot of the base must match only itself.
        for (endings, path) in [("md", "/policy.md"), ("wasm", "/app.wasm"), ("js", "/embed/v1.js")] {
            let (before, after) = sent.split_once(&format!(" path_regexp ^/a\\.b/privacy/.*\\.({endings})$\n")).unwrap();
            let matcher = before.rsplit('\n').next().unwrap();
            let rule = format!("header {matcher} {{\n\tContent-Type \"{}\"\n}}\n", content_type(path));
            assert!(matcher.starts_with("@type") && after.starts_with(&rule), "{path}\n{sent}");
        }
        let untyped = "\n@untyped path /a.b/privacy/LICENSE\nheader @untyped {\n\tContent-Type \"application/octet-stream\"\n}\n";
        assert!(sent.contains(untyped), "{sent}");
        let (paths, rules) =
            sent.split_once("\n@nofile {\n\tpath /a.b/privacy/*\n").unwrap().1.split_once("}\nheader @nofile {\n").unwrap();
        let excluded: BTreeSet<_> = paths.lines().flat_map(|line| line.strip_prefix("\tnot path ").unwrap().split(' ')).collect();
        let served: Vec<_> = files.keys().flat_map(|path| request_paths(path)).map(|path| format!("/a.b/privacy{path}")).collect();
        assert_eq!(excluded, served.iter().map(String::as_str).collect());
        let policy = NO_FILE.iter().find(|(name, _)| *name == "content-security-policy").unwrap().1;
        assert!(rules.split_once('}').unwrap().0.contains(&format!("\tContent-Security-Policy \"{policy}\"\n")), "{rules}");
    }

    /// Reads the template as text, because not every machine has Ruby. A test of `carrot serve` compares the accepted words with its own.
    #[test]
    fn heroku_nginx_redirects_only_with_redirect_to_https() {
        let template = include_str!("../../../../deploy/heroku-nginx/config/nginx.conf.erb");
        let (_, condition) = template.split_once("<% host = ").unwrap();
        let switch = "%w[1 true yes on y t].include?(ENV[\"REDIRECT_TO_HTTPS\"].to_s.strip.downcase) && ENV[\"PUBLIC_URL\"]";
        assert!(condition.starts_with(switch), "a flexible-TLS proxy would loop");
        let (before, rest) = template.split_once("<% if host %>").unwrap();
        let (redirect, after) = rest.split_once("<% end %>").unwrap();
        // 301 would let browsers turn a POST into a GET.
        assert_eq!(redirect.trim(), "if ($http_x_forwarded_proto = \"http\") { return 308 https://<%= host %>$request_uri; }");
        assert!([before, after].iter().all(|text| !text.contains("return 3")), "{template}");
    }
}
