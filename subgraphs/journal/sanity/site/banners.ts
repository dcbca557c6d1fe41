import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import type { Banner, SiteContent } from '../../site/site.ts';
import { picture } from '../groq.ts';
import { pictureOf } from '../pictures.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { fieldTranslation } from '../translations.ts';
import {
  type DocumentShape,
  optionalInstant,
  optionalWords,
  type SiteRow,
  shownRows,
  siteFields,
  translationOf,
  words,
} from './rows.ts';
import { target, targetFields } from './targets.ts';

/** The condition for banners that are shown at `$now`. An end that is not an instant hides none. */
export const isShownBanner = `_type == "banner"
  && !coalesce(dateTime(startsAt) > dateTime($now), false) && !coalesce(dateTime(endsAt) <= dateTime($now), false)`;

const banner: z.ZodType<Banner> = z
  .object({
    id: z.string(),
    placement: z.enum(['ANNOUNCEMENT', 'CART', 'HOME', 'PRODUCT_LIST']),
    title: words,
    text: optionalWords,
    label: optionalWords,
    target,
    image: z.unknown().transform(pictureOf),
    mood: z.enum(['OBSIDIAN', 'CHROME', 'PAPER']).nullish().catch(null),
    startsAt: optionalInstant,
    endsAt: optionalInstant,
    translation: translationOf('title', 'text', 'label'),
  })
  .transform(({ id, mood, target, ...rest }) => ({
    ...rest,
    key: id,
    mood: mood ?? null,
    target: target === 'HIDDEN' ? null : target,
  }));

const fields = `placement, title, text, label, ${targetFields}, "image": ${picture('image')}, mood, startsAt, endsAt`;

/** What a banner needs to be published. */
export const bannerShape: DocumentShape = { fields, shape: banner, key: null };

/** Reads the banners of the site. */
export function createBanners(run: RunQuery, reports: Reports, language: Language): Pick<SiteContent, 'banners'> {
  const translated = fieldTranslation(language, 'title', 'text', 'label');
  return {
    banners: async (placement, now) => {
      const query = `*[${isShownBanner} && placement == $placement] | order(coalesce(position, 1000) asc, _id asc)[0...20]{${siteFields}, ${fields}${translated}}`;
      return shownRows(await run<SiteRow[]>(query, { placement, now }), banner, reports);
    },
  };
}
