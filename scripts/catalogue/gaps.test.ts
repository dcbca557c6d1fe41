import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createClient, type SanityDocumentStub } from '@sanity/client';
import postgres from 'postgres';
import type { Commerce } from '#backends/medusa/seed.ts';
import type { LocalBackend } from '#kit/process/local-backend.ts';
import { freePorts } from '#kit/process/port.ts';
import { start } from '#simulators/sanity/local.ts';
import { catalogue } from '#subgraphs/commerce/catalogue.fixture.ts';
import { startSeededPostgres } from '#tests/support/backends/medusa-postgres.ts';
import type { TestPostgres } from '#tests/support/backends/postgres.ts';
import type { Gap } from './gap.ts';

jest.setTimeout(600_000);

let database: TestPostgres;
let lake: LocalBackend;
let dataDir: string;
let closedPort: number;

beforeAll(async () => {
  const [port, closed] = await freePorts(2);
  closedPort = closed as number;
  dataDir = await mkdtemp(join(tmpdir(), 'axiom-gaps-'));
  [database, lake] = await Promise.all([
    startSeededPostgres('commerce', catalogue as object as Commerce),
    start({ dataDir, env: { SANITY_PORT: String(port) }, secret: (name) => name, log: () => {} }),
  ]);
  await Promise.all([writeMaterial(), writeDocuments(), shareOption()]);
});

afterAll(async () => {
  await Promise.all([database?.remove(), lake?.stop()]);
  await rm(dataDir, { recursive: true });
});

async function writeMaterial() {
  const sql = postgres(database.urls.PROVENANCE_OWNER_URL, { max: 1 });
  const translations = { FR: { name: 'Chêne' }, JA: { name: 'オーク', description: '古い木。' } };
  await sql`
    insert into material (id, name, kind, description, recycled_percent, carbon_kg_per_kg, translations)
    values ('mat_oak', 'Oak', 'WOOD', 'Old wood.', 0, 1, ${sql.json(translations)})`;
  await sql.end();
}

/** Two products have one option, whose value has a picture with a text that one of them has in French. */
async function shareOption() {
  const sql = postgres(database.urls.MEDUSA_DATABASE_URL, { max: 1 });
  const swatch = { swatch: { image: { url: 'https://axiom.example/soot.png', alt: 'Soot cloth' } } };
  const [value] = await sql<{ id: string; option: string }[]>`
    update product_option_value set metadata = ${sql.json(swatch)} where value = 'Soot' returning id, option_id as option`;
  const { id, option } = value as { id: string; option: string };
  await sql`insert into product_product_option (id, product_id, product_option_id) values ('shared', 'prod_box_27', ${option})`;
  await sql`
    insert into product_product_option_value (id, product_product_option_id, product_option_value_id)
    values ('shared', 'shared', ${id})`;
  await sql`
    update translation set translations = jsonb_set(translations, '{terms,Soot cloth}', '"Toile suie"')
    where reference_id = 'prod_box_27' and locale_code = 'fr-FR'`;
  await sql.end();
}

async function writeDocuments() {
  const client = createClient({
    ...{ projectId: 'axiom', dataset: 'production', apiVersion: '2025-02-19', token: lake.env.SANITY_TOKEN as string },
    ...{ apiHost: lake.address, useProjectHostname: false, useCdn: false },
  });
  const pin = (id: string, language: string | undefined, product: string, more: object = {}) => ({
    ...{ _id: id, _type: 'searchPins', queries: [`gift ${id}`], ...(language !== undefined && { language }), ...more },
    products: [{ _key: 'a', _type: 'productReference', productId: product }],
  });
  const translations = [{ _key: 'FR', _type: 'translation', language: 'FR', title: 'Soldes' }];
  const documents: SanityDocumentStub[] = [
    { _id: 'banner_sale', _type: 'banner', title: 'Sale', translations },
    { _id: 'drafts.banner_draft', _type: 'banner', title: 'Draft' },
    pin('pins_en', undefined, 'prod_tote'),
    // Editors write languages in any case.
    pin('pins_fr', 'fr', 'prod_tote'),
    pin('pins_over', undefined, 'prod_box_2', { endsAt: '2026-01-01T00:00:00Z' }),
    pin('pins_over_it', 'IT', 'prod_tote', { endsAt: '2026-01-01T00:00:00Z' }),
    pin('pins_soon', '', 'prod_box_1', { startsAt: '2999-01-01T00:00:00Z' }),
    pin('pins_ja', 'JA', 'prod_box_1'),
    { _id: 'syn_en', _type: 'searchSynonyms', words: ['bag', 'tote'] },
    { _id: 'syn_it', _type: 'searchSynonyms', words: ['borsa', 'sacca'], language: 'IT' },
  ];
  const transaction = client.transaction();
  for (const document of documents) transaction.create(document);
  await transaction.commit();
}

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

