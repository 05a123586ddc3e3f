import { MillraceError } from '../contracts/errors.ts';
import { nearest } from '../contracts/nearest.ts';
import { sources } from './catalogue.generated.ts';
import { type CompiledSource, compileSource, type SourceDefinition } from './source.ts';

export { sources };

const byType = new Map(sources.map((source) => [source.type, source]));
const compiled = new Map<string, CompiledSource>();

/** @throws MillraceError `bad_configuration` that names the nearest type */
export function sourceOf(type: string): SourceDefinition {
  const source = byType.get(type);
  if (source) return source;
  const near = nearest(type, byType.keys());
  const known = [...byType.keys()].join(', ');
  throw new MillraceError('bad_configuration', `there is no log source of type ${type}`, {
    subject: type,
    hint: near ? `did you mean ${near}? Known: ${known}` : `known: ${known}`,
  });
}

/**
 * The parser of a type, compiled when it is first asked for and kept.
 * @throws MillraceError `bad_configuration` that names the nearest type
 */
export function parserOf(type: string): CompiledSource {
  const known = compiled.get(type);
  if (known) return known;
  const source = compileSource(sourceOf(type));
  compiled.set(type, source);
  return source;
}
