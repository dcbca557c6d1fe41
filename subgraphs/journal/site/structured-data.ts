import { documentOf, type StructuredData } from '#kit/graph/structured-data/json-ld.ts';
import type { Article } from '../content.ts';
import type { Organization, Page, Period, Store } from './site.ts';

/** An article as `Article` of schema.org; the company is its publisher. */
export function articleData(
  { title, language, publishedAt, updatedAt, heroImage, author }: Article,
  company: Organization | null,
): StructuredData {
  return node('Article', {
    headline: title,
    inLanguage: language.toLowerCase(),
    datePublished: publishedAt,
    dateModified: updatedAt,
    image: heroImage && [heroImage.url],
    author: author && { '@type': 'Person', name: author.name, jobTitle: author.role },
    publisher: company && companyNode(company),
  });
}

/** A page as `WebPage`; the company is its publisher. */
export function pageData(
  { title, language, description, updatedAt }: Page,
  company: Organization | null,
): StructuredData {
  return node('WebPage', {
    name: title,
    inLanguage: language.toLowerCase(),
    description,
    dateModified: updatedAt,
    publisher: company && companyNode(company),
  });
}

/** A store of the company as `Store`, with its regular hours, and with its special days from a calendar day on, `YYYY-MM-DD`. */
export function storeData(store: Store, from: string, company: Organization | null): StructuredData {
  const { name, description, phone, email, address, coordinates, week, exceptions } = store;
  const special = exceptions.filter(({ date }) => date >= from).slice(0, 60);
  return node('Store', {
    ...{ name, description, telephone: phone, email },
    address: {
      '@type': 'PostalAddress',
      streetAddress: address.line2 ? `${address.line1}, ${address.line2}` : address.line1,
      ...{ postalCode: address.postalCode, addressLocality: address.city, addressCountry: address.countryCode },
    },
    geo: { '@type': 'GeoCoordinates', ...coordinates },
    openingHoursSpecification: week.map(({ weekday, ...period }) =>
      hours(period, { dayOfWeek: `https://schema.org/${weekdays[weekday - 1]}` }),
    ),
    specialOpeningHoursSpecification: special.flatMap(({ date, periods }) =>
      // A day whose opening and closing are the same minute is closed.
      (periods.length > 0 ? periods : [{ opensAt: '00:00', closesAt: '00:00' }]).map((period) =>
        hours(period, { validFrom: date, validThrough: date }),
      ),
    ),
    parentOrganization: company && companyNode(company),
  });
}

/** The company as `Organization`. */
export function organizationData({ name, legalName, url, logo, email, phone, sameAs }: Organization): StructuredData {
  const data = { name, legalName, url, logo: logo?.url ?? null, email, telephone: phone };
  return node('Organization', { ...data, sameAs: sameAs.length > 0 ? sameAs : null });
}

/** What other documents say of the company: its own document has the rest. */
function companyNode({ name, url, logo }: Organization): StructuredData {
  return { '@type': 'Organization', name, url, logo: logo?.url ?? null };
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function hours({ opensAt, closesAt }: Period, days: StructuredData): StructuredData {
  // Schema.org has no 24:00.
  return {
    ...{ '@type': 'OpeningHoursSpecification', ...days },
    ...{ opens: opensAt, closes: closesAt === '24:00' ? '23:59' : closesAt },
  };
}

function node(type: string, members: StructuredData): StructuredData {
  return documentOf({ '@type': type, ...members });
}
