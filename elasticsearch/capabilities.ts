import { MillraceError } from '../contracts/errors.ts';
import { type ElasticsearchClient, refused } from './connect.ts';

/** What this server can do, found by asking it, not by its version: distributions differ. */
export interface Capabilities {
  readonly matchOnlyText: boolean;
  readonly constantKeyword: boolean;
  readonly logsdb: boolean;
  readonly ignoreDynamicBeyondLimit: boolean;
  /** `template.data_stream_options.failure_store`. */
  readonly failureStore: boolean;
  /** `template.lifecycle`: retention without ILM. */
  readonly lifecycle: boolean;
}

const probes: Readonly<Record<keyof Capabilities, object>> = {
  matchOnlyText: { mappings: { properties: { probe: { type: 'match_only_text' } } } },
  constantKeyword: { mappings: { properties: { probe: { type: 'constant_keyword' } } } },
  logsdb: { settings: { 'index.mode': 'logsdb' } },
  ignoreDynamicBeyondLimit: { settings: { 'index.mapping.total_fields.ignore_dynamic_beyond_limit': true } },
  failureStore: { data_stream_options: { failure_store: { enabled: false } } },
  lifecycle: { lifecycle: { data_retention: '30d' } },
};

/**
 * Asks with templates that are only simulated; nothing is changed.
 * @throws MillraceError `elasticsearch_unreachable`; `elasticsearch_refused` where the key may not manage templates
 */
export async function probeCapabilities(client: ElasticsearchClient): Promise<Capabilities> {
  const can = async (template: object): Promise<boolean> => {
    const body = { index_patterns: ['millrace-probe-*'], priority: 1_000_000, data_stream: {}, template };
    const answer = await client.request('POST', '/_index_template/_simulate', JSON.stringify(body));
    if (answer.status === 401 || answer.status === 403 || answer.status === 429 || answer.status >= 500) {
      throw refused(answer, 'index templates');
    }
    return answer.status === 200;
  };
  return {
    matchOnlyText: await can(probes.matchOnlyText),
    constantKeyword: await can(probes.constantKeyword),
    logsdb: await can(probes.logsdb),
    ignoreDynamicBeyondLimit: await can(probes.ignoreDynamicBeyondLimit),
    failureStore: await can(probes.failureStore),
    lifecycle: await can(probes.lifecycle),
  };
}

export interface Server {
  /** `9.5.0`; undefined where the server does not say. */
  readonly version: string | undefined;
  readonly clusterName: string | undefined;
}

const oldest = { major: 8, minor: 19 } as const;

/**
 * Finds out who answers.
 * @throws MillraceError `elasticsearch_unreachable`; `elasticsearch_refused` for OpenSearch, for Elasticsearch before 8.19, and
 * for a key that is not taken
 */
export async function checkServer(client: ElasticsearchClient): Promise<Server> {
  const root = await client.request('GET', '/');
  if (root.status === 401) throw refused(root, client.url);
  const said = root.status === 200 ? parseRoot(root.body) : undefined;
  if (said?.distribution === 'opensearch') throw notFit(client.url, `OpenSearch ${said.version ?? ''}`.trim());
  // A distribution with few modules does not answer at the root; a key with few privileges may not ask there.
  const version = said?.version ?? (await versionOfNodes(client));
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const tooOld = major < oldest.major || (major === oldest.major && minor < oldest.minor);
  if (version !== undefined && tooOld) throw notFit(client.url, `Elasticsearch ${version}`);
  return { version, clusterName: said?.clusterName };
}

function parseRoot(body: string): { version?: string; distribution?: string; clusterName?: string } | undefined {
  try {
    const { version, cluster_name } = JSON.parse(body) as {
      version?: { number?: string; distribution?: string };
      cluster_name?: string;
    };
    return {
      ...(version?.number === undefined ? {} : { version: version.number }),
      ...(version?.distribution === undefined ? {} : { distribution: version.distribution }),
      ...(cluster_name === undefined ? {} : { clusterName: cluster_name }),
    };
  } catch {
    return undefined;
  }
}

async function versionOfNodes(client: ElasticsearchClient): Promise<string | undefined> {
  const answer = await client.request('GET', '/_nodes/_local?filter_path=nodes.*.version');
  if (answer.status === 401) throw refused(answer, client.url);
  return /"version":"([^"]+)"/.exec(answer.body)?.[1];
}

function notFit(url: string, found: string): MillraceError {
  return new MillraceError('elasticsearch_refused', `${found} answers; Elasticsearch 8.19 or newer is needed`, {
    subject: url,
    hint: 'point elasticsearch.url at a newer cluster',
  });
}
