import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#kit/graph/viewer.ts';
import type { As, Shop } from '../commerce.fixture.ts';

const everyField = '... on Customer { id email firstName lastName phone createdAt }';
const exchange = '/auth/customer/axiom';
const read = '/store/customers/me?fields=id,email,first_name,last_name,phone,created_at';

/** What a customer may see of themselves. */
export function aCustomer(shop: Shop): void {
  let [ada, eve] = [] as unknown as [As, As];
  const idOf = ({ viewer }: As) => (viewer as SignedIn).id;
  const referTo = (customer: As, as?: As) =>
    shop.refer([{ __typename: 'Customer', id: idOf(customer) }], everyField, as);
  const refusals = [
    ['nobody', () => undefined, 'UNAUTHENTICATED'],
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

  it('is shown to themselves, without the address that nobody gave', async () => {
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

  it('costs one call a request, and one a session before', async () => {
    const customer = await shop.signUp('Grace');
    const twice = Array.from({ length: 2 }, () => ({ __typename: 'Customer', id: idOf(customer) }));

    await Promise.all([shop.refer(twice, everyField, customer), shop.refer(twice, everyField, customer)]);
    const together = shop.calls().toSorted();
    shop.forget();
    await shop.refer(twice, everyField, customer);

    expect(together).toEqual([exchange, read, read]);
    expect(shop.calls()).toEqual([read]);
  });

  it.each(refusals)('is hidden from %s', async (_, as, code) => {
    const { data, errors } = await referTo(ada, as());

    expect(data).toEqual({ _entities: [null] });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['_entities', 0], code]]);
    expect(shop.calls()).toEqual([]);
  });

  it('whose token does not hold at Medusa is told that it cannot be had', async () => {
    const forged = { viewer: { ...(ada.viewer as SignedIn), session: 'another' }, token: `${ada.token}x` };
    const { data, errors } = await referTo(ada, forged);

    expect(data).toEqual({ _entities: [null] });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BACKEND_UNAVAILABLE', system: 'Medusa' }]);
    expect(shop.calls()).toEqual([exchange]);
  });

  describe('while Medusa is out of reach', () => {
    it('is missing alone, and back with Medusa', async () => {
      await shop.cut();
      const meanwhile = await shop.refer(
        [
          { __typename: 'Customer', id: idOf(eve) },
          { __typename: 'Product', id: 'prod_tote' },
        ],
        `${everyField} ... on Product { id }`,
        eve,
      );
      await shop.mend();
      const after = await referTo(eve, eve);

      expect(meanwhile.data).toEqual({ _entities: [null, { __typename: 'Product', id: 'prod_tote' }] });
      expect(meanwhile.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
        [['_entities', 0], { code: 'BACKEND_UNAVAILABLE', system: 'Medusa' }],
      ]);
      expect(after.data._entities[0].firstName).toBe('Eve');
    });
  });
}
