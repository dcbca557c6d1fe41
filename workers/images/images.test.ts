import { randomUUID } from 'node:crypto';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { openPictureAddresses, type PictureAddress } from '#kit/graph/pictures/addresses.ts';
import { freePorts } from '#kit/process/port.ts';
import { startTestBucket } from '#tests/support/backends/bucket.ts';
import { startImages } from './index.ts';

const signingKey = 'c3'.repeat(32);
const metricsToken = 'd4'.repeat(32);
const { sign } = openPictureAddresses([Buffer.from(signingKey, 'hex')]);
const immutable = 'public, max-age=31536000, immutable';

let bucket: Awaited<ReturnType<typeof startTestBucket>>;
let images: Awaited<ReturnType<typeof startImages>>;

beforeAll(async () => {
  bucket = await startTestBucket();
  await bucket.client.send(new CreateBucketCommand({ Bucket: 'media' }));
  images = await start();
});

afterAll(async () => {
  await images.close();
  await bucket.remove();
});

async function start(changes: Record<string, string> = {}) {
  const [port] = await freePorts(1);
  return startImages({
    ...{ ...bucket.env, S3_MEDIA_BUCKET: 'media', IMAGES_PORT: String(port) },
    ...{ IMAGES_SIGNING_KEYS: signingKey, METRICS_TOKEN: metricsToken, LOG_LEVEL: 'silent', ...changes },
  });
}

const put = async (key: string, Body: Buffer) => {
  await bucket.client.send(new PutObjectCommand({ Bucket: 'media', Key: key, Body }));
  return key;
};
const keysBelow = async (Prefix: string) => {
  const { Contents = [] } = await bucket.client.send(new ListObjectsV2Command({ Bucket: 'media', Prefix }));
  return Contents.map(({ Key }) => Key as string).sort();
};

/** Three vertical stripes, red, green and blue, each 100 pixels wide and 200 high. */
const stripes = (() => {
  const pixels = Array.from({ length: 300 * 200 }, (_, at) =>
    [0, 1, 2].map((c) => (Math.floor((at % 300) / 100) === c ? 255 : 0)),
  );
  return sharp(Buffer.from(pixels.flat()), { raw: { width: 300, height: 200, channels: 3 } });
})();

const plain: Omit<PictureAddress, 'key'> = {
  ...{ width: 160, height: null, fit: 'CONTAIN', format: 'WEBP', quality: null, focalPoint: null },
};
const pathOf = (key: string, changes: Partial<PictureAddress> = {}) => sign({ ...plain, key, ...changes });
const get = (path: string, options?: RequestInit) => fetch(images.url + path, options);

/** Width, height, format, and the colour in the middle as `red`, `green` or `blue`. */
async function shown(response: Response) {
  const bytes = Buffer.from(await response.arrayBuffer());
  const { width, height, format, compression } = await sharp(bytes).metadata();
  const middle = { left: Math.floor(width / 2), top: Math.floor(height / 2), width: 1, height: 1 };
  const pixel = await sharp(bytes).extract(middle).removeAlpha().raw().toBuffer();
  const colour = ['red', 'green', 'blue'][pixel.indexOf(Math.max(...pixel))];
  return [width, height, format === 'heif' ? compression : format, colour];
}

const refusal = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code];

/** The number of requests with a result. */
async function counted(result: string, url = images.url): Promise<number> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  return Number(new RegExp(`requests_total\\{result="${result}"\\} (\\d+)`).exec(await response.text())?.[1] ?? 0);
}

