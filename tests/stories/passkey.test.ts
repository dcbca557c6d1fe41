import { afterAll, beforeAll, beforeEach, describe, expect, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Authenticator } from '../support/passkeys/authenticator.ts';
import { canBrowse, itInABrowser, launchBrowser } from '../support/passkeys/browser.ts';
import {
  enterCode,
  executeFrom,
  messageOf,
  namesIn,
  open,
  pageUrl,
  press,
  pressInDialog,
  signOut,
  type Visitor,
  viewerOf,
  visit,
} from '../support/passkeys/passkey-page.ts';
import { ageSession } from '../support/people.ts';
import { resetRateLimits } from '../support/rate-limits.ts';

/** A browser needs more time for its first start on a busy machine. */
jest.setTimeout(60_000);

let browser: Browser;
let ada: Visitor;
/** Ada's second authenticator. */
let key: Authenticator;
/** Ada's recovery codes. */
let codes: string[];

beforeAll(async () => {
  if (!canBrowse) return;
  browser = await launchBrowser();
  ada = await visit(browser);
});

beforeEach(resetRateLimits);
afterAll(() => browser?.close());

describe('The passkey page', () => {
  itInABrowser('opens at the host name to which passkeys are bound, with a link from the explorer', async () => {
    const page = await browser.newPage();
    await page.goto(pageUrl.replace('localhost', '127.0.0.1'));
    await page.waitForURL(pageUrl);

    await page.getByRole('link', { name: 'Explorer' }).click();
    await page.getByRole('link', { name: 'Passkeys' }).click();
    await page.waitForURL(pageUrl);

    expect(await viewerOf(page)).toBe('Anonymous');
    await page.close();
  });

  itInABrowser('creates an elite customer from a visitor who registers a passkey', async () => {
    const { page, builtIn } = ada;

    await page.getByLabel('Your name').fill('Ada');
    await press(page, 'Register a passkey');

    expect(await messageOf(page)).toBe('Welcome. You have a passkey now, and you are signed in.');
    expect(await viewerOf(page)).toBe('Elite customer');
    expect(await page.locator('#viewer-scopes').textContent()).toBe('account');
    expect(await builtIn.credentials()).toMatchObject([{ rpId: 'localhost', userDisplayName: 'Ada' }]);
  });

  itInABrowser('stores its session in a cookie that scripts cannot read and other sites cannot send', async () => {
    const cookies = (await ada.context.cookies()).toSorted((one, other) => one.name.localeCompare(other.name));

    expect(cookies).toMatchObject([
      { name: 'axiom_device', httpOnly: true, sameSite: 'Strict', domain: 'localhost', path: '/' },
      { name: 'axiom_session', httpOnly: true, sameSite: 'Lax', domain: 'localhost', path: '/' },
    ]);
    expect(await ada.page.evaluate('document.cookie')).toBe('');
  });

  itInABrowser('signs out, and signs in again without a user name', async () => {
    const { page, context } = ada;

    await signOut(ada);
    const cookies = await context.cookies();
    await press(page, 'Sign in with a passkey');

    expect(cookies.map(({ name }) => name)).toEqual(['axiom_device']);
    expect(await messageOf(page)).toBe('You are signed in.');
    expect(await viewerOf(page)).toBe('Elite customer');
  });

  itInABrowser('lets the browser offer passkeys in the field for a user name', async () => {
    await signOut(ada);

    await open(ada.page);
    await ada.page.getByText('You are signed in.').waitFor();

    expect(await viewerOf(ada.page)).toBe('Elite customer');
  });

  itInABrowser('registers no second passkey in the same authenticator', async () => {
    await press(ada.page, 'Add a passkey');

    expect(await messageOf(ada.page)).toBe('This device already has a passkey of this account.');
    expect(await namesIn(ada.page, 'Passkeys')).toHaveLength(1);
  });

  itInABrowser('adds a passkey of another authenticator and renames it', async () => {
    const { page, builtIn, authenticators } = ada;
    const credentials = await builtIn.credentials();
    await builtIn.remove();
    key = await authenticators.add('usb');

    await page.getByLabel('Name of the new passkey').fill('Key');
    await press(page, 'Add a passkey');
    await press(page, 'Rename Key');
    await page.getByRole('dialog').getByRole('textbox').fill('Key in the drawer');
    await page.keyboard.press('Enter');

    expect(await messageOf(page)).toBe('“Key” is now called “Key in the drawer”.');
    expect(await namesIn(page, 'Passkeys')).toEqual(['Key in the drawer', expect.any(String)]);
    expect(await key.credentials()).toHaveLength(1);
    ada.builtIn = await authenticators.add('internal');
    await ada.builtIn.setCredentials(credentials);
  });

  itInABrowser('revokes a passkey, which the browser then removes', async () => {
    const { page, builtIn } = ada;

    await press(page, 'Revoke Key in the drawer');
    await pressInDialog(page, 'Revoke');

    expect(await messageOf(page)).toBe('“Key in the drawer” is revoked.');
    expect(await namesIn(page, 'Passkeys')).toHaveLength(1);
    expect(await key.credentials()).toEqual([]);
    expect(await builtIn.credentials()).toHaveLength(1);
    await key.remove();
  });

  itInABrowser('keeps the last passkey while there is no other sign-in method', async () => {
    await press(ada.page, /^Revoke/);
    await pressInDialog(ada.page, 'Revoke');

    expect(await messageOf(ada.page)).toBe('This is your last passkey. Generate recovery codes before you revoke it.');
    expect(await namesIn(ada.page, 'Passkeys')).toHaveLength(1);
  });

  itInABrowser('revokes another session, which is anonymous at the next request', async () => {
    await press(ada.page, 'End all others');
    const elsewhere = await visit(browser, await ada.builtIn.credentials());
    await elsewhere.page.getByText('You are signed in.').waitFor();
    // The same passkey counts on in every authenticator that has it.
    await ada.builtIn.setCredentials(await elsewhere.builtIn.credentials());
    await open(ada.page);
    const before = await namesIn(ada.page, 'Sessions');

    await press(ada.page, /^End the session on/);

    expect(await messageOf(ada.page)).toMatch(/^The session on .+ is ended\.$/);
    expect([before.length, (await namesIn(ada.page, 'Sessions')).length]).toEqual([2, 1]);
    expect(await executeFrom(elsewhere.page, '{ viewer { kind } }')).toEqual({ viewer: { kind: 'ANONYMOUS' } });
    expect(elsewhere.faults).toEqual([]);
    await elsewhere.context.close();
  });

  itInABrowser('requires the passkey again when the last authentication is too old, and then continues', async () => {
    const { page, builtIn } = ada;
    const { viewer } = await executeFrom(page, '{ viewer { session { id } } }');
    await ageSession({ headers: {}, session: viewer.session.id }, 301);
    const [before] = await builtIn.credentials();

    await press(page, 'Generate new codes');

    expect(await messageOf(page)).toBe('Here are your recovery codes. Store them in a safe place.');
    const [after] = await builtIn.credentials();
    expect(after?.signCount).toBe((before?.signCount as number) + 1);
  });

  itInABrowser('shows recovery codes once', async () => {
    const { page, context } = ada;
    codes = await page.locator('#code-list li').allInnerTexts();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);

    await press(page, 'Copy');
    expect(await messageOf(page)).toBe('The codes are copied.');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(codes.join('\n'));

    await press(page, 'I have stored them');
    expect(await messageOf(page)).toBe('The codes are no longer shown.');
    expect(new Set(codes).size).toBe(10);
    expect(await page.locator('#code-list li').count()).toBe(0);
    expect(await page.locator('#codes-remaining').textContent()).toBe('10');
  });

  itInABrowser('fits the narrowest screen', async () => {
    expect(await ada.page.evaluate('[innerWidth, document.documentElement.scrollWidth]')).toEqual([320, 320]);
  });

  itInABrowser('accepts a recovery code once when all passkeys are lost', async () => {
    const { page, builtIn } = ada;
    await signOut(ada);
    await builtIn.setCredentials([]);
    await press(page, 'Sign in with a passkey');
    expect(await messageOf(page)).toBe(
      'No passkey was used: the dialog was cancelled or timed out, or no passkey matches.',
    );

    await enterCode(page, codes[0]?.toLowerCase().replaceAll('-', ' ') as string);
    expect(await messageOf(page)).toBe('You are signed in. Recovery codes left: 9. Now add a passkey.');
    expect(await viewerOf(page)).toBe('Customer, without a passkey');

    await signOut(ada);
    await enterCode(page, codes[0] as string);
    expect(await messageOf(page)).toBe('The passkey or code was rejected.');
    expect(await viewerOf(page)).toBe('Anonymous');
  });

  itInABrowser('lets a recovered customer register a passkey, and revoke none for a day', async () => {
    const { page } = ada;
    await enterCode(page, codes[1] as string);
    const [lost] = await namesIn(page, 'Passkeys');

    await page.getByLabel('Name of the new passkey').fill('New telephone');
    await press(page, 'Add a passkey');
    await messageOf(page);
    await press(page, 'Sign in with a passkey');
    expect(await viewerOf(page)).toBe('Elite customer');
    await press(page, `Revoke ${lost}`);
    await pressInDialog(page, 'Revoke');

    expect(await messageOf(page)).toBe('Passkeys from before your recovery can be revoked 24 hours after it.');
    expect(await namesIn(page, 'Passkeys')).toEqual(['New telephone', lost]);
  });

  itInABrowser('rejects a cloned authenticator, which has an old signature counter', async () => {
    const { page, builtIn } = ada;
    const copied = await builtIn.credentials();
    await signOut(ada);
    await press(page, 'Sign in with a passkey');
    expect(await messageOf(page)).toBe('You are signed in.');
    await signOut(ada);

    await builtIn.setCredentials(copied);
    await press(page, 'Sign in with a passkey');

    expect(await messageOf(page)).toBe('The passkey or code was rejected.');
    expect(await viewerOf(page)).toBe('Anonymous');
  });

  itInABrowser('shows the waiting time after too many attempts', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) await enterCode(ada.page, 'wrong');

    expect(await messageOf(ada.page)).toMatch(/^Too many attempts\. Try again in \d+ seconds\.$/);
  });

  itInABrowser('sends no requests to other servers, and violates none of its own policies', async () => {
    expect(ada.faults).toEqual([]);
  });
});
