import type { ProcessorDefinition } from '../../contracts/configuration/processors.ts';
import { MillraceError } from '../../contracts/errors.ts';
import { type Processing, redactionWithin } from '../interpret.ts';
import { compileProcessors, inOrder } from '../processors/compile.ts';
import type { Processor } from '../processors/processor.ts';
import { describe, type Report } from './report.ts';
import type { CatalogueResources } from './resources.ts';

/** A processor of the configuration, compiled once, whatever types it concerns. */
export interface CompiledProcessor {
  readonly definition: ProcessorDefinition;
  readonly run: Processor;
  /** It redacts, and this is what: without its conditions, in whatever text there is. */
  readonly redact: Processor | undefined;
}

/** What does not compile is reported by its position in the list, and left out. */
export function compileEach(
  definitions: readonly ProcessorDefinition[],
  resources: CatalogueResources,
  report: Report,
): CompiledProcessor[] {
  return definitions.flatMap((definition, i) => {
    try {
      const run = compileProcessors([definition], resources);
      const redaction = redactionOf(definition);
      const redact = redaction && compileProcessors([redaction], resources);
      return [{ definition, run, redact }];
    } catch (error) {
      const path = pathWithin(error);
      report([i, ...path], path.length === 0 ? describe(error) : describe(error).replace(/^[a-z_.[\]\d]+: /, ''));
      return [];
    }
  });
}

/** An error names the key at fault as its subject: `processors[0].dissect.pattern`, of a list that has only this one. */
function pathWithin(error: unknown): PropertyKey[] {
  if (!(error instanceof MillraceError)) return [];
  const keys = error.subject.replace(/^processors\[0\]\.?/, '').match(/[^.[\]]+/g) ?? [];
  return keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** What the events of a type go through. @returns undefined where there is nothing for them, which costs nothing */
export function chainFor(type: string, all: readonly CompiledProcessor[]): Processing | undefined {
  const concerned = all.filter(({ definition }) => mayConcern(definition, type));
  if (concerned.length === 0) return undefined;
  const runs = concerned.map(({ run }) => run);
  const redactions = concerned.flatMap(({ redact }) => (redact ? [redact] : []));
  return {
    run: inOrder(runs),
    ...(redactions.length === 0 ? {} : { redactText: redactionWithin(textRedaction(type, redactions)) }),
  };
}

/** False where the condition rules the type out, whatever the event. */
export function mayConcern({ if: condition }: ProcessorDefinition, type: string): boolean {
  return condition?.type === undefined || condition.type.includes(type);
}

function redactionOf(definition: ProcessorDefinition): ProcessorDefinition | undefined {
  if (definition.name !== 'redact') return undefined;
  const { fields: _, ...options } = definition.options;
  return { name: 'redact', options };
}

function textRedaction(type: string, redactions: readonly Processor[]): (text: string) => string {
  const run = inOrder(redactions);
  return (text) => {
    const fields = { message: text };
    const context = { timezone: 'UTC', referenceMs: 0 };
    run({ fields, timestamp: undefined, dropped: false, text, type, dataset: type, context });
    return fields.message;
  };
}
