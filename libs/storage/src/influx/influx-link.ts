import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { InfluxDB, type IPoint, type ISchemaOptions } from 'influx';
import { InfluxFault, refusalIn } from './influx-fault.ts';

/** Where an InfluxDB answers, and who we are there. Without a name or a token nobody asks. */
export interface InfluxAddress {
  readonly url: string;
  readonly database: string;
  readonly username?: string;
  readonly password?: string;
  /** InfluxDB 2.x: sent as its `Authorization: Token`. InfluxDB 3 takes its token as a password. */
  readonly token?: string;
}

/** One row of an answer by the names of its columns, `time` in UTC ms. */
export interface AnsweredSeries {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

/** A store that takes longer has failed; who wrote tries again. */
const REQUEST_MS = 10_000;
/** Beyond the client's own limit, which never comes when the connection dies in the middle of an answer (influx 5.12.0). */
const DEADLINE_MS = REQUEST_MS + 2_000;

/** The client would take a failed address out of use for a while; whether and when to try again is ours to say (operations.md F19). */
const NO_BACKOFF = { getDelay: () => 0, next: () => NO_BACKOFF, reset: () => NO_BACKOFF };

/** For several statements 1.6 says only that they were "not executed" when their database is not there. */
const NO_DATABASE = /database not found|not executed/;

/** Line protocol in, InfluxQL out: the 1.x HTTP API, each request once. Rejects with an `InfluxFault`. */
export class InfluxLink {
  private readonly client: InfluxDB;
  private readonly agent: HttpAgent;
  private readonly address: InfluxAddress;

  constructor(address: InfluxAddress, schema: readonly ISchemaOptions[]) {
    const { protocol, hostname, port, pathname } = new URL(address.url);
    const isTls = protocol === 'https:';
    this.address = address;
    this.agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
    const headers = address.token === undefined ? {} : { headers: { authorization: `Token ${address.token}` } };
    this.client = new InfluxDB({
      database: address.database,
      // Null, since the client puts "root" in the place of what is undefined and would send it instead of the token.
      username: address.username ?? (null as unknown as string),
      password: address.password ?? (null as unknown as string),
      hosts: [
        {
          protocol: isTls ? 'https' : 'http',
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port === '' ? (isTls ? 443 : 8_086) : Number(port),
          path: pathname === '/' ? '' : pathname,
          options: { agent: this.agent, ...headers },
        },
      ],
      pool: { maxRetries: 0, requestTimeout: REQUEST_MS, backoff: NO_BACKOFF },
      schema: [...schema],
    });
  }

  /** All of them, or a fault whose `refusal` says that the store took the others and will never take some of these. */
  write(points: readonly IPoint[]): Promise<void> {
    return this.once(() => this.client.writePoints([...points], { precision: 'ms' }));
  }

  /** The series that each statement gives, in the order of the statements. */
  async ask(statements: readonly string[]): Promise<readonly (readonly AnsweredSeries[])[]> {
    if (statements.length === 0) return [];
    const { results } = await this.once(async () => {
      const answer = (await this.client.queryRaw([...statements], { precision: 'ms', method: 'POST' })) as Answer;
      const fault = answer.results.find(({ error }) => error !== undefined)?.error ?? answer.error;
      if (fault !== undefined) throw new Error(fault);
      return answer;
    });
    return statements.map((_, index) => results.find(({ statement_id: id }) => id === index)?.series ?? []);
  }

  async reachable(): Promise<void> {
    const [host] = await this.within(this.client.ping(REQUEST_MS));
    if (host?.online !== true) throw this.faultOf(new Error('no answer'));
  }

  close(): void {
    this.agent.destroy();
  }

  /** A database that is not there is made, and the request sent again. */
  private async once<Answered>(request: () => Promise<Answered>): Promise<Answered> {
    try {
      return await this.within(request());
    } catch (cause) {
      const fault = this.faultOf(cause);
      if (!NO_DATABASE.test(fault.message)) throw fault;
    }
    try {
      await this.within(this.client.createDatabase(this.address.database));
      return await this.within(request());
    } catch (cause) {
      throw this.faultOf(cause);
    }
  }

  private async within<Answered>(request: Promise<Answered>): Promise<Answered> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE_MS / 1_000} s`)), DEADLINE_MS);
    });
    try {
      return await Promise.race([request, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private faultOf(cause: unknown): InfluxFault {
    const { protocol, host } = new URL(this.address.url);
    const said = cause instanceof Error ? cause.message : String(cause);
    const code = (cause as NodeJS.ErrnoException).code;
    return new InfluxFault(`InfluxDB at ${protocol}//${host}: ${said === '' ? (code ?? 'no answer') : said}`, refusalIn(cause), { cause });
  }
}

interface Answer {
  readonly results: readonly { readonly statement_id: number; readonly series?: readonly AnsweredSeries[]; readonly error?: string }[];
  readonly error?: string;
}
