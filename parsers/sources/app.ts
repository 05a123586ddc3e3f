import { applicationSource } from '../families/application.ts';
import type { SourceDefinition } from '../source.ts';

/** Programs of any kind that write a time or a level before the message. */
export const source: SourceDefinition = applicationSource({ type: 'app', title: 'Application log of any language' });
