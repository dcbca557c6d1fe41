import { installationEnv } from '../graph.ts';

/** Sends a request to Medusa's admin REST API as the curator, and returns the response. Rejects unless it succeeds. */
export async function adminRequest(path: string, body: unknown): Promise<unknown> {
  const { MEDUSA_URL, MEDUSA_CURATOR_PASSWORD: password, MEDUSA_SERVICE_TOKEN = '' } = installationEnv();
  const service = { 'x-axiom-service': MEDUSA_SERVICE_TOKEN };
  const { token } = (await post(
    `${MEDUSA_URL}/auth/user/emailpass`,
    { email: 'curator@axiom.example', password },
    service,
  )) as { token: string };
  return post(`${MEDUSA_URL}${path}`, body, { ...service, authorization: `Bearer ${token}` });
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
