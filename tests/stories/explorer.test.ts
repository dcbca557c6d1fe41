import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type RunningGateway, startGateway } from '#gateway/index.ts';
import { buildExplorer } from '#gateway/pages/explorer/build.ts';
import { freePorts } from '#kit/process/port.ts';
import { axiomDir } from '#launcher/folders.ts';
import { gatewayEnv } from '../support/gateway-env.ts';
import { canBrowse, itInABrowser, launchBrowser, watchFaults } from '../support/passkeys/browser.ts';
import { type MockedSubgraphs, startMockedSubgraphs } from '../support/subgraphs/mocked-subgraphs.ts';

/** A browser needs more time for its first start on a busy machine. */
jest.setTimeout(90_000);

const folder = join(axiomDir, 'explorer');
let subgraphs: MockedSubgraphs;
let gateway: RunningGateway;
let base: string;
let browser: Browser | undefined;

beforeAll(async () => {
  await buildExplorer(folder);
  subgraphs = await startMockedSubgraphs();
  const [port] = await freePorts(1);
  gateway = await startGateway({
    ...subgraphs.env,
    ...gatewayEnv,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    EXPLORER_DIR: folder,
  });
  base = new URL(gateway.url).origin;
  if (canBrowse) browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await gateway.close();
  await subgraphs.close();
});

describe('The explorer', () => {
  it('is built once for the same sources', async () => {
    expect(await buildExplorer(folder)).toEqual({ rebuilt: false });
  });

  it('refers only to files that its server has', async () => {
    const html = await (await fetch(base, { headers: { accept: 'text/html' } })).text();
    const addresses = [...html.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, address]) => address as string);

    expect(addresses.length).toBeGreaterThanOrEqual(2);
    for (const address of addresses) {
      expect(address).toMatch(/^\/explorer\/assets\//);
      expect((await fetch(base + address)).status).toBe(200);
    }
  });

  itInABrowser(
    'executes the product page, opens examples and shows the documentation, without requests to other servers',
    async () => {
      const { page, faults } = await openExplorer(1440, 900);

      await page.getByRole('button', { name: /^Execute query/ }).click();
      await page.locator('.result-window').getByText('"product"').waitFor();
      await page.getByRole('button', { name: /^Artisan An artisan/ }).click();
      await page.locator('.graphiql-query-editor').getByText('Artisan', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.locator('.graphiql-plugin').getByText('ProductVariant', { exact: true }).waitFor();
      const sandbox = await page.getByRole('link', { name: 'Open in Apollo Sandbox' }).getAttribute('href');
      const tabs = await page.getByRole('tab').allInnerTexts();
      await page.context().close();

      expect(sandbox).toBe(
        `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(`${base}/graphql`)}`,
      );
      expect(tabs).toEqual(['ProductPage', 'Artisan']);
      expect(faults).toEqual([]);
    },
  );

  itInABrowser('shows where each field came from, until that is switched off', async () => {
    const { page, faults } = await openExplorer(1280, 800);
    const sent: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.postData()?.includes('query ProductPage')) sent.push(request.headers()['x-axiom-cache']);
    });
    const run = async () => {
      const answered = page.waitForResponse(
        (response) => response.request().postData()?.includes('query ProductPage') === true,
      );
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await answered;
    };

    await run();
    await page.getByRole('button', { name: /^\d+ of \d+ from the cache/ }).click();
    const panel = page.getByRole('region', { name: 'Cache' });
    const rows = await panel.getByRole('listitem').allInnerTexts();
    await panel.getByRole('checkbox').uncheck();
    await run();
    await page.getByRole('button', { name: /from the cache/ }).waitFor({ state: 'detached' });
    await page.context().close();

    expect(sent).toEqual(['report', undefined]);
    const sources = rows.map((row) => /(\w+)\s*(commerce|provenance|journal): /.exec(row)?.slice(1).join(' from '));
    expect(sources).toEqual(
      expect.arrayContaining(['product from commerce', 'provenance from provenance', 'stories from journal']),
    );
    expect(faults).toEqual([]);
  });

  itInABrowser('fits a narrow screen', async () => {
    const { page, faults } = await openExplorer(390, 844);

    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.result-window').getByText('"product"').waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    // A click fails when another element covers the button.
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click({ timeout: 10_000 });
    await page.locator('.graphiql-plugin').getByText('ProductVariant', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
    await page.getByRole('button', { name: /from the cache/ }).click();
    await page.getByRole('region', { name: 'Cache' }).getByText('Report where each field comes from').waitFor();
    await page.context().close();

    expect(width).toBe(390);
    expect(faults).toEqual([]);
  });
});

/** Opens the explorer and waits for its first query. `faults` collects forbidden requests, errors and warnings. */
async function openExplorer(width: number, height: number): Promise<{ page: Page; faults: string[] }> {
  const context = await (browser as Browser).newContext({ viewport: { width, height } });
  context.setDefaultTimeout(60_000);
  const faults = watchFaults(context, base);
  const page = await context.newPage();
  await page.goto(base);
  await page.locator('.graphiql-query-editor').getByText('ProductPage', { exact: true }).waitFor();
  return { page, faults };
}
