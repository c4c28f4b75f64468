//! Finds import circles: modules of one folder that import each other in a circle cannot be read one after the other.
//!
//! The test follows paths that begin with `crate`, `super` or `self`, and re-exports (`pub use`). It ignores imports between a module and its
//! children, imports in tests, and names that macros define.

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

/// The path of a module in its crate: `["history", "diff"]`; empty for the crate's root.
type ModulePath = Vec<String>;

/// The modules that each module of a folder uses.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// The names that a source file defines and exports, and the paths in it.
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
    let is_cfg_test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|name| name == "test")
    };
    attributes.iter().any(is_cfg_test)
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Const(item) => (&item.attrs, Some(&item.ident)),
            Item::Enum(item) => (&item.attrs, Some(&item.ident)),
            Item::Fn(item) => (&item.attrs, Some(&item.sig.ident)),
            Item::Static(item) => (&item.attrs, Some(&item.ident)),
            Item::Struct(item) => (&item.attrs, Some(&item.ident)),
            Item::Trait(item) => (&item.attrs, Some(&item.ident)),
            Item::Type(item) => (&item.attrs, Some(&item.ident)),
            Item::Impl(item) => (&item.attrs, None),
            Item::Mod(item) => (&item.attrs, None),
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
struct Crate(BTreeMap<ModulePath, Module>);

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
                    let mut module_path: ModulePath = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
                    module_path.pop_if(|name| ["lib", "main", "mod"].contains(&name.as_str()));
                    modules.insert(module_path, Module::read(&fs::read_to_string(&path).unwrap()));
                }
            }
        }
        Self(modules)
    }

    /// Returns the module that defines the item at a path. The path is relative to the module `from`.
    fn find(&self, from: &ModulePath, path: &[String]) -> Option<ModulePath> {
        let mut module_path = match path.first()?.as_str() {
            "crate" => ModulePath::new(),
            "self" => from.clone(),
            "super" => from.split_last()?.1.to_vec(),
            name if self.is_module(from, name) => [from.as_slice(), &[name.to_owned()]].concat(),
            _ => return None,
        };
        let mut rest = &path[1..];
        while let Some((name, others)) = rest.split_first() {
            if name == "super" {
                module_path.pop();
            } else if self.is_module(&module_path, name) {
                module_path.push(name.clone());
            } else {
                return self.defining(&module_path, name);
            }
            rest = others;
        }
        Some(module_path)
    }

    fn is_module(&self, module_path: &ModulePath, name: &str) -> bool {
        self.0.contains_key(&[module_path.as_slice(), &[name.to_owned()]].concat())
    }

    /// Returns the module that defines a name: the module at a path, or a module from which it re-exports the name.
    fn defining(&self, module_path: &ModulePath, name: &str) -> Option<ModulePath> {
        let module = self.0.get(module_path)?;
        if module.defines.contains(name) {
            return Some(module_path.clone());
        }
        module.exports.iter().filter(|(exported, path)| (exported == name || exported == "*") && *path != [name]).find_map(
            |(exported, path)| match exported.as_str() {
                "*" => self.defining(&self.find(module_path, path)?, name),
                _ => self.find(module_path, path),
            },
        )
    }

    /// Returns for each folder its modules, and the modules of the same folder that each of them uses.
    fn folders(&self) -> BTreeMap<ModulePath, Edges> {
        let mut folders: BTreeMap<ModulePath, Edges> = BTreeMap::new();
        for (from, module) in &self.0 {
            for to in module.paths.iter().filter_map(|path| self.find(from, path)) {
                let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                if let (Some(user), Some(used)) = (from.get(shared), to.get(shared)) {
                    let edges = folders.entry(from[..shared].to_vec()).or_default();
                    edges.entry(user.clone()).or_default().insert(used.clone());
                }
            }
        }
        folders
    }
}

/// Returns the modules on circles. Removes modules that import no other module, or that no other module imports, until all remaining ones
/// are on circles.
fn circles_in(mut edges: Edges) -> Edges {
    loop {
        let remaining: BTreeSet<_> = edges.keys().cloned().collect();
        let used: BTreeSet<_> = edges.values().flatten().cloned().collect();
        edges.retain(|name, uses| {
            uses.retain(|used| remaining.contains(used));
            !uses.is_empty() && used.contains(name)
        });
        if edges.len() == remaining.len() {
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
        let found = folders.into_iter().map(|(module_path, edges)| (module_path.join("::"), circles_in(edges)));
        circles.extend(
            found.filter(|(_, edges)| !edges.is_empty()).map(|(module_path, edges)| format!("{name}, {module_path}: {edges:?}")),
        );
    }
    assert_eq!(circles, [""; 0], "move the items that both modules need to a third module");
}

#[test]
fn circle_is_found_and_chain_is_not() {
    let edges = |all: &[(&str, &str)]| -> Edges {
        all.iter().map(|(name, uses)| ((*name).to_owned(), uses.split_whitespace().map(str::to_owned).collect())).collect()
    };
    assert!(circles_in(edges(&[("a", "b c"), ("b", "c"), ("c", "")])).is_empty());
    let found = circles_in(edges(&[("a", "b"), ("b", "c"), ("c", "b d"), ("d", "")]));
    assert_eq!(found, edges(&[("b", "c"), ("c", "b")]));
}

#[test]
fn paths_lead_to_the_module_that_defines_a_name() {
    let module = |module_path: &str, text| (module_path.split_whitespace().map(str::to_owned).collect(), Module::read(text));
    let found = Crate(BTreeMap::from([
        module("", "pub use a::{inner::*, Outer as Renamed}; mod a; mod b;"),
        module("a", "pub struct Outer; mod inner;"),
        module("a inner", "pub fn deep() { super::super::b::shallow() } #[cfg(test)] mod tests { use crate::missing::Name; }"),
        module("b", "use crate::{Renamed, deep}; pub fn shallow() {}"),
    ]));
    let pairs = |edges: &Edges| edges.iter().map(|(name, uses)| format!("{name}: {uses:?}")).collect::<Vec<_>>();
    let folders = found.folders();
    assert_eq!(folders.keys().collect::<Vec<_>>(), [&ModulePath::new()]);
    assert_eq!(pairs(&folders[&ModulePath::new()]), [r#"a: {"b"}"#, r#"b: {"a"}"#]);
}
