import { z } from 'zod';
import type { Organization, SiteContent } from '../../site/site.ts';
import { picture } from '../groq.ts';
import { pictureOf } from '../pictures.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { type DocumentShape, listOf, optionalWords, type SiteRow, shownRows, siteFields, words } from './rows.ts';

const address = z.url({ protocol: /^https?$/ });

const organization: z.ZodType<Organization> = z.object({
  name: words,
  legalName: optionalWords,
  url: address
    .nullish()
    .catch(null)
    .transform((url) => url ?? null),
  logo: z.unknown().transform(pictureOf),
  email: optionalWords,
  phone: optionalWords,
  sameAs: listOf(address, 20),
});

const fields = `name, legalName, url, "logo": ${picture('logo')}, email, phone, sameAs`;

/** What the company needs to be published. */
export const organizationShape: DocumentShape = { fields, shape: organization, key: null };

/** Reads the company. */
export function createOrganization(run: RunQuery, reports: Reports): Pick<SiteContent, 'organization'> {
  return {
    organization: async () => {
      const query = `*[_type == "organization"] | order(_id asc)[0...1]{${siteFields}, ${fields}}`;
      return shownRows(await run<SiteRow[]>(query), organization, reports)[0] ?? null;
    },
  };
}
