import { run } from './command.ts';

/**
 * Installs the first of the packages that the distribution has, when that is ours to do: as root, with apt.
 * @returns the package's name, or undefined when nothing was installed.
 */
export async function installFirst(
  packages: readonly string[],
  say: (text: string) => void,
): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || (await run('apt-get', ['--version'])) === undefined) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`looking for ${packages.join(' or ')} with apt-get`);
  await run('apt-get', ['update', '-qq'], { env });
  for (const name of packages) {
    if ((await run('apt-cache', ['show', name], { env }))?.code !== 0) continue;
    say(`installing ${name} with apt-get`);
    const installed = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env });
    if (installed?.code === 0) return name;
  }
  return undefined;
}
