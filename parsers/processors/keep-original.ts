import type { ProcessorDefinition, ProcessorName } from '../../contracts/configuration/processors.ts';
import type { Processor } from './processor.ts';

const original = 'event.original';

/** What hides text must not have it kept, and what drops an event keeps nothing. */
const without: ReadonlySet<ProcessorName> = new Set<ProcessorName>(['redact', 'drop', 'user_agent', 'geoip']);

/**
 * Where a processor changes the message or takes it away, the message from before is kept as the original, unless there is one: as parsers do
 * with the text. It is the message and not the text as it was shipped, because it may have been redacted by now.
 */
export function keepingOriginal(definition: ProcessorDefinition, run: Processor): Processor {
  if (without.has(definition.name)) return run;
  if (definition.name === 'remove' && definition.options.fields.includes(original)) return run;
  return (event) => {
    const { fields } = event;
    const { message } = fields;
    const hadOriginal = fields[original] !== undefined;
    run(event);
    if (fields.message !== message && !hadOriginal && typeof message === 'string') fields[original] = message;
  };
}
