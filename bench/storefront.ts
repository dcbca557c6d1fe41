import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { table } from '#launcher/table.ts';

/**
 * `npm run bench:storefront`: the Lighthouse scores of the example storefront, of 100, at the width of a phone and of a desktop. The
 * installation must be running (`npm start`). Each page is opened once before, so that its pictures are made and its data is cached.
 *
 * Lighthouse is not a dependency: see docs/decisions/0063. `npx` downloads it at the first run; `--lighthouse <file>` names its command
 * where there is no network.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:4000' },
    lighthouse: { type: 'string' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const command = values.lighthouse
  ? { file: process.execPath, args: [values.lighthouse] }
  : { file: 'npx', args: ['--yes', 'lighthouse@13.5.0'] };
const pages = {
  home: '/',
  list: '/pieces',
  product: '/product/ember-tote',
  article: '/journal/a-fire-put-to-bed',
};
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];

interface Report {
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { displayValue?: string }>;
}

const rows: string[][] = [];
for (const [name, path] of Object.entries(pages)) {
  for (const preset of ['phone', 'desktop'] as const) {
    const url = `${values.url}/shop/en-GB${path}`;
    await measure(url, preset);
    const { categories: scores, audits } = await measure(url, preset);
    rows.push([
      name,
      preset,
      ...categories.map((category) => String(Math.round((scores[category]?.score ?? 0) * 100))),
      ...['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight'].map(
        (audit) => audits[audit]?.displayValue ?? '',
      ),
    ]);
    process.stderr.write(`${rows.at(-1)?.join(' · ')}\n`);
  }
}
const head = ['Page', 'Width', 'Performance', 'Accessibility', 'Best practices', 'SEO', 'LCP', 'TBT', 'CLS', 'Bytes'];
process.stdout.write(`${table(head, rows)}\n`);

async function measure(url: string, preset: 'phone' | 'desktop'): Promise<Report> {
  const { stdout } = await promisify(execFile)(
    command.file,
    [
      ...command.args,
      url,
      '--quiet',
      '--output=json',
      `--only-categories=${categories.join(',')}`,
      '--chrome-flags=--headless=new --no-sandbox',
      ...(preset === 'desktop' ? ['--preset=desktop'] : []),
    ],
    { env: { ...process.env, CHROME_PATH: values.chromium }, maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Report;
}
