import { describe, expect, it } from '@jest/globals';
import { isStep, longestSide, renditionOf, srcsetOf, stepOf } from './renditions.ts';

const original = { width: 1200, height: 1500 };
const shown = (args: Parameters<typeof srcsetOf>[0], size: Parameters<typeof srcsetOf>[1] = original) =>
  srcsetOf(args, size, ({ width, height, fit }) => `${fit}-${width}x${height ?? '?'}`);

describe('A rendition', () => {
  it('is the original without arguments', () => {
    expect(renditionOf({})).toBeNull();
    expect(renditionOf({ fit: 'CONTAIN', format: 'AUTO', width: null, quality: null })).toBeNull();
  });

  it('has sides and quality rounded up, so that similar requests share a file', () => {
    expect(renditionOf({ width: 549, height: 701, fit: 'COVER', format: 'AVIF', quality: 51 })).toEqual({
      ...{ width: 560, height: 720, fit: 'COVER', format: 'AVIF', quality: 60 },
    });
    expect(renditionOf({ width: 1 })).toMatchObject({ width: 20, height: null, fit: 'CONTAIN', format: 'AUTO' });
    expect([640, 641, 1280, 1281, longestSide].map(stepOf)).toEqual([640, 680, 1280, 1360, 2560]);
  });

  it('has one of 64 sides, which rounding does not change again', () => {
    const steps = new Set(Array.from({ length: longestSide }, (_, index) => stepOf(index + 1) as number));

    expect(steps.size).toBe(64);
    expect([...steps].every(isStep)).toBe(true);
    expect([0, -20, 2580, 641, 20.5, Number.NaN].some(isStep)).toBe(false);
  });

  it.each([
    [{ width: 0 }, 'width'],
    [{ width: -1 }, 'width'],
    [{ width: 2561 }, 'width'],
    [{ height: 2 ** 31 - 1 }, 'height'],
    [{ quality: 0 }, 'quality'],
    [{ quality: 101 }, 'quality'],
    [{ width: 100, fit: 'COVER' as const }, 'height'],
    [{ height: 100, fit: 'COVER' as const }, 'width'],
    [{ fit: 'COVER' as const }, 'width'],
  ])('is refused as bad input for %j', (args, argument) => {
    expect(() => renditionOf(args)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument } }),
    );
  });
});

describe('A srcset', () => {
  it('has the widths in order, once each, and none beyond the original', () => {
    expect(shown({ widths: [640, 160, 150, 1280, 2000] })).toBe(
      'CONTAIN-160x? 160w, CONTAIN-640x? 640w, CONTAIN-1280x? 1200w',
    );
  });

  it('is cut to an aspect ratio', () => {
    expect(shown({ widths: [320, 1280, 1920], aspectRatio: 0.8 })).toBe('COVER-320x400 320w, COVER-1280x1600 1200w');
    // A square of a wide picture is as wide as the picture is high.
    expect(shown({ widths: [320, 1920], aspectRatio: 1 }, { width: 1280, height: 800 })).toBe(
      'COVER-320x320 320w, COVER-1920x1920 800w',
    );
  });

  it('has all widths if the size of the original is unknown', () => {
    expect(shown({ widths: [320, 2560] }, { width: null, height: null })).toBe(
      'CONTAIN-320x? 320w, CONTAIN-2560x? 2560w',
    );
  });

  it.each([
    [{ widths: [] }, 'widths'],
    [{ widths: Array(13).fill(100) }, 'widths'],
    [{ widths: [100, 0] }, 'widths'],
    [{ widths: [2561] }, 'widths'],
    [{ widths: [100], aspectRatio: 0 }, 'aspectRatio'],
    [{ widths: [100], aspectRatio: 10.1 }, 'aspectRatio'],
    [{ widths: [100], aspectRatio: Number.NaN }, 'aspectRatio'],
    [{ widths: [100], quality: 0 }, 'quality'],
  ])('is refused as bad input for %j', (args, argument) => {
    expect(() => shown(args)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument } }));
  });
});
