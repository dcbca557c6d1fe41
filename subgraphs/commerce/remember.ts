/**
 * Keeps what `fetch` gave for `milliseconds`, for all who ask. While a fetch is under way the others wait for it;
 * one that failed is not kept, so the next asks anew.
 */
export function remember<Value>(fetch: () => Promise<Value>, milliseconds: number): () => Promise<Value> {
  let kept: { value: Promise<Value>; until: number } | undefined;

  return () => {
    if (kept && Date.now() < kept.until) return kept.value;
    const fetched = { value: fetch(), until: Number.POSITIVE_INFINITY };
    kept = fetched;
    fetched.value.then(
      () => {
        fetched.until = Date.now() + milliseconds;
      },
      () => {
        if (kept === fetched) kept = undefined;
      },
    );
    return fetched.value;
  };
}
