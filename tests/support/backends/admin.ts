import { installationEnv } from '../graph.ts';

/** The token of the curator. Signing in checks a password, so each file does it once. */
let signedIn: Promise<string> | undefined;

/** Sends a request to Medusa's admin REST API as the curator, and returns the response. Rejects unless it succeeds. */
export async function adminRequest(path: string, body: unknown): Promise<unknown> {
  const { MEDUSA_URL, MEDUSA_SERVICE_TOKEN = '' } = installationEnv();
  const service = { 'x-axiom-service': MEDUSA_SERVICE_TOKEN };
  signedIn ??= signIn(service);
  return post(`${MEDUSA_URL}${path}`, body, { ...service, authorization: `Bearer ${await signedIn}` });
}

async function signIn(service: Record<string, string>): Promise<string> {
  const { MEDUSA_URL, MEDUSA_CURATOR_PASSWORD: password } = installationEnv();
  const answer = await post(`${MEDUSA_URL}/auth/user/emailpass`, { email: 'curator@axiom.example', password }, service);
  return (answer as { token: string }).token;
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
