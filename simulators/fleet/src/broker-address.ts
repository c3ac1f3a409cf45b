import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly username?: string;
  readonly password?: string;
}

/** Takes an `mqtt://` or `mqtts://` address apart; undefined for what is none. */
export function brokerAddress(url: string): BrokerAddress | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^mqtts?:$/.test(parsed.protocol) || parsed.hostname === '') return undefined;
  const secure = parsed.protocol === 'mqtts:';
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? (secure ? 8883 : 1883) : Number(parsed.port),
    secure,
    ...(parsed.username === '' ? {} : { username: decodeURIComponent(parsed.username) }),
    ...(parsed.password === '' ? {} : { password: decodeURIComponent(parsed.password) }),
  };
}

export const openSocket = ({ host, port, secure }: BrokerAddress): Socket =>
  secure ? connectTls({ host, port, servername: host }) : connectTcp({ host, port, noDelay: true });
