//! Compressing a site file once, as hard as it goes, instead of a little at each request: on the fly the wasm
//! was a fifth larger.

use crate::error::{TaskError, TaskResult};
use std::io::Write;

/// How much time to spend.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// As small as it gets.
    Most,
    /// Quick: for a page that is rebuilt at each save.
    Least,
}

/// `bytes` as `Content-Encoding: br`.
pub(crate) fn brotli(bytes: &[u8], effort: Effort) -> TaskResult<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if effort == Effort::Most { 11 } else { 2 },
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    let mut reader = bytes;
    brotli::BrotliCompress(&mut reader, &mut packed, &params)
        .map_err(|error| TaskError::new(format!("brotli: {error}")))?;
    Ok(packed)
}

/// `bytes` as `Content-Encoding: gzip`, without name or time, so that equal files stay equal.
pub(crate) fn gzip(bytes: &[u8], effort: Effort) -> TaskResult<Vec<u8>> {
    let level =
        if effort == Effort::Most { flate2::Compression::best() } else { flate2::Compression::fast() };
    let failed = |error: std::io::Error| TaskError::new(format!("gzip: {error}"));
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).map_err(failed)?;
    encoder.finish().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_packed_unpacks_to_itself() {
        let text = "a page of a portal ".repeat(500).into_bytes();
        for effort in [Effort::Most, Effort::Least] {
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut brotli(&text, effort).unwrap().as_slice(), &mut unpacked).unwrap();
            assert_eq!(unpacked, text);
            let packed = gzip(&text, effort).unwrap();
            let mut unpacked = Vec::new();
            flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked).unwrap();
            assert_eq!(unpacked, text);
            assert!(packed.len() < text.len() / 10);
        }
    }
}
