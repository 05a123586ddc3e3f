/** What is known of an address. Every database has its own part of it. */
export interface GeoRecord {
  readonly city?: Named;
  readonly continent?: Named & { readonly code?: string };
  readonly country?: Named & { readonly iso_code?: string };
  readonly location?: { readonly latitude?: number; readonly longitude?: number; readonly time_zone?: string };
  readonly postal?: { readonly code?: string };
  readonly subdivisions?: readonly (Named & { readonly iso_code?: string })[];
  readonly autonomous_system_number?: number;
  readonly autonomous_system_organization?: string;
}

interface Named {
  readonly names?: { readonly en?: string };
}

export interface GeoDatabase {
  /** @returns undefined for an address that the database does not have */
  lookup(address: string): GeoRecord | undefined;
}

/** What processors need beside their definitions. */
export interface ProcessorResources {
  /** @throws MillraceError `bad_configuration` where there is no database at the path */
  readonly openGeoDatabase: (path: string) => GeoDatabase;
}
