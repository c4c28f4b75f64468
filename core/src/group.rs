//! Groups values that have the same key.

/// Groups values by their keys, in the order in which the keys first occur.
///
/// ```
/// let grouped = carrot_core::group_by_key([("a", 1), ("b", 2), ("a", 3)]);
/// assert_eq!(grouped, [("a", vec![1, 3]), ("b", vec![2])]);
/// ```
pub fn group_by_key<K: PartialEq, V>(values: impl IntoIterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut groups: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in values {
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, values)) => values.push(value),
            None => groups.push((key, vec![value])),
        }
    }
    groups
}
