/** A request to the admin API, and how it was answered. */
interface AdminRequest {
  /** The id of the user or API key. */
  actor: string;
  actorType: string;
  method: string;
  /** Without the query string, which may contain personal data. */
  path: string;
  /** The HTTP status. */
  status: number;
  occurredAt: Date;
}

const { AXIOM_JWKS_URL, MEDUSA_SERVICE_TOKEN } = process.env;

/** Identity's endpoint for audit records; undefined in commands, which serve no requests. */
const address = AXIOM_JWKS_URL && MEDUSA_SERVICE_TOKEN && new URL('/audit/admin-requests', AXIOM_JWKS_URL);

/** Size limit of the queue to identity. Requests beyond it are only written to the log. */
const queueLimit = 10_000;

/** Most records in one request to identity, and milliseconds between retries. */
const batch = 100;
const pause = 2_000;

const waiting: AdminRequest[] = [];
let isSending = false;

/** Sends a request's record to identity, and retries while identity is unavailable, such as during start-up. */
export function recordAdminRequest(request: AdminRequest): void {
  if (!address) return;
  if (waiting.length >= queueLimit) {
    console.warn('admin_request_unrecorded', JSON.stringify(request));
    return;
  }
  waiting.push(request);
  if (!isSending) void send(address);
}

async function send(to: URL): Promise<void> {
  isSending = true;
  while (waiting.length > 0) {
    const requests = waiting.slice(0, batch);
    const isTaken = await post(to, requests).catch(() => false);
    if (isTaken) waiting.splice(0, requests.length);
    else await new Promise((resolve) => setTimeout(resolve, pause).unref());
  }
  isSending = false;
}

async function post(to: URL, requests: AdminRequest[]): Promise<boolean> {
  const { ok } = await fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-axiom-service': MEDUSA_SERVICE_TOKEN as string },
    body: JSON.stringify({ requests }),
    signal: AbortSignal.timeout(5_000),
  });
  return ok;
}
