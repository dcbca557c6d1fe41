import { createHash } from 'node:crypto';
import sharp from 'sharp';

/** The use of a plate: the head of an article, a picture within it, or an artisan's portrait. */
export type PlateKind = 'hero' | 'inline' | 'portrait';

/** The input of a plate. Equal subjects give equal pictures. */
export interface PlateSubject {
  kind: PlateKind;
  /** Two colours, `#rrggbb`: the background and the forms. */
  palette: [string, string];
  /** Chooses the composition and its proportions. */
  seed: number;
}

const sizes: Record<PlateKind, { width: number; height: number }> = {
  hero: { width: 1280, height: 800 },
  inline: { width: 1080, height: 720 },
  portrait: { width: 800, height: 1000 },
};

/** Draws an abstract plate as WebP: forms on a shaded background, in tones of its two colours. */
export async function drawPlate(subject: PlateSubject): Promise<Buffer> {
  return sharp(Buffer.from(toSvg(subject)))
    .webp({ quality: 86, effort: 1 })
    .toBuffer();
}

function toSvg({ kind, palette, seed }: PlateSubject): string {
  const { width, height } = sizes[kind];
  const random = randomFrom(`${kind} ${palette} ${seed}`);
  const tones = tonesOf(palette);
  const compositions = [dunes, arches, stones, threads];
  const compose = kind === 'portrait' ? bust : (compositions[seed % compositions.length] as Composition);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
    <defs>
      <linearGradient id="ground" x1="0" y1="0" x2="0.35" y2="1">
        <stop offset="0" stop-color="${tones.groundLight}"/><stop offset="1" stop-color="${tones.groundDeep}"/>
      </linearGradient>
      <linearGradient id="form" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stop-color="${tones.light}"/><stop offset="1" stop-color="${tones.form}"/>
      </linearGradient>
      <linearGradient id="shade" x1="0" y1="0" x2="1" y2="0.6">
        <stop offset="0" stop-color="${tones.form}"/><stop offset="1" stop-color="${tones.shade}"/>
      </linearGradient>
      <radialGradient id="glow" cx="0.38" cy="0.3" r="0.9">
        <stop offset="0" stop-color="${tones.light}" stop-opacity="0.38"/><stop offset="1" stop-color="${tones.light}" stop-opacity="0"/>
      </radialGradient>
    </defs>
    <rect width="100%" height="100%" fill="url(#ground)"/>
    <rect width="100%" height="100%" fill="url(#glow)"/>
    ${compose({ width, height, random, tones })}
  </svg>`;
}

interface Canvas {
  width: number;
  height: number;
  random: (least: number, most: number) => number;
  tones: Tones;
}

type Composition = (canvas: Canvas) => string;

/** A low disc over layers of hills. */
function dunes({ width, height, random, tones }: Canvas): string {
  const radius = height * random(0.17, 0.24);
  const disc = `<circle cx="${width * random(0.28, 0.72)}" cy="${height * random(0.3, 0.42)}" r="${radius}" fill="url(#form)"/>`;
  const layers = [0.56, 0.68, 0.82].map((level, n) => {
    const [a, b, c] = [0, 1, 2].map(() => height * (level + random(-0.09, 0.09)));
    const colour = mix(tones.form, tones.groundDeep, 0.3 + n * 0.27);
    const ridge = `M0 ${a} C ${width * 0.3} ${b}, ${width * 0.55} ${c}, ${width} ${a}`;
    return `<path d="${ridge} V ${height} H 0 Z" fill="${colour}"/><path d="${ridge}" fill="none" stroke="${tones.light}" stroke-opacity="0.25" stroke-width="2"/>`;
  });
  return disc + layers.join('');
}

/** Arches within each other on a floor. */
function arches({ width, height, random, tones }: Canvas): string {
  const floor = height * random(0.8, 0.88);
  const middle = width * random(0.36, 0.64);
  const widest = height * random(0.32, 0.4);
  const count = 5;
  const nested = Array.from({ length: count }, (_, n) => {
    const half = widest * (1 - n / (count + 0.6));
    const spring = floor - height * 0.36 + n * height * 0.045;
    const fill = n === count - 1 ? 'url(#form)' : mix(tones.form, tones.groundDeep, 0.72 - n * 0.15);
    const outline = `M${middle - half} ${floor} V ${spring} A ${half} ${half} 0 0 1 ${middle + half} ${spring} V ${floor} Z`;
    return `<path d="${outline}" fill="${fill}"/>`;
  });
  const ground = `<rect y="${floor}" width="${width}" height="${height - floor}" fill="${mix(tones.shade, tones.groundDeep, 0.5)}"/>`;
  return `${nested.join('')}${ground}<path d="M0 ${floor} H ${width}" stroke="${tones.light}" stroke-opacity="0.3" stroke-width="2"/>`;
}

/** Smooth stones, one upon the other. */
function stones({ width, height, random, tones }: Canvas): string {
  const middle = width * random(0.4, 0.6);
  let bottom = height * 0.86;
  let half = width * random(0.17, 0.2);
  const shadow = `<ellipse cx="${middle}" cy="${bottom}" rx="${half * 1.35}" ry="${height * 0.022}" fill="${tones.groundDeep}" opacity="0.6"/>`;
  const pile = Array.from({ length: 4 }, (_, n) => {
    const tall = half * random(0.4, 0.52);
    const centre = bottom - tall;
    const drift = middle + width * random(-0.018, 0.018);
    const tilt = random(-5, 5);
    bottom -= tall * 1.93;
    const stone = `<ellipse cx="${drift}" cy="${centre}" rx="${half}" ry="${tall}" fill="url(#${n % 2 ? 'form' : 'shade'})" transform="rotate(${tilt} ${drift} ${centre})"/>`;
    half *= random(0.68, 0.8);
    return stone;
  });
  return shadow + pile.join('');
}

/** Threads in waves, drawn past a disc. */
function threads({ width, height, random, tones }: Canvas): string {
  const disc = `<circle cx="${width * random(0.3, 0.7)}" cy="${height * random(0.4, 0.55)}" r="${height * random(0.26, 0.32)}" fill="url(#form)"/>`;
  const [phase, swell] = [random(0, 6.28), random(0.07, 0.12)];
  const lines = Array.from({ length: 46 }, (_, n) => {
    const level = height * (0.08 + (n / 46) * 0.86);
    const points = Array.from({ length: 33 }, (_, m) => {
      const x = (m / 32) * width;
      const y = level + Math.sin(phase + m / 5.2 + n / 9) * height * swell * Math.sin((n / 46) * Math.PI);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    const colour = mix(tones.groundDeep, tones.shade, n / 46);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="${height * 0.0042}" stroke-opacity="0.85"/>`;
  });
  return disc + lines.join('');
}

