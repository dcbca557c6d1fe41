import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLog } from '#kit/process/log.ts';
import { type EdgeContexts, edgeContextKeys, openEdgeContexts } from './edge-context.ts';
import { forwardedTo, startTestGateway, type TestGateway } from './gateway.fixture.ts';

const keys = { first: 'a1'.repeat(32), second: 'b2'.repeat(32) };
const metricsToken = 'c3'.repeat(32);
const now = () => Math.floor(Date.now() / 1_000);

function sign(payload: unknown, id: keyof typeof keys = 'first', key = keys[id]): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const claims = `v1.${id}.${Buffer.from(text).toString('base64url')}`;
  return `${claims}.${createHmac('sha256', Buffer.from(key, 'hex')).update(claims).digest('base64url')}`;
}

describe('The header of the edge', () => {
  const lines: object[] = [];
  const log = createLog('gateway', 'silent');
  let contexts: EdgeContexts;
  beforeEach(() => {
    jest.useFakeTimers();
    lines.length = 0;
    jest.spyOn(log, 'warn').mockImplementation((line: object) => void lines.push(line));
    contexts = openEdgeContexts(new Map(Object.entries(keys)), log);
  });
  afterEach(() => {
    contexts.end();
    jest.useRealTimers();
  });

  it('is believed when it is signed with one of the keys', () => {
    const payload = { issued: now(), country: 'JP', currency: 'JPY', language: 'ja', latitude: 36, longitude: 140 };
    const read = (['first', 'second'] as const).map((id) => contexts.read(sign(payload, id)));

    const context = {
      market: { country: 'JP', currency: 'JPY', language: 'JA' },
      position: { latitude: 36, longitude: 140 },
    };
    expect(read).toEqual([context, context]);
    expect(contexts.counts).toEqual({ accepted: 2, malformed: 0, unknown_key: 0, forged: 0, expired: 0 });
  });

  it.each([
    ['fr-CH', { language: 'FR' }],
    ['IT', { language: 'IT' }],
    ['de', {}],
  ])('has the language of the visitor if AXIOM has it: %s', (language, market) => {
    expect(contexts.read(sign({ issued: now(), language }))).toEqual({ market });
  });

  it('may say nothing of the visitor', () => {
    expect(contexts.read(sign({ issued: now() }))).toEqual({ market: {} });
  });

  it('is valid for a minute, and 5 seconds for clocks that differ', () => {
    const header = sign({ issued: now(), country: 'JP' });
    const later = sign({ issued: now() + 6, country: 'JP' });

    expect(contexts.read(later)).toBeUndefined();
    jest.advanceTimersByTime(64_000);
    expect(contexts.read(header)).toEqual({ market: { country: 'JP' } });
    jest.advanceTimersByTime(2_000);
    expect(contexts.read(header)).toBeUndefined();
    expect(contexts.counts).toMatchObject({ accepted: 1, expired: 2 });
  });

  it.each([
    ['malformed', 'JP'],
    ['malformed', ''],
    ['malformed', `v2${sign({ issued: 0 }).slice(2)}`],
    ['malformed', sign('no JSON')],
    ['malformed', sign('null')],
    ['malformed', sign({ country: 'JP' })],
    ['malformed', sign({ issued: now(), country: 'jp' })],
    ['malformed', sign({ issued: now(), latitude: 36.2, longitude: 140 })],
    ['malformed', sign({ issued: now(), country: 'JP', more: 'x'.repeat(2_000) })],
    ['unknown_key', sign({ issued: now() }).replace('first', 'third')],
    ['forged', sign({ issued: now() }, 'first', keys.second)],
    ['forged', sign({ issued: now() }).replace('first', 'second')],
    ['forged', sign({ issued: now(), country: 'FR' }).replace(/\.[\w-]+$/, `.${'A'.repeat(43)}`)],
    ['expired', sign({ issued: 0, country: 'JP' })],
  ] as const)('is ignored and counted when it is %s: %.60s', (reason, header) => {
    jest.setSystemTime(Date.now());

    expect(contexts.read(header)).toBeUndefined();
    expect(contexts.counts[reason]).toBe(1);
  });

  it('is logged at most every ten seconds', () => {
    for (let index = 0; index < 1_000; index += 1) contexts.read('forged');
    expect(lines).toEqual([]);
    jest.advanceTimersByTime(10_000);
    expect(lines).toEqual([{ event: 'edge_context_refused', refused: { malformed: 1_000 } }]);

    contexts.read(sign({ issued: 0 }));
    contexts.end();
    expect(lines).toHaveLength(2);
  });

  it('is ignored without keys', () => {
    const without = openEdgeContexts(new Map(), log);

    expect(without.read(sign({ issued: now(), country: 'JP' }))).toBeUndefined();
    expect(without.counts.unknown_key).toBe(0);
  });

  it('has keys with ids', () => {
    expect(edgeContextKeys.parse(`first:${keys.first}, second:${keys.second}`)).toEqual(new Map(Object.entries(keys)));
    expect(edgeContextKeys.parse(undefined)).toEqual(new Map());
    for (const wrong of [keys.first, 'first:abc', ':', `a b:${keys.first}`]) {
      expect([wrong, edgeContextKeys.safeParse(wrong).success]).toEqual([wrong, false]);
    }
  });
});

