import type { Configuration, MultilineConfiguration } from '../contracts/configuration/schema.ts';
import type { TypeDefaults } from '../parsers/custom/definition.ts';
import type { ResolvedInput } from '../shippers/input.ts';

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
      timezone: input.timezone ?? defaults.timezone ?? zone,
      ...(joining === undefined ? {} : { multiline: joining }),
    };
  });
}

function defaultMultiline({ multiline }: TypeDefaults): MultilineConfiguration | undefined {
  return multiline && { timeout: 2000, max_lines: 1000, ...multiline };
}
