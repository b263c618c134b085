/** Bytes as text, a byte order mark included; null when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  return decode(bytes, { stream: false });
}

/** The text before the first byte that is wrong. */
export function readableStart(bytes: Uint8Array): string {
  let readable = '';
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    // A stream leaves out a character that its end cuts off; that one may still turn out to be right.
    const decoded = decode(bytes.subarray(0, middle), { stream: true });
    if (decoded === null) high = middle - 1;
    else {
      readable = decoded;
      low = middle;
    }
  }
  return readable;
}

function decode(bytes: Uint8Array, options: { readonly stream: boolean }): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, options);
  } catch {
    return null;
  }
}
