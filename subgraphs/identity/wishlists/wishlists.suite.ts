import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#kit/graph/viewer.ts';
import { newCustomer } from '#tests/support/passkeys/ceremonies.ts';
import type { TestIdentity } from '#tests/support/subgraphs/identity.ts';
import { createMailSteps } from '../customers/mail-steps.fixture.ts';
import { maxWishlistItems } from './wishlists.ts';

const itemFields = 'id priceWhenAdded { amount currencyCode } isNotified';
const add = `mutation ($input: WishlistAddInput!) { wishlistAdd(input: $input) {
  item { ${itemFields} } userErrors { field code } } }`;
const remove = 'mutation ($id: ID!) { wishlistRemove(id: $id) { removedId userErrors { field code } } }';
const share =
  'mutation ($name: String) { wishlistShare(input: { name: $name }) { share { url name } userErrors { field code } } }';
const list = `query ($first: Int = 20, $after: String) { viewer { wishlist { share { url name } items(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { ${itemFields} product { __typename } variant { __typename } } } } } }`;
const shared = `query ($token: String!) { wishlist(token: $token) { name items { totalCount nodes { product { __typename }
  variant { __typename } } } } }`;

export function wishlistSuite(getIdentity: () => TestIdentity): void {
  const { someone, verified, unverified } = createMailSteps(getIdentity);
  const sell = (id: string, prices: Record<string, string> = { EUR: '2950.00', JPY: '495000' }) => {
    const variants = [
      { id: `${id}_small`, isAvailable: true, prices },
      { id: `${id}_large`, isAvailable: false, prices: { EUR: '3950.00' } },
    ];
    getIdentity().catalogue.products.set(id, { title: `Title ${id}`, variants });
  };
  const addAs = async (viewer: Viewer, input: object, market = {}) =>
    (await getIdentity().execute(add, { input }, { viewer, market })).data.wishlistAdd;
  const listAs = async (viewer: Viewer, variables = {}) =>
    (await getIdentity().execute(list, variables, { viewer })).data.viewer.wishlist;
  const tokenOf = (url: string) => url.split('/').at(-1) as string;
  const readShared = async (token: string) => (await getIdentity().execute(shared, { token })).data.wishlist;

  describe('A wishlist', () => {
    it('keeps products and variants with their prices in the market of the request, the newest first', async () => {
      const { viewer } = await newCustomer(getIdentity());
      sell('prod_w1');
      const whole = await addAs(viewer, { productId: 'prod_w1' });
      const large = await addAs(viewer, { productId: 'prod_w1', variantId: 'prod_w1_large' });
      sell('prod_w2');
      const yen = await addAs(viewer, { productId: 'prod_w2', variantId: 'prod_w2_small' }, { currency: 'JPY' });
      const unsold = await addAs(viewer, { productId: 'prod_w2', variantId: 'prod_w2_large' }, { currency: 'JPY' });
      const { items } = await listAs(viewer);

      expect(items.totalCount).toBe(4);
      expect(items.nodes.map(({ id }: { id: string }) => id)).toEqual(
        [unsold, yen, large, whole].map(({ item }) => item.id),
      );
      expect(items.nodes.map(({ priceWhenAdded }: { priceWhenAdded: unknown }) => priceWhenAdded)).toEqual([
        null,
        { amount: '495000', currencyCode: 'JPY' },
        { amount: '3950.00', currencyCode: 'EUR' },
        { amount: '2950.00', currencyCode: 'EUR' },
      ]);
      expect(items.nodes[3]).toMatchObject({ product: { __typename: 'Product' }, variant: null });
      expect(items.nodes[0]).toMatchObject({ variant: { __typename: 'ProductVariant' } });
    });

    it('has an item once: adding it again keeps its time and price', async () => {
      const { viewer } = await newCustomer(getIdentity());
      sell('prod_w3');
      const first = await addAs(viewer, { productId: 'prod_w3' });
      sell('prod_w3', { EUR: '1.00' });
      const again = await Promise.all([1, 2, 3].map(() => addAs(viewer, { productId: 'prod_w3' })));

      expect(again).toEqual([first, first, first]);
      expect((await listAs(viewer)).items.totalCount).toBe(1);
    });

    it('is read by one page after the other, also when items are removed in between', async () => {
      const { viewer } = await newCustomer(getIdentity());
      for (const id of ['prod_p1', 'prod_p2', 'prod_p3']) {
        sell(id);
        await addAs(viewer, { productId: id });
      }
      const { items: all } = await listAs(viewer);
      const { items: first } = await listAs(viewer, { first: 1 });
      await getIdentity().execute(remove, { id: all.nodes[0].id }, { viewer });
      const { items: rest } = await listAs(viewer, { first: 2, after: first.pageInfo.endCursor });

      expect(first.pageInfo.hasNextPage).toBe(true);
      expect(rest.nodes).toEqual(all.nodes.slice(1));
      expect(rest).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false } });
    });

    it.each([
      ['a product that does not exist', { productId: 'prod_none' }, 'productId'],
      ['a variant of another product', { productId: 'prod_w4', variantId: 'prod_w1_small' }, 'variantId'],
    ])('refuses %s', async (_, input, field) => {
      const { viewer } = await newCustomer(getIdentity());
      sell('prod_w4');

      expect(await addAs(viewer, input)).toEqual({
        item: null,
        userErrors: [{ field: ['input', field], code: 'NOT_FOUND' }],
      });
      expect((await listAs(viewer)).items.totalCount).toBe(0);
    });

    it('has at most 200 items, also when several are added at once', async () => {
      const { viewer, account } = await newCustomer(getIdentity());
      await getIdentity().sql`
        insert into wishlist_item (account_id, product_id, was_available)
        select ${account}, 'prod_many_' || number, true from generate_series(1, ${maxWishlistItems - 1}) as number`;
      for (const id of ['prod_l1', 'prod_l2', 'prod_l3']) sell(id);
      const results = await Promise.all(
        ['prod_l1', 'prod_l2', 'prod_l3'].map((productId) => addAs(viewer, { productId })),
      );

      expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([
        { field: null, code: 'TOO_MANY' },
        { field: null, code: 'TOO_MANY' },
      ]);
      expect((await listAs(viewer)).items.totalCount).toBe(maxWishlistItems);
    });

    it('cannot be added to while commerce is unavailable, and can be read', async () => {
      const { viewer } = await newCustomer(getIdentity());
      sell('prod_w5');
      await addAs(viewer, { productId: 'prod_w5' });
      getIdentity().catalogue.state.isDown = true;
      const during = await getIdentity().execute(add, { input: { productId: 'prod_w5' } }, { viewer });
      const { items } = await listAs(viewer);
      getIdentity().catalogue.state.isDown = false;

      expect(during.errors?.[0]?.extensions?.code).toBe('BACKEND_UNAVAILABLE');
      expect(items.totalCount).toBe(1);
    });

    it('sends mail to verified addresses only', async () => {
      const [stranger, owner] = [await unverified(someone()), await verified(someone())];
      const { viewer: withoutEmail } = await newCustomer(getIdentity());
      sell('prod_w6');
      const input = { productId: 'prod_w6', notify: true };

      expect((await addAs(owner, input)).item.isNotified).toBe(true);
      for (const viewer of [stranger, withoutEmail]) {
        expect(await addAs(viewer, input)).toEqual({
          item: null,
          userErrors: [{ field: ['input', 'notify'], code: 'EMAIL_NOT_VERIFIED' }],
        });
      }
    });

    it('belongs to one customer: others can neither read nor remove its items', async () => {
      const [owner, other] = [await newCustomer(getIdentity()), await newCustomer(getIdentity())];
      sell('prod_w7');
      const { item } = await addAs(owner.viewer, { productId: 'prod_w7' });
      const refused = await getIdentity().execute(remove, { id: item.id }, { viewer: other.viewer });

      expect(refused.data.wishlistRemove).toEqual({
        removedId: null,
        userErrors: [{ field: ['id'], code: 'NOT_FOUND' }],
      });
      expect((await listAs(other.viewer)).items.nodes).toEqual([]);
      expect((await listAs(owner.viewer)).items.totalCount).toBe(1);
    });
  });

  describe('A shared wishlist', () => {
    it('shows products and the chosen name by its link, until the sharing ends', async () => {
      const { viewer } = await newCustomer(getIdentity());
      sell('prod_s1');
      await addAs(viewer, { productId: 'prod_s1' });
      const { data } = await getIdentity().execute(share, { name: ' Ada ' }, { viewer });
      const { url } = data.wishlistShare.share;
      const during = await readShared(tokenOf(url));
      const seenByOwner = (await listAs(viewer)).share;
      const ended = await getIdentity().execute('mutation { wishlistUnshare { wasShared } }', {}, { viewer });

      expect(url).toMatch(/^http:\/\/localhost:4000\/wishlists\/[\w-]{22}$/);
      expect(during).toEqual({
        name: 'Ada',
        items: { totalCount: 1, nodes: [{ product: { __typename: 'Product' }, variant: null }] },
      });
      expect(seenByOwner).toEqual({ url, name: 'Ada' });
      expect(ended.data.wishlistUnshare.wasShared).toBe(true);
      expect(await readShared(tokenOf(url))).toBeNull();
      expect((await listAs(viewer)).share).toBeNull();
    });

    it('keeps its link when it is renamed, and gets another one after the sharing ended', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const shareAs = async (name: string | null) =>
        (await getIdentity().execute(share, { name }, { viewer })).data.wishlistShare;
      const first = await shareAs('Ada');
      const renamed = await shareAs(null);
      const invalid = await shareAs('\n');
      await getIdentity().execute('mutation { wishlistUnshare { wasShared } }', {}, { viewer });
      const second = await shareAs('Ada');

      expect(renamed.share).toEqual({ url: first.share.url, name: null });
      expect(invalid).toEqual({ share: null, userErrors: [{ field: ['input', 'name'], code: 'INVALID' }] });
      expect(second.share.url).not.toBe(first.share.url);
      expect(await readShared(tokenOf(first.share.url))).toBeNull();
    });

    it('is not found with any other token, and its token is not stored in plain text', async () => {
      const { viewer } = await newCustomer(getIdentity());
      const { data } = await getIdentity().execute(share, { name: 'Ada' }, { viewer });
      const token = tokenOf(data.wishlistShare.share.url);
      const [row] = await getIdentity()
        .sql`select * from wishlist_share where account_id = ${viewer.account as string}`;

      expect(await readShared('')).toBeNull();
      expect(await readShared(`${token}x`)).toBeNull();
      expect(JSON.stringify(row)).not.toContain(token);
    });
  });
}
