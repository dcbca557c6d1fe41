import { describe, expect, it } from '@jest/globals';
import { keys } from '#kit/graph/session.ts';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { mailsTo, nextMail } from '#tests/support/backends/mailbox.ts';
import { finishSignIn, newCustomer, register, signInOptions } from '#tests/support/passkeys/ceremonies.ts';
import { createAuthenticator } from '#tests/support/passkeys/software-authenticator.ts';
import { origin, type TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { until } from '#tests/support/until.ts';
import { createMailSteps, password, signIn } from '../customers/mail-steps.fixture.ts';
import { ofCustomers, withoutCustomers } from './personal-tables.fixture.ts';

const exported = `mutation { customerDataExport { export { document bytes sha256 } userErrors { code } } }`;
const remove = `mutation ($confirmation: ID!) { customerDelete(input: { confirmation: $confirmation }) {
  deletion { requestedAt completedAt retained { kind years } } userErrors { field code } } }`;
const keep = `mutation ($input: WishlistAddInput!) { wishlistAdd(input: $input) { item { id } userErrors { code } } }`;
const agree = `mutation { marketingConsentUpdate(input: { isGranted: true, textVersion: "1" }) { userErrors { code } } }`;

export function personalDataSuite(getIdentity: () => TestIdentity): void {
  const { someone, verified, unverified, resetToken } = createMailSteps(getIdentity);
  /** A customer with a password, a passkey, a wishlist and a consent. */
  const owner = async () => {
    const credentials = someone();
    const viewer = await verified(credentials);
    const authenticator = createAuthenticator(origin);
    const { data } = await register(getIdentity(), { authenticator, forwarded: { viewer }, name: 'Ada’s key' });
    getIdentity().catalogue.products.set('prod_gdpr', {
      title: 'Tote',
      variants: [{ id: 'variant_gdpr', isAvailable: true, prices: { EUR: '10.00' } }],
    });
    await getIdentity().execute(keep, { input: { productId: 'prod_gdpr' } }, { viewer });
    await getIdentity().execute(agree, {}, { viewer });
    expect(data.passkeyRegistrationFinish.userErrors).toEqual([]);
    return { ...credentials, viewer, account: viewer.account as string, authenticator };
  };
  const deleteAs = async (viewer: SignedIn, confirmation = viewer.id) =>
    (await getIdentity().execute(remove, { confirmation }, { viewer })).data.customerDelete;
  /** The tables of identity with a row that has this text. */
  const tablesWith = async (text: string) => {
    const { sql } = getIdentity();
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'identity' and table_type = 'BASE TABLE'`;
    const found = await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await sql`select from ${sql(name)} as row where row::text like ${`%${text}%`} limit 1`;
        return rows.length > 0 ? [name] : [];
      }),
    );
    return found.flat().sort();
  };

  it('Personal data is in known tables and columns only', async () => {
    const rows = await getIdentity().sql<{ table: string; columns: string | null }[]>`
      select table_name as table, string_agg(column_name, ' ' order by column_name) filter (
        where data_type not in ('integer', 'bigint', 'boolean', 'timestamp with time zone', 'uuid', 'numeric')) as columns
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'identity' and table_type = 'BASE TABLE' group by table_name`;
    const found = Object.fromEntries(rows.map(({ table, columns }) => [table, columns]));
    const others = withoutCustomers.trim().split(/\s+/);

    expect(found).toEqual({ ...Object.fromEntries(others.map((table) => [table, found[table]])), ...ofCustomers });
  });

  describe('The export of a customer’s data', () => {
    it('has everything that is kept, in one document, and is reported by mail', async () => {
      const { viewer, email, account } = await owner();
      const { data } = await getIdentity().execute(exported, {}, { viewer });
      const { document, bytes, sha256 } = data.customerDataExport.export;
      const content = JSON.parse(document);

      expect(content).toMatchObject({
        format: 'axiom-customer-data/1',
        account: { id: account },
        passkeys: [{ name: 'Ada’s key', deviceType: expect.any(String) }],
        sessions: [{ id: viewer.session }],
        wishlist: [{ productId: 'prod_gdpr', addedAmount: '10.00' }],
        wishlistShare: null,
        marketingConsent: [{ isGranted: true, textVersion: '1', source: 'ACCOUNT' }],
        stockNotices: [],
        shop: { customer: { id: viewer.id, email }, orders: [], carts: [] },
      });
      expect(content.auditEvents.map(({ action }: { action: string }) => action)).toEqual(
        expect.arrayContaining(['account.created', 'email.verified', 'credential.added', 'consent.granted']),
      );
      expect(Object.keys(content.passkeys[0])).not.toContain('publicKey');
      expect(bytes).toBe(Buffer.byteLength(document));
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      await nextMail(getIdentity().mailbox, email, 0, ({ subject }) => subject === 'Your data was exported at AXIOM');
    });

    it('has nothing of another person whose address the customer entered, and neither has the deletion', async () => {
      const credentials = someone();
      const viewer = await unverified(credentials);
      getIdentity().catalogue.products.set('prod_other', {
        title: 'Other',
        variants: [{ id: 'variant_other', isAvailable: false, prices: {} }],
      });
      await getIdentity().execute(
        'mutation ($email: String!) { stockNoticeCreate(input: { variantId: "variant_other", email: $email }) { isRequested } }',
        { email: credentials.email },
      );
      await nextMail(getIdentity().mailbox, credentials.email);
      const { data } = await getIdentity().execute(exported, {}, { viewer });
      const { deletion } = await deleteAs(viewer);

      expect(JSON.parse(data.customerDataExport.export.document).stockNotices).toEqual([]);
      expect(deletion.completedAt).not.toBeNull();
      expect(await getIdentity().sql`select from stock_notice where variant_id = 'variant_other'`).toHaveLength(1);
    });

    it('is refused when it is too large', async () => {
      const { viewer } = await newCustomer(getIdentity());
      getIdentity().register.state.padding = 5 * 1_024 * 1_024;
      const { data } = await getIdentity().execute(exported, {}, { viewer });
      getIdentity().register.state.padding = 0;

      expect(data.customerDataExport).toEqual({ export: null, userErrors: [{ code: 'TOO_LARGE' }] });
    });
  });

  describe('The deletion of an account', () => {
    it('erases the customer in all systems, ends all sessions, and says what is kept', async () => {
      const { viewer, email, account, authenticator } = await owner();
      await resetToken(email);
      const { userErrors, deletion } = await deleteAs(viewer);
      const passkey = authenticator.get(await signInOptions(getIdentity()));
      const withPasskey = await getIdentity().execute(finishSignIn, { response: passkey });
      const withPassword = await getIdentity().execute(signIn, { email, password });

      expect(userErrors).toEqual([]);
      expect(deletion).toEqual({
        requestedAt: expect.any(String),
        completedAt: expect.any(String),
        retained: [
          { kind: 'ORDERS', years: 10 },
          { kind: 'AUDIT_LOG', years: null },
        ],
      });
      expect(getIdentity().register.erased).toContain(viewer.id);
      expect(await getIdentity().redis.exists(keys.customer(viewer.session))).toBe(0);
      expect(withPasskey.data.passkeySignInFinish.userErrors[0].code).toBe('NOT_ACCEPTED');
      expect(withPassword.data.customerSignIn.userErrors[0].code).toBe('NOT_ACCEPTED');
      await nextMail(getIdentity().mailbox, email, 0, ({ subject }) => subject === 'Your account at AXIOM was deleted');
      expect(await tablesWith(account)).toEqual(['account_deletion', 'audit_event']);
      expect(await tablesWith(email)).toEqual([]);
    });

    it('leaves an audit entry without personal data', async () => {
      const { viewer, email, account } = await owner();
      await deleteAs(viewer);
      const events = await getIdentity().sql`
        select action, detail from audit_event where account_id = ${account} order by id desc limit 2`;

      expect([...events]).toEqual([
        { action: 'account.deleted', detail: {} },
        { action: 'account.deletion_requested', detail: {} },
      ]);
      expect(
        JSON.stringify(await getIdentity().sql`select * from audit_event where account_id = ${account}`),
      ).not.toContain(email);
    });

    it('is refused without the customer’s id as a confirmation, and changes nothing', async () => {
      const { viewer } = await owner();
      const refused = await deleteAs(viewer, 'cus_another');

      expect(refused).toEqual({
        deletion: null,
        userErrors: [{ field: ['input', 'confirmation'], code: 'NOT_ACCEPTED' }],
      });
      expect(await getIdentity().sql`select from account where medusa_customer_id = ${viewer.id}`).toHaveLength(1);
      expect(await getIdentity().redis.exists(keys.customer(viewer.session))).toBe(1);
    });

    it('is refused while orders are open, and changes nothing', async () => {
      const { viewer, account } = await owner();
      getIdentity().register.openOrders.set(viewer.id, [7, 9]);
      const refused = await deleteAs(viewer);

      expect(refused).toEqual({ deletion: null, userErrors: [{ field: null, code: 'OPEN_ORDERS' }] });
      expect(await getIdentity().sql`select from account where id = ${account} and disabled_at is null`).toHaveLength(
        1,
      );
      expect(await tablesWith(account)).not.toContain('account_deletion');
    });

    it.each(['before', 'after'] as const)(
      'is completed later when Medusa failed %s it erased the customer',
      async (moment) => {
        const { viewer, account, email } = await owner();
        getIdentity().register.state.failsToErase = moment;
        const { deletion } = await deleteAs(viewer);
        const during = await getIdentity().redis.exists(keys.customer(viewer.session));
        getIdentity().register.state.failsToErase = undefined;
        // As if the process had ended: its lease is over.
        await getIdentity().sql`update account_deletion set claimed_until = now() - interval '1 second'`;
        await until(async () => (await tablesWith(account)).join() === 'account_deletion,audit_event');
        await nextMail(
          getIdentity().mailbox,
          email,
          0,
          ({ subject }) => subject === 'Your account at AXIOM was deleted',
        );

        expect(deletion.completedAt).toBeNull();
        expect(during).toBe(0);
        expect(getIdentity().register.erased).toContain(viewer.id);
        expect(
          (await mailsTo(getIdentity().mailbox, email)).filter(({ subject }) => /deleted/.test(subject)),
        ).toHaveLength(1);
      },
    );

    it('is completed after the process ended at its begin', async () => {
      const { viewer, account } = await owner();
      await getIdentity().sql`
        insert into account_deletion (account_id, customer_id) values (${account}, ${viewer.id})`;
      await until(async () => (await tablesWith(account)).join() === 'account_deletion,audit_event');

      expect(getIdentity().register.erased).toContain(viewer.id);
    });
  });
}
