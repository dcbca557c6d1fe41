import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { canBrowse, itInABrowser, launchBrowser } from '../support/passkeys/browser.ts';
import { executeFrom, visit } from '../support/passkeys/passkey-page.ts';

jest.setTimeout(60_000);

const guide = new URL('../../docs/guides/clients/passkeys.ts', import.meta.url);

describe('The sample for passkeys on the web', () => {
  let browser: Browser;
  beforeAll(async () => {
    if (canBrowse) browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  itInABrowser('registers a passkey in a real browser, and signs in with it', async () => {
    const { page, builtIn } = await visit(browser);
    // The page of the gateway offers passkeys by itself; only one ceremony can run at a time.
    await page.goto(new URL('/', page.url()).href);
    const sample = stripTypeScriptTypes(readFileSync(guide, 'utf8')).replaceAll(/^export /gm, '');
    const run = (call: string) => page.evaluate(`(() => { ${sample}; return ${call}; })()`);
    const name = (await run("registerPasskey('Ada')")) as string;
    const first = await executeFrom(page, '{ viewer { kind } }');
    await page.context().clearCookies();
    const expiresAt = (await run('signInWithPasskey()')) as string;
    const second = await executeFrom(page, '{ viewer { kind } }');

    expect(name).toMatch(/\w/);
    expect(await builtIn.credentials()).toMatchObject([{ userDisplayName: 'Ada' }]);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    expect([first, second]).toEqual([{ viewer: { kind: 'ELITE' } }, { viewer: { kind: 'ELITE' } }]);
  });
});
