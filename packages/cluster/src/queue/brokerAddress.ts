import { LosskitError } from '@losskit/errors';

/** Where a broker listens, and how to be let in. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db: number;
  readonly tls?: Record<string, never>;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;
const DEFAULT_PORT = 6379;

function wrong(what: string): LosskitError {
  return new LosskitError('option-invalid', `--queue: expected ${what}.`);
}

/** The address without its credentials, to be shown. */
export function shownAddress({ host, port, tls }: BrokerAddress): string {
  return `${tls ? 'rediss' : 'redis'}://${host}:${port}`;
}

/**
 * Reads the URL of a Redis or Valkey: `redis://127.0.0.1:6379`, `rediss://user:password@broker.example:6380/0`.
 *
 * @throws LosskitError `option-invalid` also for a broker on another machine without TLS or without a password.
 */
export function brokerAddress(url: string): BrokerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // The URL itself is not shown: it may hold a password.
  if (!parsed || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '')
    throw wrong('the URL of a Redis or Valkey, such as redis://127.0.0.1:6379, got another text');
  const [, database = ''] = /^\/?(\d*)$/.exec(parsed.pathname) ?? [];
  if (parsed.pathname.length > 1 && database === '')
    throw wrong(`the number of a database after the port, got '${parsed.pathname}'`);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const isSecure = parsed.protocol === 'rediss:';
  const password = decodeURIComponent(parsed.password);
  if (!LOOPBACK.test(host) && !(isSecure && password !== '')) {
    throw wrong(
      `TLS and a password for a broker on another machine, rediss://user:password@${host}, got ${isSecure ? 'no password' : 'no TLS'}`,
    );
  }
  return {
    host,
    port: parsed.port === '' ? DEFAULT_PORT : Number(parsed.port),
    db: Number(database),
    ...(parsed.username !== '' && { username: decodeURIComponent(parsed.username) }),
    ...(password !== '' && { password }),
    ...(isSecure && { tls: {} }),
  };
}
