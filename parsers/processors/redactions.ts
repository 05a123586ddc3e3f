import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { redactCards } from './redact-card.ts';
import { redactEmails } from './redact-email.ts';
import { redactTokens } from './redact-token.ts';
import { compileRegularExpression } from './regular-expression.ts';

/** Puts the replacement in the place of everything of one kind. */
export type Redaction = (text: string, replacement: string) => string;

type Kind = OptionsOf<'redact'>['kinds'][number];

/** In this order: what a credential holds is no address, and no card. */
const kindsInOrder: readonly Kind[] = ['token', 'email', 'card'];
const redactions: Readonly<Record<Kind, Redaction>> = { token: redactTokens, email: redactEmails, card: redactCards };

type Options = Pick<OptionsOf<'redact'>, 'kinds' | 'patterns' | 'replacement'>;

/**
 * One function that takes all kinds out of a text.
 * @throws MillraceError `bad_pattern`
 */
export function compileRedactions({ kinds, patterns, replacement }: Options): (text: string) => string {
  const insteadOf = (kind: string) => replacement.replaceAll('{kind}', () => kind);
  const steps = kindsInOrder
    .filter((kind) => kinds.includes(kind))
    .map((kind) => {
      const instead = insteadOf(kind);
      return (text: string) => redactions[kind](text, instead);
    });
  const own = patterns.map(({ name, pattern }, i) => {
    const regex = compileRegularExpression(`patterns[${i}].pattern`, pattern, 'g');
    const instead = insteadOf(name);
    return (text: string) => text.replace(regex, (match) => (match === '' ? '' : instead));
  });
  const all = [...steps, ...own];
  return (text) => all.reduce((redacted, step) => step(redacted), text);
}
