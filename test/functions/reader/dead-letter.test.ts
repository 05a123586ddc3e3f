import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DeadLetter, type LetterAttributes, sendDeadLetter } from '../../../functions/reader/dead-letter.ts';

const letter: DeadLetter = { messageId: 'm-1', body: 'x', code: 'bad_envelope', reason: 'why', timeMs: 0 };
const limitBytes = 1024 * 1024;

async function outcome(sent: DeadLetter, bucket = true) {
  const messages: { body: string; attributes: LetterAttributes }[] = [];
  const objects = new Map<string, string>();
  await sendDeadLetter(sent, {
    sendMessage: async (body, attributes) => void messages.push({ body, attributes }),
    putObject: bucket ? async (key, body) => void objects.set(key, body) : undefined,
  });
  const [message] = messages;
  if (!message || messages.length !== 1) throw new Error('one message');
  const attributes = Object.fromEntries(Object.entries(message.attributes).map(([k, v]) => [k, v.StringValue]));
  const attributeBytes = Object.entries(message.attributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    0,
  );
  return { body: message.body, attributes, objects, bytes: Buffer.byteLength(message.body) + attributeBytes };
}

test('carries body and reason', async () => {
  const { body, attributes } = await outcome(letter);
  expect(body).toBe('x');
  expect(attributes).toEqual({
    'millrace.code': 'bad_envelope',
    'millrace.reason': 'why',
    'millrace.message_id': 'm-1',
    'millrace.time': '1970-01-01T00:00:00.000Z',
  });
});

test('a body that fits alone but not with its reason goes to S3, whole', async () => {
  const large = { ...letter, body: 'é'.repeat(limitBytes / 2) };
  const { body, attributes, objects, bytes } = await outcome(large);
  expect(objects.get('dead-letters/m-1')).toBe(large.body);
  expect(attributes['millrace.body_key']).toBe('dead-letters/m-1');
  expect(JSON.parse(body)).toEqual({ body_key: 'dead-letters/m-1', body_bytes: limitBytes });
  expect(bytes).toBeLessThan(limitBytes);
});

test('is refused where it is too large and there is no bucket', async () => {
  await expect(outcome({ ...letter, body: 'x'.repeat(limitBytes) }, false)).rejects.toMatchObject({
    code: 'queue_refused',
  });
});

test('whatever the sizes, what is sent is within the limit, and characters are those that SQS takes', async () => {
  const nearLimit = fc.integer({ min: limitBytes - 2500, max: limitBytes }).map((length) => 'x'.repeat(length));
  const body = fc.oneof(fc.string({ minLength: 1 }), nearLimit);
  await fc.assert(
    fc.asyncProperty(body, fc.string({ unit: 'binary', maxLength: 3000 }), async (text, reason) => {
      const { bytes, attributes, objects, body: sent } = await outcome({ ...letter, body: text, reason });
      expect(bytes).toBeLessThanOrEqual(limitBytes);
      expect(objects.get('dead-letters/m-1') ?? sent).toBe(text);
      expect(attributes['millrace.reason']).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\u{fffe}\u{ffff}]|^$/u);
    }),
    { numRuns: 200 },
  );
});
