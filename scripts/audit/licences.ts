import satisfies from 'spdx-satisfies';

/** The parts of a package in a CycloneDX bill of materials that are used here. */
export interface Component {
  /** Includes the scope: `@apollo/gateway`. */
  name: string;
  version: string;
  licenses?: { license?: { id?: string; name?: string }; expression?: string }[];
}

/** A package whose licence was read by a person. */
export interface Reviewed {
  /** The name of the package; a `*` at the end matches the rest of a name. */
  name: string;
  /** The licence that the package declares, as an SPDX identifier; empty if it declares none that SPDX lists. */
  states: string;
  /** What was reviewed, and why the package may be used. */
  because: string;
}

/** SPDX identifiers of licences whose only condition is that their notice is kept. */
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
  'MIT, except for parts of the Medusa Enterprise Edition, which are not enabled here; named in NOTICE.';
const medusaSource = "The package declares none; its repository, Medusa's, is MIT.";
const mitInFile = 'Its licence file is the MIT licence.';
const sharedLibrary =
  'A shared library that sharp loads, used unmodified and replaceable; the image service deploys it. Named in NOTICE.';
const buildTool = 'A tool or its data, used unmodified for builds and tests; it is not deployed.';

/**
 * Every package whose licence is not permitted in general. `@medusajs/rbac` and `@medusajs/auth-oidc` must not be listed:
 * they have only the Medusa Enterprise licence, and `overrides` in package.json excludes them.
 */
const reviewed: readonly Reviewed[] = [
  {
    name: '@apollo/*',
    states: 'Elastic-2.0',
    because: "Serving one's own graph does not provide the software as a managed service; named in NOTICE.",
  },
  ...['core-flows', 'dashboard', 'framework', 'js-sdk', 'link-modules', 'medusa', 'types', 'utils'].map((name) => ({
    name: `@medusajs/${name}`,
    states: '',
    because: dualMedusa,
  })),
  { name: '@medusajs/admin-*', states: '', because: medusaSource },
  ...['busboy', 'connect-dynamodb', 'limiter', 'nub', 'parent-require', 'png-js', 'streamsearch'].map((name) => ({
    name,
    states: '',
    because: mitInFile,
  })),
  {
    name: '@wollybeard/kit',
    states: '',
    because: 'Declares none; a dependency of graffle, a client that only tests use.',
  },
  {
    name: '@embedpdf/fonts-jp',
    states: 'OFL-1.1',
    because: 'Fonts may be embedded in documents; they are not sold by themselves. Named in NOTICE.',
  },
  {
    name: '@fontsource-variable/*',
    states: 'OFL-1.1',
    because: 'Fonts of the example storefront; they are served with it and not sold by themselves. Named in NOTICE.',
  },
  {
    name: 'dejavu-fonts-ttf',
    states: '',
    because: 'Its licence file is the Bitstream Vera licence, which allows to embed the fonts. Named in NOTICE.',
  },
  {
    name: 'date-holidays',
    states: '(ISC AND CC-BY-3.0)',
    because: 'The code is ISC; the data of holidays comes from Wikipedia and is attributed in NOTICE.',
  },
  { name: 'axe-core', states: 'MPL-2.0', because: buildTool },
  { name: 'lightningcss*', states: 'MPL-2.0', because: buildTool },
  { name: '@img/sharp-libvips-*', states: 'LGPL-3.0-or-later', because: sharedLibrary },
  { name: '@img/sharp-wasm32', states: 'Apache-2.0 AND LGPL-3.0-or-later AND MIT', because: buildTool },
  { name: '@img/sharp-win32-*', states: 'Apache-2.0 AND LGPL-3.0-or-later', because: buildTool },
  { name: 'caniuse-lite', states: 'CC-BY-4.0', because: buildTool },
  { name: 'spdx-exceptions', states: 'CC-BY-3.0', because: buildTool },
  { name: 'spdx-ranges', states: '(MIT AND CC-BY-3.0)', because: buildTool },
];

/** The licence that a package declares, as an SPDX expression; empty if it declares none that SPDX lists. */
export function declaredLicence({ licenses = [] }: Component): string {
  return licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? '').join(' AND ');
}

/**
 * The problems with the licences of packages, one sentence each: a licence that is neither permitted nor reviewed, and a
 * review that matches no package.
 */
export function licenceProblems(components: readonly Component[], reviews: readonly Reviewed[] = reviewed): string[] {
  const used = new Set<Reviewed>();
  const unknown = components.flatMap((component) => {
    const states = declaredLicence(component);
    if (isPermitted(states)) return [];
    const review = reviews.find((one) => one.states === states && isNamed(one.name, component.name));
    if (review) used.add(review);
    return review
      ? []
      : `${component.name}@${component.version}: ${states || 'declares no licence'}. It was not reviewed.`;
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
