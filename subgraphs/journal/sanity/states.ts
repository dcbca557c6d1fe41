import type { ContentState, Drafts, SiteType } from '../content.ts';
import { currentTime } from './completeness.ts';
import { isPublished } from './groq.ts';
import { careGuideShape } from './guides/care-guides.ts';
import { sizeGuideShape } from './guides/size-guides.ts';
import type { RunQuery } from './requests.ts';
import { bannerShape } from './site/banners.ts';
import { menuShape } from './site/menus.ts';
import { organizationShape } from './site/organization.ts';
import { pageShape } from './site/pages.ts';
import { redirectShape } from './site/redirects.ts';
import { type DocumentShape, publishable, type SiteRow } from './site/rows.ts';
import { seriesShape } from './site/series.ts';
import { storeShape } from './site/stores.ts';
import { articleTranslationShape, pageTranslationShape } from './translations.ts';

const shapes: Record<SiteType, DocumentShape> = {
  page: pageShape,
  menu: menuShape,
  banner: bannerShape,
  store: storeShape,
  redirect: redirectShape,
  series: seriesShape,
  organization: organizationShape,
  careGuide: careGuideShape,
  sizeGuide: sizeGuideShape,
  articleTranslation: articleTranslationShape,
  pageTranslation: pageTranslationShape,
};

type Version = SiteRow & { type: SiteType; isDraft: boolean; isTaken: boolean };

/** Reads what is published and what is edited of a document, over queries with a token that can read drafts. */
export function createContentStates(run: RunQuery): Pick<Drafts, 'content'> {
  const cases = Object.entries(shapes).map(([type, { fields }]) => `_type == "${type}" => {${fields}}`);
  const query = `*[_id in $ids && (_id == $draftId || ${isPublished}) && _type in ${JSON.stringify(Object.keys(shapes))}]{
    "id": _id, "revision": _rev, "updatedAt": _updatedAt, "type": _type, "isDraft": _id == $draftId, "language": language,
    "isTaken": count(*[_type == ^._type && ${isPublished} && _id != $id
      && defined(coalesce(slug.current, handle, path))
      && coalesce(slug.current, handle, path) == coalesce(^.slug.current, ^.handle, ^.path)]) > 0,
    ${cases.join(', ')}
  }`;
  return {
    content: async (id) => {
      const draftId = `drafts.${id}`;
      const rows = await run<Version[]>(query, { ids: [id, draftId], id, draftId, now: currentTime() });
      const [first] = rows;
      if (!first) return null;
      const versionOf = (isDraft: boolean) => {
        const row = rows.find((each) => each.isDraft === isDraft);
        return row ? { revision: row.revision, invalidFields: invalidFields(row), takenKey: takenKey(row) } : null;
      };
      const state: ContentState = { type: first.type, draft: versionOf(true), published: versionOf(false) };
      return state;
    },
  };
}

function invalidFields(row: Version): string[] {
  const { error } = publishable(row, shapes[row.type].shape);
  return [...new Set((error?.issues ?? []).map(({ path }) => String(path[0] ?? '')))];
}

function takenKey(row: Version): string | null {
  return row.isTaken ? shapes[row.type].key : null;
}
