import { createHash } from 'node:crypto';
import type { ClaimCheck } from '../../contracts/envelope/envelope.ts';
import { encodeClaimCheck } from '../../contracts/envelope/message.ts';

export interface Claim {
  readonly key: string;
  /** What goes on the queue in the place of the body. */
  readonly pointer: string;
}

/** The same body gets the same key: a second upload after a crash leaves no second object. */
export function claimOf(body: string, bucket: string, cluster: string, host: string): Claim {
  const sha256 = createHash('sha256').update(body).digest('hex');
  const key = `claims/${encodeURIComponent(cluster)}/${encodeURIComponent(host)}/${sha256}`;
  const claim: ClaimCheck = { bucket, key, bytes: Buffer.byteLength(body), sha256 };
  return { key, pointer: encodeClaimCheck(claim) };
}
