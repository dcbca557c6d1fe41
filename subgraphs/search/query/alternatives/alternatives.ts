import type { SearchAlternativeKind, SearchAlternatives, SearchFilter } from '#generated/search.ts';
import { type Engine, type EngineQuery, type EngineResult, indexes } from '../../meilisearch/client.ts';
import { type ConditionName, optionCondition } from '../filter.ts';
import { type Interpretation, interpretationsOf, textOf } from '../understanding/interpretations.ts';
import { bestSelling } from '../understanding/query-plan.ts';
import type { ClassifiedToken, ParsedQuery } from '../understanding/tokens.ts';
import { correctedTokens, planCorrections } from './corrections.ts';

/** A search with so many hits or more needs no alternatives. */
const enough = 3;

const maxQueries = 5;
const maxProducts = 8;

/** A search as it was understood, and how much it found. */
export interface FinishedSearch {
  engine: Engine;
  query: ParsedQuery;
  tokens: readonly ClassifiedToken[];
  /** The one that was chosen. */
  interpretation: Interpretation;
  filter: SearchFilter;
  conditions: ReadonlyMap<ConditionName, string>;
  total: number;
}

/**
 * What to try after a search that found nothing or almost nothing; null after others. At most two calls to the engine: one looks up
 * the beginnings of unknown words, one counts all alternatives.
 */
export async function alternativesTo(search: FinishedSearch): Promise<SearchAlternatives | null> {
  const { engine, conditions, interpretation, query } = search;
  if (search.total >= enough) return null;
  const corrections = planCorrections(search.tokens);
  const lookedUp = corrections.length > 0 ? await engine.run(corrections.map((one) => one.query)) : [];
  const queries = [...correctedQuery(search, correctedTokens(corrections, lookedUp)), ...otherQueries(search)];

  const all = [...conditions.values()];
  const without = [...conditions].filter(([name]) => name !== 'scope');
  const scope = conditions.get('scope');
  const scoped = scope === undefined ? [] : [scope];
  const excluded = query.excluded;
  const plans = [
    ...queries.map(({ tokens, excluded }) => counting(firstOf(tokens, engine), excluded, all)),
    ...without.map(([, expression]) =>
      counting(
        interpretation,
        excluded,
        all.filter((one) => one !== expression),
      ),
    ),
    counting(interpretation, excluded, scoped),
    {
      indexUid: indexes.products,
      filter: [...scoped, 'availableForSale = true'],
      sort: bestSelling,
      limit: maxProducts,
      attributesToRetrieve: ['id'],
    },
  ];
  const results = await engine.run(plans);
  const next = (count: number) => results.splice(0, count);
  const counted = next(queries.length);
  const filters = next(without.length);
  const [unfiltered, products] = next(2) as [EngineResult, EngineResult];
  return {
    queries: queries
      .map(({ kind, tokens, excluded }, place) => ({
        kind,
        query: [...tokens.map(({ typed }) => typed), ...excluded].join(' '),
        totalCount: counted[place]?.total ?? 0,
      }))
      .filter(({ totalCount }) => totalCount > search.total)
      .sort((one, other) => other.totalCount - one.totalCount)
      .slice(0, maxQueries),
    filters: without
      .map(([name], place) => ({ ...namesOf(name, search.filter), totalCount: filters[place]?.total ?? 0 }))
      .filter(({ totalCount }) => totalCount > search.total),
    unfilteredCount: unfiltered.total,
    products: products.hits.map(({ id }) => ({ __typename: 'Product' as const, id })),
  };
}

interface OtherQuery {
  kind: SearchAlternativeKind;
  tokens: ClassifiedToken[];
  excluded: string[];
}

/** The query with every unknown word that resembles one of the index replaced. */
function correctedQuery({ query }: FinishedSearch, tokens: ClassifiedToken[] | null): OtherQuery[] {
  return tokens ? [{ kind: 'CORRECTED', tokens, excluded: query.excluded }] : [];
}

/** The query without each of the words that every hit had to contain, and without the words that none might contain. */
function otherQueries({ query, tokens, interpretation: { required } }: FinishedSearch): OtherQuery[] {
  const { excluded } = query;
  const known = tokens.filter(({ tokenClass }) => tokenClass !== 'unknown');
  const shorter = known.length > 1 ? known.filter((token) => required.includes(token)) : [];
  return [
    ...shorter.map(
      (left): OtherQuery => ({ kind: 'SHORTENED', tokens: known.filter((one) => one !== left), excluded }),
    ),
    ...(excluded.length > 0 ? [{ kind: 'WITHOUT_EXCLUSION' as const, tokens: [...tokens], excluded: [] }] : []),
  ];
}

function firstOf(tokens: readonly ClassifiedToken[], { language }: Engine): Interpretation {
  return interpretationsOf(tokens, language)[0] as Interpretation;
}

/** Counts the hits of an interpretation, as a search for it would. */
function counting({ required, attributes }: Interpretation, excluded: string[], filter: string[]): EngineQuery {
  return {
    indexUid: indexes.products,
    q: textOf({ required, optional: [], attributes }, excluded),
    matchingStrategy: 'all',
    ...(attributes && excluded.length === 0 && { attributesToSearchOn: attributes }),
    filter,
    limit: 0,
  };
}

/** The names of a condition in the schema; of an option as the client wrote it. */
function namesOf(name: ConditionName, { options }: SearchFilter): { condition: string; optionName: string | null } {
  const prefix = 'options.';
  if (!name.startsWith(prefix)) return { condition: name, optionName: null };
  const option = options?.find((one) => optionCondition(one.name) === name);
  return { condition: 'options', optionName: option?.name ?? name.slice(prefix.length) };
}
