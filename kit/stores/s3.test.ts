import { describe, expect, it } from '@jest/globals';
import { invoicesBucket, invoicesShape } from './s3.ts';

const shared = { AWS_ACCESS_KEY_ID: 'shared', AWS_SECRET_ACCESS_KEY: 'shared-secret', AWS_SESSION_TOKEN: 'session' };
const open = (env: Record<string, string>) =>
  invoicesBucket(invoicesShape.parse({ INVOICES_BUCKET: 'invoices', ...shared, ...env }));

describe('The bucket of invoices', () => {
  it('is opened with its own keys, without the session of the others', () => {
    expect(open({ INVOICES_ACCESS_KEY_ID: 'own', INVOICES_SECRET_ACCESS_KEY: 'own-secret' })).toEqual({
      ...{ S3_BUCKET: 'invoices', S3_REGION: 'eu-west-3' },
      ...{ AWS_ACCESS_KEY_ID: 'own', AWS_SECRET_ACCESS_KEY: 'own-secret', AWS_SESSION_TOKEN: undefined },
    });
  });

  it('is opened with the keys of the other bucket where it has none, or one of two', () => {
    const expected = { S3_BUCKET: 'invoices', S3_REGION: 'eu-west-3', ...shared };

    expect([open({}), open({ INVOICES_ACCESS_KEY_ID: 'own' })]).toEqual([expected, expected]);
  });
});
