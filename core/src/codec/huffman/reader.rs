//! Reading symbols from bits: a table looked up with the next bits gives symbol and length at once.

/// Bits looked up by the table of ordinary codes.
const SHORT_BITS: usize = super::DEFAULT_MAX_BITS as usize;
/// Bits looked up by the table of codes with longer words.
const LONG_BITS: usize = super::MAX_BITS as usize;

/// Why reading ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// A stream ends before its last symbol.
    Short,
    /// A stream has whole bytes left.
    Long {
        /// It is the last stream.
        last: bool,
        /// How many bytes.
        extra: usize,
    },
    /// The unused bits of a stream's last byte are not zero.
    Padding,
}

/// A code ready for reading.
pub(super) enum Decoder {
    /// No word is longer than 11 bits: five symbols a refill.
    Short(Table<{ 1 << SHORT_BITS }>),
    /// Words of up to 15 bits: three symbols a refill.
    Long(Table<{ 1 << LONG_BITS }>),
}

impl Decoder {
    /// `lengths` are those of a complete code.
    pub(super) fn new(lengths: &[u8; 256]) -> Decoder {
        if lengths
            .iter()
            .all(|&length| usize::from(length) <= SHORT_BITS)
        {
            Decoder::Short(Table::new(lengths))
        } else {
            Decoder::Long(Table::new(lengths))
        }
    }

    /// Fills every output from its input; each input must be used up exactly.
    pub(super) fn read<const S: usize>(
        &self,
        inputs: [&[u8]; S],
        outputs: [&mut [u8]; S],
    ) -> Result<(), Stop> {
        match self {
            Decoder::Short(table) => table.read::<S, 5>(inputs, outputs),
            Decoder::Long(table) => table.read::<S, 3>(inputs, outputs),
        }
    }
}

/// One entry for each value of the next bits: symbol in the high byte, length in the low one.
pub(super) struct Table<const N: usize> {
    entries: Box<[u16; N]>,
}

impl<const N: usize> Table<N> {
    fn new(lengths: &[u8; 256]) -> Table<N> {
        let mut entries = Box::new([0u16; N]);
        let (symbols, ends) = by_length(lengths);
        let (mut word, mut done, mut size) = (0u16, 0, 1);
        for (length, &end) in (1u16..).zip(&ends) {
            if size == N {
                break;
            }
            // What is known of `length - 1` bits holds whatever bit follows.
            entries.copy_within(..size, size);
            size *= 2;
            for &symbol in symbols.get(done..end).unwrap_or(&[]) {
                let index = usize::from(word.reverse_bits() >> (16 - length));
                if let Some(entry) = entries.get_mut(index) {
                    *entry = u16::from(symbol) << 8 | length;
                }
                word += 1;
            }
            done = end;
            word <<= 1;
        }
        Table { entries }
    }

    fn read<const S: usize, const GROUP: usize>(
        &self,
        inputs: [&[u8]; S],
        mut outputs: [&mut [u8]; S],
    ) -> Result<(), Stop> {
        let mut streams = inputs.map(Bits::new);
        let done = self.read_groups::<S, GROUP>(&mut streams, &mut outputs);
        for (number, (stream, output)) in streams.iter_mut().zip(outputs).enumerate() {
            self.read_rest(stream, output.get_mut(done..).unwrap_or(&mut []))?;
            stream.finish(number + 1 == S)?;
        }
        Ok(())
    }

