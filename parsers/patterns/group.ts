type Definitions = Readonly<Record<string, string>>;

/** Definitions that belong together, for both dictionaries: the names are the same in both, the fields that they capture are not. */
export interface PatternGroup {
  /** Those that capture nothing, or the same in both. */
  readonly shared?: Definitions;
  /** With fields as the Elastic Common Schema names them: `[source][ip]`. */
  readonly ecs?: Definitions;
  /** With the flat names from before ECS: `clientip`. */
  readonly legacy?: Definitions;
}
