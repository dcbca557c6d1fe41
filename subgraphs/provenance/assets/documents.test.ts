import { describe, expect, it } from '@jest/globals';
import { bucketShape } from '#kit/stores/s3.ts';
import { openDocuments } from './documents.ts';

const env = {
  S3_BUCKET: 'assets',
  S3_REGION: 'eu-south-1',
  S3_PUBLIC_ENDPOINT: 'https://files.axiom.example',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

const open = (variables: Record<string, string | undefined>) => openDocuments(bucketShape.parse(variables));

describe('The URL of a file', () => {
  it('is at the public endpoint and is signed for this file only', async () => {
    const url = new URL(await open(env).signerAt(new Date('2026-03-01T09:32:10Z')).sign('models/noir 7.glb'));

    expect(url.origin + url.pathname).toBe('https://files.axiom.example/assets/models/noir%207.glb');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD',
      'X-Amz-Credential': 'key/20260301/eu-south-1/s3/aws4_request',
      'X-Amz-Date': '20260301T093000Z',
      'X-Amz-Expires': '900',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
      'X-Amz-SignedHeaders': 'host',
      'x-id': 'GetObject',
    });
  });

  it("is at AWS's host for the bucket when no endpoint is configured", async () => {
    const documents = open({ ...env, S3_PUBLIC_ENDPOINT: undefined });

    const url = new URL(await documents.signerAt(new Date()).sign('noir.glb'));

    expect(url.origin + url.pathname).toBe('https://assets.s3.eu-south-1.amazonaws.com/noir.glb');
  });

  it('stays the same for five minutes, so that caches can reuse the file, and is valid for ten more', async () => {
    const documents = open(env);
    const at = async (time: string) => {
      const signer = documents.signerAt(new Date(`2026-03-01T${time}Z`));
      return { url: await signer.sign('noir.glb'), expiresAt: signer.expiresAt };
    };

    const [early, late, next] = [await at('09:30:00'), await at('09:34:59.999'), await at('09:35:00')];

    expect(late).toEqual(early);
    expect(early.expiresAt).toEqual(new Date('2026-03-01T09:45:00Z'));
    expect(next.url).not.toBe(early.url);
    expect(next.expiresAt).toEqual(new Date('2026-03-01T09:50:00Z'));
  });

  it('is reported as an outage of S3 when there are no credentials', async () => {
    const before = process.env;
    process.env = { HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
    try {
      const documents = open({ ...env, AWS_ACCESS_KEY_ID: undefined });

      await expect(documents.signerAt(new Date()).sign('noir.glb')).rejects.toMatchObject({
        message: 'S3 cannot be reached.',
        extensions: { code: 'BACKEND_UNAVAILABLE', system: 'S3' },
      });
    } finally {
      process.env = before;
    }
  });
});
