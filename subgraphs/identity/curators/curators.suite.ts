import { describe, expect, it } from '@jest/globals';
import { seedCurators } from '#catalogue/seed/curator.ts';
import { CuratorSession, keys } from '#kit/graph/session.ts';
import type { SignedIn, Viewer } from '#kit/graph/viewer.ts';
import {
  beginRegistration,
  finishRegistration,
  newCustomer,
  register,
  signIn as signInByPasskey,
} from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';

const signIn = `mutation ($email: String!, $password: String!) {
  curatorSignIn(input: { email: $email, password: $password, transport: BEARER }) {
    grant { token session { id methods } } userErrors { code } } }`;
const create = `mutation ($email: String!, $scopes: [String!]!) {
  curatorCreate(input: { email: $email, scopes: $scopes }) {
    curator { id email scopes passkeyCount } password userErrors { field code } } }`;
const updateScopes = `mutation ($id: ID!, $scopes: [String!]!) {
  curatorScopesUpdate(id: $id, scopes: $scopes) { curator { scopes } userErrors { field code } } }`;
const reset =
  'mutation ($id: ID!) { curatorReset(id: $id) { curator { passkeyCount } password userErrors { field code } } }';
const endSessions =
  'mutation ($id: ID!) { curatorSessionsRevoke(id: $id) { curator { id } userErrors { field code } } }';
const changePassword = `mutation ($old: String!, $new: String!) {
  curatorPasswordUpdate(input: { currentPassword: $old, newPassword: $new }) { userErrors { field code } } }`;

