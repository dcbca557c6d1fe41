/** Milliseconds between attempts while fetches fail. */
const retryAfter = 1_000;

/**
 * Caches the result of `fetch` for `milliseconds`. Concurrent calls share one fetch. A failure is not cached: the next
 * call fetches again.
 *
 * With `onStale`, the last value is returned during an outage of its source. When a fetch fails, calls get the last
 * value immediately until a fetch succeeds, with a retry at most once a second. `onStale` is called with the first
 * failure of each outage, to log it.
 *
 * `forget` makes the next call fetch again, even if a fetch is running: it may return what was there before a change.
 */
export function memoizeTtl<Value>(
  fetch: () => Promise<Value>,
  milliseconds: number,
  onStale?: (cause: unknown) => void,
): (() => Promise<Value>) & { forget(): void } {
  let cached: { value: Promise<Value>; until: number } | undefined;
  let last: { value: Value } | undefined;
  let isStale = false;

  const read = () => {
    if (isStale && last && cached?.until === Number.POSITIVE_INFINITY) return Promise.resolve(last.value);
    if (cached && Date.now() < cached.until) return cached.value;
    const fetched = { value: fetch(), until: Number.POSITIVE_INFINITY };
    cached = fetched;
    fetched.value = fetched.value.then(
      (value) => {
        last = { value };
        isStale = false;
        fetched.until = Date.now() + milliseconds;
        return value;
      },
      (cause) => {
        if (!onStale || !last) {
          if (cached === fetched) cached = undefined;
          throw cause;
        }
        if (!isStale) onStale(cause);
        isStale = true;
        fetched.until = Date.now() + retryAfter;
        return last.value;
      },
    );
    return isStale && last ? Promise.resolve(last.value) : fetched.value;
  };
  const forget = () => {
    cached = undefined;
  };
  return Object.assign(read, { forget });
}
