/** Resolves to the value, or to undefined when it is not there after so many milliseconds. Rejects when the value does. */
export async function within<Value>(milliseconds: number, value: Promise<Value>): Promise<Value | undefined> {
  if (milliseconds === Number.POSITIVE_INFINITY) return value;
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, Math.max(0, milliseconds), undefined);
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
