//! Foreign text in messages, kept short.

/// Characters of foreign text that a message shows at most.
const MOST: usize = 80;

/// The text, or its beginning and `…`.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
