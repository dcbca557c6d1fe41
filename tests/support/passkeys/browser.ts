import { existsSync } from 'node:fs';
import { it } from '@jest/globals';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const places = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((place) => place && existsSync(place));
if (!executablePath) process.stderr.write('No Chromium was found; CHROMIUM_PATH names one. Its tests are skipped.\n');

/** Whether Chromium is installed. */
export const canBrowse = executablePath !== undefined;

/** `it` when Chromium is installed; skipped otherwise. */
export const itInABrowser = canBrowse ? it : it.skip;

/** A headless browser. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/**
 * Collects forbidden events of pages of `origin`: requests to other servers, failed requests, errors, warnings, policy
 * violations.
 */
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
