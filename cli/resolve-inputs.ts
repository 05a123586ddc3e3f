import type { Configuration, MultilineConfiguration } from '../contracts/configuration/schema.ts';
import type { ResolvedInput } from '../shippers/input.ts';

/** What a kind of log brings along where the configuration is silent. Parsers have it, the shipper must not know them. */
export interface TypeDefaults {
  readonly dataset: string;
  readonly multiline?: { readonly start?: string; readonly continuation?: string } | undefined;
}

/**
 * @param defaultsOf throws for a type that nobody knows, with the nearest name
 * @param zone IANA zone of the host
 */
export function resolveInputs(
  configuration: Pick<Configuration, 'inputs'>,
  defaultsOf: (type: string) => TypeDefaults,
  zone: string,
): ResolvedInput[] {
  return configuration.inputs.map((input) => {
    const defaults = defaultsOf(input.type);
    const joining = input.multiline ?? defaultMultiline(defaults);
    return {
      ...input,
      dataset: input.dataset ?? defaults.dataset,
      timezone: input.timezone ?? zone,
      ...(joining === undefined ? {} : { multiline: joining }),
    };
  });
}

function defaultMultiline({ multiline }: TypeDefaults): MultilineConfiguration | undefined {
  return multiline && { ...multiline, timeout: 2000, max_lines: 1000 };
}
