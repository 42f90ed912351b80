import { LosskitError } from '@losskit/errors';
import type { Redis } from 'ioredis';

import { type BrokerAddress, shownAddress } from './brokerAddress.ts';

/** Milliseconds after which a broker that does not answer is given up, at the start. */
const FIRST_ANSWER = 5000;
/** Milliseconds between two tries to reach a broker again. */
const RETRY = 500;

const OWN_AUTHORITY =
  'where the broker has a certificate of an authority of your own, set NODE_EXTRA_CA_CERTS to the file of that authority';

/** The optional packages. */
interface BullMq {
  readonly bullmq: typeof import('bullmq');
  readonly Redis: typeof Redis;
}

/** Loads the optional packages, where a queue is wanted. */
async function loadBullMq(): Promise<BullMq> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis: ioredis.Redis };
  } catch (cause) {
    throw new LosskitError(
      'package-missing',
      '--queue: expected the optional packages bullmq and ioredis, got none; npm install bullmq ioredis installs them.',
      {},
      { cause },
    );
  }
}

/** How every connection of losskit reaches the broker: again and again, where it goes away. */
function connectionTo(address: BrokerAddress) {
  return { ...address, maxRetriesPerRequest: null, retryStrategy: () => RETRY };
}

/** Refuses a broker that cannot be reached, or that is too old. */
async function firstAnswer({ Redis }: BullMq, address: BrokerAddress): Promise<void> {
  const probe = new Redis({
    ...address,
    lazyConnect: true,
    connectTimeout: FIRST_ANSWER,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let reason = '';
  probe.on('error', ({ message }: Error) => {
    reason = message;
  });
  try {
    await probe.connect();
    await probe.ping();
  } catch (cause) {
    const said = reason || (cause instanceof Error ? cause.message : String(cause));
    const got = said.replace(/\.$/, '');
    const remedy =
      address.tls && /self-signed|issuer|unable to verify/i.test(got) ? `; ${OWN_AUTHORITY}` : '';
    throw new LosskitError(
      'broker-failed',
      `--queue: expected a Redis or Valkey that answers at ${shownAddress(address)}, got ${got}${remedy}.`,
      {},
      { cause },
    );
  } finally {
    probe.disconnect();
  }
}

/** A connection for what is not BullMQ's own. */
export interface Broker {
  readonly client: Redis;
  readonly bullmq: BullMq['bullmq'];
  readonly connection: ReturnType<typeof connectionTo>;
  close(): void;
}

/**
 * Connects to a broker, and again whenever it comes back.
 *
 * @param onNote - Told once when the broker goes away and once when it is back.
 * @throws LosskitError `package-missing`, `broker-failed`.
 */
export async function openBroker(address: BrokerAddress, onNote: (text: string) => void): Promise<Broker> {
  const packages = await loadBullMq();
  await firstAnswer(packages, address);
  const connection = connectionTo(address);
  const client = new packages.Redis(connection);
  let isAway = false;
  client.on('error', () => {});
  client.on('close', () => {
    if (!isAway) onNote(`The broker at ${shownAddress(address)} does not answer; waiting for it.`);
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) onNote('The broker is back.');
    isAway = false;
  });
  return {
    client,
    bullmq: packages.bullmq,
    connection,
    close() {
      client.removeAllListeners('close');
      client.disconnect();
    },
  };
}
