import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    PUBLIC_URL: 'https://graph.example',
    GATEWAY_HOSTS: 'gateway, edge.example:8443, [2001:db8:0::7]',
    GATEWAY_HSTS_SECONDS: '600',
  });
});
afterAll(() => gateway.close());

/** The raw response to a GET with these header lines. */
async function raw(target: string, lines: string[], version = '1.1'): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(gateway.origin);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write([`GET ${target} HTTP/${version}`, 'connection: close', ...lines, '', ''].join('\r\n'));
  const text = await readText(socket);
  return { status: Number(text.split(' ')[1]), text };
}

const query = '/graphql?query=%7B__typename%7D';
const statusFor = async (host: string) => (await raw(query, [`Host: ${host}`])).status;

describe('The host of a request', () => {
  it.each([
    'graph.example',
    'GRAPH.EXAMPLE',
    'graph.example.',
    'graph.example:443',
    'graph.example:4000',
    'gateway',
    'gateway:4000',
    'edge.example:8443',
    '[2001:db8::7]',
    '[2001:DB8:0:0::7]:4000',
    'localhost',
    'localhost:4000',
    '127.0.0.1:4000',
    '[::1]:4000',
  ])('is served if it is configured, or this machine over loopback: %s', async (host) => {
    expect(await statusFor(host)).toBe(200);
    expect(await statusFor(host)).toBe(200);
  });

  it.each([
    'evil.example',
    'graph.example.evil.example',
    'edge.example',
    'edge.example:443',
    'evil.example:8443',
    '10.0.0.1',
    '[2001:db8::8]',
    'localhost.evil.example',
    'gateway.evil.example',
  ])('gets 421 if it is another: %s', async (host) => {
    const { status, text } = await raw(query, [`Host: ${host}`]);

    expect(status).toBe(421);
    expect(text).toContain('"code":"BAD_REQUEST"');
  });

  it.each([
    '',
    'graph.example/',
    'user@graph.example',
    'graph.example:port',
    'graph.example:999999',
    'graph.example, evil.example',
    'graph example',
    '[::1',
    'graph.example?x',
    'gr%61ph.example',
  ])('gets 400 if it is malformed: "%s"', async (host) => {
    expect(await statusFor(host)).toBe(400);
  });

  it('gets 400 if it is missing or repeated', async () => {
    expect((await raw(query, [])).status).toBe(400);
    expect((await raw(query, [], '1.0')).status).toBe(400);
    expect((await raw(query, ['Host: graph.example', 'host: graph.example'])).status).toBe(400);
    expect((await raw(query, ['Host: graph.example', 'Host: evil.example'])).status).toBe(400);
  });

  it('is the authority of a target in absolute form, regardless of the header', async () => {
    const target = (host: string) => `http://${host}${query}`;

    expect((await raw(target('graph.example:443'), ['Host: evil.example'])).status).toBe(200);
    expect((await raw(target('evil.example'), ['Host: graph.example'])).status).toBe(421);
    expect((await raw(target('evil@graph.example'), ['Host: graph.example'])).status).toBe(400);
    expect((await raw('ftp://graph.example/', ['Host: graph.example'])).status).toBe(400);
    expect((await raw('graph.example:443', ['Host: graph.example'])).status).toBe(400);
    expect((await raw('//graph.example/graphql', ['Host: graph.example'])).status).toBe(400);
  });

  it('is ignored for health probes, which send the address of a container', async () => {
    expect((await raw('/health/live', ['Host: 10.0.0.1:4000'])).status).toBe(200);
    expect((await raw('/health/ready', [], '1.0')).status).toBe(200);
    expect((await raw('/health/live/../../graphql', ['Host: evil.example'])).status).not.toBe(200);
  });

  it('is checked for every other path', async () => {
    for (const path of ['/', '/schema.graphql', '/passkey', '/.well-known/jwks.json', '/healthy', '/nothing']) {
      expect([path, (await raw(path, ['Host: evil.example'])).status]).toEqual([path, 421]);
    }
  });
});

describe('A gateway whose public address is https', () => {
  it.each([query, '/health/live', '/nothing', '/graphql'])('sends HSTS: %s', async (path) => {
    const { text } = await raw(path, ['Host: graph.example']);

    expect(text.toLowerCase()).toContain('\r\nstrict-transport-security: max-age=600\r\n');
  });
});
