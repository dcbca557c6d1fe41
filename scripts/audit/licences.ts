import satisfies from 'spdx-satisfies';

/** A package of a CycloneDX bill of materials, as far as it is read here. */
export interface Component {
  /** With its scope: `@apollo/gateway`. */
  name: string;
  version: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
}

/** A package whose licence was read by a person. */
export interface Reviewed {
  /** The name of the package; `*` at its end stands for any ending. */
  name: string;
  /** The licence that its package states, as SPDX has it; empty where it states none that SPDX knows. */
  states: string;
  /** What was read, and why the house may use it. */
  because: string;
}

/** Licences that oblige to nothing but keeping their notice. SPDX identifiers. */
const permitted = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-2-Clause-Patent',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

const dualMedusa =
  'MIT, beside parts of the Medusa Enterprise Edition that the house does not turn on; named in NOTICE.';
const medusaSource = "The package states none; Medusa's repository, from which it comes, is MIT.";
const mitInFile = 'Its licence file is the MIT licence.';
const buildTool = 'A tool or its data, used unchanged to build and test; it is not part of what is served.';

/**
 * Every package whose licence is not permitted by itself. `@medusajs/rbac` and `@medusajs/auth-oidc` must not be among
 * them: they are under the Medusa Enterprise licence alone, and `overrides` in package.json leaves them out.
 */
const reviewed: readonly Reviewed[] = [
  {
    name: '@apollo/*',
    states: 'Elastic-2.0',
    because: "Serving one's own graph is not a managed service of it; named in NOTICE.",
  },
  ...['core-flows', 'dashboard', 'framework', 'js-sdk', 'link-modules', 'medusa', 'types', 'utils'].map((name) => ({
    name: `@medusajs/${name}`,
    states: '',
    because: dualMedusa,
  })),
  { name: '@medusajs/admin-*', states: '', because: medusaSource },
  ...['busboy', 'connect-dynamodb', 'limiter', 'nub', 'parent-require', 'streamsearch'].map((name) => ({
    name,
    states: '',
    because: mitInFile,
  })),
  {
    name: '@wollybeard/kit',
    states: '',
    because: 'States none; comes with graffle, a client that the tests alone use.',
  },
  { name: 'lightningcss*', states: 'MPL-2.0', because: buildTool },
  { name: '@img/sharp-libvips-*', states: 'LGPL-3.0-or-later', because: buildTool },
  { name: '@img/sharp-wasm32', states: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT', because: buildTool },
  { name: '@img/sharp-win32-*', states: 'Apache-2.0 AND LGPL-3.0-or-later', because: buildTool },
  { name: 'caniuse-lite', states: 'CC-BY-4.0', because: buildTool },
  { name: 'spdx-exceptions', states: 'CC-BY-3.0', because: buildTool },
  { name: 'spdx-ranges', states: '(MIT AND CC-BY-3.0)', because: buildTool },
];

/** The licence that a package states, as an SPDX expression; empty where it states none that SPDX knows. */
export function statedLicence({ licenses = [] }: Component): string {
  return licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ');
}

/**
 * What is wrong with the licences of packages, one sentence each: a licence that is neither permitted nor reviewed, and a
 * review that fits no package any more.
 */
export function licenceFaults(components: readonly Component[], reviews: readonly Reviewed[] = reviewed): string[] {
  const used = new Set<Reviewed>();
  const unknown = components.flatMap((component) => {
    const states = statedLicence(component);
    if (isPermitted(states)) return [];
    const review = reviews.find((one) => one.states === states && isNamed(one.name, component.name));
    if (review) used.add(review);
    return review
      ? []
      : `${component.name}@${component.version}: ${states || 'states no licence'}. Nobody has reviewed it.`;
  });
  const stale = reviews.filter((review) => !used.has(review));
  return [
    ...unknown,
    ...stale.map(({ name, states }) => `${name} (${states || 'none'}) is reviewed, but not installed.`),
  ];
}

function isPermitted(expression: string): boolean {
  try {
    return expression !== '' && satisfies(expression, permitted);
  } catch {
    // Not an SPDX expression.
    return false;
  }
}

function isNamed(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
