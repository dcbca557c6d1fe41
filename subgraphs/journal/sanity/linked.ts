import type { Language } from '#kit/graph/languages/language.ts';
import type { Article, LinkedArticles, ListPage } from '../content.ts';
import { currentTime, incomplete, isShownArticle } from './completeness.ts';
import { articleFields, linkedArtisans, linkedProducts, listed, range } from './groq.ts';
import type { IncompleteDocument, Reports } from './reports.ts';
import type { RunQuery } from './requests.ts';
import { articleOf, articlePageOf, type StoredPage, type StoredRow } from './rows.ts';
import { articleTranslation } from './translations.ts';

/** First pages that one list contains: those of the articles that link to any of their ids. */
interface Group {
  to: LinkedArticles['to'];
  requests: readonly LinkedArticles[];
  /** The most articles that the list may have: as many as all pages together. */
  most: number;
}

/** The smallest limit of a group's list: a product or artisan may have much more articles than its page shows. */
const leastOfGroup = 100;

/**
 * One page for each request, in their order. First pages are read together as one list, the newest articles first, and
 * divided here, because each further list in a query costs the content lake as much as the first. Pages that the list
 * may not contain completely are read separately by a second query.
 */
export async function readLinkedArticles(
  run: RunQuery,
  requests: readonly LinkedArticles[],
  language: Language,
  reports: Reports,
): Promise<ListPage<Article>[]> {
  const [groups, single] = grouped(requests);
  const pages = await readPages(run, groups, single, language, reports);
  const left = requests.filter((request) => !pages.has(request));
  const others = left.length > 0 ? await readPages(run, [], left, language, reports) : pages;
  return requests.map((request) => {
    const page = pages.get(request) ?? (others.get(request) as StoredPage);
    return articlePageOf(page, request.page, (row) => articleOf(row, language), reports);
  });
}

function grouped(requests: readonly LinkedArticles[]): [Group[], LinkedArticles[]] {
  const byKind = Map.groupBy(requests, ({ to, page, withText }) => page.after === null && `${to} ${withText}`);
  const groups: Group[] = [];
  const single: LinkedArticles[] = [];
  for (const [kind, members] of byKind) {
    const most = members.reduce((sum, { page }) => sum + page.limit, 0);
    if (kind === false || members.length === 1) single.push(...members);
    else groups.push({ to: members[0]?.to ?? 'product', requests: members, most: Math.max(most, leastOfGroup) });
  }
  return [groups, single];
}

/** The pages of these groups and requests by one query, without those that are not known completely. */
async function readPages(
  run: RunQuery,
  groups: readonly Group[],
  single: readonly LinkedArticles[],
  language: Language,
  reports: Reports,
): Promise<Map<LinkedArticles, StoredPage>> {
  const params: Record<string, unknown> = { now: currentTime() };
  const fieldsOf = (withText: boolean) => articleFields(withText, true) + articleTranslation(language, withText);
  const lists = groups.map(({ to, requests, most }, n) => {
    Object.assign(params, { [`ids${n}`]: requests.map(({ id }) => id), [`most${n}`]: most });
    const filter = `array::intersects(${linksTo(to)}, $ids${n}) && ${isShownArticle}`;
    const fields = fieldsOf(requests[0]?.withText ?? false);
    return `"g${n}": *[${filter}] | order(dateTime(publishedAt) desc, _id asc)[0...$most${n}]{${fields}}`;
  });
  const separate = single.map(({ to, id, page, withText, withTotal }, n) => {
    Object.assign(params, { [`id${n}`]: id }, range(page, String(n)));
    const filter = `$id${n} in ${linksTo(to)} && ${isShownArticle}`;
    return `"n${n}": ${listed(filter, 'publishedAt', fieldsOf(withText), String(n), withTotal)}`;
  });
  const report = reports.isDue() ? [`"incomplete": ${incomplete('article')}`] : [];
  const found = await run<
    Record<`g${number}`, StoredRow[]> & Record<`n${number}`, StoredPage> & { incomplete?: IncompleteDocument[] }
  >(`{${[...lists, ...separate, ...report].join(',')}}`, params);

  reports.incomplete(found.incomplete ?? []);
  const pages = new Map(single.map((request, n) => [request, found[`n${n}`] as StoredPage]));
  for (const [n, group] of groups.entries()) {
    const rows = found[`g${n}`] as StoredRow[];
    const isWhole = rows.length < group.most;
    for (const request of group.requests) {
      const linked = rows.filter((row) => (row[linksOf[group.to]] as unknown[]).includes(request.id));
      if (!isWhole && (linked.length < request.page.limit || request.withTotal)) continue;
      pages.set(request, { rows: linked.slice(0, request.page.limit), total: linked.length });
    }
  }
  return pages;
}

const linksTo = (to: LinkedArticles['to']) => (to === 'product' ? linkedProducts : linkedArtisans);

/** The field of a stored row with the ids that it links to. */
const linksOf = { product: 'productIds', artisan: 'artisanIds' } as const;
