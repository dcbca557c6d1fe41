import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createRemoteJWKSet, decodeJwt, jwtVerify, UnsecuredJWT } from 'jose';
import { sendJson } from '#kit/process/http/json.ts';
import { listen } from '#kit/process/http/server.ts';

/**
 * A customer registry with the interface of Medusa for identity. It trusts the keys at `keysUrl`, and can fail before
 * or after it creates a customer.
 */
export async function startCustomerRegistry(keysUrl: string) {
  const keys = createRemoteJWKSet(new URL(keysUrl), { cooldownDuration: 0 });
  /** Account → customer, in order of creation. */
  const customers = new Map<string, { id: string; name: string }>();
  /** E-mail address → password, and its customer. */
  const passwords = new Map<string, { password: string; id?: string }>();
  /** Account → its linked customer. */
  const links = new Map<string, string>();
  /** Customer → verified e-mail address. */
  const verified = new Map<string, string>();
  /** Customer → the numbers of their open orders. */
  const openOrders = new Map<string, number[]>();
  /** The customers that were erased. */
  const erased = new Set<string>();
  const state = {
    fails: undefined as 'before' | 'after' | undefined,
    failsToErase: undefined as 'before' | 'after' | undefined,
    /** Bytes that the data of each customer has in addition. */
    padding: 0,
    /** How many acknowledgements of mail about orders get lost. */
    deaf: 0,
  };
  /** Mails about orders that are not taken over yet. */
  const orderMails: { id: string; [field: string]: string | null }[] = [];

  const server = await listen(
    async (request, response) => {
      if (request.url === '/store/order-mails') return sendJson(response, 200, { mails: orderMails });
      if (state.fails === 'before') return sendJson(response, 503, { message: 'unavailable' });
      const body = await readJson(request);
      const bearer = request.headers.authorization?.replace('Bearer ', '');
      const claims = bearer ? decodeJwt<{ account?: string; email?: string; actor_id: string }>(bearer) : undefined;
      const sendToken = (email: string) => {
        const token = new UnsecuredJWT({ email, actor_id: passwords.get(email)?.id ?? '' }).encode();
        sendJson(response, 200, { token });
      };
      const { email = '', password = '', token = '' } = body;
      const known = passwords.get(email);

      const customerWith = (id?: string) => {
        const [address] = [...passwords].find(([, kept]) => id !== undefined && kept.id === id) ?? [];
        if (id === undefined) return null;
        const proved = address !== undefined && verified.get(id) === address;
        const email = address ?? `${id}@passkey.invalid`;
        return { id, email, proved_at: proved ? '2026-01-01T00:00:00.000Z' : null };
      };

      switch (request.url) {
        case '/store/order-mails/taken':
          if (state.deaf > 0) {
            state.deaf -= 1;
            return sendJson(response, 503, { message: 'unavailable' });
          }
          for (const id of body.ids ?? []) {
            orderMails.splice(0, orderMails.length, ...orderMails.filter((mail) => mail.id !== id));
          }
          return sendJson(response, 200, {});
        case '/store/accounts/find': {
          const account = await accountOf(token);
          const customer = body.email === undefined ? (links.get(account) ?? customers.get(account)?.id) : known?.id;
          return sendJson(response, 200, { customer: customerWith(customer) });
        }
        case '/store/accounts/proof': {
          const customer = links.get(await accountOf(token));
          if (customer === undefined || customerWith(customer)?.email !== email)
            return sendJson(response, 404, { message: 'The account has another e-mail address' });
          verified.set(customer, email);
          return sendJson(response, 200, {});
        }
        case '/store/accounts/leftover':
          await accountOf(token);
          if (!known || known.id !== undefined)
            return sendJson(response, 404, { message: 'There is no unused password for this address' });
          passwords.delete(email);
          return sendJson(response, 200, { email });
        case '/store/accounts/reset': {
          const account = await accountOf(token);
          if (known?.id === undefined) return sendJson(response, 404, { message: 'No account has this address' });
          const was_proved = verified.get(known.id) === email;
          passwords.set(email, { ...known, password });
          links.set(account, known.id);
          verified.set(known.id, email);
          if (state.fails === 'after') return sendJson(response, 503, { message: 'unavailable' });
          return sendJson(response, 200, { customer_id: known.id, was_proved });
        }
        case '/store/accounts/data': {
          await accountOf(token);
          const id = body.customer_id as string;
          const { email } = customerWith(id) ?? {};
          const data = { customer: { id, email, note: 'x'.repeat(state.padding) }, orders: [], carts: [] };
          return sendJson(response, 200, { data, open_orders: openOrders.get(id) ?? [] });
        }
        case '/store/accounts/erase': {
          await accountOf(token);
          const id = body.customer_id as string;
          if (state.failsToErase === 'before') return sendJson(response, 503, { message: 'unavailable' });
          for (const [address, kept] of passwords) if (kept.id === id) passwords.delete(address);
          verified.delete(id);
          erased.add(id);
          if (state.failsToErase === 'after') return sendJson(response, 503, { message: 'unavailable' });
          return sendJson(response, 200, { open_orders: [] });
        }
        case '/auth/customer/axiom/register': {
          const account = await accountOf(token);
          const given = new UnsecuredJWT({ account, actor_id: customers.get(account)?.id ?? '' }).encode();
          return sendJson(response, 200, { token: given });
        }
        case '/auth/customer/emailpass/register':
          // As in Medusa, a password without a customer can be used again by anyone who knows it.
          if (known && (known.id !== undefined || known.password !== password))
            return sendJson(response, 401, { message: 'Identity with email already exists' });
          passwords.set(email, { password });
          return sendToken(email);
        case '/auth/customer/emailpass':
          if (known?.password !== password) return sendJson(response, 401, { message: 'Invalid email or password' });
          return sendToken(email);
        case '/auth/token/refresh':
          return sendToken(claims?.email as string);
        case '/store/accounts/password': {
          const customer = links.get(await accountOf(token));
          const own = [...passwords].find(([, { id }]) => id !== undefined && id === customer);
          if (own?.[1].password !== body.current)
            return sendJson(response, 401, { message: 'Invalid email or password' });
          passwords.set(own?.[0] as string, { password, id: customer as string });
          return sendJson(response, 200, {});
        }
        case '/store/customers/me/account':
          links.set(await accountOf(token), claims?.actor_id as string);
          return sendJson(response, 200, {});
      }

      const customer = { id: `cus_${randomUUID()}`, name: body.first_name ?? '' };
      if (claims?.email) {
        passwords.set(claims.email, { ...(passwords.get(claims.email) as { password: string }), id: customer.id });
        return sendJson(response, 200, { customer });
      }
      const account = claims?.account as string;
      if (customers.has(account)) return sendJson(response, 422, { message: 'taken' });
      customers.set(account, customer);
      if (state.fails === 'after') return sendJson(response, 503, { message: 'unavailable' });
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

  return { ...server, customers, passwords, links, verified, openOrders, erased, orderMails, state };
}

async function readJson(request: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}
