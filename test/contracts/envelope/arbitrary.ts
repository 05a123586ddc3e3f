import fc from 'fast-check';
import type { Envelope, EventRecord, Segment } from '../../../contracts/envelope/envelope.ts';
import { generationFrom } from '../../../contracts/identity.ts';

/** Log lines as they come: text, other scripts, bytes that are no UTF-8 at all, nothing. */
const text = fc.oneof(
  fc.string().map((value) => Buffer.from(value)),
  fc.string({ unit: 'grapheme' }).map((value) => Buffer.from(value)),
  fc.uint8Array({ maxLength: 60 }).map((value) => Buffer.from(value)),
  fc.constant(Buffer.alloc(0)),
);

const event = fc.record({
  gap: fc.nat({ max: 2 ** 40 }),
  text,
  ending: fc.integer({ min: 1, max: 100 }),
  flags: fc.nat({ max: 3 }),
});

const name = fc.stringMatching(/^[a-z0-9][a-z0-9._]{0,20}$/);

const segment: fc.Arbitrary<Segment> = fc
  .record({
    generation: fc.uint8Array({ minLength: 10, maxLength: 10 }).map(generationFrom),
    path: fc.string(),
    type: name,
    dataset: name,
    namespace: name,
    from: fc.nat(),
    filtered: fc.nat(),
    timezone: fc.constantFrom('UTC', 'Europe/Amsterdam'),
    tags: fc.array(fc.string(), { maxLength: 3 }),
    fields: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
    after: fc.nat({ max: 1000 }),
    cuts: fc.array(event, { maxLength: 20 }),
  })
  .map(({ cuts, after, ...rest }) => {
    let position = rest.from;
    const events: EventRecord[] = cuts.map((cut) => {
      const from = position + cut.gap;
      position = from + cut.text.length + cut.ending;
      return { from, to: position, text: cut.text, flags: cut.flags };
    });
    return { ...rest, to: position + after, events };
  });

export const anyEnvelope: fc.Arbitrary<Envelope> = fc.record({
  host: fc.string(),
  cluster: fc.string(),
  agent: fc.record({ version: fc.string(), run: fc.string() }),
  firstSentMs: fc.nat(),
  segments: fc.array(segment, { maxLength: 5 }),
});
