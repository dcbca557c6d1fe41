import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { Requester, Shop } from '../commerce.fixture.ts';

const everyField = '... on Customer { id email firstName lastName phone createdAt }';
const exchange = '/auth/customer/axiom';
const read = '/store/customers/me?fields=id,email,first_name,last_name,phone,created_at';

/** What customers can read of their own account. */
export function customerSuite(shop: Shop): void {
  let [ada, eve] = [] as unknown as [Requester, Requester];
  const idOf = ({ viewer }: Requester) => (viewer as SignedIn).id;
  const referTo = (customer: Requester, as?: Requester) =>
    shop.queryEntities([{ __typename: 'Customer', id: idOf(customer) }], everyField, as);
  const refusals = [
    ['an anonymous viewer', () => undefined, 'UNAUTHENTICATED'],
    ['another customer', () => eve, 'FORBIDDEN'],
    [
      'a curator who has their id',
      () => ({ viewer: { ...(ada.viewer as SignedIn), kind: 'CURATOR' as const } }),
      'FORBIDDEN',
    ],
    [
      'someone whose session cannot be checked',
      () => ({ viewer: { kind: 'ANONYMOUS' as const, unchecked: true as const } }),
      'BACKEND_UNAVAILABLE',
    ],
  ] as const;

  beforeAll(async () => {
    [ada, eve] = [await shop.signUp('Ada'), await shop.signUp('Eve')];
  });

  it('can read their own account, without a placeholder e-mail address', async () => {
    expect(await referTo(ada, ada)).toEqual({
      data: {
        _entities: [
          {
            __typename: 'Customer',
            id: idOf(ada),
            email: null,
            firstName: 'Ada',
            lastName: null,
            phone: null,
            createdAt: expect.stringMatching(/Z$/),
          },
        ],
      },
    });
    expect(shop.calls()).toEqual([exchange, read]);
  });

  it('needs one call for each request, and one for each session', async () => {
    const customer = await shop.signUp('Grace');
    const twice = Array.from({ length: 2 }, () => ({ __typename: 'Customer', id: idOf(customer) }));

    await Promise.all([
      shop.queryEntities(twice, everyField, customer),
      shop.queryEntities(twice, everyField, customer),
    ]);
    const together = shop.calls().toSorted();
    shop.resetCalls();
    await shop.queryEntities(twice, everyField, customer);

    expect(together).toEqual([exchange, read, read]);
    expect(shop.calls()).toEqual([read]);
  });

  it.each(refusals)('is hidden from %s', async (_, as, code) => {
    const { data, errors } = await referTo(ada, as());

    expect(data).toEqual({ _entities: [null] });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['_entities', 0], code]]);
    expect(shop.calls()).toEqual([]);
  });

  it('gets an error when Medusa refuses their session token', async () => {
    const forged = { viewer: { ...(ada.viewer as SignedIn), session: 'another' }, token: `${ada.token}x` };
    const { data, errors } = await referTo(ada, forged);

    expect(data).toEqual({ _entities: [null] });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BACKEND_UNAVAILABLE', system: 'Medusa' }]);
    expect(shop.calls()).toEqual([exchange]);
  });

  describe('while Medusa is unavailable', () => {
    it('is null without affecting other fields, and returns with Medusa', async () => {
      await shop.disconnect();
      const during = await shop.queryEntities(
        [
          { __typename: 'Customer', id: idOf(eve) },
          { __typename: 'Product', id: 'prod_tote' },
        ],
        `${everyField} ... on Product { id }`,
        eve,
      );
      await shop.reconnect();
      const after = await referTo(eve, eve);

      expect(during.data).toEqual({ _entities: [null, { __typename: 'Product', id: 'prod_tote' }] });
      expect(during.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
        [['_entities', 0], { code: 'BACKEND_UNAVAILABLE', system: 'Medusa' }],
      ]);
      expect(after.data._entities[0].firstName).toBe('Eve');
    });
  });
}
