/// Returns a name as scripts write it: `only_in` as `onlyIn`.
///
/// ```
/// assert_eq!(carrot_core::camel_case("only_in"), "onlyIn");
/// ```
pub fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default();
    words.fold(first.to_owned(), |mut out, word| {
        let mut letters = word.chars();
        out.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        out.push_str(letters.as_str());
        out
    })
}
