//! Finds import circles: modules of one folder that use each other cannot be read one after the other.
//!
//! It reads the paths that begin with `crate`, `super` or `self`, and follows what a module exports of its children. A module and its
//! own children may use each other. Tests may import what they like. Names that macros define are not seen, so a circle through such a
//! name alone is not found.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{
    Attribute, Item, ItemUse, UseTree,
    visit::{self, Visit},
};

use crate::project;

/// The place of a module in its crate: `["history", "diff"]`; empty for the crate's root.
type Place = Vec<String>;

/// The modules that each module of a folder uses.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// The names and paths of a source file that decide which modules it imports.
#[derive(Default)]
struct Module {
    /// The names that it defines.
    defines: BTreeSet<String>,
    /// The paths of its `pub use` lines, by the name that they export; a glob is under `*`.
    exports: Vec<(String, Vec<String>)>,
    /// All paths in it that may lead to another module.
    paths: Vec<Vec<String>>,
}

impl Module {
    fn read(text: &str) -> Self {
        let mut module = Self::default();
        module.visit_file(&syn::parse_file(text).unwrap());
        module
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| it.path().is_ident("cfg") && it.parse_args::<syn::Ident>().is_ok_and(|name| name == "test"))
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Const(it) => (&it.attrs, Some(&it.ident)),
            Item::Enum(it) => (&it.attrs, Some(&it.ident)),
            Item::Fn(it) => (&it.attrs, Some(&it.sig.ident)),
            Item::Static(it) => (&it.attrs, Some(&it.ident)),
            Item::Struct(it) => (&it.attrs, Some(&it.ident)),
            Item::Trait(it) => (&it.attrs, Some(&it.ident)),
            Item::Type(it) => (&it.attrs, Some(&it.ident)),
            Item::Impl(it) => (&it.attrs, None),
            Item::Mod(it) => (&it.attrs, None),
            _ => return visit::visit_item(self, item),
        };
        if !is_test(attributes) {
            self.defines.extend(name.map(ToString::to_string));
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let mut paths = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut paths);
        if !matches!(item.vis, syn::Visibility::Inherited) {
            self.exports.extend(paths.iter().cloned());
        }
        self.paths.extend(paths.into_iter().map(|(_, path)| path));
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// Lists each name of a `use` line with its whole path.
fn flatten(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<(String, Vec<String>)>) {
    let whole = |before: &[String], last: String| before.iter().cloned().chain([last]).collect();
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, found);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, found)),
        UseTree::Name(name) if name.ident == "self" => found.push((before.last().cloned().unwrap_or_default(), before.clone())),
        UseTree::Name(name) => found.push((name.ident.to_string(), whole(before, name.ident.to_string()))),
        UseTree::Rename(name) => found.push((name.rename.to_string(), whole(before, name.ident.to_string()))),
        UseTree::Glob(_) => found.push(("*".to_owned(), before.clone())),
    }
}

/// The modules of a crate.
struct Crate(BTreeMap<Place, Module>);

