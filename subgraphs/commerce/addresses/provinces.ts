/**
 * The provinces of the countries where the carrier requires one, by ISO 3166-2 code without the country. For the United
 * States, also the codes of the US Postal Service for territories, armed forces abroad and freely associated states.
 */
const provinces: Record<string, Record<string, string>> = {
  AU: {
    ...{ ACT: 'Australian Capital Territory', NSW: 'New South Wales', NT: 'Northern Territory', QLD: 'Queensland' },
    ...{ SA: 'South Australia', TAS: 'Tasmania', VIC: 'Victoria', WA: 'Western Australia' },
  },
  CA: {
    ...{ AB: 'Alberta', BC: 'British Columbia', MB: 'Manitoba', NB: 'New Brunswick', NL: 'Newfoundland and Labrador' },
    ...{ NS: 'Nova Scotia', NT: 'Northwest Territories', NU: 'Nunavut', ON: 'Ontario', PE: 'Prince Edward Island' },
    ...{ QC: 'Québec', SK: 'Saskatchewan', YT: 'Yukon' },
  },
  US: {
    ...{ AL: 'Alabama', AK: 'Alaska', AZ: 'Arizona', AR: 'Arkansas', CA: 'California', CO: 'Colorado' },
    ...{ CT: 'Connecticut', DE: 'Delaware', DC: 'District of Columbia', FL: 'Florida', GA: 'Georgia', HI: 'Hawaii' },
    ...{ ID: 'Idaho', IL: 'Illinois', IN: 'Indiana', IA: 'Iowa', KS: 'Kansas', KY: 'Kentucky', LA: 'Louisiana' },
    ...{ ME: 'Maine', MD: 'Maryland', MA: 'Massachusetts', MI: 'Michigan', MN: 'Minnesota', MS: 'Mississippi' },
    ...{ MO: 'Missouri', MT: 'Montana', NE: 'Nebraska', NV: 'Nevada', NH: 'New Hampshire', NJ: 'New Jersey' },
    ...{ NM: 'New Mexico', NY: 'New York', NC: 'North Carolina', ND: 'North Dakota', OH: 'Ohio', OK: 'Oklahoma' },
    ...{ OR: 'Oregon', PA: 'Pennsylvania', RI: 'Rhode Island', SC: 'South Carolina', SD: 'South Dakota' },
    ...{ TN: 'Tennessee', TX: 'Texas', UT: 'Utah', VT: 'Vermont', VA: 'Virginia', WA: 'Washington' },
    ...{ WV: 'West Virginia', WI: 'Wisconsin', WY: 'Wyoming' },
    ...{ AS: 'American Samoa', GU: 'Guam', MP: 'Northern Mariana Islands', PR: 'Puerto Rico' },
    ...{
      VI: 'U.S. Virgin Islands',
      AA: 'Armed Forces Americas',
      AE: 'Armed Forces Europe',
      AP: 'Armed Forces Pacific',
    },
    ...{ FM: 'Micronesia', MH: 'Marshall Islands', PW: 'Palau' },
  },
};

/** Other names of the same provinces: French names and common short forms. */
const otherNames: Record<string, Record<string, readonly string[]>> = {
  CA: {
    BC: ['Colombie-Britannique'],
    NB: ['Nouveau-Brunswick'],
    NL: ['Newfoundland', 'Newfoundland & Labrador', 'Labrador', 'Terre-Neuve-et-Labrador', 'NF'],
    NS: ['Nouvelle-Écosse'],
    NT: ['Territoires du Nord-Ouest'],
    PE: ['Île-du-Prince-Édouard', 'PEI'],
    QC: ['PQ'],
    YT: ['Yukon Territory', 'YK'],
  },
  US: { DC: ['Washington DC'], VI: ['Virgin Islands', 'US Virgin Islands'] },
};

/** Whether the carrier requires a province in addresses of this country. */
export function needsProvince(country: string): boolean {
  return country in provinces;
}

/**
 * The code of a province from its code (`CA`, `US-CA`) or name (`California`); case and accents do not matter. Undefined
 * where there is no such province. In countries where the carrier requires none, the input is returned unchanged.
 */
export function readProvince(input: string, country: string): string | undefined {
  const known = provinces[country];
  if (!known) return input;
  const name = plain(input);
  const code = name.startsWith(`${country.toLowerCase()}-`) ? name.slice(country.length + 1) : name;
  const isNamed = (one: string, full: string) =>
    [full, ...(otherNames[country]?.[one] ?? [])].some((other) => plain(other) === name);
  return Object.entries(known).find(([one, full]) => one.toLowerCase() === code || isNamed(one, full))?.[0];
}

function plain(text: string): string {
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return letters.replace(/[.,]/g, '').replace(/\s+/g, ' ').trim();
}
