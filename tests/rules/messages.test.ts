import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type EnumTypeDefinitionNode, Kind, parse } from 'graphql';
import { languages } from '#kit/graph/languages/language.ts';
import { type MessageTexts, type Writer, writers } from '#kit/graph/languages/messages.ts';
import { commerce } from '#subgraphs/commerce/index.ts';
import { commerceTexts } from '#subgraphs/commerce/messages/messages.ts';
import { identity } from '#subgraphs/identity/index.ts';
import { identityTexts } from '#subgraphs/identity/messages/messages.ts';

/** The messages of each subgraph that writes them in the language of the request. */
const catalogues: [string, Record<string, MessageTexts>, object][] = [
  ['commerce', commerceTexts, commerce.resolvers],
  ['identity', identityTexts, identity.resolvers],
];

/** A value for every name that a message may use. */
const values = {
  ...{ most: 1_234, least: 1, left: 2, title: 'Notebook', key: 'engraving', allowed: 'A-Z', variantId: 'variant_1' },
  ...{ country: 'JP', price: { amount: '12', currencyCode: 'EUR' }, missing: { amount: '12', currencyCode: 'EUR' } },
  ...{ scope: 'curators:write', scopes: ['a', 'b'], orders: ['1001', '1002'] },
};

describe.each(catalogues)('The messages of %s', (_, texts) => {
  it.each(languages)('are complete in %s', (language) => {
    const messages = Object.entries(texts[language] as MessageTexts).map(([key, text]) => {
      const written = write(text, writers[language]);
      const isComplete = written.trim() === written && written !== '' && !/undefined|NaN|\[object/.test(written);
      return [key, isComplete];
    });

    expect(messages.filter(([, isComplete]) => !isComplete)).toEqual([]);
    expect(Object.keys(texts[language] as MessageTexts)).toEqual(Object.keys(texts.EN as MessageTexts));
  });

  it('are translated: no message is the English one', () => {
    const same = Object.entries(texts.EN as MessageTexts).flatMap(([key, english]) =>
      languages
        .slice(1)
        .filter((language) => write(english, writers.EN) === write(textIn(texts, language, key), writers.EN))
        .map((language) => `${key} in ${language}`),
    );

    expect(same).toEqual([]);
  });

  it('are sentences that end', () => {
    const unended = Object.keys(texts.EN as MessageTexts).flatMap((key) =>
      languages.filter((language) => !/[.。]$/.test(write(textIn(texts, language, key), writers[language]))),
    );

    expect(unended).toEqual([]);
  });
});

describe('An error code of carts', () => {
  it('has a message of its own', () => {
    expect(codesOf('commerce', 'CartErrorCode').filter((code) => !Object.hasOwn(commerceTexts.EN, code))).toEqual([]);
  });
});

describe('A user error', () => {
  it.each(catalogues)('of %s has its message from a resolver, which knows the language', (name, _, resolvers) => {
    const types = parse(readSchema(name)).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
      definition.interfaces?.some(({ name: { value } }) => value === 'UserError')
        ? [definition.name.value]
        : [],
    );
    const fields = resolvers as Record<string, { message?: unknown } | undefined>;

    expect(types.length).toBeGreaterThan(0);
    expect(types.filter((type) => typeof fields[type]?.message !== 'function')).toEqual([]);
  });
});

function textIn(texts: Record<string, MessageTexts>, language: string, key: string): MessageTexts[string] {
  return texts[language]?.[key] ?? '';
}

function write(text: MessageTexts[string], writer: Writer): string {
  return typeof text === 'string' ? text : (text as (given: object, write: Writer) => string)(values, writer);
}

function readSchema(name: string): string {
  return readFileSync(join(import.meta.dirname, `../../schema/${name}.graphql`), 'utf8');
}

function codesOf(name: string, type: string): string[] {
  const found = parse(readSchema(name)).definitions.find(
    (definition): definition is EnumTypeDefinitionNode =>
      definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === type,
  );
  return found?.values?.map(({ name: { value } }) => value) ?? [];
}