impl Crate {
    fn read(src: &Path) -> Self {
        let mut modules = BTreeMap::new();
        let mut folders = vec![src.to_owned()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let inside = path.strip_prefix(src).unwrap().with_extension("");
                    let mut place: Place = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
                    place.pop_if(|name| ["lib", "main", "mod"].contains(&name.as_str()));
                    modules.insert(place, Module::read(&fs::read_to_string(&path).unwrap()));
                }
            }
        }
        Self(modules)
    }

    /// Returns the module in which the item at a path is defined, seen from a module.
    fn find(&self, from: &Place, path: &[String]) -> Option<Place> {
        let mut place = match path.first()?.as_str() {
            "crate" => Place::new(),
            "self" => from.clone(),
            "super" => from.split_last()?.1.to_vec(),
            name if self.is_module(from, name) => [from.as_slice(), &[name.to_owned()]].concat(),
            _ => return None,
        };
        let mut rest = &path[1..];
        while let Some((name, others)) = rest.split_first() {
            if name == "super" {
                place.pop();
            } else if self.is_module(&place, name) {
                place.push(name.clone());
            } else {
                return self.defining(&place, name);
            }
            rest = others;
        }
        Some(place)
    }

    fn is_module(&self, place: &Place, name: &str) -> bool {
        self.0.contains_key(&[place.as_slice(), &[name.to_owned()]].concat())
    }

    /// Returns the module that defines a name: the module at a place, or one from which it
    /// re-exports the name.
    fn defining(&self, place: &Place, name: &str) -> Option<Place> {
        let module = self.0.get(place)?;
        if module.defines.contains(name) {
            return Some(place.clone());
        }
        module.exports.iter().filter(|(exported, path)| (exported == name || exported == "*") && *path != [name]).find_map(
            |(exported, path)| match exported.as_str() {
                "*" => self.defining(&self.find(place, path)?, name),
                _ => self.find(place, path),
            },
        )
    }

    /// Returns for each folder its modules, and the modules of the same folder that each of them
    /// uses.
    fn folders(&self) -> BTreeMap<Place, Edges> {
        let mut folders: BTreeMap<Place, Edges> = BTreeMap::new();
        for (from, module) in &self.0 {
            for to in module.paths.iter().filter_map(|path| self.find(from, path)) {
                let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
                if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
                    let edges = folders.entry(from[..shared].to_vec()).or_default();
                    edges.entry(one.clone()).or_default().insert(other.clone());
                }
            }
        }
        folders
    }
}

/// Returns the modules on circles. It removes modules that import, or are imported by, none of the others, until all remaining ones are
/// on circles.
fn circle(mut edges: Edges) -> Edges {
    loop {
        let left: BTreeSet<_> = edges.keys().cloned().collect();
        let used: BTreeSet<_> = edges.values().flatten().cloned().collect();
        edges.retain(|name, uses| {
            uses.retain(|other| left.contains(other));
            !uses.is_empty() && used.contains(name)
        });
        if edges.len() == left.len() {
            return edges;
        }
    }
}

#[test]
fn modules_of_one_folder_do_not_import_each_other_in_circles() {
    let mut circles = Vec::new();
    for name in ["core", "import", "loader", "web", "web/pkg", "bot-embed", "server", "cli", "xtask"] {
        let folders = Crate::read(&project::root().join(name).join("src")).folders();
        assert!(!folders.is_empty(), "{name}");
        let found = folders.into_iter().map(|(place, edges)| (place.join("::"), circle(edges)));
        circles.extend(found.filter(|(_, edges)| !edges.is_empty()).map(|(place, edges)| format!("{name}, {place}: {edges:?}")));
    }
    assert_eq!(circles, [""; 0], "move what both sides need to a module below them");
}

#[test]
fn circles_are_found_and_chains_are_not() {
    let edges = |all: &[(&str, &str)]| -> Edges {
        all.iter().map(|(name, uses)| ((*name).to_owned(), uses.split_whitespace().map(str::to_owned).collect())).collect()
    };
    assert!(circle(edges(&[("a", "b c"), ("b", "c"), ("c", "")])).is_empty());
    let found = circle(edges(&[("a", "b"), ("b", "c"), ("c", "b d"), ("d", "")]));
    assert_eq!(found, edges(&[("b", "c"), ("c", "b")]));
}

#[test]
fn paths_lead_to_the_module_that_defines_a_name() {
    let module = |place: &str, text| (place.split_whitespace().map(str::to_owned).collect(), Module::read(text));
    let found = Crate(BTreeMap::from([
        module("", "pub use a::{inner::*, Outer as Renamed}; mod a; mod b;"),
        module("a", "pub struct Outer; mod inner;"),
        module("a inner", "pub fn deep() { super::super::b::shallow() } #[cfg(test)] mod tests { use crate::missing::Name; }"),
        module("b", "use crate::{Renamed, deep}; pub fn shallow() {}"),
    ]));
    let pairs = |edges: &Edges| edges.iter().map(|(name, uses)| format!("{name}: {uses:?}")).collect::<Vec<_>>();
    let folders = found.folders();
    assert_eq!(folders.keys().collect::<Vec<_>>(), [&Place::new()]);
    assert_eq!(pairs(&folders[&Place::new()]), [r#"a: {"b"}"#, r#"b: {"a"}"#]);
}
