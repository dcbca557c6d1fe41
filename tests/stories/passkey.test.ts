import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Browser } from 'playwright-core';
import { houseEnv } from '../support/ask.ts';
import { canBrowse, itInABrowser, launchBrowser } from '../support/browser.ts';
import {
  answer,
  enterCode,
  messageOf,
  namesIn,
  open,
  pageUrl,
  press,
  signOut,
  type Visitor,
  viewerOf,
  visit,
} from '../support/passkey-page.ts';

/** A browser that starts cold on a busy machine takes its time. */
jest.setTimeout(60_000);

let browser: Browser;
let ada: Visitor;
/** What is written down of her recovery codes. */
let codes: string[];

beforeAll(async () => {
  if (!canBrowse) return;
  browser = await launchBrowser();
  ada = await visit(browser);
});

afterAll(() => browser?.close());

describe('The page to try passkeys with', () => {
  itInABrowser('opens under the name that passkeys are bound to, a step from the explorer', async () => {
    const page = await browser.newPage();
    await page.goto(pageUrl.replace('localhost', '127.0.0.1'));
    await page.waitForURL(pageUrl);

    await page.getByRole('link', { name: 'Explorer' }).click();
    await page.getByRole('link', { name: 'Passkeys' }).click();
    await page.waitForURL(pageUrl);

    expect(await viewerOf(page)).toBe('Anonymous');
    await page.close();
  });

  itInABrowser('makes an elite customer of a stranger who registers a passkey', async () => {
    const { page, builtIn } = ada;

    await page.getByLabel('Your name').fill('Ada');
    await press(page, 'Register a passkey');

    expect(await messageOf(page)).toBe('Welcome. You have a passkey now, and you are signed in.');
    expect(await viewerOf(page)).toBe('Elite customer');
    expect(await page.locator('#viewer-scopes').textContent()).toBe('account');
    expect(await builtIn.credentials()).toMatchObject([{ rpId: 'localhost', userDisplayName: 'Ada' }]);
  });

  itInABrowser('has its session in a cookie that no script can read and no other site can send', async () => {
    const cookies = await ada.context.cookies();

    expect(cookies).toMatchObject([
      { name: 'axiom_session', httpOnly: true, sameSite: 'Lax', domain: 'localhost', path: '/' },
    ]);
    expect(await ada.page.evaluate('document.cookie')).toBe('');
  });

  itInABrowser('signs out, and in again without a name', async () => {
    const { page, context } = ada;

    await signOut(ada);
    const cookies = await context.cookies();
    await press(page, 'Sign in with a passkey');

    expect(cookies).toEqual([]);
    expect(await messageOf(page)).toBe('You are signed in.');
    expect(await viewerOf(page)).toBe('Elite customer');
  });

  itInABrowser('lets the browser offer passkeys where a name would be typed', async () => {
    await signOut(ada);

    await open(ada.page);
    await ada.page.getByText('You are signed in.').waitFor();

    expect(await viewerOf(ada.page)).toBe('Elite customer');
  });

  itInABrowser('registers no second passkey in the same place', async () => {
    await press(ada.page, 'Add a passkey');

    expect(await messageOf(ada.page)).toBe('There is a passkey of this account here already.');
    expect(await namesIn(ada.page, 'Passkeys')).toHaveLength(1);
  });

  itInABrowser('adds a passkey in another place and renames it', async () => {
    const { page, builtIn, authenticators } = ada;
    const held = await builtIn.credentials();
    await builtIn.remove();
    const key = await authenticators.add('usb');

    await page.getByLabel('Name of the new passkey').fill('Key');
    await press(page, 'Add a passkey');
    await press(page, 'Rename Key');
    await page.getByRole('dialog').getByRole('textbox').fill('Key in the drawer');
    await page.keyboard.press('Enter');

    expect(await messageOf(page)).toBe('“Key” is now called “Key in the drawer”.');
    expect(await namesIn(page, 'Passkeys')).toEqual(['Key in the drawer', expect.any(String)]);
    await key.remove();
    ada.builtIn = await authenticators.add('internal');
    await ada.builtIn.hold(held);
  });

  itInABrowser('revokes a passkey, but asks for a proof first where the last is too old', async () => {
    const { page, builtIn } = ada;
    await forgetProofs();
    const [before] = await builtIn.credentials();

    await press(page, 'Revoke Key in the drawer');
    await answer(page, 'Revoke');

    expect(await messageOf(page)).toBe('“Key in the drawer” is revoked.');
    expect(await namesIn(page, 'Passkeys')).toHaveLength(1);
    const [after] = await builtIn.credentials();
    expect(after?.signCount).toBe((before?.signCount as number) + 1);
  });

  itInABrowser('keeps the last passkey while there is no other way in', async () => {
    await press(ada.page, /^Revoke/);
    await answer(ada.page, 'Revoke');

    expect(await messageOf(ada.page)).toBe('This is your last passkey. Generate recovery codes before you revoke it.');
    expect(await namesIn(ada.page, 'Passkeys')).toHaveLength(1);
  });

  itInABrowser('ends a session elsewhere: whoever had it is nobody at the next request', async () => {
    await press(ada.page, 'End all others');
    const elsewhere = await visit(browser, await ada.builtIn.credentials());
    await elsewhere.page.getByText('You are signed in.').waitFor();
    await open(ada.page);
    const before = await namesIn(ada.page, 'Sessions');

    await press(ada.page, /^End the session on/);

    expect(await messageOf(ada.page)).toMatch(/^The session on .+ is ended\.$/);
    expect([before.length, (await namesIn(ada.page, 'Sessions')).length]).toEqual([2, 1]);
    expect(await elsewhere.page.evaluate(askWho)).toEqual({ data: { viewer: { kind: 'ANONYMOUS' } } });
    expect(elsewhere.faults).toEqual([]);
    await elsewhere.context.close();
  });

  itInABrowser('shows recovery codes once', async () => {
    const { page, context } = ada;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);

    await press(page, 'Generate new codes');
    await page.locator('#code-list li').nth(9).waitFor();
    codes = await page.locator('#code-list li').allInnerTexts();
    await press(page, 'Copy');
    const copied = await page.evaluate('navigator.clipboard.readText()');
    await press(page, 'I have kept them');

    expect(new Set(codes).size).toBe(10);
    expect(copied).toBe(codes.join('\n'));
    expect(await page.locator('#code-list li').count()).toBe(0);
    expect(await page.locator('#codes-remaining').textContent()).toBe('10');
  });

  itInABrowser('lets in by a recovery code, once, where every passkey is lost', async () => {
    const { page, builtIn } = ada;
    await signOut(ada);
    await builtIn.hold([]);
    await press(page, 'Sign in with a passkey');
    expect(await messageOf(page)).toBe(
      'No passkey was used: it was cancelled, took too long, or there is none that fits.',
    );

    await enterCode(page, codes[0]?.toLowerCase().replaceAll('-', ' ') as string);
    expect(await messageOf(page)).toBe('You are signed in. Recovery codes left: 9. Now add a passkey.');
    expect(await viewerOf(page)).toBe('Customer, without a passkey');

    await signOut(ada);
    await enterCode(page, codes[0] as string);
    expect(await messageOf(page)).toBe('That was not accepted.');
    expect(await viewerOf(page)).toBe('Anonymous');
  });

  itInABrowser('lets the recovered register anew, and take nothing away for a day', async () => {
    const { page } = ada;
    await enterCode(page, codes[1] as string);
    const [lost] = await namesIn(page, 'Passkeys');

    await page.getByLabel('Name of the new passkey').fill('New telephone');
    await press(page, 'Add a passkey');
    await messageOf(page);
    await press(page, 'Sign in with a passkey');
    expect(await viewerOf(page)).toBe('Elite customer');
    await press(page, `Revoke ${lost}`);
    await answer(page, 'Revoke');

    expect(await messageOf(page)).toBe('Passkeys from before your recovery can be revoked 24 hours after it.');
    expect(await namesIn(page, 'Passkeys')).toEqual(['New telephone', lost]);
  });

  itInABrowser('refuses a copied authenticator, which counts from before', async () => {
    const { page, builtIn } = ada;
    const copied = await builtIn.credentials();
    await signOut(ada);
    await press(page, 'Sign in with a passkey');
    expect(await messageOf(page)).toBe('You are signed in.');
    await signOut(ada);

    await builtIn.hold(copied);
    await press(page, 'Sign in with a passkey');

    expect(await messageOf(page)).toBe('That was not accepted.');
    expect(await viewerOf(page)).toBe('Anonymous');
  });

  itInABrowser('asks nobody else for anything, and breaks no rule of its own', async () => {
    expect(ada.faults).toEqual([]);
  });
});

/** Asks the graph who is asking, without the page's code. */
const askWho = `fetch('/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ viewer { kind } }' }),
}).then((response) => response.json()).then(({ data }) => ({ data }))`;

/** Makes every proof of who somebody is older than step-up allows. */
async function forgetProofs(): Promise<void> {
  const redis = new Redis(houseEnv().REDIS_URL as string);
  for (const key of await redis.keys('session:*')) {
    const session = JSON.parse((await redis.get(key)) as string);
    await redis.set(key, JSON.stringify({ ...session, authTime: session.authTime - 301 }), 'KEEPTTL');
  }
  redis.disconnect();
}
