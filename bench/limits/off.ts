import { registerHooks } from 'node:module';

/**
 * Loaded before the gateway, leaves out what is measured: cost, ceiling, bucket and authentication. Each of these modules
 * is replaced by one of this folder with the same exports that does nothing.
 */
const replaced: Record<string, string> = {
  'gateway/limits/meter.ts': './unmetered.ts',
  'gateway/limits/entrance.ts': './no-entrance.ts',
  'gateway/limits/spending.ts': './no-spending.ts',
  'gateway/door/door.ts': './open-door.ts',
};

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const [, stub] = Object.entries(replaced).find(([file]) => resolved.url.endsWith(`/${file}`)) ?? [];
    return stub ? { ...resolved, url: new URL(stub, import.meta.url).href } : resolved;
  },
});
