import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DecodedEvent,
  type Envelope,
  type EnvelopeLimits,
  type EventRecord,
  envelopeLimits,
} from '../../../contracts/envelope/envelope.ts';
import { decodeMessage, encodeClaimCheck, encodeMessage, withinLimits } from '../../../contracts/envelope/message.ts';
import { decodePayload, encodePayload } from '../../../contracts/envelope/payload.ts';
import { MillraceError } from '../../../contracts/errors.ts';
import { anyEnvelope } from './arbitrary.ts';

const compression = fc.constantFrom('zstd' as const, 'gzip' as const);

function decodeEnvelope(body: string, limits: EnvelopeLimits = envelopeLimits): Envelope<DecodedEvent> {
  const decoded = decodeMessage(body, limits);
  if (decoded.kind !== 'envelope') throw new Error('expected an envelope');
  return decoded.envelope;
}

/** What was sent, as it should arrive. */
function asSent(envelope: Envelope<DecodedEvent>): Envelope<EventRecord> {
  const segments = envelope.segments.map((segment) => ({
    ...segment,
    events: segment.events.map(({ from, to, text, raw, flags }) => ({
      from,
      to,
      text: Buffer.from(raw ?? Buffer.from(text)),
      flags,
    })),
  }));
  return { ...envelope, segments };
}

/** Runs the decoder; anything thrown but our own error fails the test. */
function decodesOrRefuses(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof MillraceError) || error.code !== 'bad_envelope') throw error;
  }
}

function refusal(body: string, limits: EnvelopeLimits = envelopeLimits): string {
  try {
    decodeMessage(body, limits);
  } catch (error) {
    if (error instanceof MillraceError && error.code === 'bad_envelope') return error.message;
    throw error;
  }
  return 'taken';
}

const small: Envelope = {
  host: 'web-1',
  cluster: 'shop',
  agent: { version: '0.1.0', run: 'r' },
  firstSentMs: 1,
  segments: [
    {
      generation: '0123456789abcdef',
      path: '/var/log/a',
      type: 'syslog',
      dataset: 'syslog',
      namespace: 'default',
      from: 0,
      to: 12,
      filtered: 0,
      timezone: 'UTC',
      tags: [],
      fields: {},
      events: [
        { from: 0, to: 6, text: Buffer.from('first'), flags: 0 },
        { from: 6, to: 12, text: Buffer.from('secon'), flags: 0 },
      ],
    },
  ],
};

describe('any events in, the same events out', () => {
  test('through compression and base64', () => {
    fc.assert(
      fc.property(anyEnvelope, compression, (envelope, how) => {
        expect(asSent(decodeEnvelope(encodeMessage(envelope, how).body))).toEqual(envelope);
      }),
      { numRuns: 1000 },
    );
  });

  test('bytes that are no UTF-8 are kept, and replaced in the text', () => {
    const text = Buffer.from([0x61, 0xff, 0x62]);
    const envelope = {
      ...small,
      segments: small.segments.map((s) => ({ ...s, events: [{ from: 0, to: 4, text, flags: 0 }] })),
    };
    const event = decodeEnvelope(encodeMessage(envelope, 'zstd').body).segments[0]?.events[0];
    expect(event?.text).toBe('a\ufffdb');
    expect(event?.raw).toEqual(text);
  });

  test('two halves of a character in two events are invalid in both', () => {
    const events = [0xc2, 0x80].map((byte, i) => ({ from: i, to: i + 1, text: Buffer.from([byte]), flags: 0 }));
    const envelope = { ...small, segments: small.segments.map((segment) => ({ ...segment, events })) };
    expect(asSent(decodeEnvelope(encodeMessage(envelope, 'zstd').body))).toEqual(envelope);
  });

  test('a claim check comes back as it was', () => {
    const claim = { bucket: 'b', key: 'claims/shop/x', bytes: 3_000_000, sha256: 'ab' };
    expect(decodeMessage(encodeClaimCheck(claim), envelopeLimits)).toEqual({ kind: 'claim', claim });
  });
});

