import { existsSync } from 'node:fs';
import { it } from '@jest/globals';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((place) => place && existsSync(place));
if (!executablePath) process.stderr.write('No Chromium was found; CHROMIUM_PATH names one. Its tests are skipped.\n');

/** Whether this machine has a Chromium. */
export const canBrowse = executablePath !== undefined;

/** `it`, where this machine has a Chromium; skipped elsewhere. */
export const itInABrowser = canBrowse ? it : it.skip;

/** A browser without a window. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Collects what pages of `origin` must not do: requests elsewhere, failed ones, errors, warnings, broken policies. */
export function watchFaults(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${origin}/`)) faults.push(request.url());
  });
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  return faults;
}
