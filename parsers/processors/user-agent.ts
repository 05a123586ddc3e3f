import { UAParser } from 'ua-parser-js';
import type { OptionsOf } from '../../contracts/configuration/processors.ts';
import { boundedCache, ownCopy } from './bounded-cache.ts';
import { textOf } from './field-text.ts';
import type { Processor } from './processor.ts';

/** Telling one apart takes more than fifty microseconds, and a site sees the same ones again and again. */
const remembered = 2000;
const charactersMost = 500;

/** Programs that say their name and nothing else that is known: `curl/8.5.0`. */
const product = /^([A-Za-z][\w.+-]{0,63}(?: [A-Za-z][\w.+-]{0,63}){0,3})\/v?(\d[\w.+-]{0,63})/;
/** Robots call themselves so, whatever browser they claim to be besides. Cubot makes telephones. */
const robot = /(?<![\w.-])(?!cubot)([\w.-]{0,40}(?:bot|crawler|spider|slurp)[\w.-]{0,20})(?:\/v?(\d[\w.]{0,20}))?/i;

export const userAgentFields = [
  'user_agent.name',
  'user_agent.version',
  'user_agent.device.name',
  'user_agent.os.name',
  'user_agent.os.version',
  'user_agent.os.full',
] as const;

type Described = readonly (readonly [name: (typeof userAgentFields)[number], value: string])[];

/** Tells the browser, the system and the device of a user agent. What is not known makes no field. */
export function compileUserAgent({ field }: OptionsOf<'user_agent'>): Processor {
  const known = boundedCache<Described>(remembered);
  return ({ fields }) => {
    const text = textOf(fields, field)?.slice(0, charactersMost);
    if (text === undefined) return;
    let described = known.get(text);
    if (described === undefined) {
      const key = ownCopy(text);
      described = describe(key);
      known.set(key, described);
    }
    for (const [name, value] of described) fields[name] = value;
  };
}

function describe(text: string): Described {
  const { browser, os, device } = new UAParser(text).getResult();
  const [, robotName, robotVersion] = robot.exec(text) ?? [];
  const [, productName, productVersion] = product.exec(text) ?? [];
  const isRobot = robotName !== undefined;
  const name = robotName ?? browser.name ?? (productName === 'Mozilla' ? undefined : productName);
  const version = isRobot ? robotVersion : browser.name === undefined ? productVersion : browser.version;
  const values: Record<(typeof userAgentFields)[number], string | undefined> = {
    'user_agent.name': name,
    'user_agent.version': name === undefined ? undefined : version,
    'user_agent.device.name': isRobot ? 'Spider' : device.model,
    'user_agent.os.name': os.name,
    'user_agent.os.version': os.version,
    'user_agent.os.full': os.version === undefined ? os.name : `${os.name} ${os.version}`,
  };
  return userAgentFields.flatMap((field) => {
    const value = values[field];
    return value === undefined || value === '' ? [] : [[field, value] as const];
  });
}
