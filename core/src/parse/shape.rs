//! The shapes of the values in content's TOML files, for their schema.

use std::collections::BTreeMap;

use toml::Spanned;

/// The shape of a value in TOML.
pub(super) enum Shape {
    /// A text.
    Text,
    /// A day, in TOML's syntax.
    Date,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A list of values.
    List(Box<Shape>),
    /// Any keys, each with a text.
    Texts,
    /// A table with its keys.
    Table(Vec<(&'static str, Shape)>),
}

/// A type that is read from TOML.
pub(super) trait Shaped {
    /// Returns the shape of its values.
    fn shape() -> Shape;
}

impl Shaped for String {
    fn shape() -> Shape {
        Shape::Text
    }
}

impl Shaped for bool {
    fn shape() -> Shape {
        Shape::Flag
    }
}

impl Shaped for u32 {
    fn shape() -> Shape {
        Shape::Number
    }
}

impl Shaped for BTreeMap<String, String> {
    fn shape() -> Shape {
        Shape::Texts
    }
}

impl<T: Shaped> Shaped for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for Spanned<T> {
    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}
