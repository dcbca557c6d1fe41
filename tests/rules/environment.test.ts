import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { variablesOf } from '#kit/graph/subgraph-variables.ts';
import { environmentOf, isSubgraph, portVariables, services } from '#launcher/services.ts';
import { subgraphs } from '#subgraphs/registry.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const example = parseEnv(read('.env.example'));

/** The texts of our code, without tests and without Medusa's application, which has its own configuration. */
const sources = [
  ...['kit', 'gateway', 'subgraphs', 'workers', 'backends', 'simulators', 'catalogue', 'launcher', 'scripts'],
]
  .flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true, recursive: true }))
  .filter((entry) => entry.isFile() && /(?<!\.(test|suite|fixture))\.ts$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !/node_modules|\/medusa\/app\/|\/contract-target\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'));

describe('.env.example', () => {
  it('lists every variable that the code reads', () => {
    const declared = sources.flatMap((text) => {
      const shapes = text.matchAll(
        /^\s+([A-Z][A-Z0-9_]+): ?(?:z\b|port\(|host\b|milliseconds\(|count\(|points\(|hosts\b|secretKey\b)/gm,
      );
      const direct = text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g);
      return [...shapes, ...direct].map((match) => match[1] as string);
    });
    const common = [
      'PATH',
      'HOME',
      'NO_PROXY',
      'NODE_COMPILE_CACHE',
      'SANITY_DATA_DIR',
      'S3_BUCKETS',
      'S3_DATA_DIR',
      'SHIPSTATION_DATA_DIR',
      'STRIPE_DATA_DIR',
      'STRIPE_WEBHOOK_URL',
      'MAIL_DATA_DIR',
      'MAIL_PASSWORD',
      'MAIL_TOKEN',
      'NODE_ENV',
    ];

    const missing = [...new Set(declared)].filter((name) => !Object.hasOwn(example, name) && !common.includes(name));

    expect(missing.sort()).toEqual([]);
    expect(new Set(declared).size).toBeGreaterThan(30);
  });

  it('lists every port with the default that the launcher uses', () => {
    for (const { portVariable, port } of services)
      expect([portVariable, example[portVariable]]).toEqual([portVariable, String(port)]);
    for (const name of portVariables) expect(example[name]).toMatch(/^\d+$/);
  });

  it('lists the defaults that the code has', () => {
    const defaults = sources.flatMap((text) => [
      ...text.matchAll(/^\s+([A-Z][A-Z0-9_]+): (?:port|milliseconds|count|points)\(([\d_]+)\)/gm),
      ...text.matchAll(/^\s+([A-Z][A-Z0-9_]+): z\b(?:(?!^\s+[A-Z][A-Z0-9_]+:)[^;])*?\.default\('?([^')]*)'?\)/gm),
    ]);
    const wrong = defaults
      .map(([, name = '', value = '']) => ({ name, value: /^[\d_]+$/.test(value) ? value.replaceAll('_', '') : value }))
      .filter(({ name, value }) => Object.hasOwn(example, name) && example[name] !== value)
      .map(({ name, value }) => `${name}: ${value} in the code, ${example[name]} in .env.example`);

    expect(wrong).toEqual([]);
    expect(defaults.length).toBeGreaterThan(50);
  });

  it('lists the variables of every subgraph', () => {
    const variables = subgraphs.flatMap(({ name }) => Object.values(variablesOf(name)));

    expect(variables.filter((name) => !Object.hasOwn(example, name))).toEqual([]);
  });

  it('contains no credential', () => {
    const secrets = Object.entries(example).filter(([name]) =>
      /(_KEY|_KEY_ID|SECRET|PASSWORD|_TOKEN|DATABASE_URL|OWNER_URL)$/.test(name),
    );

    expect(secrets.filter(([, value]) => value !== '')).toEqual([]);
    expect(secrets.length).toBeGreaterThan(10);
  });
});

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml');
  const compose = parse(text, { merge: true }) as { services: Record<string, ComposeService> };

  it('runs the real services, every subgraph, the gateway, the indexer and the workers', () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ['postgres', 'redis', 'meilisearch', 's3', 'prepare', 'medusa', ...services.map(({ name }) => name)].sort(),
    );
  });

  it('uses only variables that .env.example lists, with the same defaults', () => {
    const used = [...text.matchAll(/(?<!\$)\$\{([A-Z0-9_]+)(?::-([^}]*))?/g)];

    for (const [, name, fallback] of used) {
      expect(Object.keys(example)).toContain(name);
      const wanted = example[name as string];
      if (fallback && wanted) expect([name, fallback]).toEqual([name, wanted]);
    }
    expect(used.length).toBeGreaterThan(20);
  });

  it('gives each service the variables it reads, and no credentials of others', () => {
    for (const service of services) {
      const given = compose.services[service.name]?.environment ?? {};
      const foreign = Object.keys(given).filter((variable) => !Object.hasOwn(environmentOf(service, given), variable));
      expect([service.name, foreign]).toEqual([service.name, []]);
    }
  });

  it('gives the gateway the address and the key of every subgraph, and each subgraph its key', () => {
    const given = (service: string) => Object.keys(compose.services[service]?.environment ?? {});

    for (const { name } of subgraphs) {
      const { url, requestTokenKey } = variablesOf(name);
      expect(given('gateway')).toEqual(expect.arrayContaining([url, requestTokenKey]));
      expect(given(name)).toContain(requestTokenKey);
    }
  });

  it('gives the gateway and the subgraphs every limit of operations that they read', () => {
    const missing = (service: string, limits: RegExp) =>
      Object.keys(example).filter(
        (variable) => limits.test(variable) && !Object.hasOwn(compose.services[service]?.environment ?? {}, variable),
      );

    expect(missing('gateway', /^(LIMIT|COST|CREDENTIALS_LIMIT|PLANNING)_|^GATEWAY_.*(_MS|_LIMIT|_RATE|S)$/)).toEqual(
      [],
    );
    for (const { name } of services.filter(isSubgraph)) {
      expect([name, missing(name, /^(SUBGRAPH|COST_CEILING)_/)]).toEqual([name, []]);
    }
  });

  it('runs each service from its main file', () => {
    for (const { name, file } of services) expect(compose.services[name]?.command).toEqual(['node', file]);
  });

  it('reaches each subgraph at the port on which it listens', () => {
    for (const { name, port } of subgraphs)
      expect(compose.services.gateway?.environment?.[variablesOf(name).url]).toBe(`http://${name}:${port}/graphql`);
    for (const { name, port } of services.filter(({ name }) => compose.services[name]?.healthcheck)) {
      expect(compose.services[name]?.healthcheck?.test.join(' ')).toContain(`'http://localhost:${port}/health/ready'`);
    }
  });

  it('publishes nothing beyond this machine, and no subgraph at all', () => {
    const published = Object.entries(compose.services).filter(([, { ports }]) => ports);

    expect(published.map(([name]) => name).sort()).toEqual(['gateway', 'images', 'medusa', 's3']);
    for (const [, { ports }] of published) for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

interface ComposeService {
  command?: string[];
  healthcheck?: { test: string[] };
  environment?: Record<string, string>;
  ports?: string[];
}
