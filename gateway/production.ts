import type { Environment } from '#kit/process/config.ts';
import { isLoopback, readList } from '#kit/process/http/origins.ts';
import { parseRedisUrl, redisUrl } from '#kit/stores/redis-url.ts';

/** A setting that is suitable for local development but not for production. */
export interface LocalSetting {
  variable: string;
  /** The problem, without any secret. */
  problem: string;
  /** The fix for production. */
  advice: string;
}

/** A rule for one variable in production. */
export interface ProductionRule {
  variable: string;
  advice: string;
  /** The problem with the value; undefined for none. */
  find(value: string, env: Environment): string | undefined;
}

/**
 * The problems that the rules find in an environment, in the order of the rules, without the variables in
 * PREFLIGHT_ACCEPTS. An empty variable counts as not set.
 */
export function localSettings(env: Environment, rules: readonly ProductionRule[]): LocalSetting[] {
  const accepted = readList(env.PREFLIGHT_ACCEPTS ?? '');
  const applied = rules.filter(({ variable }) => !accepted.includes(variable));
  return applied.flatMap(({ variable, advice, find }) => {
    const problem = find(env[variable] ?? '', env);
    return problem === undefined ? [] : { variable, problem, advice };
  });
}

/** A rule's `find` for a variable that must be set; `problem` describes it. */
export const unset =
  (problem: string) =>
  (value: string): string | undefined =>
    value === '' ? problem : undefined;

/** A rule's `find` for a URL that is missing, not encrypted, or local to this machine. */
export function publicAddress(value: string): string | undefined {
  if (value === '') return 'not set: http://localhost';
  if (!URL.canParse(value)) return 'not a URL';
  const { protocol, hostname } = new URL(value);
  if (isThisMachine(hostname)) return `local to this machine: ${hostname}`;
  return protocol === 'https:' || protocol === 'smtps:' ? undefined : `not encrypted: ${protocol}`;
}

/** The rules for the gateway's own variables. */
export const gatewayRules: readonly ProductionRule[] = [
  {
    variable: 'NODE_ENV',
    advice: 'Set it to production.',
    find: (value) => (value === 'production' ? undefined : value || 'not set'),
  },
  {
    variable: 'PUBLIC_URL',
    advice: 'Set the https URL under which clients reach the gateway. It makes cookies Secure and enables HSTS.',
    find: publicAddress,
  },
  {
    variable: 'TRUSTED_PROXIES',
    advice: 'Set the number of proxies in front of the gateway, or 0. Rate limits by address depend on it.',
    find: unset('not set: X-Forwarded-For is ignored'),
  },
  {
    variable: 'INTROSPECTION',
    advice: 'Set it to false, unless the schema is public.',
    find: (value) => (value === '' || value === 'true' ? 'the schema is public' : undefined),
  },
  {
    variable: 'HOST',
    advice:
      'Set the address to listen on. While it is a loopback address, every page from this machine may call the graph.',
    find: (value) => (isLoopback(value || '127.0.0.1') ? `a loopback address: ${value || '127.0.0.1'}` : undefined),
  },
  {
    variable: 'CORS_ORIGINS',
    advice: 'Set the https origins of your own pages.',
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
    advice: 'Set the https URL that is the issuer of session tokens.',
    find: publicAddress,
  },
  {
    variable: 'RP_ORIGINS',
    advice: 'Set the https origins of the pages and apps that use passkeys.',
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
    advice: 'Leave it empty, unless a third-party subgraph does not verify request tokens.',
    find: (value) => (value === '' ? undefined : `no request tokens for ${value}`),
  },
  {
    variable: 'GATEWAY_MODE',
    advice: 'Leave it empty. The gateway does not start in open mode, unless PREFLIGHT_ACCEPTS names this variable.',
    find: (value) => (value === 'open' ? 'no authentication, no request tokens and no limits by cost' : undefined),
  },
  {
    variable: 'GATEWAY_SERVICE_TOKEN',
    advice: 'Set 64 hexadecimal digits of 32 random bytes. Without it, rate limits apply to the search indexer.',
    find: unset('not set'),
  },
  {
    variable: 'METRICS_TOKEN',
    advice: 'Set 64 hexadecimal digits of 32 random bytes, or leave it empty: there are no metrics then.',
    find: (value) => (value !== '' && value.length < 32 ? 'shorter than 32 characters' : undefined),
  },
  { variable: 'REDIS_URL', advice: 'Set a URL with a password.', find: passwordless },
  {
    variable: 'MAILBOX_URL',
    advice: 'Leave it empty. The page /mail shows all mail to every client.',
    find: (value) => (value === '' ? undefined : 'the local mailbox is public at /mail'),
  },
  {
    variable: 'LOG_LEVEL',
    advice: 'Set it to info or warn.',
    find: (value) => (['trace', 'debug', 'silent'].includes(value) ? value : undefined),
  },
  {
    variable: 'LOCAL_SECRETS',
    advice: 'Set these variables from a secret store. `node scripts/secrets.ts` generates values.',
    find: (value) => (value === '' ? undefined : `generated by the launcher and stored on this machine: ${value}`),
  },
];

/** Throws for a gateway in open mode in production, unless the operator accepts it by PREFLIGHT_ACCEPTS. */
export function refuseOpenMode(env: Environment): void {
  const setting = localSettings(env, gatewayRules).find(({ variable }) => variable === 'GATEWAY_MODE');
  if (env.NODE_ENV !== 'production' || !setting) return;
  throw new Error(`GATEWAY_MODE=open is refused in production: ${setting.problem}. ${setting.advice}`);
}

function passwordless(value: string): string | undefined {
  if (value === '') return 'not set';
  return redisUrl.safeParse(value).success && parseRedisUrl(value).password === ''
    ? 'a URL without a password'
    : undefined;
}

function isThisMachine(hostname: string): boolean {
  return isLoopback(hostname.replace(/^\[|\]$/g, '')) || hostname.endsWith('.localhost');
}
