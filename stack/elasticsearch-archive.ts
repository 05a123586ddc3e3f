import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MillraceError, messageOf } from '../contracts/errors.ts';
import { cached, verifyChecksum } from './cache.ts';
import { lastLines, run } from './command.ts';
import { installFirst } from './system-packages.ts';
import { versions } from './versions.ts';

const { version, mavenArtifact, mavenPath, sha512 } = versions.elasticsearch;

/** The unpacked Elasticsearch in the cache, fetched and verified when it is not there yet. */
export async function elasticsearchHome(cache: string, javaHome: string, say: (text: string) => void): Promise<string> {
  return cached(cache, `elasticsearch-${version}`, async (draftPath) => {
    const downloads = join(dirname(draftPath), 'download');
    await mkdir(downloads);
    say(`fetching Elasticsearch ${version} (124 MiB, once)`);
    const archive = await fetchArchive(downloads, say);
    await verifyChecksum(archive, sha512);
    say('unpacking');
    await unpack(archive, downloads, javaHome);
    await rename(join(downloads, `elasticsearch-${version}`), draftPath);
    await openUp(draftPath);
  });
}

// Maven first: it knows the machine's mirrors and proxies. Without it, Maven Central is one plain download away.
async function fetchArchive(folder: string, say: (text: string) => void): Promise<string> {
  const file = join(folder, `elasticsearch-${version}.zip`);
  const reasons: string[] = [];
  for (const attempt of [byMaven, byHttps, byInstalledMaven]) {
    const reason = await attempt(file, say);
    if (reason === undefined) return file;
    reasons.push(reason);
  }
  throw new MillraceError(
    'component_missing',
    `Elasticsearch ${version} could not be fetched:\n${reasons.join('\n')}`,
    {
      subject: mavenArtifact,
      hint: 'install Maven and set the mirror of your network in its settings.xml, or set ELASTICSEARCH_URL to an Elasticsearch of yours',
      retryable: true,
    },
  );
}

async function byMaven(file: string): Promise<string | undefined> {
  const outcome = await run('mvn', [
    '-B',
    '-q',
    `${versions.mavenDependencyPlugin}:copy`,
    `-Dartifact=${mavenArtifact}`,
    `-DoutputDirectory=${dirname(file)}`,
  ]);
  if (outcome === undefined) return 'mvn: not installed';
  return outcome.code === 0 ? undefined : `mvn: ${lastLines(outcome.stdout + outcome.stderr, 6)}`;
}

async function byHttps(file: string): Promise<string | undefined> {
  const url = `${versions.mavenCentral}/${mavenPath}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(600_000) });
    if (!response.ok || response.body === null) return `${url}: HTTP ${response.status}`;
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
    return undefined;
  } catch (error) {
    return `${url}: ${messageOf(error)}`;
  }
}

async function byInstalledMaven(file: string, say: (text: string) => void): Promise<string | undefined> {
  if ((await run('mvn', ['--version'])) !== undefined) return 'apt-get: mvn is installed already';
  return (await installFirst(['maven'], say)) === undefined ? 'apt-get: maven was not installed' : byMaven(file);
}

async function unpack(archive: string, folder: string, javaHome: string): Promise<void> {
  const tools: readonly (readonly [string, ...string[]])[] = [
    ['unzip', '-q', archive],
    ['python3', '-m', 'zipfile', '-e', archive, '.'],
    [join(javaHome, 'bin/jar'), 'xf', archive],
  ];
  for (const [command, ...args] of tools) {
    if ((await run(command, args, { cwd: folder }))?.code === 0) return;
  }
  throw new MillraceError('component_missing', 'nothing here can unpack a .zip', {
    subject: archive,
    hint: 'install unzip or Python 3',
  });
}

// Not every unpacker keeps modes, and the server may run as another user than the one who unpacked.
async function openUp(home: string): Promise<void> {
  await chmod(home, 0o755);
  const bin = join(home, 'bin');
  for (const name of await readdir(bin)) await chmod(join(bin, name), 0o755);
}
