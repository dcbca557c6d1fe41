import type { MaterialKind, SearchFacetName } from '#generated/search.ts';
import { type Language, languages } from '#kit/graph/languages/language.ts';

/** The label of a facet. An option's facet has the name of the option instead. */
export function facetLabel(name: SearchFacetName, language: Language): string {
  return facets[name][languages.indexOf(language)] as string;
}

/** The label of a value; the value itself where it is readable. */
export function valueLabel(name: SearchFacetName, value: string, language: Language): string {
  const known = values[`${name} ${value}`]?.[languages.indexOf(language)];
  if (known) return known;
  if (name === 'COUNTRY') return countryNames[language].of(value) ?? value;
  return value;
}

/** A text in each of the languages, in the order of `languages`: English, French, Japanese, Italian. */
type Texts = readonly [string, string, string, string];

const facets: Record<SearchFacetName, Texts> = {
  COLLECTION: ['Collection', 'Collection', 'コレクション', 'Collezione'],
  CATEGORY: ['Category', 'Catégorie', 'カテゴリー', 'Categoria'],
  MATERIAL: ['Material', 'Matière', '素材', 'Materiale'],
  MATERIAL_KIND: ['Kind of material', 'Type de matière', '素材の種類', 'Tipo di materiale'],
  ARTISAN: ['Artisan', 'Artisan', '職人', 'Artigiano'],
  COUNTRY: ['Made in', 'Fabriqué en', '生産国', 'Prodotto in'],
  TAG: ['Tag', 'Mot-clé', 'タグ', 'Etichetta'],
  CERTIFICATION: ['Certification', 'Certification', '認証', 'Certificazione'],
  OPTION: ['Option', 'Option', 'オプション', 'Opzione'],
  AVAILABLE_FOR_SALE: ['Availability', 'Disponibilité', '在庫', 'Disponibilità'],
  ON_SALE: ['Offer', 'Offre', 'セール', 'Offerta'],
  PRICE: ['Price', 'Prix', '価格', 'Prezzo'],
  CARBON_KG: ['Carbon footprint', 'Empreinte carbone', 'カーボンフットプリント', 'Impronta di carbonio'],
};

const kinds: Record<MaterialKind, Texts> = {
  LEATHER: ['Leather', 'Cuir', '革', 'Pelle'],
  TEXTILE: ['Textile', 'Textile', '織物', 'Tessuto'],
  METAL: ['Metal', 'Métal', '金属', 'Metallo'],
  GEMSTONE: ['Gemstone', 'Pierre précieuse', '宝石', 'Pietra preziosa'],
  WOOD: ['Wood', 'Bois', '木材', 'Legno'],
  CERAMIC: ['Ceramic', 'Céramique', '陶磁器', 'Ceramica'],
  GLASS: ['Glass', 'Verre', 'ガラス', 'Vetro'],
  STONE: ['Stone', 'Pierre', '石材', 'Pietra'],
  WAX: ['Wax', 'Cire', '蝋', 'Cera'],
  OTHER: ['Other', 'Autre', 'その他', 'Altro'],
};

/** Facet and value → label, for values that are not their own labels. */
const values: Record<string, Texts> = {
  ...Object.fromEntries(Object.entries(kinds).map(([kind, texts]) => [`MATERIAL_KIND ${kind}`, texts])),
  'AVAILABLE_FOR_SALE true': ['Available', 'Disponible', '在庫あり', 'Disponibile'],
  'AVAILABLE_FOR_SALE false': ['Sold out', 'Épuisé', '在庫なし', 'Esaurito'],
  'ON_SALE true': ['On sale', 'En promotion', 'セール中', 'In promozione'],
  'ON_SALE false': ['Full price', 'Prix normal', '通常価格', 'Prezzo pieno'],
};

const countryNames = Object.fromEntries(
  languages.map((language) => [language, new Intl.DisplayNames(language, { type: 'region' })]),
) as Record<Language, Intl.DisplayNames>;
