/**
 * `fetch` for any client library: where the graph answers 429, it waits as long as `Retry-After` says and sends the same
 * again, three times at most. A mutation may be sent again, too: nothing of it has run.
 */
export async function patientFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(input, init);
    if (response.status !== 429 || attempt === 4) return response;
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    // A little more, so that clients that share a bucket do not all come back at once.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000 * (1 + Math.random() / 10)));
  }
}