describe('A picture', () => {
  let key: string;
  beforeAll(async () => {
    key = await put('pictures/stripes.png', await stripes.clone().png().toBuffer());
  });

  it.each([
    ['within a width', { width: 160 }, [160, 107, 'webp', 'green']],
    ['within a height', { width: null, height: 100 }, [150, 100, 'webp', 'green']],
    ['within both', { width: 160, height: 40 }, [60, 40, 'webp', 'green']],
    ['never enlarged', { width: 640 }, [300, 200, 'webp', 'green']],
    ['cut around the centre', { width: 40, height: 80, fit: 'COVER' }, [40, 80, 'webp', 'green']],
    [
      'cut around a point',
      { width: 40, height: 80, fit: 'COVER', focalPoint: { x: 1, y: 0 } },
      [40, 80, 'webp', 'blue'],
    ],
    ['cut, and never enlarged', { width: 640, height: 640, fit: 'COVER' }, [200, 200, 'webp', 'green']],
    ['as AVIF', { format: 'AVIF' }, [160, 107, 'av1', 'green']],
    ['as JPEG', { format: 'JPEG' }, [160, 107, 'jpeg', 'green']],
    ['as PNG', { format: 'PNG', width: null }, [300, 200, 'png', 'green']],
  ] as [string, Partial<PictureAddress>, unknown[]][])('is served %s', async (_, changes, expected) => {
    const response = await get(pathOf(key, changes));

    expect(response.status).toBe(200);
    expect(await shown(response)).toEqual(expected);
  });

  it('is smaller with a lower quality', async () => {
    const sizes = await Promise.all(
      [10, 50, 100].map(
        async (quality) => (await (await get(pathOf(key, { quality, format: 'JPEG' }))).bytes()).length,
      ),
    );

    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
    expect(new Set(sizes).size).toBe(3);
  });

  it.each([
    ['image/avif,image/webp,image/apng,*/*;q=0.8', 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['image/avif;q=0, image/webp', 'image/webp'],
    ['*/*', 'image/jpeg'],
    ['', 'image/jpeg'],
  ])('has the best format that is accepted: %s', async (accept, expected) => {
    const response = await get(pathOf(key, { format: 'AUTO' }), { headers: { accept } });

    expect([response.headers.get('content-type'), response.headers.get('vary')]).toEqual([expected, 'accept']);
  });

  it('may be cached forever, shown by every page, and validated', async () => {
    const path = pathOf(key);
    const { headers } = await get(path);
    const etag = headers.get('etag') as string;
    const again = await get(path, { headers: { 'if-none-match': `"other", W/${etag}` } });
    const changed = await get(path, { headers: { 'if-none-match': '"other"' } });

    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': immutable,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.has('vary')).toBe(false);
    expect([again.status, again.headers.get('cache-control'), await again.text()]).toEqual([304, immutable, '']);
    expect(changed.status).toBe(200);
  });

  it('has the same headers for HEAD, without the file', async () => {
    const path = pathOf(key, { width: 200 });
    const head = await get(path, { method: 'HEAD' });
    const whole = await get(path);
    const named = ({ headers }: Response) =>
      ['content-type', 'content-length', 'etag'].map((name) => headers.get(name));

    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(named(head)).toEqual(named(whole));
  });

  it('is upright, and has no metadata of the photograph', async () => {
    const exif = { IFD0: { Copyright: 'the photographer' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
    const turned = await stripes.clone().jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer();
    const turnedKey = await put('pictures/turned.jpg', turned);
    const response = await get(pathOf(turnedKey, { format: 'JPEG', width: 100 }));
    const bytes = Buffer.from(await response.arrayBuffer());
    const { width, height, exif: left, orientation } = await sharp(bytes).metadata();

    expect((await sharp(turned).metadata()).exif).toBeDefined();
    expect([width, height, left, orientation]).toEqual([100, 150, undefined, undefined]);
    expect(bytes.includes('photographer')).toBe(false);
  });
});

describe('A version', () => {
  let key: string;
  beforeEach(async () => {
    key = await put(`pictures/${randomUUID()}.png`, await stripes.clone().png().toBuffer());
  });

  it('is made once for many requests at the same time, and stored', async () => {
    const [made, shared] = [await counted('made'), await counted('shared')];
    const responses = await Promise.all(Array.from({ length: 20 }, () => get(pathOf(key))));
    const bodies = await Promise.all(responses.map(async (response) => Buffer.from(await response.arrayBuffer())));

    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(bodies.every((body) => body.equals(bodies[0] as Buffer))).toBe(true);
    expect(await keysBelow(`derived/${key}/`)).toEqual([`derived/${key}/g1-w160-contain.webp`]);
    expect((await counted('made')) - made).toBe(1);
    // Each of the others got the result of the same work, or what that had stored.
    expect((await counted('shared')) - shared).toBeGreaterThan(0);
  });

  it('is served from the bucket by another process, without its original', async () => {
    const first = await (await get(pathOf(key))).bytes();
    await remove([key]);
    const other = await start();
    const response = await fetch(other.url + pathOf(key));

    expect(await response.bytes()).toEqual(first);
    expect([await counted('made', other.url), await counted('stored', other.url)]).toEqual([0, 1]);
    await other.close();
  });

  it('is gone when the picture and what is below its key are deleted', async () => {
    await get(pathOf(key));
    await remove([key, ...(await keysBelow(`derived/${key}/`))]);

    expect(await refusal(await get(pathOf(key)))).toEqual([404, 'NOT_FOUND']);
  });

  const remove = (keys: string[]) =>
    Promise.all(keys.map((Key) => bucket.client.send(new DeleteObjectCommand({ Bucket: 'media', Key }))));
});

describe('A request is refused', () => {
  let key: string;
  beforeAll(async () => {
    key = await put('pictures/a.png', await stripes.clone().png().toBuffer());
  });

  it.each([
    ['with a forged signature', (path: string) => `${path.slice(0, -22)}${'A'.repeat(22)}`, 403, 'BAD_SIGNATURE'],
    ['with the signature of another width', (path: string) => path.replace('w=160', 'w=180'), 403, 'BAD_SIGNATURE'],
    ['with the signature of another picture', (path: string) => path.replace('/a.png', '/b.png'), 403, 'BAD_SIGNATURE'],
    ['without a signature', (path: string) => path.replace(/&s=.*/, ''), 400, 'BAD_ADDRESS'],
    ['without parameters', (path: string) => path.replace(/\?.*/, ''), 400, 'BAD_ADDRESS'],
    ['with a repeated parameter', (path: string) => path.replace('w=160', 'w=160&w=20'), 400, 'BAD_ADDRESS'],
    ['with an unknown parameter', (path: string) => path.replace('&s=', '&bust=1&s='), 400, 'BAD_ADDRESS'],
    ['with a huge width', (path: string) => path.replace('w=160', 'w=100000'), 400, 'BAD_ADDRESS'],
    ['with an escaped step up', (path: string) => path.replace('pictures/', '%2e%2e%2fassets/'), 400, 'BAD_ADDRESS'],
    ['for a version of a version', (path: string) => path.replace('pictures/', 'derived/'), 400, 'BAD_ADDRESS'],
    ['for another path', () => '/pictures/a.png', 400, 'BAD_ADDRESS'],
  ])('%s', async (_, change, status, code) => {
    const before = await keysBelow('derived/pictures/a.png/');
    const response = await get(change(pathOf(key)));

    expect(await refusal(response)).toEqual([status, code]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await keysBelow('derived/pictures/a.png/')).toEqual(before);
  });

  it('for a picture that does not exist, which a cache may remember for a minute', async () => {
    const response = await get(pathOf('pictures/none.png'));

    expect(await refusal(response)).toEqual([404, 'NOT_FOUND']);
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
  });

  it('with another method', async () => {
    const response = await get(pathOf(key), { method: 'POST', body: 'x' });

    expect([...(await refusal(response)), response.headers.get('allow')]).toEqual([
      ...[405, 'METHOD_NOT_ALLOWED', 'GET, HEAD'],
    ]);
  });
});

describe('An original is refused', () => {
  const noise = () => sharp({ create: { width: 400, height: 400, channels: 3, background: '#808080' } });
  const truncated = async (format: 'jpeg' | 'png' | 'webp' | 'avif') => {
    const whole = await stripes.clone().resize(900, 600).toFormat(format, { quality: 90 }).toBuffer();
    return whole.subarray(0, Math.floor(whole.length / 2));
  };
  const frames = async () => {
    const two = await noise().extend({ bottom: 400, background: '#102030' }).raw().toBuffer();
    return sharp(two, { raw: { width: 400, height: 800, channels: 3, pageHeight: 400 } });
  };
  /** A PNG of a few hundred bytes that declares 30,000 × 30,000 pixels. The checksum of the header is not read. */
  const bomb = async () => {
    const png = await noise().png().toBuffer();
    png.writeUInt32BE(30_000, 16);
    png.writeUInt32BE(30_000, 20);
    return png;
  };

  it.each<[string, () => Promise<Buffer>, number, string]>([
    [
      'an SVG',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      415,
      'UNSUPPORTED_FORMAT',
    ],
    ['a text', async () => Buffer.from('not a picture'), 415, 'UNSUPPORTED_FORMAT'],
    ['an empty file', async () => Buffer.alloc(0), 415, 'UNSUPPORTED_FORMAT'],
    ['a TIFF', async () => noise().tiff().toBuffer(), 415, 'UNSUPPORTED_FORMAT'],
    ['a GIF', async () => noise().gif().toBuffer(), 415, 'ANIMATED'],
    ['an animated WebP', async () => (await frames()).webp().toBuffer(), 415, 'ANIMATED'],
    ['an animated PNG', async () => animatedPng(await noise().png().toBuffer()), 415, 'ANIMATED'],
    ['a truncated JPEG', () => truncated('jpeg'), 415, 'UNREADABLE'],
    ['a truncated PNG', () => truncated('png'), 415, 'UNREADABLE'],
    ['a truncated WebP', () => truncated('webp'), 415, 'UNREADABLE'],
    ['a truncated AVIF', () => truncated('avif'), 415, 'UNREADABLE'],
    ['the first bytes of a PNG', async () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 415, 'UNREADABLE'],
    ['a decompression bomb', bomb, 413, 'TOO_LARGE'],
    ['a file of more than 32 MiB', async () => Buffer.alloc(32 * 1024 * 1024 + 1, 255), 413, 'TOO_LARGE'],
  ])('if it is %s', async (_, make, status, code) => {
    const key = await put(`pictures/${randomUUID()}`, await make());

    expect(await refusal(await get(pathOf(key)))).toEqual([status, code]);
    expect(await keysBelow(`derived/${key}/`)).toEqual([]);
    expect((await fetch(`${images.url}/health/ready`)).status).toBe(200);
  });

  /** With a chunk `acTL` after the header. Its checksum is not read. */
  function animatedPng(png: Buffer): Buffer {
    const chunk = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from('acTL'), Buffer.alloc(12)]);
    return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  }
});

describe('The service', () => {
  it('is not ready, and refuses pictures for now, while S3 is unavailable', async () => {
    const [port] = await freePorts(1);
    const alone = await start({ S3_ENDPOINT: `http://127.0.0.1:${port}` });
    const response = await fetch(alone.url + pathOf('pictures/a.png'));

    expect(await refusal(response)).toEqual([503, 'UNAVAILABLE']);
    expect([response.headers.get('retry-after'), response.headers.get('cache-control')]).toEqual(['1', 'no-store']);
    expect((await fetch(`${alone.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${alone.url}/health/live`)).status).toBe(200);
    await alone.close();
  });

  it('makes no more at once than it is configured to, and lets no more wait', async () => {
    const delayed = await openDelay(bucket.env.S3_ENDPOINT);
    const small = await start({ S3_ENDPOINT: delayed.url, IMAGES_RENDERS: '1', IMAGES_QUEUE: '2' });
    const keys = await Promise.all(
      [0, 1, 2, 3].map(async () => put(`pictures/${randomUUID()}`, await stripes.clone().png().toBuffer())),
    );
    const requests = keys.map((key) => fetch(small.url + pathOf(key)));
    // One is refused while the original of the first is delayed.
    const refused = await Promise.race(requests);
    const begun = delayed.originals();
    delayed.open();
    const statuses = (await Promise.all(requests)).map(({ status }) => status);

    expect([refused.status, begun]).toEqual([503, 1]);
    expect(statuses.sort()).toEqual([200, 200, 200, 503]);
    await small.close();
    await delayed.close();
  });

  it('has metrics for those who have the token', async () => {
    const [none, wrong] = [await get('/metrics'), await get('/metrics', { headers: { authorization: 'Bearer no' } })];

    expect([none.status, wrong.status]).toEqual([401, 401]);
    expect(await counted('BAD_SIGNATURE')).toBeGreaterThan(0);
    const hidden = await start({ METRICS_TOKEN: '' });
    expect((await fetch(`${hidden.url}/metrics`)).status).toBe(404);
    await hidden.close();
  });

  it('does not start without a valid key', async () => {
    await expect(start({ IMAGES_SIGNING_KEYS: 'short' })).rejects.toThrow('IMAGES_SIGNING_KEYS');
    await expect(start({ IMAGES_SIGNING_KEYS: '' })).rejects.toThrow('IMAGES_SIGNING_KEYS');
  });

  /** A proxy in front of S3 that delays originals until it is opened. */
  async function openDelay(target: string) {
    const waiting: (() => void)[] = [];
    let isOpen = false;
    let originals = 0;
    const server: Server = createServer(async (request, response) => {
      if (request.method === 'GET' && request.url?.startsWith('/media/pictures/')) {
        originals += 1;
        if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
      }
      const { method, url: path, headers } = request;
      const { hostname, port } = new URL(target);
      const onwards = forward({ hostname, port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode as number, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onwards);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      originals: () => originals,
      open() {
        isOpen = true;
        for (const resolve of waiting) resolve();
      },
      close: () => new Promise((resolve) => server.close(resolve)),
    };
  }
});
