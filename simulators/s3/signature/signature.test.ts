import { describe, expect, it } from '@jest/globals';
import type { Target } from '../target.ts';
import { createVerifier } from './verify.ts';

// The examples of AWS's own documentation: "Authenticating Requests (AWS Signature Version 4)", Amazon S3 API Reference.
const verify = createVerifier({
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
});
const noon = new Date('2013-05-24T00:00:00Z');
const scope = '20130524/us-east-1/s3/aws4_request';
const host = 'examplebucket.s3.amazonaws.com';

function target(path: string, query: string, headers: Record<string, string>): Target {
  return { method: 'GET', path, bucket: 'examplebucket', key: '', query: new URLSearchParams(query), headers };
}

function signedGet(signature: string, range = 'bytes=0-9'): Target {
  return target('/test.txt', '', {
    host,
    range,
    'x-amz-date': '20130524T000000Z',
    'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${scope},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=${signature}`,
  });
}

function presignedGet(signature: string): Target {
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `AKIAIOSFODNN7EXAMPLE/${scope}`,
    'X-Amz-Date': '20130524T000000Z',
    'X-Amz-Expires': '86400',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': signature,
  });
  return target('/test.txt', query.toString(), { host });
}

describe("The signatures of AWS's documentation", () => {
  const inHeader = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
  const inQuery = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

  it('are valid in the header', async () => {
    expect(await verify(signedGet(inHeader), noon)).toBe('owner');
  });

  it('are valid in the query until they expire', async () => {
    expect(await verify(presignedGet(inQuery), noon)).toBe('owner');
    expect(await verify(presignedGet(inQuery), new Date('2013-05-25T00:00:00Z'))).toBe('owner');
    await expect(verify(presignedGet(inQuery), new Date('2013-05-25T00:00:01Z'))).rejects.toThrow(
      'Request has expired.',
    );
  });

  it('are invalid for any other request', async () => {
    await expect(verify(signedGet(inHeader, 'bytes=0-8'), noon)).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
    await expect(verify(presignedGet(inHeader), noon)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' });
  });
});

describe('A request', () => {
  it('without a signature is anonymous', async () => {
    expect(await verify(target('/test.txt', '', { host }), noon)).toBe('anonymous');
  });

  it('with two signatures is refused', async () => {
    const { headers } = signedGet('0'.repeat(64));

    await expect(verify({ ...presignedGet('0'.repeat(64)), headers }, noon)).rejects.toMatchObject({
      code: 'InvalidArgument',
    });
  });

  it('with a repeated signature parameter is refused', async () => {
    const twice = presignedGet('0'.repeat(64));
    twice.query.append('X-Amz-Expires', '604800');

    await expect(verify(twice, noon)).rejects.toMatchObject({ code: 'AuthorizationQueryParametersError' });
  });
});
