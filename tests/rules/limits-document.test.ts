import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const example = parseEnv(read('.env.example'));

/** Names of variables that say how much, how often or how long a client may. */
const limits =
  /^(LIMIT|COST)_|^PLANNING_(?!WARM_UP)|_LIMIT(_|$)|_CEILING_|_TIMEOUT_MS$|_MAX_|_WRITE_RATE$|_CONNECTIONS$|_WITHOUT_REDIS$|_(HEAP|MEMORY)_MB$|CART_EXPIRY_DAYS$|^GATEWAY_HOSTS$/;

describe('The limits in docs/limits.md', () => {
  const rows = [...read('docs/limits.md').matchAll(/^\| `([A-Z0-9_]+)` +\| ([^|]*?) *\|/gm)];

  it('are all that .env.example has, with the same defaults', () => {
    const named = Object.entries(example).filter(([name]) => limits.test(name));

    expect(Object.fromEntries(rows.map(([, name, value]) => [name, value]))).toEqual(Object.fromEntries(named));
    expect(new Set(rows.map(([, name]) => name)).size).toBe(rows.length);
    expect(named.length).toBeGreaterThan(40);
  });

  it('are those that the guide for clients names', () => {
    const guide = read('docs/guides/limits.md');
    const kinds = { 'has not signed in': 'ANONYMOUS', customer: 'CUSTOMER', partner: 'PARTNER', curator: 'CURATOR' };

    for (const [viewer, kind] of Object.entries(kinds)) {
      const [, ceiling, bucket, restored] =
        new RegExp(`^\\| ${viewer} +\\|[^|]*\\| ([\\d,]+) +\\| ([\\d,]+) +\\| ([\\d,]+) / s`, 'm').exec(guide) ?? [];
      expect([viewer, ...[ceiling, bucket, restored].map((text) => text?.replace(',', ''))]).toEqual([
        viewer,
        ...['CEILING', 'BUCKET', 'RESTORE'].map((what) => example[`COST_${what}_${kind}`]),
      ]);
    }
  });
});
