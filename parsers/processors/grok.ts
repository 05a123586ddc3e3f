import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { whyNotWritten } from '../../contracts/written-name.ts';
import { compileGrok, type Grok } from '../grok/compile.ts';
import type { Dictionary } from '../grok/dictionary.ts';
import type { Fields } from '../grok/extractor.ts';
import { ecsPatterns, legacyPatterns } from '../patterns/standard.ts';
import { textOf } from './field-text.ts';
import { badPatternOption, forOption } from './problems.ts';
import type { Processor } from './processor.ts';
import { addTag } from './tags.ts';
import { compileWriter } from './write-field.ts';

const failureTag = '_grokparsefailure';

/**
 * Matches a field; what is captured is written over what is there.
 * @throws MillraceError `bad_pattern`
 */
export function compileGrokProcessor(options: OptionsOf<'grok'>): Processor {
  const { field, anchored } = options;
  const grok = compileExpressions(options, anchored);
  for (const name of grok.fieldNames) checkName(name);
  const writers = new Map(grok.fieldNames.map((name) => [name, compileWriter(name)]));
  return ({ fields }) => {
    const text = textOf(fields, field);
    if (text === undefined) return;
    const captured: Fields = {};
    if (grok.exec(text, captured, captured) < 0) return addTag(fields, failureTag);
    for (const [name, value] of Object.entries(captured)) {
      if (writers.get(name)?.(fields, value) === false) addTag(fields, failureTag);
    }
  };
}

function compileExpressions(options: OptionsOf<'grok'>, anchored: boolean): Grok {
  const dictionary = grokDictionary(options);
  const expressions = grokExpressions(options);
  for (const [i, expression] of expressions.entries()) {
    forOption(options.pattern === undefined ? `patterns[${i}]` : 'pattern', () => dictionary.parse(expression));
  }
  return forOption('pattern', () => compileGrok(expressions, dictionary, { anchored }));
}

export function grokExpressions({ pattern, patterns = [] }: OptionsOf<'grok'>): readonly string[] {
  return pattern === undefined ? patterns : [pattern];
}

export function grokDictionary({ dictionary, definitions }: OptionsOf<'grok'>): Dictionary {
  return (dictionary === 'legacy' ? legacyPatterns : ecsPatterns).with(definitions);
}

function checkName(name: string): void {
  const reason = whyNotWritten(name);
  if (reason !== undefined) throw badPatternOption('pattern', reason, 'capture it under another name');
}
