/** The approximate size of a scalar, an enum value or a list of them as JSON, in bytes, without escapes. */
export function jsonSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return 5;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 1 + jsonSize(item), 2);
  return value instanceof Date ? 24 : (JSON.stringify(value)?.length ?? 0);
}
