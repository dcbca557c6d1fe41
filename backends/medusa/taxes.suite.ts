import { afterAll, beforeAll, expect, it } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import type { Shop } from '#tests/support/backends/shop.ts';
import { migrateMedusa } from './migrate.ts';

/** Databases that were seeded before currencies had tax-inclusive prices. */
export function taxSuite(open: () => Shop): void {
  let shop: Shop;
  let sql: Sql;
  beforeAll(() => {
    shop = open();
    sql = postgres(shop.env.MEDUSA_DATABASE_URL as string, { max: 1, onnotice: () => {} });
  });
  afterAll(() => sql?.end());

  const migrateAgain = async () => {
    await sql`delete from script_migrations where script_name = 'include-taxes.ts'`;
    await sql`comment on database ${sql((await sql`select current_database() as name`)[0]?.name)} is null`;
    await migrateMedusa(shop.env, () => {});
  };
  const preferences = () => sql`
    select value, is_tax_inclusive as included from price_preference
    where attribute = 'currency_code' and deleted_at is null order by value`;
  const cartWith = async (region_id: string) => {
    const items = [{ variant_id: 'variant_clutch_small', quantity: 1 }];
    const { cart } = await shop.store.store.cart.create({ region_id, items });
    return cart.id;
  };
  const isIncluded = async (cartId: string) => {
    const [line] = await sql`select is_tax_inclusive as included from cart_line_item where cart_id = ${cartId}`;
    return line?.included;
  };

  it('gets its currencies and open carts repaired, and keeps a preference that it has', async () => {
    const [open, begun, japanese] = [
      await cartWith('reg_europe'),
      await cartWith('reg_europe'),
      await cartWith('reg_japan'),
    ];
    await shop.store.client.fetch('/store/payment-collections', { method: 'POST', body: { cart_id: begun } });
    await sql`update cart_line_item set is_tax_inclusive = false`;
    await sql`delete from price_preference where attribute = 'currency_code'`;
    await sql`insert into price_preference (id, attribute, value, is_tax_inclusive)
      values ('prpref_yen', 'currency_code', 'jpy', false)`;
    await sql`update price_preference set is_tax_inclusive = value = 'reg_europe' where attribute = 'region_id'`;

    await migrateAgain();

    expect([...(await preferences())]).toEqual([
      { value: 'eur', included: true },
      { value: 'jpy', included: false },
    ]);
    expect([await isIncluded(open), await isIncluded(begun), await isIncluded(japanese)]).toEqual([true, false, false]);
    await sql`update price_preference set is_tax_inclusive = false`;
  }, 90_000);
}
