import { messageOf } from '../../contracts/errors.ts';
import { badPatternOption } from './problems.ts';

const literal = /^\/(.+)\/([ims]*)$/s;

/**
 * The regular expression that is written as `/…/` with `i`, `m` or `s` behind it.
 * @returns undefined where the text is no such thing
 * @throws MillraceError `bad_pattern`
 */
export function regularExpression(option: string, written: string): RegExp | undefined {
  const [, source, flags = ''] = literal.exec(written) ?? [];
  return source === undefined ? undefined : compileRegularExpression(option, source, flags);
}

/** @throws MillraceError `bad_pattern` */
export function compileRegularExpression(option: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`);
  } catch (error) {
    throw badPatternOption(option, messageOf(error), 'it is read as JavaScript does, with the flag u');
  }
}
