/** The protocols of the backends. */
export type Protocol = 'http' | 'postgres' | 'redis';

/** The bytes of one connection's client, chunk by chunk: the kinds of the requests completed by this chunk. */
export type Reader = (chunk: Buffer) => string[];

/** A reader for one connection. Kinds: an HTTP method; a PostgreSQL message type; a Redis command. */
export function readerOf(protocol: Protocol): Reader {
  return { http: readHttp, postgres: readPostgres, redis: readRedis }[protocol]();
}

/** A request line starts a chunk: our clients send no second request before the response to the first. */
function readHttp(): Reader {
  return (chunk) => {
    const [, method] = /^(GET|HEAD|POST|PUT|PATCH|DELETE) \S+ HTTP\/1\.1\r\n/.exec(chunk.toString('latin1')) ?? [];
    return method ? [method] : [];
  };
}

/** Messages by type, such as `Q` for a simple query and `S` for the end of an extended one; `startup` for the first. */
function readPostgres(): Reader {
  let rest: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const found: string[] = [];
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return found;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return found;
      const isRequestForTls = !started && rest.readInt32BE(4) === 80_877_103;
      if (started) found.push(String.fromCharCode(rest[0] as number));
      else if (!isRequestForTls) found.push('startup');
      if (!isRequestForTls) started = true;
      rest = rest.subarray(length);
    }
  };
}

/** Commands are arrays of strings that start with the name: each begins with `*` at the start of a line. */
function readRedis(): Reader {
  return (chunk) =>
    [...chunk.toString('latin1').matchAll(/(?:^|\r\n)\*\d+\r\n\$\d+\r\n([^\r]*)/g)].map(([, name = '']) =>
      name.toUpperCase(),
    );
}
