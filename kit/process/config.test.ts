import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { port, readConfig } from './config.ts';

describe('The port of a server', () => {
  const read = (shape: ReturnType<typeof port>, text?: string) =>
    readConfig('shop', z.object({ SHOP_PORT: shape }), { SHOP_PORT: text }).SHOP_PORT;

  it('has a default, and is none that clients of HTTP refuse', () => {
    expect(read(port(4000))).toBe(4000);
    expect(() => read(port(4000), '1720')).toThrow('SHOP_PORT: must be a port that browsers and fetch do not refuse');
  });

  it('may be any for another protocol', () => {
    expect(read(port(6389, 'other'), '1720')).toBe(1720);
    expect(() => read(port(6389, 'other'), '65536')).toThrow('SHOP_PORT');
  });
});
