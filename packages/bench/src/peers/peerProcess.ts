import { servePeer } from '../protocol/servePeer.ts';
import { BUILT_IN_PEERS } from './builtInPeers.ts';

// node peerProcess.js NAME FOLDER: a built-in peer in a process of its own.
const name = process.argv.at(-2);
const peer = BUILT_IN_PEERS.find((one) => one.name === name);
if (!peer) {
  throw new RangeError(
    `peer: expected one of ${BUILT_IN_PEERS.map((one) => one.name).join(', ')}, got '${name}'.`,
  );
}
await servePeer(peer);
