import { colours } from './colours.ts';
import type { Form, Product } from './types.ts';

/** One of the colours in which a product is sold. */
export interface Finish {
  /** The name of the option, and its value. */
  option: string;
  value: string;
  colours: Form['colours'];
  /** Whether these are the colours of the product's form. */
  isOwn: boolean;
}

/** The options that change a colour of the form: the first or the second. A dial is not drawn. */
const changed: Record<string, 0 | 1> = { Colour: 0, Depth: 0, Ground: 0, Glass: 0, Finish: 0, Case: 1, Shade: 1 };

/** The colours in which a product is sold; none where its variants have one colour. */
export function finishesOf({ options, form }: Pick<Product, 'options' | 'form'>): Finish[] {
  const option = options.find(({ name, values }) => name in changed && values.length > 1);
  const place = changed[option?.name ?? ''];
  if (!option || place === undefined) return [];
  const named = option.values.flatMap((value) => (colours[value] ? [{ value, colour: colours[value] }] : []));
  const distances = named.map(({ colour }) => distanceOf(colour, form.colours[place]));
  const own = distances.indexOf(Math.min(...distances));
  return named.map(({ value, colour }, index) => ({
    option: option.name,
    value,
    colours: index === own ? form.colours : recoloured(form.colours, place, colour),
    isOwn: index === own,
  }));
}

/** The second colour keeps its distance from the first. */
function recoloured([first, second]: Form['colours'], place: 0 | 1, colour: string): Form['colours'] {
  if (place === 1) return [first, colour];
  const from = channelsOf(first);
  const to = channelsOf(second);
  const moved = channelsOf(colour).map((value, channel) => value + (to[channel] as number) - (from[channel] as number));
  return [colour, `#${moved.map((value) => byte(value).toString(16).padStart(2, '0')).join('')}`];
}

function distanceOf(one: string, other: string): number {
  const to = channelsOf(other);
  return Math.hypot(...channelsOf(one).map((value, channel) => value - (to[channel] as number)));
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
