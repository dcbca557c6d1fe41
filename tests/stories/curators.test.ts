import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, execute, installationEnv } from '../support/graph.ts';
import { type SignedIn, signInCurator } from '../support/people.ts';

let administrator: SignedIn;
beforeAll(async () => {
  administrator = await signInCurator();
});

/** Creates a curator, who signs in. */
async function newCurator(...scopes: string[]) {
  const email = `${randomUUID()}@axiom.example`;
  const { data } = await execute(
    `mutation ($input: CuratorCreateInput!) { curatorCreate(input: $input) { curator { id } password userErrors { code } } }`,
    { input: { email, scopes } },
    administrator.headers,
  );
  const { curator, password } = data.curatorCreate;
  const { headers } = await signInCurator({ email, password });
  return { id: curator.id as string, email, password: password as string, headers };
}

const scopesOf = async ({ headers }: Pick<SignedIn, 'headers'>): Promise<string[] | undefined> =>
  (await execute('{ viewer { scopes } }', {}, headers)).data?.viewer?.scopes;

/** Sends a request to Medusa, and returns the status and the body of its response. */
async function requestMedusa(method: string, path: string, headers: Record<string, string>, body?: object) {
  const response = await fetch(`${installationEnv().MEDUSA_URL}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Record<string, unknown> };
}

describe('A curator', () => {
  it('is not a user of Medusa, and a user of Medusa without the service’s token has no access', async () => {
    const { MEDUSA_CURATOR_PASSWORD: password, MEDUSA_SERVICE_TOKEN = '', MEDUSA_SECRET_KEY = '' } = installationEnv();
    const curator = await newCurator('journal:write');
    const service = { 'x-axiom-service': MEDUSA_SERVICE_TOKEN };
    const own = { email: curator.email, password: curator.password };
    const closed = await requestMedusa('POST', '/auth/user/emailpass', {}, own);
    const unknown = await requestMedusa('POST', '/auth/user/emailpass', service, own);
    const user = { email: 'curator@axiom.example', password };
    const { token } = (await requestMedusa('POST', '/auth/user/emailpass', service, user)).body;
    const authorization = `Bearer ${token}`;
    const { body } = await requestMedusa('GET', '/admin/users/me', { authorization, ...service });
    const self = (body.user as { id: string }).id;
    const scopes = ['audit:read', 'curators:write', 'journal:write', 'partners:write', 'provenance:write'];
    const since = new Date().toISOString();

    const statuses = [];
    for (const [method, path, sent] of [
      ['POST', `/admin/users/${self}`, { metadata: { axiom_scopes: scopes } }],
      ['GET', '/admin/users/me'],
      ['GET', '/admin/customers'],
      ['GET', '/admin/orders?fields=email'],
      ['GET', '/admin/api-keys'],
      ['POST', '/admin/api-keys', { title: 'Mine', type: 'secret' }],
      ['GET', '/Admin/customers'],
      ['GET', '/admin//customers'],
    ] as [string, string, object?][]) {
      statuses.push((await requestMedusa(method, path, { authorization }, sent)).status);
    }
    const byCurator = await requestMedusa('GET', '/admin/customers', curator.headers);
    const byTool = await requestMedusa('GET', '/admin/customers?limit=1', {
      authorization: `Basic ${Buffer.from(`${MEDUSA_SECRET_KEY}:`).toString('base64')}`,
    });

    expect([closed.status, unknown.status, byCurator.status, byTool.status]).toEqual([404, 401, 401, 200]);
    expect(statuses.slice(0, 6)).toEqual(Array(6).fill(403));
    expect(statuses.slice(6).every((status) => status >= 400)).toBe(true);
    expect(await scopesOf(curator)).toEqual(['curator', 'journal:write']);
    const recorded = await eventually(
      async () =>
        (
          await execute(
            'query ($since: DateTime) { auditEvents(first: 100, filter: { action: "admin.requested", since: $since }) { nodes { outcome detail } } }',
            { since },
            administrator.headers,
          )
        ).data.auditEvents.nodes,
      (events) => events.some(({ outcome }: { outcome: string }) => outcome === 'SUCCEEDED'),
      10_000,
    );
    const shape = (outcome: string, detail: object) => ({ outcome, detail: expect.objectContaining(detail) });
    expect(recorded).toEqual(
      expect.arrayContaining([
        shape('FAILED', { actor: self, actorType: 'user', method: 'POST', path: `/admin/users/${self}`, status: 403 }),
        shape('FAILED', { actor: self, method: 'GET', path: '/admin/orders', status: 403 }),
        shape('SUCCEEDED', { actorType: 'api-key', method: 'GET', path: '/admin/customers', status: 200 }),
      ]),
    );
  });

  it('gets an audit event for a refused mutation', async () => {
    const curator = await newCurator('journal:write');
    const refused = await execute(
      'mutation { partnerCreate(input: { name: "Refused" }) { partner { id } } }',
      {},
      { ...curator.headers, 'x-request-id': `refused-${curator.id}` },
    );
    const find = async () =>
      (
        await execute(
          'query ($id: ID!) { auditEvents(first: 10, filter: { curatorId: $id, action: "mutation.partner_create" }) { nodes { outcome requestId detail } } }',
          { id: curator.id },
          administrator.headers,
        )
      ).data.auditEvents.nodes;

    expect([refused.data.partnerCreate, refused.errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    expect(await eventually(find, (events) => events.length > 0, 5_000)).toEqual([
      {
        outcome: 'FAILED',
        requestId: `refused-${curator.id}`,
        detail: { code: 'FORBIDDEN', viewer: { kind: 'CURATOR', id: curator.id }, repeatsBefore: 0 },
      },
    ]);
  });

  it('loses a scope in an open session within seconds', async () => {
    const curator = await newCurator('audit:read', 'journal:write');
    const read = async () =>
      (await execute('{ auditEvents(first: 1) { totalCount } }', {}, curator.headers)).errors?.[0]?.extensions.code;
    const before = await read();
    await execute(
      'mutation ($id: ID!) { curatorScopesUpdate(id: $id, scopes: ["journal:write"]) { userErrors { code } } }',
      { id: curator.id },
      administrator.headers,
    );

    expect(before).toBeUndefined();
    expect(await eventually(read, (code) => code !== undefined, 5_000)).toBe('FORBIDDEN');
    expect(await scopesOf(curator)).toEqual(['curator', 'journal:write']);
  });
});

describe('npm run curator', () => {
  const run = async (...words: string[]) => {
    const { IDENTITY_DATABASE_URL } = installationEnv();
    const root = join(import.meta.dirname, '../..');
    const env = { IDENTITY_DATABASE_URL, PATH: process.env.PATH };
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/curator.ts', ...words], {
      cwd: root,
      env,
    });
    return stdout;
  };

  it('creates a curator, grants and revokes scopes, and records that in the audit log', async () => {
    const email = `${randomUUID()}@axiom.example`;
    const added = await run('grant', email, 'audit:read');
    const password = added.trim().split('\n').at(-1)?.trim() ?? '';
    const session = await signInCurator({ email, password });
    const first = await scopesOf(session);
    const granted = await run('grant', email, 'journal:write');
    const listed = await run('list');
    const revoked = await run('revoke', email);

    expect([first, granted, revoked]).toEqual([
      ['audit:read', 'curator'],
      `${email} has audit:read, journal:write. Open sessions have the new scopes within 2 seconds.\n`,
      `${email} has no scopes. Open sessions have the new scopes within 2 seconds.\n`,
    ]);
    expect(listed.split('\n').find((line) => line.includes(email))).toMatch(/audit:read journal:write +password/);
    expect(
      await eventually(
        () => scopesOf(session),
        (scopes) => scopes === undefined,
        5_000,
      ),
    ).toBeUndefined();
    await expect(run('grant', email, 'root')).rejects.toThrow('There is no scope root.');
    const { data } = await execute(
      '{ auditEvents(first: 3, filter: { action: "curator.scopes_changed" }) { nodes { curatorId detail } } }',
      {},
      administrator.headers,
    );
    expect(data.auditEvents.nodes[0]).toEqual({
      curatorId: null,
      detail: expect.objectContaining({ by: 'npm run curator', removed: ['audit:read', 'journal:write'] }),
    });
  });
});
