import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { textOf } from './field-text.ts';
import type { Processor } from './processor.ts';
import { regularExpression } from './regular-expression.ts';
import { addTag } from './tags.ts';
import { compileWriter } from './write-field.ts';

const itemsMost = 1000;

/**
 * Makes a list of text; items that are empty are left out. More than 1,000 are too many, and the field stays as it was.
 * @throws MillraceError `bad_pattern`
 */
export function compileSplit({ field, separator, target = field }: OptionsOf<'split'>): Processor {
  const by = regularExpression('separator', separator) ?? separator;
  const write = compileWriter(target);
  return ({ fields }) => {
    const text = textOf(fields, field);
    if (text === undefined) return;
    const pieces = text.split(by, itemsMost + 1);
    const items = pieces.filter((piece) => piece !== undefined && piece !== '');
    if (pieces.length > itemsMost || (items.length > 0 && !write(fields, items))) addTag(fields, '_splitfailure');
  };
}
