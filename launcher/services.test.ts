import { describe, expect, it } from '@jest/globals';
import { environmentOf, type ServicePlan, services } from './services.ts';

const serviceNamed = (name: string) => services.find((plan) => plan.name === name) as ServicePlan;
const env = {
  PATH: '/bin',
  LOG_LEVEL: 'warn',
  PORT: '4000',
  COMMERCE_PORT: '4001',
  COMMERCE_URL: 'http://127.0.0.1:4001/graphql',
  MEDUSA_URL: 'http://127.0.0.1:9000',
  MEDUSA_PUBLISHABLE_KEY: 'pk_1',
  MEDUSA_CURATOR_PASSWORD: 'secret',
  POSTGRES_URL: 'postgres://owner:secret@127.0.0.1/postgres',
  PROVENANCE_DATABASE_URL: 'postgres://axiom_provenance:secret@127.0.0.1/axiom',
  PROVENANCE_OWNER_URL: 'postgres://axiom_provenance_owner:secret@127.0.0.1/axiom',
  SANITY_PROJECT_ID: 'axiom',
  SANITY_TOKEN: 'secret',
  SANITY_WRITE_TOKEN: 'secret',
  MEILI_URL: 'http://127.0.0.1:7710',
  MEILI_MASTER_KEY: 'secret',
  MEILI_SEARCH_KEY: 'search',
  MEILI_INDEX_KEY: 'index',
  S3_BUCKET: 'axiom-assets',
  INVOICES_BUCKET: 'axiom-invoices',
  AWS_SECRET_ACCESS_KEY: 'secret',
};

describe('A service', () => {
  it.each([
    ['commerce', ['AWS_SECRET_ACCESS_KEY', 'COMMERCE_PORT', 'INVOICES_BUCKET', 'MEDUSA_PUBLISHABLE_KEY', 'MEDUSA_URL']],
    ['provenance', ['AWS_SECRET_ACCESS_KEY', 'PROVENANCE_DATABASE_URL', 'S3_BUCKET']],
    ['journal', ['SANITY_PROJECT_ID', 'SANITY_WRITE_TOKEN']],
    ['search', ['MEILI_SEARCH_KEY', 'MEILI_URL']],
    ['indexer', ['COMMERCE_URL', 'MEILI_INDEX_KEY', 'MEILI_URL']],
    ['gateway', ['COMMERCE_URL', 'PORT']],
  ])('sees the variables it reads and no credentials of others: %s', (name, expected) => {
    const seen = Object.keys(environmentOf(serviceNamed(name), env)).filter(
      (variable) => !['PATH', 'LOG_LEVEL'].includes(variable),
    );

    expect(seen.sort()).toEqual(expected);
  });
});
