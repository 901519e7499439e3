//! Attributes and their values.

use std::borrow::Cow;

use super::{Message, merge, push};
use crate::{
    protobuf::reader::{Field, Result},
    session::Session,
    value::{Attribute, Value},
};

impl<'a> Message<'a> for Attribute<'a> {
    #[inline]
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        match field.number {
            1 => self.key = field.text()?,
            2 => {
                self.value = Value::Empty;
                merge(&mut self.value, field.message()?, session)?;
            }
            3 => session.warn_of_index(),
            _ => {}
        }
        Ok(())
    }
}

impl<'a> Message<'a> for Value<'a> {
    #[inline]
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        *self = match field.number {
            1 => Self::Text(field.text()?),
            2 => Self::Bool(field.varint()? != 0),
            3 => Self::Int(field.varint()?.cast_signed()),
            4 => Self::Double(f64::from_bits(field.fixed64()?)),
            5 => nested(field, session, Self::List)?,
            6 => nested(field, session, Self::Map)?,
            7 => Self::Bytes(Cow::Borrowed(field.bytes()?)),
            8 => {
                session.warn_of_index();
                return Ok(());
            }
            _ => return Ok(()),
        };
        Ok(())
    }
}

/// `ArrayValue` and `KeyValueList`: both hold their elements in field 1.
struct Elements<T>(Vec<T>);

impl<'a, T: Message<'a> + Default> Message<'a> for Elements<T> {
    fn set(&mut self, field: &Field<'a>, session: &mut Session<'_>) -> Result<()> {
        if field.number == 1 {
            push(&mut self.0, field, session)?;
        }
        Ok(())
    }
}

fn nested<'a, T: Message<'a> + Default>(
    field: &Field<'a>,
    session: &mut Session<'_>,
    make: fn(Vec<T>) -> Value<'a>,
) -> Result<Value<'a>> {
    let message = field.message()?;
    if !session.enter() {
        return Ok(Value::TooDeep);
    }
    let mut elements = Elements(Vec::new());
    let outcome = merge(&mut elements, message, session);
    session.leave();
    outcome.map(|()| make(elements.0))
}
