import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before the gateway, leaves out what is measured: cost, ceiling, bucket and authentication. Each of these modules
 * is replaced by one of this folder with the same exports that does nothing. The process ends with 1 at its first request
 * when one of them was not met: it has moved, and would be measured as left out.
 */
const replaced: Record<string, string> = {
  'gateway/limits/cost-limit.ts': './no-cost-limit.ts',
  'gateway/limits/admission.ts': './no-admission.ts',
  'gateway/limits/cost-account.ts': './no-cost-account.ts',
  'gateway/auth/authenticator.ts': './no-authentication.ts',
};

/** Modules that were not loaded so far. */
const missing = new Set(Object.keys(replaced));

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const [file, stub] = Object.entries(replaced).find(([file]) => resolved.url.endsWith(`/${file}`)) ?? [];
    if (file === undefined || stub === undefined) return resolved;
    missing.delete(file);
    return { ...resolved, url: new URL(stub, import.meta.url).href };
  },
});

// A thread of the gateway loads less. The gateway has loaded everything when it listens.
const firstRequest = 'http.server.request.start';
if (isMainThread) subscribe(firstRequest, expectAll);

function expectAll(): void {
  unsubscribe(firstRequest, expectAll);
  if (missing.size === 0) return;
  process.stderr.write(`Not left out, as it was never loaded: ${[...missing].join(', ')}\n`);
  process.exit(1);
}
