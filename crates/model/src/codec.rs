//! Numbers and texts as few bytes, and back.

/// Integers of a floating-point number that have nothing behind the point and lose no digit.
const WHOLE: f64 = 9_007_199_254_740_992.0;

#[derive(Default)]
pub struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// In groups of seven bits, the lowest first.
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    pub(crate) fn length(&mut self, length: usize) {
        self.number(length as u64);
    }

    /// Zigzag: small ones are short, whatever their sign.
    pub(crate) fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    /// Integers as such, shifted by a bit; of anything else the eight bytes behind a 1.
    #[expect(clippy::cast_possible_truncation, reason = "below 2^53")]
    pub(crate) fn float(&mut self, number: f64) {
        if number.abs() < WHOLE && number.fract() == 0.0 {
            self.number(zigzag(number as i64) << 1);
        } else {
            self.byte(1);
            self.0.extend_from_slice(&number.to_le_bytes());
        }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }
}

/// Reads what [`Writer`] wrote; `None` for what is damaged.
#[derive(Clone, Copy)]
pub struct Reader<'b>(pub(crate) &'b [u8]);

impl<'b> Reader<'b> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// How many follow, each of a byte at least.
    pub(crate) fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.0.len()).then_some(length)
    }

    pub(crate) fn signed(&mut self) -> Option<i64> {
        self.number().map(unzigzag)
    }

    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    pub(crate) fn float(&mut self) -> Option<f64> {
        if self.0.first() == Some(&1) {
            let (bytes, rest) = self.0[1..].split_first_chunk()?;
            self.0 = rest;
            return Some(f64::from_le_bytes(*bytes));
        }
        Some(unzigzag(self.number()? >> 1) as f64)
    }

    pub(crate) fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.length()?;
        let (bytes, rest) = self.0.split_at(length);
        self.0 = rest;
        Some(bytes)
    }

    pub(crate) fn text(&mut self) -> Option<&'b str> {
        str::from_utf8(self.bytes()?).ok()
    }
}

const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)).cast_unsigned()
}

const fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}
