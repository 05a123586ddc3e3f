/** What a call to AWS is in terms of ECS, by the service and the verb that its name begins with. */

type Kind = 'access' | 'creation' | 'deletion' | 'change' | 'info';

const verbs: readonly (readonly [RegExp, Kind])[] = [
  [
    /^(?:BatchGet|Get|List|Describe|Head|Lookup|Search|Query|Scan|Select|View|Check|Download|Decrypt|Preview)/,
    'access',
  ],
  [/^(?:Create|Run|Allocate|Register|Import|Copy|Upload|Generate|Publish|Issue)/, 'creation'],
  [/^(?:BatchDelete|Delete|Terminate|Remove|Deregister|Release|Revoke|Purge|Cancel|Expire)/, 'deletion'],
  [
    /^(?:BatchWrite|Update|Modify|Put|Set|Add|Attach|Detach|Enable|Disable|Start|Stop|Reboot|Restore|Change|Tag|Untag|Associate|Disassociate|Authorize|Replace|Reset|Accept|Reject|Apply|Grant)/,
    'change',
  ],
];
const identityServices = /^(?:iam|sso|sso-directory|identitystore|organizations|cognito-idp)\.amazonaws\.com$/;
const signInServices = /^(?:sts|signin)\.amazonaws\.com$/;

export function classify(
  service: string,
  action: string,
  call: { readonly readOnly: boolean; readonly management: boolean },
): { readonly category: readonly string[]; readonly type: readonly string[] } {
  const kind = call.readOnly ? 'access' : (verbs.find(([pattern]) => pattern.test(action))?.[1] ?? 'info');
  if (signInServices.test(service)) {
    const starts = /^(?:ConsoleLogin|AssumeRole|GetSessionToken|GetFederationToken|SwitchRole)/.test(action);
    return { category: ['authentication'], type: [starts ? 'start' : 'info'] };
  }
  if (identityServices.test(service)) {
    // ECS has no access for this category.
    const type = kind === 'access' ? 'info' : kind;
    const object = /Group/.test(action) ? 'group' : /User|LoginProfile|AccessKey/.test(action) ? 'user' : 'admin';
    return { category: ['iam'], type: [object, type] };
  }
  return { category: [call.management ? 'configuration' : 'api'], type: [kind] };
}
