import { type GraphQLSchema, isEnumType, isInterfaceType } from 'graphql';
import { type ErrorCode, errorCodes } from '#kit/graph/errors.ts';

/** What a client does about an error of `errors`. */
interface Advice {
  /** The HTTP status of the response. A field that fails leaves the status of the others: 200. */
  status: string;
  retry: string;
}

const never = 'no: correct the request';
const later = 'yes, with a growing pause; show the other data';

const advice: Record<ErrorCode, Advice> = {
  BAD_USER_INPUT: { status: '400, in a field 200', retry: 'no: correct the value at `argument` or `variable`' },
  GRAPHQL_PARSE_FAILED: { status: '400', retry: 'no: correct the operation at `locations`' },
  GRAPHQL_VALIDATION_FAILED: { status: '400', retry: 'no: correct the operation at `locations`' },
  OPERATION_RESOLUTION_FAILURE: { status: '400', retry: never },
  PERSISTED_QUERY_NOT_FOUND: { status: '200', retry: 'at once, with the hash and the text' },
  PERSISTED_QUERY_HASH_MISMATCH: { status: '400', retry: never },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: '200', retry: 'at once, with the text alone' },
  BAD_REQUEST: { status: '400, 405, 406, 408, 415, 421', retry: never },
  OPERATION_TOO_COMPLEX: { status: '400', retry: 'no: split the operation' },
  OPERATION_TOO_EXPENSIVE: { status: '400', retry: 'no: request less' },
  PAYLOAD_TOO_LARGE: { status: '413', retry: 'no: send less' },
  RESPONSE_TOO_LARGE: { status: '200', retry: 'no: request less' },
  UNAUTHENTICATED: { status: '401, in a field 200', retry: 'after a sign-in' },
  FORBIDDEN: { status: '200', retry: 'no: another viewer has the scope' },
  ORDER_TOKEN_EXPIRED: { status: '200', retry: 'after a sign-in' },
  PREVIEW_TOKEN_INVALID: { status: '200', retry: 'no: open the link again as it was sent' },
  PREVIEW_TOKEN_EXPIRED: { status: '200', retry: 'with the token of a new link' },
  STEP_UP_REQUIRED: { status: '200', retry: 'after a new sign-in with the passkey' },
  THROTTLED: { status: '429, in a field 200', retry: 'after `retryAfterMs`' },
  BACKEND_UNAVAILABLE: { status: '200', retry: later },
  BACKEND_TIMEOUT: { status: '200', retry: `${later}. A mutation may have taken effect: read first` },
  SUBGRAPH_UNAVAILABLE: { status: '200', retry: later },
  SUBGRAPH_TIMEOUT: { status: '200', retry: `${later}. A mutation may have taken effect: read first` },
  NOT_CACHED: { status: '504', retry: 'without `cache-control: only-if-cached`' },
  GATEWAY_UNAVAILABLE: { status: '502, 503, 504', retry: later },
  INTERNAL_SERVER_ERROR: { status: '500, in a field 200', retry: 'once; then report it with `requestId`' },
};

/** The start and the end of a part of a page that is generated. */
const part = (name: string) => new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`);

/** The page with its tables of error codes as the code and the schema have them. Throws for a page without their places. */
export function withErrorTables(page: string, schema: GraphQLSchema): string {
  const tables = { 'error codes': codeTable(), 'user errors': userErrorTables(schema) };
  return Object.entries(tables).reduce((text, [name, table]) => {
    if (!part(name).test(text)) throw new Error(`The page has no place for the ${name}.`);
    return text.replace(part(name), (_, start: string, end: string) => `${start}\n${table}\n\n${end}`);
  }, page);
}

function codeTable(): string {
  const rows = Object.entries(errorCodes).map(([code, meaning]) => {
    const { status, retry } = advice[code as ErrorCode];
    return [`\`${code}\``, meaning, status, retry];
  });
  return table(['code', 'meaning', 'HTTP status', 'retry'], rows);
}

/** A table for each enum of the field `code` of a type that implements `UserError`. */
function userErrorTables(schema: GraphQLSchema): string {
  const userError = schema.getType('UserError');
  if (!isInterfaceType(userError)) throw new Error('The schema has no interface UserError.');
  const types = schema.getImplementations(userError).objects.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return types
    .map((type) => {
      const codes = Object.values(schema.getTypeMap()).find(
        (each) => isEnumType(each) && String(type.getFields().code?.type).replace('!', '') === each.name,
      );
      if (!isEnumType(codes)) throw new Error(`${type.name}.code is not an enum.`);
      const rows = codes.getValues().map(({ name, description }) => [`\`${name}\``, oneLine(description)]);
      return `### \`${codes.name}\` of \`${type.name}\`\n\n${table(['code', 'meaning'], rows)}`;
    })
    .join('\n\n');
}

/** A table with columns of equal width, as the formatter writes it. */
function table(head: string[], rows: string[][]): string {
  const all = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(...all.map((cells) => (cells[column] as string).length)));
  const line = (cells: string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number, fill)).join(' | ')} |`;
  const [first, ...others] = all as [string[], ...string[][]];
  const rule = line(
    head.map(() => ''),
    '-',
  );
  return [line(first), rule, ...others.map((cells) => line(cells))].join('\n');
}

function oneLine(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
