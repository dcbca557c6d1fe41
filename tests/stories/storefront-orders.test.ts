import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { axiomDir } from '#launcher/folders.ts';
import { buildStorefront } from '#launcher/storefront.ts';
import { words as french } from '../../examples/storefront/source/locale/words/fr.ts';
import { ship, waitAtWarehouse, waitUntilShipped } from '../support/backends/warehouse.ts';
import { control, execute, gatewayUrl } from '../support/graph.ts';
import { canBrowse, itInABrowser, launchBrowser } from '../support/passkeys/browser.ts';
import { fillCart, run } from '../support/purchase.ts';

/** A browser needs more time for its first start on a busy machine. */
jest.setTimeout(240_000);

const origin = () => gatewayUrl().replace('127.0.0.1', 'localhost');
const variantId = 'variant_understory-notebook-bark-a5';
let browser: Browser | undefined;
let down: string | undefined;

beforeAll(async () => {
  await buildStorefront(join(axiomDir, 'storefront'));
  if (canBrowse) browser = await launchBrowser();
}, 240_000);

afterEach(async () => {
  if (down) await control('start', down);
  down = undefined;
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

/** A new page of a visitor whose device knows these orders with their access tokens. */
async function open(address: string, orders: Record<string, string> = {}) {
  const context = await (browser as Browser).newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(`localStorage.setItem('axiom.orders', ${JSON.stringify(JSON.stringify(orders))})`);
  const page = await context.newPage();
  await page.goto(`${origin()}/shop/${address}`);
  return { context, page };
}

describe('The storefront', () => {
  itInABrowser('describes a piece for search engines', async () => {
    const { context, page } = await open('fr-FR/product/ember-tote');
    const script = page.locator('head script[type="application/ld+json"]');
    await script.waitFor({ state: 'attached' });
    const text = (await script.textContent()) ?? '';
    await context.close();

    expect(text).not.toContain('<');
    const [product, trail] = JSON.parse(text)['@graph'];
    expect(product).toMatchObject({
      '@type': 'ProductGroup',
      name: 'Cabas Ember',
      url: `${origin()}/shop/fr-FR/product/cabas-ember`,
    });
    expect(trail['@type']).toBe('BreadcrumbList');
  });

  itInABrowser('requests the return of a piece', async () => {
    const cartId = await fillCart(variantId);
    const { order, accessToken } = await run('CartComplete', { cartId, idempotencyKey: `story-${cartId}` });
    await waitAtWarehouse(order.number);
    await ship(order.id, 'TRACK-STOREFRONT');
    await waitUntilShipped(order.id, accessToken);

    const { context, page } = await open(`fr-FR/order/${order.id}`, { [order.id]: accessToken });
    await page.locator('summary').getByText(french.returnSome).click();
    await page.getByLabel(french.reason).selectOption('CHANGED_MIND');
    await page.getByRole('button', { name: french.requestReturn }).click();
    await page.getByText(french.returnREQUESTED).waitFor();
    await context.close();

    const { data } = await execute(
      'query ($id: ID!, $accessToken: String) { order(id: $id, accessToken: $accessToken) { returns { status reason: lines { reason } } } }',
      { id: order.id, accessToken },
    );
    expect(data.order.returns).toEqual([{ status: 'REQUESTED', reason: [{ reason: 'CHANGED_MIND' }] }]);
  });

  itInABrowser('says that a page is unavailable while a backend is down, and is whole afterwards', async () => {
    down = 'sanity';
    await control('stop', 'sanity');
    const { context, page } = await open('fr-FR/journal');
    await page.getByRole('alert').getByRole('heading', { name: french.failed }).waitFor();
    await control('start', 'sanity');
    down = undefined;
    const retry = page.getByRole('button', { name: french.retry });
    const article = page.locator('.grid.wide a').first();
    // The gateway may refuse a backend for some seconds after an outage: the visitor presses again then.
    do {
      await retry.click();
      await article.or(retry).first().waitFor();
    } while (!(await article.isVisible()));
    await context.close();
  });
});