    /// Reads groups of symbols from all streams while each has 8 bytes ahead; gives the symbols read
    /// from each.
    fn read_groups<const S: usize, const GROUP: usize>(
        &self,
        streams: &mut [Bits<'_>; S],
        outputs: &mut [&mut [u8]; S],
    ) -> usize {
        let room = outputs.iter().map(|output| output.len()).min().unwrap_or(0);
        let mut done = 0;
        while done + GROUP <= room && streams.iter().all(Bits::has_word) {
            let groups = self.read_group::<S, GROUP>(streams);
            for (output, group) in outputs.iter_mut().zip(&groups) {
                if let Some(slots) = output.get_mut(done..done + GROUP) {
                    slots.copy_from_slice(group);
                }
            }
            done += GROUP;
        }
        done
    }

    /// One group from each stream, the streams in turn symbol by symbol: what one waits for, the
    /// others use.
    #[inline(always)]
    fn read_group<const S: usize, const GROUP: usize>(
        &self,
        streams: &mut [Bits<'_>; S],
    ) -> [[u8; GROUP]; S] {
        let mut groups = [[0; GROUP]; S];
        let mut local: [(u64, u32); S] = std::array::from_fn(|number| {
            streams[number].refill_word();
            (streams[number].bits, 0)
        });
        for turn in 0..GROUP {
            for ((bits, used), group) in local.iter_mut().zip(&mut groups) {
                let entry = self.entries[*bits as usize & (N - 1)];
                *bits >>= entry & 63;
                // The lengths add up in the low byte, to 55 at most; the symbols stay above it.
                *used += u32::from(entry);
                group[turn] = (entry >> 8) as u8;
            }
        }
        for (stream, (bits, used)) in streams.iter_mut().zip(local) {
            stream.bits = bits;
            stream.count -= used & 0xff;
        }
        groups
    }

    /// Reads symbols near the end of a stream, where bits can run out.
    fn read_rest(&self, stream: &mut Bits<'_>, output: &mut [u8]) -> Result<(), Stop> {
        for slot in output {
            stream.refill_bytes();
            let entry = self.entries[stream.bits as usize & (N - 1)];
            if u32::from(entry & 0xff) > stream.count {
                return Err(Stop::Short);
            }
            stream.skip(entry);
            *slot = (entry >> 8) as u8;
        }
        Ok(())
    }
}

/// Symbols sorted by length, then by value, and where the symbols of length 1, 2, … 15 end.
fn by_length(lengths: &[u8; 256]) -> ([u8; 256], [usize; LONG_BITS]) {
    let mut counts = [0usize; 16];
    for &length in lengths {
        counts[usize::from(length & 15)] += 1;
    }
    let mut next = [0usize; 16];
    for length in 2..16 {
        next[length] = next[length - 1] + counts[length - 1];
    }
    let mut symbols = [0; 256];
    for (symbol, &length) in (0..=u8::MAX).zip(lengths) {
        if length > 0 {
            let slot = &mut next[usize::from(length & 15)];
            symbols[*slot & 255] = symbol;
            *slot += 1;
        }
    }
    let mut ends = [0; LONG_BITS];
    ends.copy_from_slice(&next[1..]);
    (symbols, ends)
}

/// The bits of one stream, least significant first.
struct Bits<'a> {
    rest: &'a [u8],
    /// The next bits; above `count` there may be bits of `rest` as well.
    bits: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    fn new(rest: &'a [u8]) -> Bits<'a> {
        Bits {
            rest,
            bits: 0,
            count: 0,
        }
    }

    fn has_word(&self) -> bool {
        self.rest.len() >= 8
    }

    /// At least 56 bits, given [`Bits::has_word`].
    fn refill_word(&mut self) {
        if let Some(word) = self.rest.first_chunk() {
            self.bits |= u64::from_le_bytes(*word) << self.count;
            let taken = (63 - self.count) >> 3;
            self.rest = self.rest.get(taken as usize..).unwrap_or(&[]);
            self.count += taken << 3;
        }
    }

    /// As many bits as there are, up to 57.
    fn refill_bytes(&mut self) {
        self.bits &= (1 << self.count) - 1;
        while self.count < 56 {
            let Some((&byte, rest)) = self.rest.split_first() else {
                break;
            };
            self.bits |= u64::from(byte) << self.count;
            self.count += 8;
            self.rest = rest;
        }
    }

    fn skip(&mut self, entry: u16) {
        self.bits >>= entry & 63;
        self.count -= u32::from(entry & 63);
    }

    fn finish(&mut self, last: bool) -> Result<(), Stop> {
        self.refill_bytes();
        let extra = self.rest.len() + (self.count >> 3) as usize;
        if extra > 0 {
            return Err(Stop::Long { last, extra });
        }
        if self.bits != 0 {
            return Err(Stop::Padding);
        }
        Ok(())
    }
}
