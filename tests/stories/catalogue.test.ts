import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { provision } from '#backends/postgres/provision.ts';
import { freePorts } from '#kit/process/port.ts';
import { startBackend } from '#launcher/backends.ts';
import { withDefaults } from '#launcher/environment.ts';
import { axiomDir } from '#launcher/folders.ts';
import { openSecrets } from '#launcher/secrets.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';
import { execute } from '../support/graph.ts';

jest.setTimeout(240_000);

/** The result of `npm run catalogue -- gaps --json` over a copy of the seeded data, which no story has changed. */
async function gapsOfTheSeed() {
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-seeded-'));
  const [postgresPort, sanityPort] = await freePorts(2);
  const env = withDefaults({
    ...{ PATH: process.env.PATH, POSTGRES_FSYNC: 'off' },
    ...{ POSTGRES_PORT: String(postgresPort), SANITY_PORT: String(sanityPort) },
  });
  const progress = {
    step: <Result>(_: string, work: (say: () => void) => Promise<Result>) => work(() => {}),
    end() {},
  };
  await ensureSeeded({ axiomDir, dataDir, env, progress });
  const files = { dataDir, secret: openSecrets(dataDir), log: () => {} };
  const backends = await Promise.all((['postgres', 'sanity'] as const).map((name) => startBackend(name, files, env)));
  try {
    const addresses = Object.assign({}, ...backends.map((backend) => backend.env));
    const urls = await provision(addresses.POSTGRES_URL, files.secret);
    const command = join(import.meta.dirname, '../../scripts/catalogue/command.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [command, 'gaps', '--json'], {
      env: { ...process.env, ...addresses, ...urls },
      maxBuffer: 10_000_000,
    }).catch((failed: { stdout: string }) => failed);
    return JSON.parse(stdout);
  } finally {
    await Promise.all(backends.map((backend) => backend.stop()));
    await rm(dataDir, { recursive: true, force: true });
  }
}

describe('The sample catalogue', () => {
  it('has every text in every language', async () => {
    expect(await gapsOfTheSeed()).toEqual({ total: 0, counts: {}, gaps: [], unavailable: [] });
  });

  it('has a picture of each colour of a product, and of its material', async () => {
    const { data, errors } = await execute(
      `{ product(handle: "ember-tote") {
        images { url altText }
        options { name optionValues { name swatch { colour image { url altText } } } }
        variants { nodes { title image { url altText } images { url } } }
      } }`,
      {},
      { 'x-axiom-language': 'FR' },
    );

    expect(errors).toBeUndefined();
    const { images, options, variants } = data.product as {
      images: { url: string; altText: string }[];
      options: { optionValues: { swatch: { image: object } | null }[] }[];
      variants: { nodes: { title: string; image: { url: string }; images: { url: string }[] }[] };
    };
    expect(images.map(({ altText }) => altText)).toEqual([
      'Cabas Ember, en entier',
      'Cabas Ember, un détail',
      'Cabas Ember, couleur Suie',
    ]);
    expect(variants.nodes.map(({ image }) => images.findIndex(({ url }) => url === image.url))).toEqual([0, 0, 2, 2]);
    expect(variants.nodes.map((variant) => variant.images.length)).toEqual([2, 2, 1, 1]);
    expect(options[0]?.optionValues.map(({ swatch }) => swatch)).toEqual([
      { colour: '#a5683c', image: { url: expect.any(String), altText: expect.any(String) } },
      { colour: '#2b2826', image: { url: expect.any(String), altText: 'Suie' } },
    ]);
  });

  it('has a cover of each collection and category, described in the language of the request', async () => {
    const { data } = await execute(
      `{ collections(first: 50) { nodes { handle image { altText width height } } }
        categories(first: 50) { nodes { handle image { altText } } } }`,
      {},
      { 'x-axiom-language': 'IT' },
    );

    const groups = [...data.collections.nodes, ...data.categories.nodes] as { handle: string; image: object | null }[];
    expect(groups.filter(({ image }) => image === null)).toEqual([]);
    expect(data.collections.nodes.find(({ handle }: { handle: string }) => handle === 'brace').image).toEqual({
      altText: expect.stringMatching(/^Brace: .+, .+ e .+/),
      width: 1440,
      height: 600,
    });
  });
});
