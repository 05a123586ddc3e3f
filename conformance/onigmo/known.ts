import { isDeepStrictEqual } from 'node:util';
import { emit } from '../../parsers/grok/emit.ts';
import { compileExtractor, type Fields } from '../../parsers/grok/extractor.ts';
import { hasEmptyTurns, hasLoopCaptures } from '../../parsers/grok/loops.ts';
import { Machine } from '../../parsers/grok/machine.ts';
import { assemble } from '../../parsers/grok/machine-code.ts';
import { compare, type Difference } from './compare.ts';
import { dictionaries } from './pairs.ts';

/** A difference that we know, accept, and explain in `docs/grok.md`. */
export interface KnownDifference {
  readonly construct: string;
  /** The smallest regular expression that shows it, and a line. */
  readonly smallest: readonly [expression: string, line: string];
  readonly why: string;
  /** Narrow: it takes away what makes the difference, and sees whether the two engines then agree. */
  readonly recognises: (difference: Difference) => boolean;
}

const patientSteps = 30_000_000;
/** Longer in the other case, or the same as several letters. */
const multipleFolds = /[ßẞŉǰΐΰևẖ-ẚﬀ-ﬆﬓ-ﬗİᾀ-ῼ]/gu;

const counted = /\)\{(\d*)(?:,\d*)?\}/g;
/** In a class, as it is written for the judge: shorthands, a complement or an intersection. */
const composed = /\[(?:[^\]\\]|\\.)*(?:\\P|\[\^|\[a-z|\[0-9|\[\\t|\[:\^|&&)/;

export const knownDifferences: readonly KnownDifference[] = [
  {
    construct: 'captures in a loop that backtracks for long',
    smallest: ['^(?<y>a?)(?:(?<x>a)|a|b)+\\k<y>c', `${'a'.repeat(15)}bc`],
    why: 'Captures of earlier turns are found by going over the match again, which ends after so many steps; then the last turn counts.',
    recognises: ({ dictionary, expression, line, theirs }) =>
      line !== undefined && isDeepStrictEqual(theirs, patientResult(dictionary, expression, line)),
  },
  {
    construct: 'letters that become several in the other case',
    smallest: ['(?i)ss', 'ß'],
    why: 'Onigmo holds `ß` and `ss` for the same under (?i), as Unicode does; we fold characters one to one.',
    recognises: ({ dictionary, expression, line }) => {
      if (line === undefined || !/\(\?[a-z]*i/.test(expression) || line.search(multipleFolds) < 0) return false;
      return compare(dictionary, expression, [line.replace(multipleFolds, '中')]).agreed === 1;
    },
  },
  {
    construct: 'a counted group that may take nothing',
    smallest: ['^(?:(?:(?<x>[a-c]*?)|d|e|f|g|h)){2}i', 'ai'],
    why:
      'A turn that takes nothing ends an endless loop. Of counted ones Onigmo says the same if they are large, and runs all turns ' +
      'if they are small, which it writes out; we always run them all.',
    recognises: ({ dictionary, expression, line }) => {
      if (line === undefined || expression.search(counted) < 0) return false;
      const endless = expression.replaceAll(counted, (_, fewest: string) =>
        fewest === '' || fewest === '0' ? ')*' : ')+',
      );
      return compare(dictionary, endless, [line]).agreed === 1;
    },
  },
  {
    construct: 'a class of complements, intersections or shorthands under (?i)',
    smallest: ['(?i)[[^a]]', 'A'],
    why:
      'Onigmo takes the other case of what the class has in the end, so that [[^a]] has `a` in it, by way of `A`; we take it of the ' +
      'characters that are named.',
    recognises: ({ dictionary, expression, expanded, line }) =>
      line !== undefined &&
      composed.test(expanded) &&
      /\(\?[mx]*i/.test(expression) &&
      compare(dictionary, expression.replaceAll(/\(\?([mx]*)i/g, '(?$1-i'), [line]).agreed === 1,
  },
  {
    construct: 'nothing, between the halves of a character',
    smallest: ['(?!(?>a*)\\p{Greek}*)', '😀'],
    why: 'V8 also looks between the two halves of a character beyond the BMP, where its back references, and so our atomic groups, fail.',
    recognises: ({ dictionary, expression, line }) =>
      line !== undefined &&
      expression.includes('(?!') &&
      /[\u{10000}-\u{10ffff}]/u.test(line) &&
      compare(dictionary, expression, [line.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '中')]).agreed === 1,
  },
];

export function explain(difference: Difference): KnownDifference | undefined {
  return knownDifferences.find((known) => known.recognises(difference));
}

/** What our own machine makes of the line if it is given time. */
function patientResult(dictionary: Difference['dictionary'], expression: string, line: string): unknown {
  const tree = dictionaries[dictionary].parse(expression);
  const usesMachine = hasLoopCaptures(tree) || hasEmptyTurns(tree) || expression.includes('\\k<');
  if (!usesMachine) return undefined;
  const found = new Machine(assemble(tree), patientSteps).search(line);
  if (found === undefined) return undefined;
  if (found === null) return 'none';
  const fields: Fields = {};
  compileExtractor(emit(tree, { singleLine: false, ascii: false }).slots, () => false)(found, fields, fields);
  return { span: found[0], fields: JSON.parse(JSON.stringify(fields)) };
}
