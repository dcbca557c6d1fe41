import { createHash } from 'node:crypto';
import { getPriority } from 'node:os';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import postgres, { type Sql } from 'postgres';
import { seedProvenance } from '#catalogue/seed/provenance.ts';
import { glb } from '#kit/models/glb.fixture.ts';
import { freePorts } from '#kit/process/port.ts';
import { startTestBucket } from '#tests/support/backends/bucket.ts';
import { startPostgres, type TestPostgres } from '#tests/support/backends/postgres.ts';
import { eventually } from '#tests/support/graph.ts';
import { drawModel } from '#tests/support/models/files.ts';
import { smallCatalogue } from '#tests/support/subgraphs/provenance.ts';
import { type LocalWorker, startWorker } from '#tests/support/worker.ts';
import { openQueue, type Queue } from './queue.ts';

jest.setTimeout(300_000);

let database: TestPostgres;
let bucket: Awaited<ReturnType<typeof startTestBucket>>;
let owner: Sql;
let queue: Queue;
let ports: [number, number];
const workers: LocalWorker[] = [];

beforeAll(async () => {
  ports = (await freePorts(2)) as [number, number];
  [database, bucket] = await Promise.all([startPostgres(), startTestBucket()]);
  await seedProvenance(smallCatalogue(3), new Map(), { ...database.urls });
  owner = postgres(database.urls.PROVENANCE_OWNER_URL, { max: 2, onnotice: () => {} });
  queue = openQueue(database.urls.ASSETS_DATABASE_URL, 30_000);
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await Promise.all([owner?.end(), queue?.close()]);
  await Promise.all([database?.remove(), bucket?.remove()]);
});

const start = async (port: number, env: Record<string, string> = {}) => {
  const worker = await startWorker('workers/assets/index.ts', port, {
    ...bucket.env,
    ASSETS_PORT: String(port),
    ASSETS_DATABASE_URL: database.urls.ASSETS_DATABASE_URL,
    ASSETS_INTERVAL_MS: '50',
    ASSETS_LEASE_MS: '6000',
    ASSETS_PAUSES_MS: '50,50',
    ...env,
  });
  workers.push(worker);
  return worker;
};

/** Makes a file the GLB of a product, as an accepted upload does, without the inspection of uploads. */
const accept = async (productId: string, file: Uint8Array): Promise<string> => {
  const sha256 = createHash('sha256').update(file).digest('hex');
  const key = `assets/${sha256}.glb`;
  await bucket.client.send(new PutObjectCommand({ Bucket: 'assets', Key: key, Body: file }));
  await owner`
    insert into asset (product_id, role, key, content_type, bytes, sha256, etag, triangles, box_min, box_max, materials,
      extensions_required, validated_at)
    values (${productId}, 'MODEL_GLB', ${key}, 'model/gltf-binary', ${file.length}, ${sha256}, 'e', 1, '{0,0,0}', '{1,1,1}', 1,
      '{}', now())
    on conflict (product_id, role) do update set key = excluded.key, bytes = excluded.bytes, sha256 = excluded.sha256`;
  return sha256;
};

const jobOf = async (sha256: string) => {
  const [job] = await owner`select state, step, attempt_count, error_code from model_job where sha256 = ${sha256}`;
  return job as { state: string; step: string | null; attempt_count: number; error_code: string | null };
};

const ended = (sha256: string) =>
  eventually(
    () => jobOf(sha256),
    ({ state }) => state === 'DONE' || state === 'FAILED',
    240_000,
  );

const keys = async (sha256: string): Promise<string[]> => {
  const [row] = await owner`select models, poster from model_result where sha256 = ${sha256}`;
  return [...(row?.models ?? []), row?.poster].map(({ key }) => key);
};

