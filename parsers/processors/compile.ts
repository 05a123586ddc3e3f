import type { ProcessorDefinition } from '../../contracts/configuration/processors.ts';
import { compileAdd } from './add.ts';
import { compileLowercase, compileTrim, compileUppercase } from './change-text.ts';
import { compileCondition } from './conditions.ts';
import { compileConvert } from './convert.ts';
import { compileCsv } from './csv.ts';
import { compileDate } from './date.ts';
import { compileDissect } from './dissect.ts';
import { compileDrop } from './drop.ts';
import { compileGeoip } from './geoip.ts';
import { compileGrokProcessor } from './grok.ts';
import { compileJson } from './json.ts';
import { keepingOriginal } from './keep-original.ts';
import { compileKv } from './kv.ts';
import { forProcessor } from './problems.ts';
import type { Processor } from './processor.ts';
import { compileRedact } from './redact.ts';
import { compileRemove } from './remove.ts';
import { compileRename } from './rename.ts';
import type { ProcessorResources } from './resources.ts';
import { compileSplit } from './split.ts';
import { compileUserAgent } from './user-agent.ts';

/**
 * Compiles processors into one that runs them in order, and stops where one of them drops the event. Nothing is left to decide for an
 * event but what depends on it.
 * @throws MillraceError `bad_pattern` or `bad_configuration`, whose subject is the key at fault: `processors[2].dissect.pattern`
 */
export function compileProcessors(
  definitions: readonly ProcessorDefinition[],
  resources: ProcessorResources,
): Processor {
  const steps = definitions.map((definition, index) => compileStep(definition, index, resources));
  return inOrder(steps);
}

/** One processor that runs others, until one of them drops the event. */
export function inOrder(steps: readonly Processor[]): Processor {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (event) => {
    for (const step of steps) {
      step(event);
      if (event.dropped) return;
    }
  };
}

function compileStep(definition: ProcessorDefinition, index: number, resources: ProcessorResources): Processor {
  const where = `processors[${index}]`;
  const step = forProcessor(`${where}.${definition.name}`, () =>
    keepingOriginal(definition, compileOne(definition, resources)),
  );
  const { if: condition } = definition;
  if (!condition) return step;
  const holds = forProcessor(where, () => compileCondition(condition));
  return (event) => {
    if (holds(event)) step(event);
  };
}

function compileOne(definition: ProcessorDefinition, resources: ProcessorResources): Processor {
  switch (definition.name) {
    case 'dissect':
      return compileDissect(definition.options);
    case 'grok':
      return compileGrokProcessor(definition.options);
    case 'kv':
      return compileKv(definition.options);
    case 'json':
      return compileJson(definition.options);
    case 'csv':
      return compileCsv(definition.options);
    case 'user_agent':
      return compileUserAgent(definition.options);
    case 'date':
      return compileDate(definition.options);
    case 'convert':
      return compileConvert(definition.options);
    case 'rename':
      return compileRename(definition.options);
    case 'remove':
      return compileRemove(definition.options);
    case 'add':
      return compileAdd(definition.options);
    case 'lowercase':
      return compileLowercase(definition.options);
    case 'uppercase':
      return compileUppercase(definition.options);
    case 'trim':
      return compileTrim(definition.options);
    case 'split':
      return compileSplit(definition.options);
    case 'redact':
      return compileRedact(definition.options);
    case 'geoip':
      return compileGeoip(definition.options, resources);
    case 'drop':
      return compileDrop();
  }
}
