//! What a message is filled with: numbers, which choose its form, and words.

use fluent_bundle::FluentValue;
use std::borrow::Cow;

/// One argument of a message.
pub type Filling<'a> = FluentValue<'a>;

/// What can fill a message.
pub trait Value {
    fn filling(&self) -> Filling<'_>;
}

impl<T: Value + ?Sized> Value for &T {
    fn filling(&self) -> Filling<'_> {
        (**self).filling()
    }
}

impl Value for str {
    fn filling(&self) -> Filling<'_> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl Value for String {
    fn filling(&self) -> Filling<'_> {
        self.as_str().filling()
    }
}

impl Value for Cow<'_, str> {
    fn filling(&self) -> Filling<'_> {
        self.as_ref().filling()
    }
}

impl Value for char {
    fn filling(&self) -> Filling<'_> {
        FluentValue::String(Cow::Owned(self.to_string()))
    }
}

impl Value for usize {
    fn filling(&self) -> Filling<'_> {
        FluentValue::from(*self)
    }
}

impl Value for u64 {
    fn filling(&self) -> Filling<'_> {
        FluentValue::from(*self)
    }
}

impl Value for u32 {
    fn filling(&self) -> Filling<'_> {
        FluentValue::from(*self)
    }
}

impl Value for u8 {
    fn filling(&self) -> Filling<'_> {
        FluentValue::from(*self)
    }
}

impl Value for i64 {
    fn filling(&self) -> Filling<'_> {
        FluentValue::from(*self)
    }
}

impl Value for i32 {
    fn filling(&self) -> Filling<'_> {
        FluentValue::from(*self)
    }
}
