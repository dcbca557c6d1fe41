import { describe, expect, it } from '@jest/globals';
import { gatewayRules, localSettings, publicAddress, refuseOpenMode } from './production.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://graph.axiom.example',
  TRUSTED_PROXIES: '1',
  INTROSPECTION: 'false',
  HOST: '0.0.0.0',
  CORS_ORIGINS: 'https://axiom.example,https://*.axiom.example',
  TOKEN_ISSUER: 'https://graph.axiom.example',
  RP_ORIGINS: 'https://axiom.example, android:apk-key-hash:abc',
  PARTNER_KEY_MODES: 'live',
  GATEWAY_SERVICE_TOKEN: 'f'.repeat(64),
  REDIS_URL: 'redis://:password@redis:6379',
};

const named = (env: Record<string, string>) => localSettings(env, gatewayRules).map(({ variable }) => variable);

describe('The settings of a gateway in production', () => {
  it('have no problems if all are correct', () => {
    expect(localSettings(production, gatewayRules)).toEqual([]);
  });

  it('are all reported if nothing is set', () => {
    expect(named({})).toEqual(Object.keys(production));
  });

  it.each([
    ['NODE_ENV', 'development'],
    ['PUBLIC_URL', 'http://graph.axiom.example'],
    ['PUBLIC_URL', 'https://localhost'],
    ['PUBLIC_URL', 'https://[::1]:4000'],
    ['PUBLIC_URL', 'https://shop.localhost'],
    ['PUBLIC_URL', 'graph.axiom.example'],
    ['INTROSPECTION', 'true'],
    ['HOST', '127.0.0.1'],
    ['HOST', '::1'],
    ['CORS_ORIGINS', 'https://axiom.example,http://axiom.example'],
    ['CORS_ORIGINS', 'https://localhost:3000'],
    ['RP_ORIGINS', 'http://axiom.example'],
    ['PARTNER_KEY_MODES', 'live,test'],
    ['GATEWAY_UNSIGNED_SUBGRAPHS', '*'],
    ['GATEWAY_MODE', 'open'],
    ['REDIS_URL', 'redis://redis:6379'],
    ['REDIS_URL', 'rediss://one:7000,two:7000'],
    ['MAILBOX_URL', 'http://127.0.0.1:4011'],
    ['LOG_LEVEL', 'debug'],
    ['METRICS_TOKEN', 'short'],
    ['LOCAL_SECRETS', 'COMMERCE_REQUEST_TOKEN_KEY'],
  ])('are reported with the problem: %s=%s', (variable, value) => {
    expect(named({ ...production, [variable]: value })).toEqual([variable]);
  });

  it('are not reported if they are accepted', () => {
    const env = { ...production, INTROSPECTION: 'true', HOST: '127.0.0.1', PREFLIGHT_ACCEPTS: 'INTROSPECTION, HOST' };
    expect(named(env)).toEqual([]);
  });

  it('refuse open mode, unless the operator accepts it', () => {
    const open = { ...production, GATEWAY_MODE: 'open' };

    expect(() => refuseOpenMode(open)).toThrow(/GATEWAY_MODE=open is refused in production: no authentication/);
    expect(() => refuseOpenMode({ ...open, PREFLIGHT_ACCEPTS: 'HOST, GATEWAY_MODE' })).not.toThrow();
    expect(() => refuseOpenMode({ ...open, NODE_ENV: 'development' })).not.toThrow();
    expect(() => refuseOpenMode(production)).not.toThrow();
  });

  it('never show a password', () => {
    const env = {
      ...production,
      REDIS_URL: 'redis://user:secret@one,two',
      PUBLIC_URL: 'http://user:secret@axiom.example',
    };
    expect(JSON.stringify(localSettings(env, gatewayRules))).not.toContain('secret');
    expect(publicAddress('http://user:secret@axiom.example')).toBe('not encrypted: http:');
  });
});