describe('The market of a request', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ EDGE_CONTEXT_KEYS: `first:${keys.first}`, METRICS_TOKEN: metricsToken });
  });
  afterAll(() => gateway.close());

  const visitor = { issued: 0, country: 'JP', currency: 'JPY' };
  const header = () => ({ 'x-axiom-context': sign({ ...visitor, issued: now() }) });
  const marketFor = async (headers: Record<string, string>) => {
    const { status, body } = await gateway.execute('{ products { title } }', { headers });
    expect([status, body.errors]).toEqual([200, undefined]);
    return forwardedTo(gateway.subgraphs.commerce).market;
  };

  it('is that of the visitor, where the client names none', async () => {
    expect(await marketFor(header())).toEqual({ country: 'JP', currency: 'JPY', language: 'EN' });
  });

  it.each([
    [{ 'x-axiom-country': 'US' }, { country: 'US' }],
    [{ 'x-axiom-currency': 'EUR' }, { currency: 'EUR' }],
    [
      { 'x-axiom-country': 'US', 'x-axiom-currency': 'USD' },
      { country: 'US', currency: 'USD' },
    ],
  ] as [Record<string, string>, object][])('is the one that the client names: %j', async (named, market) => {
    expect(await marketFor({ ...header(), ...named })).toEqual({ ...market, language: 'EN' });
  });

  it('has the language of the visitor, which is stronger than what the browser accepts and weaker than what the client names', async () => {
    const visiting = {
      'x-axiom-context': sign({ issued: now(), country: 'JP', language: 'JA' }),
      'accept-language': 'it',
    };

    expect(await marketFor(visiting)).toEqual({ country: 'JP', language: 'JA' });
    expect(await marketFor({ ...visiting, 'x-axiom-country': 'US' })).toEqual({ country: 'US', language: 'JA' });
    expect(await marketFor({ ...visiting, 'x-axiom-language': 'FR' })).toEqual({ country: 'JP', language: 'FR' });
    expect(await marketFor({ 'x-axiom-context': 'forged', 'accept-language': 'it' })).toEqual({ language: 'IT' });
  });

  it.each([
    ['forged', () => sign({ ...visitor, issued: now() }, 'first', keys.second)],
    ['expired', () => sign({ ...visitor, issued: now() - 3_600 })],
    ['of another form', () => 'JP'],
  ])('is the default where the header is %s, and the request succeeds', async (_, forged) => {
    expect(await marketFor({ 'x-axiom-context': forged() })).toEqual({ language: 'EN' });
  });

  it('is counted in the metrics by the outcome of the header', async () => {
    const read = async (): Promise<Record<string, number>> => {
      const response = await fetch(`${gateway.origin}/metrics`, {
        headers: { authorization: `Bearer ${metricsToken}` },
      });
      const found = (await response.text()).matchAll(/^axiom_edge_contexts_total\{result="(\w+)"\} (\d+)$/gm);
      return Object.fromEntries([...found].map(([, result, count]) => [result, Number(count)]));
    };
    const before = await read();
    await marketFor(header());
    await marketFor({ 'x-axiom-context': 'JP' });
    const after = await read();

    const changed = Object.entries(after).map(([result, count]) => [result, count - (before[result] ?? 0)]);
    expect(Object.fromEntries(changed)).toEqual({ accepted: 1, malformed: 1, unknown_key: 0, forged: 0, expired: 0 });
  });
});
