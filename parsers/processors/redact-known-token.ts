import type { Redaction } from './redactions.ts';

/**
 * Tokens that services mark with a beginning of their own. Each is as long as no word is that merely begins so; a few services have made
 * theirs longer, which is why most have no upper bound.
 */
const services = [
  'gh[pousr]_[A-Za-z0-9_]{30,}', // GitHub
  'github_pat_[A-Za-z0-9_]{30,}',
  'gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[\\w-]{20,}(?:\\.[\\w-]+)*', // GitLab
  'xox[abeoprs]-[A-Za-z0-9-]{10,}', // Slack
  'xapp-[0-9]-[A-Za-z0-9-]{10,}',
  '[sr]k_(?:live|test)_[A-Za-z0-9]{16,}', // Stripe
  'whsec_[A-Za-z0-9+/]{24,}',
  'AIza[\\w-]{35}(?![\\w-])', // Google
  'npm_[A-Za-z0-9]{36,}',
  'SG\\.[\\w-]{16,32}\\.[\\w-]{32,64}(?![\\w-])', // SendGrid
  '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])', // AWS
];

/** Nothing but the beginnings: over before the first one of most lines has been looked for. */
const beginning = /gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox[a-s]-|xapp-|k_live_|k_test_|whsec_|AIza|npm_|SG\.|A[KS]IA/;
const token = new RegExp(`(?<![A-Za-z0-9])(?:${services.join('|')})`, 'g');

/** Tokens of GitHub, GitLab, Slack, Stripe, Google, npm and SendGrid, and access keys of AWS. */
export const redactKnownTokens: Redaction = (text, replacement) =>
  beginning.test(text) ? text.replace(token, () => replacement) : text;
