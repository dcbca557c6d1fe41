/**
 * `fetch` with retries, for any client library. When the graph responds with 429, it waits for `Retry-After` and sends the same
 * request again, at most three times. Mutations can be sent again too: nothing of them has run.
 */
export async function patientFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(input, init);
    if (response.status !== 429 || attempt === 4) return response;
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    // A random delay, so that clients that share a bucket do not retry at the same time.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 * (1 + Math.random() / 10)));
  }
}
