import type { Language } from '#kit/graph/languages/language.ts';
import { barcodeForms, codesOf } from './article-numbers.ts';
import {
  type CommercePart,
  facetPair,
  handlesPair,
  type JournalPart,
  optionPair,
  type ProvenancePart,
} from './document.ts';
import { originOf } from './origin.ts';
import { priceStepOf } from './price-steps.ts';
import { titleKeyOf } from './title-key.ts';

/** The selections on `Product` for each part of a document, and the functions that convert their results. */

const handles = 'handle alternates { handle }';

export const commerceSelection = `
  title subtitle description tags createdAt
  collections { id title ${handles} }
  categories { id name ${handles} parent { id name ${handles} parent { id name ${handles} parent { id name ${handles} } } } }
  options { name values }
  deliveryRestrictions { countryCodes }`;

const priceSelection = 'price { amount } compareAtPrice { amount }';

/** The prices in one market. */
export const marketSelection = `
  priceRange { min { amount currencyCode } }
  variants(first: 100) { nodes { ${priceSelection} } }`;

/** The prices in the default market, and what does not depend on the market: article numbers, barcodes and stock. */
export const defaultMarketSelection = `
  priceRange { min { amount currencyCode } }
  variants(first: 100) { nodes { sku barcodes { value } availableForSale ${priceSelection} } }`;

export const provenanceSelection = `
  passport { gtin }
  provenance {
    place countryCode carbonFootprint { totalKg }
    materials { material { id name kind certifications { name } } }
  }`;

/** Provenance knows the artisan's id, the journal the name. */
export const journalSelection = `
  provenance { artisan { id name } }
  stories(first: 100) { nodes { id title } }`;

export interface CommerceNode extends MarketNode, CommerceTexts {
  variants: {
    nodes: (PricedVariant & { sku: string | null; barcodes: { value: string }[]; availableForSale: boolean })[];
  };
}

/** What depends on the language and not on the market. */
export interface CommerceTexts {
  id: string;
  title: string;
  subtitle: string | null;
  description: string | null;
  tags: string[];
  createdAt: string;
  /** Those that show the product, its main one first. */
  collections: ({ id: string; title: string } & Handles)[];
  categories: CategoryNode[];
  options: { name: string; values: string[] }[];
  deliveryRestrictions: { countryCodes: string[] }[];
}

/** The handle in the language of the document, and those of all languages. */
interface Handles {
  handle: string;
  alternates: { handle: string }[];
}

interface CategoryNode extends Handles {
  id: string;
  name: string;
  parent?: CategoryNode | null;
}

export interface MarketNode {
  id: string;
  priceRange: { min: { amount: string; currencyCode: string } } | null;
  variants: { nodes: PricedVariant[] };
}

interface PricedVariant {
  price: { amount: string } | null;
  compareAtPrice: { amount: string } | null;
}

export interface ProvenanceNode {
  id: string;
  passport: { gtin: string } | null;
  provenance: {
    place: string | null;
    countryCode: string | null;
    carbonFootprint: { totalKg: number } | null;
    materials: { material: { id: string; name: string; kind: string; certifications: { name: string }[] } }[];
  } | null;
}

export interface JournalNode {
  id: string;
  provenance: { artisan: { id: string; name: string } | null } | null;
  stories: { nodes: { id: string; title: string }[] } | null;
}

