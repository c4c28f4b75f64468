//! Copies of the content, to measure the search. Each copy has new words, because equal titles
//! would all be hits.

use carrot_core::Policy;

/// Returns copies of the repository's content. In each copy all ids are new, and each title and
/// name has one more word, which is new.
pub(crate) fn multiplied(times: usize) -> Policy {
    let dir = carrot_testing::content_dir();
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
        // Names must be unique, so each copy gets its own.
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