async function run(args: string[], env: Record<string, string> = {}): Promise<Result> {
  const { MEDUSA_DATABASE_URL, PROVENANCE_DATABASE_URL } = database.urls;
  const addresses = { MEDUSA_DATABASE_URL, PROVENANCE_DATABASE_URL, ...lake.env, ...env };
  return promisify(execFile)(process.execPath, [join(import.meta.dirname, 'command.ts'), ...args], {
    env: { ...process.env, ...addresses },
    maxBuffer: 10_000_000,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Result) => ({ code, stdout, stderr }),
  );
}

async function gapsIn(...args: string[]) {
  const { code, stdout, stderr } = await run(['gaps', '--json', ...args]);
  const report = JSON.parse(stdout) as { total: number; counts: object; gaps: Gap[]; unavailable: object[] };
  const of = (backend: string) =>
    report.gaps
      .filter((gap) => gap.backend === backend)
      .map(({ type, id, handle, field, language }) => [type, id, handle, field, language].join(' '));
  return { code, stderr, report, of };
}

describe('npm run catalogue -- gaps', () => {
  it('finds what the catalogue of Medusa has not translated, with its place', async () => {
    const { code, report, of } = await gapsIn('--language', 'fr');

    expect([code, report.unavailable]).toEqual([1, []]);
    expect(of('Medusa')).toEqual(
      expect.arrayContaining([
        'Product prod_box_1 box-1 title FR',
        'Product prod_box_27 box-27 personalizations[wish].label FR',
        'ProductVariant variant_tote_large TOTE-L title FR',
        'Category pcat_leather leather name FR',
      ]),
    );
    const translated = [
      'prod_tote ember-tote title',
      'box-27 personalizations[initials].label',
      'pcol_ember ember title',
    ];
    for (const place of translated) expect(of('Medusa').filter((gap) => gap.includes(place))).toEqual([]);
    expect(report.gaps.every(({ language }) => language === 'FR')).toBe(true);
  });

  it('looks for the text of a swatch in each product that has the option', async () => {
    const { of } = await gapsIn('--language', 'fr');
    const swatches = of('Medusa').filter((gap) => gap.includes('swatch'));

    expect(swatches).toEqual([expect.stringMatching(/^ProductOptionValue \S+ ember-tote swatch\.image\.altText FR$/)]);
  });

  it('finds what the content and the materials have not translated, without drafts', async () => {
    const { of, report } = await gapsIn();

    expect(of('Sanity')).toEqual([
      'Banner banner_sale Sale title JA',
      'Banner banner_sale Sale title IT',
      'SearchPins pins_en gift pins_en queries JA',
      'SearchPins pins_en gift pins_en queries IT',
      'SearchPins pins_soon gift pins_soon queries FR',
      'SearchPins pins_soon gift pins_soon queries IT',
      'SearchSynonyms   words FR',
      'SearchSynonyms   words JA',
    ]);
    expect(of('provenance')).toEqual([
      'Material mat_oak Oak name IT',
      'Material mat_oak Oak description FR',
      'Material mat_oak Oak description IT',
    ]);
    expect(report.counts).toMatchObject({ Banner: { JA: 1, IT: 1 }, Material: { FR: 1, IT: 2 } });
    expect(report.total).toBe(report.gaps.length);
  });

  it('prints a table of the gaps, and their number by type and language', async () => {
    const { code, stdout } = await run(['gaps', '--language', 'IT']);

    expect(code).toBe(1);
    expect(stdout).toMatch(/^Language +Type +Id +Handle +Field +English\n/);
    expect(stdout).toMatch(/\nIT +Material +mat_oak +Oak +description +Old wood\.\n/);
    expect(stdout).toMatch(/\n\nType +IT\n/);
    expect(stdout).toMatch(/\nMaterial +2\n/);
  });

  it('names a backend that does not answer, and reports the gaps of the others', async () => {
    const { code, stdout, stderr } = await run(['gaps', '--json'], {
      MEDUSA_DATABASE_URL: `postgres://medusa@127.0.0.1:${closedPort}/medusa`,
    });

    const { gaps, unavailable } = JSON.parse(stdout) as { gaps: Gap[]; unavailable: { backend: string }[] };
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Medusa cannot be read: .*ECONNREFUSED/);
    expect(unavailable.map(({ backend }) => backend)).toEqual(['Medusa']);
    expect(new Set(gaps.map(({ backend }) => backend))).toEqual(new Set(['Sanity', 'provenance']));
  });

  it.each([
    [[]],
    [['gaps', 'more']],
    [['gaps', '--language', 'EN']],
    [['gaps', '--language', 'DE']],
    [['gaps', '--csv']],
  ])('shows its usage for %j', async (args) => {
    const { code, stdout, stderr } = await run(args);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage:\n {2}npm run catalogue -- gaps/);
  });
});