describe('a decoder throws nothing but its own error', () => {
  test('for any text', () => {
    fc.assert(
      fc.property(fc.string(), (body) => decodesOrRefuses(() => decodeMessage(body, envelopeLimits))),
      { numRuns: 1000 },
    );
  });

  test('for any text behind a head that looks right', () => {
    const body = fc
      .tuple(fc.constantFrom('zstd', 'gzip', 's3', 'lz4'), fc.nat(), fc.nat(), fc.base64String())
      .map(([how, payload, compressed, data]) => `millrace:1:${how}:${payload}:${compressed}:${data}`);
    fc.assert(
      fc.property(body, (text) => decodesOrRefuses(() => decodeMessage(text, envelopeLimits))),
      { numRuns: 1000 },
    );
  });

  test('for any payload, also one that is an envelope but for a few bytes', () => {
    const damaged = fc
      .tuple(anyEnvelope, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }), fc.nat())
      .map(([envelope, changes, cut]) => {
        const payload = Buffer.from(encodePayload(envelope));
        for (const [at, byte] of changes) payload[at % payload.length] = byte;
        return cut % 3 === 0 ? payload.subarray(0, cut % payload.length) : payload;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array().map(Buffer.from)), (payload) =>
        decodesOrRefuses(() => decodePayload(Buffer.from(payload), envelopeLimits)),
      ),
      { numRuns: 3000 },
    );
  });

  test('for a message that was damaged on its way', () => {
    const { body } = encodeMessage(small, 'zstd');
    for (let i = 0; i < body.length; i++) {
      const damaged = `${body.slice(0, i)}${body[i] === 'A' ? 'B' : 'A'}${body.slice(i + 1)}`;
      expect(refusal(damaged)).not.toBe('taken');
    }
  });
});

describe('a decoder stays within its limits', () => {
  const { body } = encodeMessage(small, 'zstd');

  test.each([
    ['the body', { bodyBytes: 100 }, /characters/],
    ['the payload', { payloadBytes: 100 }, /decompressed/],
    ['expansion', { expansion: 0.5 }, /expands/],
    ['the header', { headerBytes: 10 }, /header/],
    ['segments', { segments: 0 }, /segments/],
    ['events', { events: 1 }, /events/],
  ])('%s', (_, limit, reason) => {
    expect(refusal(body, { ...envelopeLimits, ...limit })).toMatch(reason);
  });

  test('a bomb that announces little is stopped at what it announced', () => {
    for (const [how, bomb] of [
      ['zstd', zstdCompressSync(Buffer.alloc(256 * 1024 * 1024))],
      ['gzip', gzipSync(Buffer.alloc(256 * 1024 * 1024))],
    ] as const) {
      const before = process.memoryUsage().arrayBuffers;
      const text = `millrace:1:${how}:1000:${bomb.length}:${bomb.toString('base64')}`;
      expect(refusal(text)).toMatch(/does not decompress/);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    }
  });

  test('a header that announces a billion events makes none', () => {
    const header = JSON.stringify({
      ...small,
      segments: [{ ...small.segments[0], events: 1_000_000_000 }],
    });
    const payload = Buffer.alloc(12 + header.length);
    payload.write('MRE1', 0);
    payload.writeUInt32LE(header.length, 4);
    payload.write(header, 8);
    expect(() => decodePayload(payload, { ...envelopeLimits, events: Number.MAX_SAFE_INTEGER })).toThrow(
      /fewer table entries/,
    );
  });

  test('text that belongs to no event is refused', () => {
    const payload = Buffer.concat([encodePayload(small), Buffer.from('more')]);
    expect(() => decodePayload(payload, envelopeLimits)).toThrow(/more text than events/);
  });

  test('an event cannot lie outside of its segment', () => {
    const wrong = { ...small, segments: small.segments.map((s) => ({ ...s, to: 11 })) };
    expect(refusal(encodeMessage(wrong, 'zstd').body)).toMatch(/outside of its segment/);
  });

  test('a data stream cannot be named by a message', () => {
    for (const dataset of ['../x', 'A', 'a*', 'a,b', '', '-x']) {
      const wrong = { ...small, segments: small.segments.map((s) => ({ ...s, dataset })) };
      expect(refusal(encodeMessage(wrong, 'zstd').body)).toMatch(/data stream/);
    }
  });
});

test('what an encoder makes of one line repeated is known to break the limit of expansion, so that the packer halves it', () => {
  const text = Buffer.from('the same line');
  const events = Array.from({ length: 100_000 }, (_, i) => ({ from: i * 14, to: i * 14 + 14, text, flags: 0 }));
  const envelope = { ...small, segments: small.segments.map((s) => ({ ...s, to: 1_400_000, events })) };
  const encoded = encodeMessage(envelope, 'zstd');
  const strict = { ...envelopeLimits, expansion: 100 };
  expect(withinLimits(encoded, strict)).toBe(refusal(encoded.body, strict) === 'taken');
  expect(withinLimits(encoded, strict)).toBe(false);
  expect(withinLimits(encoded, envelopeLimits)).toBe(true);
});

test('what a decoder would refuse for its header or its counts, an encoder says beforehand', () => {
  const encoded = encodeMessage(small, 'zstd');
  for (const limit of [{ headerBytes: 10 }, { segments: 0 }, { events: 1 }]) {
    const strict = { ...envelopeLimits, ...limit };
    expect(withinLimits(encoded, strict)).toBe(false);
    expect(refusal(encoded.body, strict)).not.toBe('taken');
  }
});