/** Head and shoulders before an arch, without a face. */
function bust({ width, height, random, tones }: Canvas): string {
  const middle = width * random(0.47, 0.53);
  const half = width * random(0.33, 0.37);
  const spring = height * 0.4;
  const arch = `<path d="M${middle - half} ${height} V ${spring} A ${half} ${half} 0 0 1 ${middle + half} ${spring} V ${height} Z" fill="${mix(tones.form, tones.groundDeep, 0.62)}"/>`;
  const head = width * random(0.115, 0.13);
  const top = height * 0.43;
  const lean = random(-4, 4);
  const shoulders = width * random(0.29, 0.33);
  const line = height * random(0.7, 0.73);
  const body = `M${middle - shoulders} ${height} C ${middle - shoulders} ${line + height * 0.02}, ${middle - head * 0.9} ${line}, ${middle - head * 0.5} ${line - height * 0.055}
    V ${top} H ${middle + head * 0.5} V ${line - height * 0.055} C ${middle + head * 0.9} ${line}, ${middle + shoulders} ${line + height * 0.02}, ${middle + shoulders} ${height} Z`;
  const hair = `<path d="M${middle - head * 1.06} ${top} A ${head * 1.06} ${head * 1.3} 0 0 1 ${middle + head * 1.06} ${top} C ${middle + head * 0.5} ${top - head * 0.75}, ${middle - head * 0.4} ${top - head * 0.8}, ${middle - head * 1.06} ${top} Z" fill="${mix(tones.shade, '#000000', 0.45)}"/>`;
  return `${arch}<path d="${body}" fill="url(#shade)"/>
    <g transform="rotate(${lean} ${middle} ${line})"><ellipse cx="${middle}" cy="${top}" rx="${head}" ry="${head * 1.28}" fill="url(#form)"/>${hair}</g>`;
}

type Tones = ReturnType<typeof tonesOf>;

function tonesOf([ground, form]: [string, string]) {
  return {
    groundLight: mix(ground, '#ffffff', 0.14),
    groundDeep: mix(ground, '#000000', 0.42),
    light: mix(form, '#ffffff', 0.5),
    form,
    shade: mix(form, mix(ground, '#000000', 0.5), 0.55),
  };
}

/** Interpolates between two colours. */
function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [from, to].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number];
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/** A seeded pseudo-random number generator. */
function randomFrom(text: string): Canvas['random'] {
  let counter = 0;
  return (least, most) => {
    counter += 1;
    const digest = createHash('sha256').update(`${text} ${counter}`).digest();
    return least + (digest.readUInt32BE(0) / 0xffffffff) * (most - least);
  };
}
