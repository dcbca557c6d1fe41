import { S3Error } from './errors.ts';

/** First and last byte, both inclusive. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads the Range header for an object of `bytes` bytes. Undefined, which means the whole object, when it is absent,
 * malformed or has several ranges, as in S3. Throws InvalidRange when it is outside the object.
 */
export function readRange(header: string | undefined, bytes: number): ByteRange | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start > end) {
    const details = { RangeRequested: header ?? '', ActualObjectSize: String(bytes) };
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable.', details);
  }
  return { start, end };
}
