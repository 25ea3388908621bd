//! Where a package's bytes come from.

/// Bytes that can be read at any place, from any thread: a file, or memory.
pub trait Source: Send + Sync {
    /// How many bytes there are.
    fn len(&self) -> u64;

    /// Fills as much of `buf` as there is from `offset` on; how many bytes that were. Fewer than
    /// asked for means the end.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<usize>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Source for Vec<u8> {
    fn len(&self) -> u64 {
        Vec::len(self) as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> std::io::Result<usize> {
        let from = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(Vec::len(self));
        let len = buf.len().min(Vec::len(self) - from);
        buf[..len].copy_from_slice(&self[from..from + len]);
        Ok(len)
    }
}
