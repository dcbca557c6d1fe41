import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SignedIn } from '#kit/graph/viewer.ts';
import { paris } from '../carts/carts.fixture.ts';
import type { Requester, Shop } from '../commerce.fixture.ts';

const changed = 'userErrors { field code }';
const bookFields = 'id isDefaultShipping isDefaultBilling address { firstName line1 city countryCode company }';
const mutations = {
  customerUpdate: `mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) {
    customer { firstName lastName phone } ${changed} } }`,
  customerAddressCreate: `mutation ($input: CustomerAddressInput!) { customerAddressCreate(input: $input) {
    address { ${bookFields} } ${changed} } }`,
  customerAddressUpdate: `mutation ($id: ID!, $input: CustomerAddressUpdateInput!) {
    customerAddressUpdate(id: $id, input: $input) { address { ${bookFields} } ${changed} } }`,
  customerAddressDelete: `mutation ($id: ID!) { customerAddressDelete(id: $id) { deletedId ${changed} } }`,
};

/** Changes of a customer's profile and address book. */
export function addressBookSuite(shop: Shop): void {
  let [ada, eve] = [] as unknown as [Requester, Requester];
  beforeAll(async () => {
    eve = await shop.signUp('Eve looks on');
  });
  beforeEach(async () => {
    ada = await shop.signUp('Ada');
  });

  const attempt = (name: keyof typeof mutations, variables: object, as?: Requester) =>
    shop.ask(mutations[name], variables, {}, as);
  const change = async (name: keyof typeof mutations, variables: object, as: Requester) => {
    const { data, errors } = await attempt(name, variables, as);
    expect(errors).toBeUndefined();
    return data[name];
  };
  const seen = async (as: Requester) => {
    const representation = { __typename: 'Customer', id: (as.viewer as SignedIn).id };
    const fields = `... on Customer { firstName lastName phone addresses(first: 50) { totalCount nodes { ${bookFields} } } }`;
    return (await shop.queryEntities([representation], fields, as)).data._entities[0];
  };
  const add = async (input: object = {}, as = ada) =>
    (await change('customerAddressCreate', { input: { address: paris, ...input } }, as)).address;

  it('sets the given values, removes those that are null, and keeps the others', async () => {
    await change('customerUpdate', { input: { lastName: ' Lovelace ', phone: '01 42 34 56 78' } }, ada);
    const { customer } = await change('customerUpdate', { input: { phone: null } }, ada);

    expect(customer).toEqual({ firstName: 'Ada', lastName: 'Lovelace', phone: null });
    expect(await seen(ada)).toMatchObject(customer);
  });

  it('has one default address of each kind: the one that was set last', async () => {
    const first = await add({ isDefaultShipping: true, isDefaultBilling: true });
    const second = await add({ isDefaultShipping: true });
    const { addresses } = await seen(ada);

    expect(addresses.totalCount).toBe(2);
    expect(addresses.nodes).toEqual([
      { ...first, isDefaultShipping: false },
      { ...second, isDefaultShipping: true },
    ]);
  });

  it('replaces an address as a whole, and changes its defaults separately', async () => {
    const { id } = await add({ address: { ...paris, company: 'Analytical' } });
    const moved = { ...paris, line1: '2-7-1', city: 'Tokyo', postalCode: '1000005', countryCode: 'JP' };
    await change('customerAddressUpdate', { id, input: { isDefaultBilling: true } }, ada);
    const { address } = await change('customerAddressUpdate', { id, input: { address: moved } }, ada);

    expect(address).toEqual({
      id,
      isDefaultShipping: false,
      isDefaultBilling: true,
      address: { firstName: 'Ada', line1: '2-7-1', city: 'Tokyo', countryCode: 'JP', company: null },
    });
    expect((await seen(ada)).addresses.nodes).toEqual([address]);
  });

  it('deletes an address once', async () => {
    const { id } = await add();
    const first = await change('customerAddressDelete', { id }, ada);
    const second = await change('customerAddressDelete', { id }, ada);

    expect(first).toEqual({ deletedId: id, userErrors: [] });
    expect(second).toEqual({ deletedId: null, userErrors: [{ field: ['id'], code: 'ADDRESS_NOT_FOUND' }] });
    expect((await seen(ada)).addresses.totalCount).toBe(0);
  });

  it.each<[keyof typeof mutations, object, string[]]>([
    ['customerUpdate', { input: { firstName: 'a'.repeat(201) } }, ['input', 'firstName']],
    [
      'customerAddressCreate',
      { input: { address: { ...paris, city: 'a'.repeat(201) } } },
      ['input', 'address', 'city'],
    ],
    [
      'customerAddressUpdate',
      { input: { address: { ...paris, city: 'a'.repeat(201) } } },
      ['input', 'address', 'city'],
    ],
    ['customerUpdate', { input: { phone: 'call me' } }, ['input', 'phone']],
    [
      'customerAddressCreate',
      { input: { address: { ...paris, postalCode: 'none' } } },
      ['input', 'address', 'postalCode'],
    ],
    ['customerAddressUpdate', { input: { address: { ...paris, phone: 'call me' } } }, ['input', 'address', 'phone']],
  ])('is not changed by %s where a text is too long or of a wrong form', async (name, variables, field) => {
    const { id } = await add();
    const before = await seen(ada);
    const { userErrors } = await change(name, { id, ...variables }, ada);

    expect(userErrors).toEqual([{ field, code: 'INVALID' }]);
    expect(await seen(ada)).toEqual(before);
  });

  describe('cannot be changed by others', () => {
    const changes: [keyof typeof mutations, object][] = [
      ['customerUpdate', { input: { firstName: 'Eve' } }],
      ['customerAddressCreate', { input: { address: paris } }],
      ['customerAddressUpdate', { input: { isDefaultShipping: true } }],
      ['customerAddressDelete', {}],
    ];

    it.each(changes)('through %s', async (name, variables) => {
      const { id } = await add();
      const before = await seen(ada);
      const { data, errors } = await attempt(name, { id, ...variables });
      const byEve = await attempt(name, { id, ...variables }, eve);
      const byCurator = await attempt(
        name,
        { id, ...variables },
        { viewer: { ...(eve.viewer as SignedIn), scopes: [] } },
      );

      expect([data, errors?.map(({ extensions }) => extensions.code)]).toEqual([{ [name]: null }, ['UNAUTHENTICATED']]);
      expect(byCurator.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
      // Mutations without an address id change Eve's own account.
      const isNamed = ['customerAddressUpdate', 'customerAddressDelete'].includes(name);
      const codes = byEve.data[name].userErrors.map(({ code }: { code: string }) => code);
      expect(codes).toEqual(isNamed ? ['ADDRESS_NOT_FOUND'] : []);
      expect(await seen(ada)).toEqual(before);
    });
  });
}