/** Curators, their scopes, and how they sign in. */
export function curatorSuite(getIdentity: () => TestIdentity): void {
  let count = 0;

  /** The curator of a session, resolved as the gateway does; undefined when the session is invalid. */
  const viewerOf = async (session: string): Promise<SignedIn | undefined> => {
    const text = await getIdentity().redis.get(keys.curator(session));
    if (text === null) return undefined;
    const { curator: id, authTime, generation } = CuratorSession.parse(JSON.parse(text));
    const { data } = await getIdentity().execute(
      'query ($id: ID!) { curatorAccess(id: $id) { scopes account generation } }',
      { id },
      {},
    );
    const access = data.curatorAccess;
    if (access?.generation !== generation) return undefined;
    return { kind: 'CURATOR', id, session, authTime, scopes: access.scopes, account: access.account };
  };

  const signInAs = async (email: string, password: string) =>
    (await getIdentity().execute(signIn, { email, password })).data.curatorSignIn;

  /** Creates a curator and signs them in. */
  const curatorWith = async (...scopes: string[]) => {
    count += 1;
    const email = `curator${count}@axiom.example`;
    const root: Viewer = {
      kind: 'CURATOR',
      id: 'x',
      scopes: ['curators:write'],
      session: 's',
      authTime: Date.now() / 1_000,
    };
    // The first curators of an installation are created by a script.
    const created = await getIdentity().execute(create, { email, scopes }, { viewer: { ...root, kind: 'PARTNER' } });
    const { curator, password } = created.data.curatorCreate;
    const { grant } = await signInAs(email, password);
    const viewer = (await viewerOf(grant.session.id)) as SignedIn;
    return { email, password, viewer, id: curator.id as string, session: grant.session.id as string };
  };

  const eventsOf = async (action: string, id: string) =>
    getIdentity().sql`
      select curator_id, detail from audit_event
      where action = ${action} and detail ->> 'curator' = ${id} order by audit_event.id`;

  describe('A curator', () => {
    it('signs in with a password, ignoring the case of the address, and has the granted scopes', async () => {
      const curator = await curatorWith('journal:write', 'audit:read');
      const { grant } = await signInAs(curator.email.toUpperCase(), curator.password);

      expect(grant.session.methods).toEqual(['pwd']);
      expect(await viewerOf(grant.session.id)).toMatchObject({
        id: curator.id,
        scopes: ['audit:read', 'journal:write', 'curator'],
      });
    });

    it('is refused with a wrong address or a wrong password', async () => {
      const { email } = await curatorWith('audit:read');
      const refused = { grant: null, userErrors: [{ code: 'NOT_ACCEPTED' }] };

      expect(await signInAs(email, 'wrong')).toEqual(refused);
      expect(await signInAs('unknown@axiom.example', 'wrong')).toEqual(refused);
    });

    it('is not seeded into an installation that has curators', async () => {
      const { databaseUrl, sql } = getIdentity();
      await curatorWith('audit:read');
      const counted = async () => (await sql`select count(*)::int from curator`)[0]?.count;
      const before = await counted();
      expect(await seedCurators(databaseUrl, 'a seeded password')).toEqual([]);

      expect(before).toBeGreaterThan(0);
      expect(await counted()).toBe(before);
    });

    it('without scopes is not a curator: open sessions are invalid and new ones are refused', async () => {
      const [administrator, curator] = [await curatorWith('curators:write'), await curatorWith('audit:read')];
      const { data } = await getIdentity().execute(
        updateScopes,
        { id: curator.id, scopes: [] },
        { viewer: administrator.viewer },
      );

      expect(data.curatorScopesUpdate).toEqual({ curator: { scopes: [] }, userErrors: [] });
      expect(await viewerOf(curator.session)).toBeUndefined();
      expect(await signInAs(curator.email, curator.password)).toMatchObject({ userErrors: [{ code: 'NOT_ACCEPTED' }] });
    });

    it('changes the password, which ends the other sessions', async () => {
      const curator = await curatorWith('audit:read');
      const other = (await signInAs(curator.email, curator.password)).grant.session.id;
      const change = async (old: string, next: string) =>
        (await getIdentity().execute(changePassword, { old, new: next }, { viewer: curator.viewer })).data
          .curatorPasswordUpdate;

      expect(await change('wrong', 'violet anvil 41 moor')).toEqual({
        userErrors: [{ field: ['input', 'currentPassword'], code: 'NOT_ACCEPTED' }],
      });
      expect(await change(curator.password, 'short')).toEqual({
        userErrors: [{ field: ['input', 'newPassword'], code: 'INVALID' }],
      });
      expect(await change(curator.password, 'violet anvil 41 moor')).toEqual({ userErrors: [] });
      expect([await viewerOf(other), (await viewerOf(curator.session))?.id]).toEqual([undefined, curator.id]);
      expect((await signInAs(curator.email, curator.password)).grant).toBeNull();
      expect((await signInAs(curator.email, 'violet anvil 41 moor')).grant).not.toBeNull();
    });
  });

  describe('Scopes of curators', () => {
    it('are granted and revoked by another curator, and the history names who did it', async () => {
      const [administrator, curator] = [await curatorWith('curators:write'), await curatorWith('audit:read')];
      const { viewer } = administrator;
      const set = async (...scopes: string[]) =>
        (await getIdentity().execute(updateScopes, { id: curator.id, scopes }, { viewer })).data.curatorScopesUpdate;

      expect(await set('partners:write', 'journal:write')).toEqual({
        curator: { scopes: ['journal:write', 'partners:write'] },
        userErrors: [],
      });
      expect((await viewerOf(curator.session))?.scopes).toEqual(['journal:write', 'partners:write', 'curator']);
      expect(await set('everything')).toEqual({
        curator: null,
        userErrors: [{ field: ['scopes', '0'], code: 'INVALID' }],
      });
      const { data } = await getIdentity().execute(
        '{ curators(first: 100) { totalCount nodes { id grants { scope grantedBy revokedBy revokedAt } } } }',
        {},
        { viewer },
      );
      const { grants } = data.curators.nodes.find(({ id }: { id: string }) => id === curator.id);
      const active = { grantedBy: administrator.id, revokedBy: null, revokedAt: null };
      expect(grants).toEqual([
        expect.objectContaining(active),
        expect.objectContaining(active),
        { scope: 'audit:read', grantedBy: null, revokedBy: administrator.id, revokedAt: expect.any(String) },
      ]);
      expect(await eventsOf('curator.scopes_changed', curator.id)).toEqual([
        {
          curator_id: administrator.id,
          detail: { curator: curator.id, added: ['partners:write', 'journal:write'], removed: ['audit:read'] },
        },
      ]);
    });

    it('cannot be granted to oneself, but can be given up', async () => {
      const { id, viewer } = await curatorWith('curators:write', 'audit:read');
      const set = async (...scopes: string[]) =>
        (await getIdentity().execute(updateScopes, { id, scopes }, { viewer })).data.curatorScopesUpdate;

      expect(await set('curators:write', 'audit:read', 'partners:write')).toEqual({
        curator: null,
        userErrors: [{ field: ['scopes'], code: 'OWN_SCOPES' }],
      });
      expect(await set('curators:write')).toEqual({ curator: { scopes: ['curators:write'] }, userErrors: [] });
    });

    it('for administering curators are always kept by one curator, also under concurrent changes', async () => {
      const { sql } = getIdentity();
      await sql`update curator_grant set revoked_at = now() where scope = 'curators:write' and revoked_at is null`;
      const two = [await curatorWith('curators:write'), await curatorWith('curators:write')];
      const results = await Promise.all(
        two.map(
          async ({ id, viewer }) => (await getIdentity().execute(updateScopes, { id, scopes: [] }, { viewer })).data,
        ),
      );

      const codes = results.map(({ curatorScopesUpdate }) => curatorScopesUpdate.userErrors);
      expect(codes).toHaveLength(2);
      expect(codes).toEqual(expect.arrayContaining([[], [{ field: ['scopes'], code: 'LAST_ADMINISTRATOR' }]]));
    });

    it.each([
      ['curators', '{ curators { totalCount } }', {}],
      ['curatorCreate', create, { email: 'x@axiom.example', scopes: [] }],
      ['curatorScopesUpdate', updateScopes, { id: 'x', scopes: [] }],
      ['curatorReset', reset, { id: 'x' }],
      ['curatorSessionsRevoke', endSessions, { id: 'x' }],
      ['curatorPasswordUpdate', changePassword, { old: 'x', new: 'y' }],
    ])('guard %s: anonymous and unauthorized viewers are refused', async (field, query, variables) => {
      const customer = (await newCustomer(getIdentity())).viewer;
      const curator = await curatorWith('audit:read');
      const wrong = field === 'curatorPasswordUpdate' ? customer : curator.viewer;
      const responses = [
        await getIdentity().execute(query, variables),
        await getIdentity().execute(query, variables, { viewer: customer }),
        await getIdentity().execute(query, variables, { viewer: wrong }),
      ];

      expect(responses.map(({ data, errors }) => [data[field], errors?.[0]?.extensions.code])).toEqual([
        [null, 'UNAUTHENTICATED'],
        [null, 'FORBIDDEN'],
        [null, 'FORBIDDEN'],
      ]);
    });

    it.each([
      ['curatorCreate', create, { email: 'x@axiom.example', scopes: [] }],
      ['curatorScopesUpdate', updateScopes, { id: 'x', scopes: [] }],
      ['curatorReset', reset, { id: 'x' }],
    ])('require an authentication at most 15 minutes old for %s', async (field, query, variables) => {
      const { viewer } = await curatorWith('curators:write');
      const stale = { ...viewer, authTime: (viewer.authTime as number) - 901 };
      const { data, errors } = await getIdentity().execute(query, variables, { viewer: stale });

      expect([data[field], errors?.[0]?.extensions]).toEqual([null, { code: 'STEP_UP_REQUIRED', maxAge: 900 }]);
    });
  });

  describe('An administered curator', () => {
    it('is created once for an e-mail address', async () => {
      const { viewer, email } = await curatorWith('curators:write');
      const add = async (address: string, ...scopes: string[]) =>
        (await getIdentity().execute(create, { email: address, scopes }, { viewer })).data.curatorCreate;
      const created = await add(' Ada@Axiom.example ', 'audit:read', 'audit:read');

      expect(created).toEqual({
        curator: {
          id: expect.stringMatching(/^curator_/),
          email: 'ada@axiom.example',
          scopes: ['audit:read'],
          passkeyCount: 0,
        },
        password: expect.stringMatching(/^[\w-]{20}$/),
        userErrors: [],
      });
      const refused = (field: string[], code: string) => ({
        curator: null,
        password: null,
        userErrors: [{ field, code }],
      });
      expect(await add(email.toUpperCase())).toEqual(refused(['input', 'email'], 'TAKEN'));
      expect(await add('nowhere')).toEqual(refused(['input', 'email'], 'INVALID'));
      expect(await add('eve@axiom.example', 'audit:read', 'root')).toEqual(
        refused(['input', 'scopes', '1'], 'INVALID'),
      );
      const kept = await getIdentity().sql`select curator::text as row from curator`;
      expect(JSON.stringify(kept)).not.toContain(created.password);
    });

    it('can have all sessions ended by an administrator, and signs in again', async () => {
      const [administrator, curator] = [await curatorWith('curators:write'), await curatorWith('audit:read')];
      const { data } = await getIdentity().execute(endSessions, { id: curator.id }, { viewer: administrator.viewer });

      expect(data.curatorSessionsRevoke).toEqual({ curator: { id: curator.id }, userErrors: [] });
      expect(await viewerOf(curator.session)).toBeUndefined();
      const again = await signInAs(curator.email, curator.password);
      expect((await viewerOf(again.grant.session.id))?.id).toBe(curator.id);
    });

    it('is found by id only by administrators', async () => {
      const [administrator, curator] = [await curatorWith('curators:write'), await curatorWith('audit:read')];
      const find = async (viewer: Viewer) =>
        (
          await getIdentity().execute(
            'query ($id: ID!) { node(id: $id) { ... on Curator { email } } }',
            { id: curator.id },
            { viewer },
          )
        ).data.node;

      expect(await find(administrator.viewer)).toEqual({ email: curator.email });
      expect(await find(curator.viewer)).toBeNull();
    });
  });

  describe('A curator’s passkey', () => {
    const passkeyOf = async (viewer: Viewer) => {
      const authenticator = createAuthenticator(origin);
      const { data } = await register(getIdentity(), { authenticator, forwarded: { viewer } });
      expect(data.passkeyRegistrationFinish).toMatchObject({ grant: null, userErrors: [] });
      return { authenticator, id: data.passkeyRegistrationFinish.passkey.id as string };
    };

    it('opens a session in place of the current one, and the password is refused afterwards', async () => {
      const curator = await curatorWith('audit:read');
      const { authenticator } = await passkeyOf(curator.viewer);
      const { data } = await signInByPasskey(getIdentity(), { authenticator, forwarded: { viewer: curator.viewer } });

      const { session, token } = data.passkeySignInFinish.grant;
      expect(token).toMatch(/^axc_/);
      expect(session.methods).toEqual(['passkey', 'mfa', 'pop', 'user']);
      expect(await viewerOf(session.id)).toEqual({
        ...curator.viewer,
        session: session.id,
        authTime: expect.any(Number),
      });
      expect(await viewerOf(curator.session)).toBeUndefined();
      expect((await signInAs(curator.email, curator.password)).userErrors).toEqual([{ code: 'NOT_ACCEPTED' }]);
      const customers = await getIdentity()
        .sql`select medusa_customer_id from account where id = ${curator.viewer.account as string}`;
      expect([...customers]).toEqual([{ medusa_customer_id: null }]);
    });

    it('is registered only after a recent authentication', async () => {
      const { viewer } = await curatorWith('audit:read');
      const stale = { ...viewer, authTime: (viewer.authTime as number) - 301 };

      expect((await getIdentity().execute(beginRegistration, {}, { viewer: stale })).errors?.[0]?.extensions).toEqual({
        code: 'STEP_UP_REQUIRED',
        maxAge: 300,
      });
    });

    it('is not registered in a ceremony that another curator began', async () => {
      const [one, other] = [await curatorWith('audit:read'), await curatorWith('audit:read')];
      const { options } = (await getIdentity().execute(beginRegistration, {}, { viewer: one.viewer })).data
        .passkeyRegistrationBegin;
      const response = createAuthenticator(origin).create(options);
      const { data } = await getIdentity().execute(finishRegistration, { response }, { viewer: other.viewer });

      expect(data.passkeyRegistrationFinish.userErrors).toMatchObject([{ code: 'NOT_ACCEPTED' }]);
    });

    it('is refused when its curator has no scopes', async () => {
      const [administrator, curator] = [await curatorWith('curators:write'), await curatorWith('audit:read')];
      const { authenticator } = await passkeyOf(curator.viewer);
      await getIdentity().execute(updateScopes, { id: curator.id, scopes: [] }, { viewer: administrator.viewer });
      const { data } = await signInByPasskey(getIdentity(), { authenticator });

      expect(data.passkeySignInFinish).toMatchObject({ grant: null, userErrors: [{ code: 'NOT_ACCEPTED' }] });
    });

    it('is listed, renamed and revoked by its curator, even the last one, and revoking ends other sessions', async () => {
      const curator = await curatorWith('audit:read');
      const { id } = await passkeyOf(curator.viewer);
      const { viewer } = curator;
      const listed = await getIdentity().execute('{ viewer { passkeys { id name } } }', {}, { viewer });
      const renamed = await getIdentity().execute(
        'mutation ($id: ID!) { passkeyRename(id: $id, name: "Key") { passkey { name } } }',
        { id },
        { viewer },
      );
      const other = await curatorWith('audit:read');
      const revoke = 'mutation ($id: ID!) { passkeyRevoke(id: $id) { revokedId userErrors { code } } }';
      const foreign = await getIdentity().execute(revoke, { id }, { viewer: other.viewer });
      const revoked = await getIdentity().execute(revoke, { id }, { viewer });

      expect(listed.data.viewer.passkeys).toEqual([{ id, name: 'Passkey' }]);
      expect(renamed.data.passkeyRename).toEqual({ passkey: { name: 'Key' } });
      expect(foreign.data.passkeyRevoke).toEqual({ revokedId: null, userErrors: [{ code: 'NOT_FOUND' }] });
      expect(revoked.data.passkeyRevoke).toEqual({ revokedId: id, userErrors: [] });
      expect((await viewerOf(curator.session))?.id).toBe(curator.id);
      expect((await signInAs(curator.email, curator.password)).grant).not.toBeNull();
    });

    it('that is lost is replaced by a new password from another curator', async () => {
      const [administrator, curator] = [await curatorWith('curators:write'), await curatorWith('audit:read')];
      const { authenticator } = await passkeyOf(curator.viewer);
      const { data } = await getIdentity().execute(reset, { id: curator.id }, { viewer: administrator.viewer });
      const own = await getIdentity().execute(reset, { id: administrator.id }, { viewer: administrator.viewer });

      const { password } = data.curatorReset;
      expect(data.curatorReset).toEqual({ curator: { passkeyCount: 0 }, password: expect.any(String), userErrors: [] });
      expect(own.data.curatorReset).toEqual({
        curator: null,
        password: null,
        userErrors: [{ field: ['id'], code: 'INVALID' }],
      });
      expect(await viewerOf(curator.session)).toBeUndefined();
      expect((await signInByPasskey(getIdentity(), { authenticator })).data.passkeySignInFinish.grant).toBeNull();
      expect((await signInAs(curator.email, curator.password)).grant).toBeNull();
      expect((await signInAs(curator.email, password)).grant).not.toBeNull();
      expect(await eventsOf('curator.reset', curator.id)).toEqual([
        { curator_id: administrator.id, detail: { curator: curator.id, passkeys: 1 } },
      ]);
    });
  });
}
