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

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl Value for $number {
            fn filling(&self) -> Filling<'_> {
                FluentValue::from(*self)
            }
        })+
    };
}

numbers!(usize, u64, u32, u8, i64, i32);
