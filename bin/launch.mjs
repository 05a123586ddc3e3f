// Dependency-free, for any Node from 20: installs what package-lock.json says, then hands over to the project's own Node.
// All that it says goes to stderr; stdout belongs to the program that it starts.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCatalogue } from './catalogue.mjs';

export const project = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(project, 'node_modules');
const stampFile = join(modules, '.millrace-installed');
const ownNode = join(modules, '.bin', 'node');
const lowestNode = 20;

/**
 * Runs a TypeScript program of the project with the project's own Node, passes signals on, and exits as it does.
 * @param {string} program path from the project's folder
 * @param {string[]} args
 */
export async function launch(program, args) {
  ensureReady();
  writeCatalogue();
  await handOver(ownNode, [...nodeFlags, join(project, program), ...args]);
}

const nodeFlags = ['--disable-warning=ExperimentalWarning'];

/** Starts a program in our place: same standard streams, signals passed on, same exit. */
export async function handOver(command, args) {
  const child = spawn(command, args, { stdio: 'inherit', env: withOwnNodeFirst(process.env) });
  const pass = (signal) => child.kill(signal);
  // From a terminal, Ctrl-C reaches the child as well; it gets the signal from us only when nobody else sends it.
  const onTerminal = process.stdin.isTTY;
  process.on('SIGINT', () => onTerminal || pass('SIGINT'));
  process.on('SIGTERM', pass);
  process.on('SIGHUP', pass);
  const { code, signal } = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
      resolve({ code: 1, signal: null });
    });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
}

function ensureReady() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < lowestNode)
    stop(`Node.js ${process.versions.node} is too old.`, `Install Node.js ${lowestNode} or newer.`);
  const lock = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  const reason = whyInstall(lock);
  if (reason) install(reason, lock);
  assertOwnNode();
}

function whyInstall(lock) {
  if (!existsSync(modules)) return 'node_modules is missing';
  if (existsSync(stampFile))
    return readFileSync(stampFile, 'utf8') === lock ? undefined : 'package-lock.json has changed';
  return hasWhatTheLockSays() ? stamp(lock) : 'node_modules does not match package-lock.json';
}

// Somebody ran npm themselves: npm leaves its own list of what it installed, to compare with the lock file.
function hasWhatTheLockSays() {
  try {
    const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

function install(reason, lock) {
  // `npm ci` refuses a lock file without the packages of other platforms, which a partial mirror leaves out. `npm install` takes
  // every version and checksum from the lock file too, adds what this platform needs, and with --no-save leaves the file alone.
  const how = isLockComplete() ? ['ci'] : ['install', '--no-save'];
  say(`${reason}: running npm ${how.join(' ')} (once, about half a minute)`);
  // An inherited npm configuration of the calling `npm start` would be taken for options of this npm.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package|command)/.test(name)),
  );
  const options = { cwd: project, env, stdio: ['ignore', 2, 2] };
  const { status, error } = spawnSync('npm', [...how, '--no-audit', '--no-fund', '--loglevel=error'], options);
  if (error) stop(`npm could not be started: ${error.message}`, 'Install npm, which comes with Node.js.');
  if (status !== 0) {
    stop(`npm failed with exit code ${status}.`, 'Read what it says above; check that npm reaches its registry.');
  }
  stamp(lock);
}

function isLockComplete() {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  return Object.values(packages).every((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).every((name) => names.has(name)),
  );
}

function stamp(lock) {
  mkdirSync(modules, { recursive: true });
  writeFileSync(stampFile, lock);
}

// The package `node` brings its binary by an install script, which the lock file does not cover and settings can switch off.
function assertOwnNode() {
  const wanted = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).devDependencies.node;
  const answer = spawnSync(ownNode, ['--version'], { encoding: 'utf8' });
  const found = answer.stdout?.trim();
  if (found === `v${wanted}`) return;
  rmSync(stampFile, { force: true });
  stop(
    found ? `the project's own Node is ${found}, not v${wanted}.` : `the project's own Node (v${wanted}) does not run.`,
    'It comes with an install script of the npm package "node". Check that `npm config get ignore-scripts` says false, then run: npm ci && npm rebuild node',
  );
}

export function withOwnNodeFirst(environment) {
  return { ...environment, PATH: [join(modules, '.bin'), environment.PATH ?? ''].join(delimiter) };
}

export function say(text) {
  process.stderr.write(`millrace: ${text}\n`);
}

function stop(what, next) {
  say(what);
  say(next);
  process.exit(1);
}