/** Commerce's part, from the product in each market; markets without a price for it are left out. */
export function commercePart(
  product: CommerceNode,
  markets: readonly MarketNode[],
  places: CommercePart['places'] = {},
): CommercePart {
  const { collections } = product;
  const categories = withAncestors(product.categories);
  const priced = markets.flatMap(({ priceRange, variants }) => (priceRange ? [{ ...priceRange.min, variants }] : []));
  const variants = product.variants.nodes;
  const prices = priced.map(({ currencyCode, amount }): [string, number] => [currencyCode, Number(amount)]);
  const skus = distinct(variants.flatMap(({ sku }) => sku ?? []));
  return {
    title: product.title,
    titleKey: titleKeyOf(product.title),
    subtitle: product.subtitle,
    description: product.description,
    collections: collections.map(({ title }) => title),
    collectionIds: collections.map(({ id }) => id),
    collectionHandles: distinct(collections.flatMap(handlesOf)),
    collectionFacets: collections.map((one) => handlesPair(handlesOf(one), one.title)),
    collectionTerms: collections.map(({ id, title }) => facetPair(id, title)),
    categories: categories.map(({ name }) => name),
    categoryIds: categories.map(({ id }) => id),
    categoryHandles: distinct(categories.flatMap(handlesOf)),
    categoryFacets: categories.map((one) => handlesPair(handlesOf(one), one.name)),
    categoryTerms: categories.map(({ id, name }) => facetPair(id, name)),
    tags: product.tags,
    options: distinct(product.options.flatMap(({ values }) => values)),
    optionFacets: distinct(product.options.flatMap(({ name, values }) => values.map((one) => optionPair(name, one)))),
    skus,
    codes: codesOf(skus),
    barcodes: barcodeForms(variants.flatMap(({ barcodes }) => barcodes.map(({ value }) => value))),
    price: Object.fromEntries(prices),
    priceSteps: Object.fromEntries(prices.map(([currency, price]) => [currency, priceStepOf(price)])),
    onSale: Object.fromEntries(priced.map((market) => [market.currencyCode, market.variants.nodes.some(isReduced)])),
    restrictedCountries: distinct(product.deliveryRestrictions.flatMap(({ countryCodes }) => countryCodes)),
    availableForSale: variants.some(({ availableForSale }) => availableForSale),
    createdAt: Date.parse(product.createdAt),
    places,
  };
}

/** Provenance's part, in this language; empty for a product without a record. */
export function provenancePart({ passport, provenance }: ProvenanceNode, language: Language): ProvenancePart {
  const gtins = passport ? barcodeForms([passport.gtin]) : [];
  if (!provenance) return { ...emptyProvenance, gtins };
  const materials = provenance.materials.map(({ material }) => material);
  return {
    materials: distinct(materials.map(({ name }) => name)),
    materialIds: distinct(materials.map(({ id }) => id)),
    materialFacets: distinct(materials.map(({ id, name }) => facetPair(id, name))),
    materialKinds: distinct(materials.map(({ kind }) => kind)),
    certifications: distinct(materials.flatMap(({ certifications }) => certifications.map(({ name }) => name))),
    place: provenance.place,
    countryCode: provenance.countryCode,
    origin: originOf(provenance.countryCode, language),
    gtins,
    carbonKg: provenance.carbonFootprint?.totalKg ?? null,
  };
}

/** The journal's part. */
export function journalPart({ provenance, stories }: JournalNode): JournalPart {
  const artisan = provenance?.artisan ?? null;
  const articles = stories?.nodes ?? [];
  return {
    artisan: artisan?.name ?? null,
    artisanId: artisan?.id ?? null,
    artisanFacet: artisan && facetPair(artisan.id, artisan.name),
    stories: articles.map(({ title }) => title),
    storyFacets: articles.map(({ id, title }) => facetPair(id, title)),
  };
}

const emptyProvenance: ProvenancePart = {
  materials: [],
  materialIds: [],
  materialFacets: [],
  materialKinds: [],
  certifications: [],
  place: null,
  countryCode: null,
  origin: [],
  gtins: [],
  carbonKg: null,
};

/** A document that is new in an index: the parts whose sources were unavailable are empty. */
export function newDocument<Part extends { id: string }>(part: Part, ranks: ReadonlyMap<string, number>) {
  return { ...emptyParts, salesRank: ranks.get(part.id) ?? null, ...part };
}

/** The parts of a product whose sources have been unavailable so far. */
const emptyParts: ProvenancePart & JournalPart = {
  ...emptyProvenance,
  artisan: null,
  artisanId: null,
  artisanFacet: null,
  stories: [],
  storyFacets: [],
};

function isReduced({ price, compareAtPrice }: PricedVariant): boolean {
  return price !== null && compareAtPrice !== null && Number(compareAtPrice.amount) > Number(price.amount);
}

/** The handle in the language of the document first. */
function handlesOf({ handle, alternates }: Handles): string[] {
  return distinct([handle, ...alternates.map((alternate) => alternate.handle)]);
}

/** Each category and its ancestors, each once. */
function withAncestors(categories: CategoryNode[]): CategoryNode[] {
  const paths = categories.flatMap((category) => {
    const path: CategoryNode[] = [];
    for (let one: CategoryNode | null | undefined = category; one; one = one.parent) path.push(one);
    return path;
  });
  return [...new Map(paths.map((category) => [category.handle, category])).values()];
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
