import type { Fields } from '../grok/extractor.ts';

/** Adds a tag, once. */
export function addTag(fields: Fields, tag: string): void {
  const { tags } = fields;
  if (tags === undefined) fields.tags = [tag];
  else if (!Array.isArray(tags)) fields.tags = tags === tag ? tags : [String(tags), tag];
  else if (!tags.includes(tag)) fields.tags = [...tags.map(String), tag];
}
