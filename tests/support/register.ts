import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createRemoteJWKSet, decodeJwt, jwtVerify, UnsecuredJWT } from 'jose';
import { listen, sendJson } from '#kit/http.ts';

/**
 * A register of customers that answers identity as Medusa does, and believes the keys at `keysUrl`. It can be told to
 * fail before a customer is made, or after.
 */
export async function startRegister(keysUrl: string) {
  const keys = createRemoteJWKSet(new URL(keysUrl), { cooldownDuration: 0 });
  /** Account → customer, as they were made. */
  const customers = new Map<string, { id: string; name: string }>();
  const state = { fails: undefined as 'before' | 'after' | undefined };

  const server = await listen(
    async (request, response) => {
      if (state.fails === 'before') return sendJson(response, 503, { message: 'away' });
      const body = await readJson(request);
      if (request.url === '/auth/customer/axiom/register') {
        const account = await accountOf(body.token);
        const token = new UnsecuredJWT({ account, actor_id: customers.get(account)?.id ?? '' }).encode();
        return sendJson(response, 200, { token });
      }
      const { account } = decodeJwt<{ account: string }>(request.headers.authorization?.replace('Bearer ', '') ?? '');
      if (customers.has(account)) return sendJson(response, 422, { message: 'taken' });
      const customer = { id: `cus_${randomUUID()}`, name: body.first_name ?? '' };
      customers.set(account, customer);
      if (state.fails === 'after') return sendJson(response, 503, { message: 'away' });
      sendJson(response, 200, { customer });
    },
    0,
    '127.0.0.1',
  );

  async function accountOf(token = ''): Promise<string> {
    const { payload } = await jwtVerify<{ sub: string }>(token, keys, {
      algorithms: ['EdDSA'],
      typ: 'axiom-registration+jwt',
      issuer: 'http://localhost:4000',
      audience: 'axiom-medusa',
      maxTokenAge: 60,
    });
    return payload.sub;
  }

  return { ...server, customers, state };
}

async function readJson(request: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}
