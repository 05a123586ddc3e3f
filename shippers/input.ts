import type { InputConfiguration } from '../contracts/configuration/schema.ts';

/** An input with nothing left to default: also `multiline` stands here where the type brings one along. */
export type ResolvedInput = InputConfiguration & { readonly dataset: string; readonly timezone: string };
