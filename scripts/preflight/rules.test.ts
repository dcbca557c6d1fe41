import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { localSettings } from '#gateway/production.ts';
import { installationRules } from './rules.ts';

const secrets = Object.fromEntries(
  localSettings({}, installationRules())
    .filter(({ advice }) => advice.includes('secrets.ts'))
    .map(({ variable }) => [variable, randomBytes(32).toString('hex')]),
);
const production: Record<string, string> = {
  ...secrets,
  MEDUSA_URL: 'http://medusa:9000',
  MEDUSA_DATABASE_URL: 'postgres://medusa:p@postgres/medusa',
  MEDUSA_REDIS_URL: 'redis://:p@redis',
  PROVENANCE_DATABASE_URL: 'postgres://provenance:p@postgres/axiom',
  PROVENANCE_OWNER_URL: 'postgres://provenance_owner:p@postgres/axiom',
  IDENTITY_DATABASE_URL: 'postgres://identity:p@postgres/axiom',
  IDENTITY_OWNER_URL: 'postgres://identity_owner:p@postgres/axiom',
  WEBHOOKS_DATABASE_URL: 'postgres://webhooks:p@postgres/axiom',
  ASSETS_DATABASE_URL: 'postgres://assets:p@postgres/axiom',
  MEILI_URL: 'http://meilisearch:7700',
  MEILI_SEARCH_KEY: 'a',
  MEILI_MASTER_KEY: 'b',
  SANITY_PROJECT_ID: 'abc12345',
  S3_BUCKET: 'axiom',
  INVOICES_BUCKET: 'axiom-invoices',
  S3_MEDIA_BUCKET: 'axiom-media',
  SHIPSTATION_URL: 'https://ssapi.shipstation.com',
  STRIPE_API_KEY: 'rk_live_0123456789',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_0123456789',
  STRIPE_API_URL: 'https://api.stripe.com',
  SMTP_URL: 'smtps://user:password@mail.axiom.test',
  MAIL_FROM: 'AXIOM <no-reply@axiom.test>',
  STOREFRONT_URL: 'https://axiom.test',
  IMAGES_PUBLIC_URL: 'https://images.axiom.test',
  RP_ID: 'axiom.test',
};

const listed = (env: Record<string, string>, made?: Record<string, string>) =>
  localSettings(env, installationRules(made)).map(({ variable }) => variable);

describe('The settings of a production installation', () => {
  it('are accepted if all are safe', () => {
    expect(localSettings(production, installationRules())).toEqual([]);
    expect(Object.keys(secrets)).toHaveLength(15);
  });

  it.each([
    ['ORDER_TOKEN_SECRET', ''],
    ['ORDER_TOKEN_SECRET', '0'.repeat(64)],
    ['ORDER_TOKEN_SECRET', 'short'],
    ['MEDUSA_URL', ''],
    ['IDENTITY_OWNER_URL', 'postgres://identity:p@postgres/axiom'],
    ['MEDUSA_REDIS_URL', 'rediss://:p@one,two'],
    ['STRIPE_API_KEY', 'sk_test_0123456789'],
    ['STRIPE_API_KEY', 'rk_test_0123456789'],
    ['STRIPE_PUBLISHABLE_KEY', 'pk_test_0123456789'],
    ['STRIPE_API_URL', 'http://127.0.0.1:4020'],
    ['STRIPE_API_URL', 'http://api.stripe.com'],
    ['STRIPE_API_URL', 'https://api.stripe.com.axiom.test'],
    ['STRIPE_API_URL', 'api.stripe.com'],
    ['POSTGRES_FSYNC', 'off'],
    ['MEDUSA_STORE_CORS', '*'],
    ['MEILI_SEARCH_KEY', 'b'],
    ['MAIL_FROM', 'AXIOM <no-reply@axiom.example>'],
    ['STOREFRONT_URL', 'http://axiom.test'],
    ['RP_ID', 'localhost'],
    ['WEBHOOK_PRIVATE_TARGETS', 'localhost:8080'],
    ['MEDUSA_CURATOR_PASSWORD', 'secret'],
  ])('are listed if one is unsafe: %s=%s', (variable, value) => {
    expect(listed({ ...production, [variable]: value })).toEqual([variable]);
  });

  it('are listed if two secrets are equal', () => {
    const env = { ...production, COMMERCE_REQUEST_TOKEN_KEY: secrets.SEARCH_REQUEST_TOKEN_KEY as string };
    expect(listed(env)).toEqual(['COMMERCE_REQUEST_TOKEN_KEY', 'SEARCH_REQUEST_TOKEN_KEY']);
  });

  it('are listed if the launcher generated a secret', () => {
    const made = { ORDER_TOKEN_SECRET: secrets.ORDER_TOKEN_SECRET as string };
    expect(listed(production, made)).toEqual(['ORDER_TOKEN_SECRET']);
  });

  it('are listed without secrets', () => {
    const shown = JSON.stringify(localSettings({ ...production, MEILI_SEARCH_KEY: 'b' }, installationRules(secrets)));
    for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  });
});
