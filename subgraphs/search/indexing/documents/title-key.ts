import { compareNames } from '#kit/graph/collation.ts';

/** The search engine truncates sort keys to this number of bytes. */
const maxBytes = 468;

/** The number of characters of a title that are compared. */
const maxCharacters = 80;

/** The characters with their own sort position, in the order of `compareNames`. */
const alphabet = Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place))
  .filter((character) => !/[A-Z]/.test(character))
  .sort(compareNames);

const places = new Map(alphabet.map((character, place) => [character, String(place + 1).padStart(2, '0')]));

/** Combining accents of Unicode, in the order of `compareNames`. */
const marks = Array.from({ length: 112 }, (_, place) => String.fromCharCode(0x300 + place)).sort((one, other) =>
  compareNames(`e${one}`, `e${other}`),
);

/** Base letters of characters that Unicode does not decompose, such as `ø` and `æ`. */
const spellings = ['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i', 'l', 'n', 'o', 't', 'u', 'y', 'z', 'ae', 'oe', 'ss'];
const bases = new Intl.Collator('en', { sensitivity: 'base' });

/**
 * A sort key for titles. The search engine removes case and accents and compares bytes; by this key it sorts as `compareNames`
 * does: by letters, then accents, then case. Letters of other scripts follow by code point.
 */
export function titleKeyOf(title: string): string {
  const characters = [...title.trim().normalize('NFC')].slice(0, maxCharacters).flatMap(partsOf);
  const part = (of: (part: Part) => string) => characters.map(of).join('');
  const key = `${part(({ place }) => place)}00${part(({ mark }) => mark)}00${part(({ isUpper }) => String(Number(isUpper)))}`;
  return `k${key}`.slice(0, maxBytes);
}

interface Part {
  /** The sort position of the letter: two digits, or 99 with its code point. */
  place: string;
  /** The sort position of its accent in two hexadecimal digits; 00 for none, ff for an accent without a combining mark. */
  mark: string;
  isUpper: boolean;
}

function partsOf(character: string): Part[] {
  const small = character.toLowerCase();
  const isUpper = small !== character;
  const [base = '', mark] = small.normalize('NFKD');
  const letters = places.has(base) ? base : spellings.find((spelling) => bases.compare(spelling, small) === 0);
  if (letters === undefined) return [{ place: `99${hex(small)}`, mark: '00', isUpper }];
  return [...letters].map((letter) => ({
    place: places.get(letter) as string,
    mark: places.has(small) ? '00' : markOf(mark),
    isUpper,
  }));
}

function markOf(mark = ''): string {
  const place = marks.indexOf(mark);
  return place < 0 ? 'ff' : (place + 1).toString(16).padStart(2, '0');
}

function hex(character: string): string {
  return (character.codePointAt(0) as number).toString(16).padStart(6, '0');
}
