import type { Environment } from '#kit/process/config.ts';
import { isLoopback, readList } from '#kit/process/http/origins.ts';

/** A setting that suits one person's machine and not a public installation. */
export interface LocalSetting {
  variable: string;
  /** What was found, without any secret. */
  found: string;
  /** What to do in production. */
  advice: string;
}

/** Finds what is wrong with one variable for production; undefined where nothing is. */
export interface ProductionRule {
  variable: string;
  advice: string;
  find(value: string, env: Environment): string | undefined;
}

/**
 * What the rules find in an environment, in their order, without the variables that PREFLIGHT_ACCEPTS lists. An empty
 * variable counts as unset.
 */
export function localSettings(env: Environment, rules: readonly ProductionRule[]): LocalSetting[] {
  const accepted = readList(env.PREFLIGHT_ACCEPTS ?? '');
  const asked = rules.filter(({ variable }) => !accepted.includes(variable));
  return asked.flatMap(({ variable, advice, find }) => {
    const found = find(env[variable] ?? '', env);
    return found === undefined ? [] : { variable, found, advice };
  });
}

/** Says `what` where the variable is not set. */
export const unset =
  (what: string) =>
  (value: string): string | undefined =>
    value === '' ? what : undefined;

/** Finds an address that is missing, not https, or of this machine. */
export function publicAddress(value: string): string | undefined {
  if (value === '') return 'not set: http://localhost';
  if (!URL.canParse(value)) return 'not an address';
  const { protocol, hostname } = new URL(value);
  if (isThisMachine(hostname)) return `of this machine: ${hostname}`;
  return protocol === 'https:' || protocol === 'smtps:' ? undefined : `not encrypted: ${protocol}`;
}

/** What the gateway can say about its own variables. */
export const gatewayRules: readonly ProductionRule[] = [
  {
    variable: 'NODE_ENV',
    advice: 'Set it to production.',
    find: (value) => (value === 'production' ? undefined : value || 'not set'),
  },
  {
    variable: 'PUBLIC_URL',
    advice: 'Set the https address under which clients reach the gateway. It makes cookies Secure and turns on HSTS.',
    find: publicAddress,
  },
  {
    variable: 'TRUSTED_PROXIES',
    advice: 'Set the number of proxies in front of the gateway, or 0. Limits by address depend on it.',
    find: unset('not set: X-Forwarded-For is not read'),
  },
  {
    variable: 'INTROSPECTION',
    advice: 'Set it to false, unless strangers are meant to explore the schema.',
    find: (value) => (value === '' || value === 'true' ? 'the schema is open to everybody' : undefined),
  },
  {
    variable: 'HOST',
    advice:
      'Set the address to listen on. While it is a loopback address, every page of this machine may call the graph.',
    find: (value) => (isLoopback(value || '127.0.0.1') ? `a loopback address: ${value || '127.0.0.1'}` : undefined),
  },
  {
    variable: 'CORS_ORIGINS',
    advice: 'List the https origins of your own pages.',
    find: (value) => {
      const wrong = readList(value).filter(
        (origin) => !origin.startsWith('https://') || /localhost|127\./.test(origin),
      );
      if (wrong.length > 0) return wrong.join(', ');
      return value === '' ? 'not set: Apollo Studio may call the graph' : undefined;
    },
  },
  {
    variable: 'TOKEN_ISSUER',
    advice: 'Set the https address that session tokens name as their issuer.',
    find: publicAddress,
  },
  {
    variable: 'RP_ORIGINS',
    advice: 'List the https origins of the pages and apps that use passkeys.',
    find: (value) => {
      const wrong = readList(value).filter((origin) => !/^(https:|android:)/.test(origin) || /localhost/.test(origin));
      return value === '' ? 'not set' : wrong.length > 0 ? wrong.join(', ') : undefined;
    },
  },
  {
    variable: 'PARTNER_KEY_MODES',
    advice: 'Set it to live.',
    find: (value) => (value === '' || readList(value).includes('test') ? 'test keys are accepted' : undefined),
  },
  {
    variable: 'GATEWAY_UNSIGNED_SUBGRAPHS',
    advice: 'Leave it empty, unless a subgraph of others checks no request tokens.',
    find: (value) => (value === '' ? undefined : `no request tokens for ${value}`),
  },
  {
    variable: 'GATEWAY_SERVICE_TOKEN',
    advice: 'Set 64 hexadecimal digits of 32 random bytes. Without it the search indexer is limited as any client is.',
    find: unset('not set'),
  },
  { variable: 'REDIS_URL', advice: 'Set an address with a password.', find: passwordless },
  {
    variable: 'MAILBOX_URL',
    advice: 'Leave it empty: the page /mail shows all mail to everybody.',
    find: (value) => (value === '' ? undefined : 'the mailbox of this machine is shown at /mail'),
  },
  {
    variable: 'LOG_LEVEL',
    advice: 'Set it to info or warn.',
    find: (value) => (['trace', 'debug', 'silent'].includes(value) ? value : undefined),
  },
  {
    variable: 'LOCAL_SECRETS',
    advice: 'Set these variables yourself, from a store of secrets; `node scripts/secrets.ts` makes values.',
    find: (value) => (value === '' ? undefined : `made by the launcher, kept on this machine: ${value}`),
  },
];

function passwordless(value: string): string | undefined {
  if (value === '') return 'not set';
  return URL.canParse(value) && new URL(value).password === '' ? 'an address without a password' : undefined;
}

function isThisMachine(hostname: string): boolean {
  return isLoopback(hostname.replace(/^\[|\]$/g, '')) || hostname.endsWith('.localhost');
}
