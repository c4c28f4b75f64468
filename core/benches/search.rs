//! How long search takes, for those who change it: every labelled query typed key by key, at once, ten and a hundred times the content.
//!
//! `cargo bench -p carrot-core --features parse --bench search`. The table before divan's has what the budget is written in: the
//! median and the 99th percentile of single keystrokes, each the least of several runs so that the machine's other work is not counted.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::{hint::black_box, path::Path, time::Instant};

use carrot_core::{Policy, search::Index};

const TIMES: [usize; 3] = [1, 10, 100];

fn main() {
    println!("content   typed key by key: median, 99th percentile, worst   opened in   built in   baked");
    for times in TIMES {
        let policy = multiplied(times);
        let start = Instant::now();
        let index = Index::new(&policy);
        let build = start.elapsed();
        let bytes = index.to_bytes().unwrap();
        let start = Instant::now();
        black_box(Index::from_bytes(&bytes).unwrap());
        let open = start.elapsed();
        let mut each: Vec<_> = keystrokes().iter().map(|typed| least(&index, typed)).collect();
        each.sort_unstable();
        let at = |share: usize| each[(each.len() - 1) * share / 100] / 1000;
        println!(
            "{times:>5} ×   {} keystrokes: {} µs, {} µs, {} µs   {open:?}   {build:?}   {} bytes",
            each.len(),
            at(50),
            at(99),
            at(100),
            bytes.len()
        );
    }
    let (index, long) = (index(1), "who can see my messages ".repeat(4200));
    let start = Instant::now();
    black_box(index.search(&long));
    println!("a query of 100 kB: {:?}", start.elapsed());
    divan::main();
}

/// Nanoseconds of one search.
fn least(index: &Index, query: &str) -> u128 {
    let once = || {
        let start = Instant::now();
        black_box(index.search(black_box(query)));
        start.elapsed().as_nanos()
    };
    (0..7).map(|_| once()).min().unwrap()
}

/// Everything that stands in the search box while the labelled queries are typed.
fn keystrokes() -> Vec<String> {
    let labelled: toml::Table = include_str!("../tests/queries.toml").parse().unwrap();
    let queries = labelled["query"].as_array().unwrap().iter().map(|query| query["q"].as_str().unwrap());
    queries.flat_map(|query| query.char_indices().map(|(at, c)| query[..at + c.len_utf8()].to_owned())).collect()
}

fn index(times: usize) -> Index {
    Index::new(&multiplied(times))
}

/// The repository's content, several times: in each copy all ids are new, and each title and name has one word more that is new.
fn multiplied(times: usize) -> Policy {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let once = carrot_loader::load(&dir).unwrap().policy.unwrap();
    let mut all = once.clone();
    for copy in 1..times {
        let mut number = 0;
        let mut word = || {
            number += 1;
            let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
            format!(
                "{}{}{}{}{}{}",
                letter(copy),
                letter(copy / 26),
                letter(number),
                letter(number / 26),
                letter(number * 7),
                letter(copy * 3)
            )
        };
        macro_rules! copy {
            ($($list:expr, $of:expr, $title:ident;)*) => {$(
                $list.extend($of.iter().cloned().map(|mut it| {
                    it.id = format!("c{copy}-{}", word()).parse().unwrap();
                    it.$title = format!("{} {}", it.$title, word());
                    it
                }));
            )*};
        }
        let mut sections = once.sections.clone();
        for section in &mut sections {
            let statements = std::mem::take(&mut section.statements);
            copy! { section.statements, statements, title; }
        }
        // A name is one thing's, so each copy has names of its own.
        let (mut services, mut terms) = (once.services.clone(), once.terms.clone());
        services
            .iter_mut()
            .flat_map(|service| &mut service.aliases)
            .for_each(|alias| alias.name = format!("{} {}", alias.name, word()));
        terms.iter_mut().flat_map(|term| &mut term.aliases).for_each(|alias| *alias = format!("{alias} {}", word()));
        copy! {
            all.sections, sections, title;
            all.services, services, name;
            all.terms, terms, name;
            all.requirements, once.requirements, title;
            all.questions, once.questions, ask;
            all.data_rules, once.data_rules, name;
            all.inventory.items, once.inventory.items, name;
        }
    }
    all
}

#[divan::bench(args = TIMES)]
fn type_every_labelled_query(bencher: divan::Bencher<'_, '_>, times: usize) {
    let (index, typed) = (index(times), keystrokes());
    bencher.bench(|| typed.iter().map(|query| black_box(&index).search(query).len()).sum::<usize>());
}

#[divan::bench(args = TIMES)]
fn open_the_index(bencher: divan::Bencher<'_, '_>, times: usize) {
    let bytes = index(times).to_bytes().unwrap();
    bencher.bench(|| Index::from_bytes(black_box(&bytes)).unwrap());
}
