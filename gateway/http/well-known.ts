import { z } from 'zod';
import { isPageOrigin } from '#kit/graph/relying-party.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { readList } from '#kit/process/http/origins.ts';
import type { Handler } from '#kit/process/http/server.ts';
import { rejectWrites } from './files.ts';

/** An Android app: its package, and the SHA-256 fingerprint of its signing certificate, as `AA:BB:…`. */
export interface AndroidApp {
  packageName: string;
  fingerprint: string;
}

/**
 * Android apps as `package:fingerprint`, separated by commas; a fingerprint is 64 hexadecimal digits, with colons or
 * without.
 */
export const androidApps = listOf(
  /^([a-z]\w*(?:\.[a-z]\w*)+):((?:[\da-f]{2}:?){31}[\da-f]{2})$/i,
  'package:SHA-256',
).transform((apps): AndroidApp[] =>
  apps.map(([, packageName = '', digits = '']) => ({
    packageName,
    fingerprint: (digits.toUpperCase().match(/[\dA-F]{2}/g) ?? []).join(':'),
  })),
);

/** Apps of iOS and macOS by their ids, `TEAMID1234.bundle.id`, separated by commas. */
export const appleAppIds = listOf(/^[A-Z\d]{10}(?:\.[\w-]+)+$/, 'TEAMID1234.bundle.id').transform((apps) =>
  apps.map(([id = '']) => id),
);

/** The apps and pages that share AXIOM's passkeys. */
export interface PasskeyClients {
  androidApps: readonly AndroidApp[];
  appleAppIds: readonly string[];
  /** As in `RP_ORIGINS`. */
  origins: readonly string[];
}

/**
 * The files by which operating systems and browsers verify that an app or page may use the passkeys of this domain:
 * Google's Digital Asset Links, Apple's associated domains, and the related origins of WebAuthn Level 3, section 5.11.
 * An empty file is served as 404.
 */
export function wellKnownFiles({ androidApps, appleAppIds, origins }: PasskeyClients): Record<string, Handler> {
  const pages = origins.filter(isPageOrigin);
  return {
    '/.well-known/assetlinks.json': file(androidApps.length > 0 ? assetLinks(androidApps) : undefined),
    '/.well-known/apple-app-site-association': file(
      appleAppIds.length > 0 ? { webcredentials: { apps: appleAppIds } } : undefined,
    ),
    '/.well-known/webauthn': file(pages.length > 1 ? { origins: pages } : undefined),
  };
}

/** One statement for each package, with all its signing certificates. */
function assetLinks(apps: readonly AndroidApp[]): object[] {
  return [...Map.groupBy(apps, ({ packageName }) => packageName)].map(([packageName, signed]) => ({
    relation: ['delegate_permission/common.handle_all_urls', 'delegate_permission/common.get_login_creds'],
    target: {
      namespace: 'android_app',
      package_name: packageName,
      sha256_cert_fingerprints: [...new Set(signed.map(({ fingerprint }) => fingerprint))],
    },
  }));
}

function file(content: object | undefined): Handler {
  const text = content && JSON.stringify(content);
  return (request, response) => {
    if (rejectWrites(request, response)) return;
    if (text === undefined) return sendJson(response, 404, { status: 'not found' });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'public, max-age=3600',
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
}

function listOf(form: RegExp, written: string) {
  return z
    .string()
    .default('')
    .transform(readList)
    .refine((entries) => entries.every((entry) => form.test(entry)), `must be ${written}, separated by commas`)
    .transform((entries) => entries.map((entry) => form.exec(entry) ?? [entry]));
}
