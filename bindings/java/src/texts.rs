//! Many texts at once: one crossing, whatever their number.

use diram::Error;
use jni::Env;
use jni::objects::{JByteArray, JIntArray};

use crate::border::Failure;
use crate::bytes;

/// Texts one after the other, and where each ends.
pub(crate) struct Texts {
    joined: String,
    ends: Vec<i32>,
}

impl Texts {
    /// The texts whose UTF-8 `joined` holds one after the other, ending at `ends`.
    pub(crate) fn new(
        env: &Env<'_>,
        argument: &'static str,
        joined: &JByteArray<'_>,
        ends: &JIntArray<'_>,
    ) -> Result<Texts, Failure> {
        let mut places = vec![0; ends.len(env)?];
        ends.get_region(env, 0, &mut places)?;
        Ok(Texts {
            joined: bytes::text(env, argument, joined)?,
            ends: places,
        })
    }

    /// What `make` makes of each, in their order, until one fails.
    pub(crate) fn map<T, E: Into<Failure>>(
        &self,
        make: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, Failure> {
        let mut start = 0;
        let mut all = Vec::with_capacity(self.ends.len());
        for end in &self.ends {
            let end = usize::try_from(*end).unwrap_or(0);
            let text = self.joined.get(start..end).ok_or_else(|| Error::Argument {
                argument: "texts",
                why: format!("{start}..{end} is no text of it"),
            })?;
            all.push(make(text).map_err(Into::into)?);
            start = end;
        }
        Ok(all)
    }
}
