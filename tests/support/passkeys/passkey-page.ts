import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type GraphResponse, gatewayUrl } from '../graph.ts';
import { type Authenticator, type Authenticators, openAuthenticators } from './authenticator.ts';
import { watchFaults } from './browser.ts';

/** The URL of the page for browsers. Passkeys are bound to its host name. */
export const pageUrl = `${gatewayUrl().replace('127.0.0.1', 'localhost')}/passkey`;

/** A browser profile with the open page and a platform authenticator. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  authenticators: Authenticators;
  builtIn: Authenticator;
  /** Forbidden requests, errors and warnings of its pages. */
  faults: string[];
}

/** Opens the page in a new profile on a narrow screen; its authenticator contains `credentials`. */
export async function visit(
  browser: Browser,
  credentials: Awaited<ReturnType<Authenticator['credentials']>> = [],
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const faults = watchFaults(context, new URL(pageUrl).origin);
  const page = await context.newPage();
  const authenticators = await openAuthenticators(page);
  const builtIn = await authenticators.add('internal');
  await builtIn.setCredentials(credentials);
  await open(page);
  return { context, page, authenticators, builtIn, faults };
}

/** Opens the page, and waits until it is idle. */
export async function open(page: Page): Promise<void> {
  await page.goto(pageUrl);
  await messageOf(page);
}

/**
 * Signs out of a browser that then offers no passkeys until the page is opened again: the virtual authenticator would
 * accept any offer.
 */
export async function signOut({ page }: Visitor): Promise<void> {
  await page.evaluate('PublicKeyCredential.isConditionalMediationAvailable = async () => false');
  await press(page, 'Sign out');
  expect(await viewerOf(page)).toBe('Anonymous');
}

/** Signs in with a recovery code. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(code);
  await press(page, 'Sign in with a recovery code');
}

/** Presses the first button of that name, once the page is idle. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await messageOf(page);
  await page.getByRole('button', { name, exact: true }).first().click();
}

/** Presses a button of the page's dialog. */
export async function pressInDialog(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name }).click();
}

/** The status message of the page once it is idle. */
export async function messageOf(page: Page): Promise<string | null> {
  await page.locator('main[aria-busy=false]').waitFor();
  return page.getByRole('status').textContent();
}

/** The name of the viewer on the page. */
export async function viewerOf(page: Page): Promise<string | null> {
  await messageOf(page);
  return page.locator('#viewer-kind').textContent();
}

/** The names in a list, from top to bottom. */
export async function namesIn(page: Page, list: string): Promise<string[]> {
  await messageOf(page);
  return page.getByRole('list', { name: list, exact: true }).locator('strong').allInnerTexts();
}

/** The response of the graph to a request with the page's cookies, without the page's code. */
export function executeFrom(page: Page, query: string): Promise<GraphResponse['data']> {
  return page.evaluate(async (body) => {
    const response = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return ((await response.json()) as { data: unknown }).data;
  }, JSON.stringify({ query }));
}