describe('A model that becomes the file of a product', () => {
  it('is processed by the next worker, once, although the first was killed', async () => {
    const [cursor] = await owner`select coalesce(max(transaction), '0')::text as transaction from change`;
    const sha256 = await accept('prod_000', (await drawModel(4)).glb.bytes);
    const first = await start(ports[0]);
    await eventually(
      () => jobOf(sha256),
      ({ state }) => state === 'RUNNING',
    );
    await first.kill();
    const taken = await jobOf(sha256);

    const [second] = await Promise.all([start(ports[0]), start(ports[1])]);
    expect(await ended(sha256)).toMatchObject({ state: 'DONE', step: null, error_code: null });

    expect(taken.state).not.toBe('FAILED');
    const found = await keys(sha256);
    expect(found).toHaveLength(7);
    for (const key of found) {
      const head = await fetch(new URL(`/assets/${key}`, bucket.env.S3_ENDPOINT), { method: 'HEAD' });
      // The bucket is private: the file is there, and needs a signature.
      expect(head.status).toBe(403);
    }
    // On a busy machine, a worker with a low priority would lose its claims. Only the children have one.
    expect(getPriority(second.pid)).toBe(getPriority());
    const tags = await owner`select tag from change where transaction > ${cursor?.transaction ?? '0'}::xid8`;
    expect(tags.map(({ tag }) => tag)).toContain('product:prod_000');
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
  });

  it('is not processed again for another product with the same file', async () => {
    const { bytes } = (await drawModel(4)).glb;
    const [before] = await owner`select made_at from model_result`;

    const sha256 = await accept('prod_001', bytes);

    expect(await jobOf(sha256)).toMatchObject({ state: 'DONE' });
    expect((await owner`select made_at from model_result`)[0]).toEqual(before);
  });

  it('fails for good with a code when it is broken', async () => {
    const broken = await accept('prod_002', (await drawModel(5)).glb.bytes.subarray(0, 300));
    expect(await ended(broken)).toEqual({
      state: 'FAILED',
      step: 'INSPECT',
      attempt_count: 1,
      error_code: 'FILE_INVALID',
    });
  });

  it('becomes a dead letter after its attempts when its file cannot be read, and can be tried again', async () => {
    const { bytes } = (await drawModel(7)).glb;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await owner`insert into model_job (sha256, key, bytes) values (${sha256}, ${`assets/${sha256}.glb`}, ${bytes.length})`;

    expect(await ended(sha256)).toMatchObject({ state: 'FAILED', attempt_count: 3, error_code: 'UNAVAILABLE' });
    expect((await queue.failed()).map((job) => job.sha256)).toContain(sha256);

    await bucket.client.send(new PutObjectCommand({ Bucket: 'assets', Key: `assets/${sha256}.glb`, Body: bytes }));
    expect(await queue.retry([sha256])).toBe(1);
    expect((await queue.failed()).map((job) => job.sha256)).not.toContain(sha256);
    expect(await ended(sha256)).toMatchObject({ state: 'DONE', error_code: null });
  });
});

describe('A claim', () => {
  it('belongs to one worker, and one that has lost it changes nothing', async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    const sha256 = 'ab'.repeat(32);
    await owner`insert into model_job (sha256, key, bytes) values (${sha256}, 'assets/none', 1)`;

    const [one, other] = [await queue.claim(), await queue.claim()];
    expect([one?.sha256, other]).toEqual([sha256, undefined]);
    await owner`update model_job set claimed_until = now() - interval '1 second' where sha256 = ${sha256}`;
    const next = await queue.claim();

    expect(next).toMatchObject({ sha256, attemptCount: 2 });
    const job = one as NonNullable<typeof one>;
    expect(await queue.keep(job, 'ENCODE')).toBe(false);
    await queue.fail(job, 'X', 'x', undefined);
    expect(await jobOf(sha256)).toMatchObject({ state: 'RUNNING', step: 'READ', error_code: null });
  });
});

describe('The metrics of a worker', () => {
  it('have the queue, the attempts and the seconds of each step, for clients with the token', async () => {
    await owner`delete from model_job where key = 'assets/none'`;
    const { url } = await start(ports[0], { METRICS_TOKEN: 'metrics-token' });
    const sha256 = await accept('prod_002', (await drawModel(9)).glb.bytes);
    expect(await ended(sha256)).toMatchObject({ state: 'DONE' });

    const read = (authorization: string) => fetch(`${url}/metrics`, { headers: { authorization } });
    const text = await eventually(
      async () => (await read('Bearer metrics-token')).text(),
      (found) => found.includes('axiom_assets_attempts_total{result="made"} 1'),
    );

    expect((await read('Bearer other')).status).toBe(401);
    expect(text).toContain('axiom_assets_queue{state="due"} 0');
    expect(text).toMatch(/axiom_assets_queue\{state="failed"\} \d+/);
    expect(text).toContain('axiom_assets_queue_oldest_seconds 0');
    expect(text).toContain('axiom_assets_attempts_total{result="made"} 1');
    for (const step of ['READ', 'INSPECT', 'AUDIT', 'ENCODE', 'SIMPLIFY', 'POSTER', 'STORE']) {
      expect(text).toContain(`axiom_assets_step_seconds_count{step="${step}"} 1`);
    }
    await Promise.all(workers.map((worker) => worker.kill()));
  });
});

describe('A model above the limits of a worker', () => {
  it('fails with FILE_TOO_COMPLEX, and the worker goes on', async () => {
    const { url } = await start(ports[0], { ASSETS_MEMORY_MB: '450' });

    const zeros = { componentType: 5126, type: 'VEC3', min: [0, 0, 0], max: [0, 0, 0] };
    // 600 bytes, which are 230 MB when they are read.
    const bomb = await accept('prod_002', glb({ accessors: [{ ...zeros, count: 2e7 }] }));
    const next = await accept('prod_001', (await drawModel(8)).glb.bytes);

    expect(await ended(bomb)).toMatchObject({ state: 'FAILED', attempt_count: 1, error_code: 'FILE_TOO_COMPLEX' });
    expect(await ended(next)).toMatchObject({ state: 'DONE' });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('fails with FILE_TOO_COMPLEX when it needs too much time', async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await start(ports[0], { ASSETS_TIMEOUT_MS: '5' });

    const sha256 = await accept('prod_002', (await drawModel(10)).glb.bytes);

    expect(await ended(sha256)).toMatchObject({ state: 'FAILED', attempt_count: 1, error_code: 'FILE_TOO_COMPLEX' });
  });
});
