import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadingVersion, nextVersion } from '../../harness/layouts/nextVersion.ts';

const NOW = Date.UTC(2026, 2, 4, 5, 6, 7, 89);

describe('the version that follows', () => {
  test.each([
    ['0001', '0002'],
    ['9', '10'],
    ['0099', '0100'],
    ['9999', '10000'],
    ['00000000000009', '00000000000010'],
    ['20251231235959', '20260304050607'],
    ['2025123123', '2026030401'],
    ['20251231', '20260304'],
    ['202512312359', '202603040506'],
    ['20251231235959001', '20260304050607089'],
    ['20251231235959000000', '20260304050607000000'],
    ['2025-12-31-235959', '2026-03-04-050607'],
    ['2025-12-31-235959-0000', '2026-03-04-050607-0000'],
    ['2025_12_31_235959', '2026_03_04_050607'],
    ['2025.12.31T23.59.59', '2026.03.04T05.06.07'],
    ['20251231_07', '20260304_01'],
    ['1760000000', '1772600767'],
    ['1760000000000', '1772600767089'],
  ])('%s is followed by %s', (last, next) => {
    expect(nextVersion(last, NOW)).toBe(next);
  });

  test.each([
    ['20270101000000', '20270101000001'],
    ['20271231235959', '20280101000000'],
    ['20270228', '20270301'],
    ['20260304', '20260305'],
    ['20260304_01', '20260304_02'],
    ['2026030499', '2026030500'],
    ['203001012359', '203001020000'],
    ['20300101000000999', '20300101000001000'],
    ['1999999999', '2000000000'],
  ])('%s is still to come, and is followed by %s', (last, next) => {
    expect(nextVersion(last, NOW)).toBe(next);
  });

  test('digits that are no date are a number', () => {
    expect(nextVersion('20261399', NOW)).toBe('20261400');
    expect(nextVersion('20260230', NOW)).toBe('20260231');
    expect(nextVersion('20260101250000', NOW)).toBe('20260101250001');
  });

  test('is greater, and read back from a name whole', () => {
    const digits = fc.integer({ min: 0, max: 10 ** 9 }).map((number) => String(number).padStart(4, '0'));
    const moment = fc
      .date({ min: new Date(Date.UTC(2000)), max: new Date(Date.UTC(2080)), noInvalidDate: true })
      .chain((date) =>
        fc.constantFrom(8, 12, 14, 17).map((length) => date.toISOString().replaceAll(/\D/g, '').slice(0, length)),
      );
    fc.assert(
      fc.property(fc.oneof(digits, moment), (last) => {
        const next = nextVersion(last, NOW);
        expect(BigInt(next)).toBeGreaterThan(BigInt(last));
        expect(leadingVersion(`${next}_users`)).toBe(next);
      }),
    );
  });
});

describe('what a name begins with', () => {
  test.each([
    ['0001_users.sql', '0001'],
    ['0001_20_30_users.sql', '0001'],
    ['2024-05-06-070809_users', '2024-05-06-070809'],
    ['2024-05-users', '2024'],
    ['20240506_01_AbCdE-users.sql', '20240506_01'],
    ['20240506_users.sql', '20240506'],
    ['20240506070809_01.sql', '20240506070809'],
    ['users.sql', null],
  ])('of %s is %s', (name, version) => {
    expect(leadingVersion(name)).toBe(version);
  });
});
