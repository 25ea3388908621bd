//! Lists of texts, copied out of Lua as they are read: LuaJIT and Lua 5.1 have room for some thousand
//! references to strings, and lists are longer.

use mlua::prelude::*;

use crate::failure::Refusal;

/// A list of texts in one piece.
#[derive(Default)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Texts {
    /// The texts, or what is said of the first that is not UTF-8, given its place from 1.
    pub(crate) fn iter<'a>(
        &'a self,
        not_utf8: impl Fn(usize) -> Refusal + 'a,
    ) -> impl Iterator<Item = Result<&'a str, Refusal>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let places = starts.zip(&self.ends).zip(1..);
        places.map(move |((start, &end), at)| {
            str::from_utf8(&self.bytes[start..end]).map_err(|_| not_utf8(at))
        })
    }
}

impl FromLua for Texts {
    fn from_lua(value: LuaValue, lua: &Lua) -> LuaResult<Texts> {
        let mut texts = Texts::default();
        for text in LuaTable::from_lua(value, lua)?.sequence_values::<LuaString>() {
            texts.bytes.extend_from_slice(&text?.as_bytes());
            texts.ends.push(texts.bytes.len());
        }
        Ok(texts)
    }
}
