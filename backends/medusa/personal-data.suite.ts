import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Customers, KnownCustomer } from '#subgraphs/identity/customers/customers.ts';
import { type CustomerData, createCustomerData } from '#subgraphs/identity/personal-data/medusa-data.ts';
import type { Shop } from '#tests/support/backends/shop.ts';
import { placeOrder, stockPouch } from '#tests/support/place-order.ts';
import { customerRequests } from './customers.fixture.ts';

/** The routes by which identity reads and erases what Medusa keeps of a customer. */
export function personalDataSuite(open: () => Shop): void {
  let shop: Shop;
  let customers: Customers;
  let data: CustomerData;
  const { connect, post } = customerRequests(open);
  const password = 'correct horse battery';

  beforeAll(async () => {
    shop = open();
    await stockPouch(shop);
    customers = connect();
    const { MEDUSA_URL = '', MEDUSA_PUBLISHABLE_KEY = '', MEDUSA_SERVICE_TOKEN } = shop.env;
    const sign = (id: string) => shop.issuer.signRegistration(id);
    data = createCustomerData(MEDUSA_URL, MEDUSA_PUBLISHABLE_KEY, sign, MEDUSA_SERVICE_TOKEN);
  });

  /** A customer with a verified address and one order. */
  const buyer = async () => {
    const email = `${randomUUID()}@axiom.example`;
    const account = randomUUID();
    const customer = (await customers.signUp({ email, password, firstName: 'Ada' })) as KnownCustomer;
    await customers.linkAccount(account, customer);
    await customers.verify(account, email);
    const order = await placeOrder(shop, email, customer.token);
    return { account, email, order, id: customer.id };
  };
  const readOrder = async (id: string) =>
    (
      await shop.admin.admin.order.retrieve(id, {
        fields: 'email,customer_id,display_id,total,*shipping_address,*items',
      })
    ).order;

  describe('The personal data of a customer', () => {
    it('is read with orders and carts', async () => {
      const { account, id, email, order } = await buyer();
      const found = await data.read(account, id);
      const { display_id } = await readOrder(order);

      expect(found.openOrders).toEqual([display_id]);
      expect(found.data).toMatchObject({
        customer: { id, email, first_name: 'Ada' },
        orders: [{ id: order, email, items: [{ quantity: 1 }], shipping_address: { city: 'Paris' } }],
        carts: [{ email }],
      });
    });

    it('is not erased while an order is open', async () => {
      const { account, id, email, order } = await buyer();
      const open = await data.erase(account, id);

      expect(open).toEqual([(await readOrder(order)).display_id]);
      expect(await customers.find(email, password)).toMatchObject({ id });
    });

    it('is erased but for what the invoice of an order needs, also when it is repeated', async () => {
      const { account, id, email, order } = await buyer();
      const before = await readOrder(order);
      await shop.admin.admin.order.cancel(order);
      const results = [await data.erase(account, id), await data.erase(account, id)];
      const after = await readOrder(order);

      expect(results).toEqual([[], []]);
      expect(after).toMatchObject({
        email: `erased-${order}@erased.invalid`,
        total: before.total,
        shipping_address: { first_name: 'A', last_name: 'B', city: 'Paris', phone: null },
      });
      expect(await data.read(account, id)).toEqual({
        data: { customer: null, orders: [expect.objectContaining({ id: order })], carts: [] },
        openOrders: [],
      });
      expect(await customers.find(email, password)).toBeUndefined();
      expect(await customers.lookUp(email)).toBeUndefined();
    });

    it('does not come back to the next customer with the same address', async () => {
      const { account, id, email, order } = await buyer();
      await shop.admin.admin.order.cancel(order);
      await data.erase(account, id);
      const next = (await customers.signUp({ email, password })) as KnownCustomer;
      const other = randomUUID();
      await customers.linkAccount(other, next);
      await customers.verify(other, email);

      expect(next.id).not.toBe(id);
      expect(await data.read(other, next.id)).toMatchObject({ data: { customer: { email }, orders: [], carts: [] } });
    });

    it.each(['data', 'erase'])('is not available at the route %s without a registration of identity', async (route) => {
      const { id } = await buyer();

      expect(await post(`store/accounts/${route}`, { token: 'x', customer_id: id })).toMatchObject({ status: 401 });
      expect((await data.read(randomUUID(), id)).data).toMatchObject({ customer: { id } });
    });
  });
}
