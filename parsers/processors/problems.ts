import { MillraceError } from '../../contracts/errors.ts';

/** A mistake in the definition of a processor. @param option whose value it is, such as `pattern` */
export function badOption(option: string, message: string, hint: string): MillraceError {
  return new MillraceError('bad_configuration', `${option}: ${message}`, { subject: option, hint });
}

/** A pattern that cannot be compiled. */
export function badPatternOption(option: string, message: string, hint: string): MillraceError {
  return new MillraceError('bad_pattern', `${option}: ${message}`, { subject: option, hint });
}
